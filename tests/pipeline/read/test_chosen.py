"""Which files the catalogue means."""

from pathlib import Path

import pytest

from pipeline.read.catalogue import Entry
from pipeline.read.chosen import takes
from pipeline.read.stage import read_sources

TEXT = "各位代表,现在我代表区人民政府向大会作政府工作报告,请予审议。\n"


@pytest.mark.parametrize(
    ("pattern", "exclude", "name", "taken"),
    [
        (("**/*",), (), "r/a.pdf", True),
        (("**/*",), (), "r/b/c/a.pdf", True),
        (("*.pdf",), (), "r/b/a.pdf", True),
        (("*.pdf",), (), "r/b/a.txt", False),
        (("*.pdf", "*.txt"), (), "r/b/a.txt", True),
        (("2021/*.pdf",), (), "r/2021/a.pdf", True),
        (("2021/*.pdf",), (), "r/2022/a.pdf", False),
        (("**/2021/*",), (), "r/x/2021/a.pdf", True),
        (("**/*",), ("草稿*",), "r/b/草稿一.pdf", False),
        (("**/*",), ("old/*",), "r/old/a.pdf", False),
    ],
)
def test_patterns(pattern: tuple[str, ...], exclude: tuple[str, ...], name: str, taken: bool) -> None:
    assert takes(Entry("folder", "r", 1, pattern=pattern, exclude=exclude), name) is taken


def test_a_folder_entry_gives_its_metadata_to_each_file_and_a_file_entry_comes_first(tmp_path: Path) -> None:
    for name in ("r/a.txt", "r/b/c.txt", "r/d.md", "other.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(TEXT + name, "utf-8")
    (tmp_path / "catalogue.yaml").write_text(
        "documents:\n  - {id: one, file: r/a.txt, title: 其一}\n"
        "  - {folder: r, pattern: '*.txt', document_type: work_report}\n  - {folder: ., pattern: nothing}\n",
        "utf-8",
    )
    tables = read_sources(tmp_path)
    made = {s: (t, k) for s, t, k in tables["documents"].select("source", "title", "document_type").iter_rows()}
    assert made == {"r/a.txt": ("其一", None), "r/b/c.txt": (None, "work_report")}
    messages = "\n".join(tables["issues"]["message"])
    assert (
        "line 4: the folder '.' holds no file" in messages
        and "1 file(s) of the folder 'r' match no pattern" in messages
    )


def test_a_folder_outside_is_left_aside(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "catalogue.yaml").write_text("documents:\n  - {folder: ../x}\n  - {folder: /etc}\n", "utf-8")
    messages = "\n".join(read_sources(tmp_path)["issues"]["message"])
    assert "line 2: '../x' lies outside" in messages and "line 3: '/etc' lies outside" in messages
