"""A folder of documents, good and bad ones side by side: no file stops another, none is lost."""

import os
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from pipeline.read import files, stage
from pipeline.read.stage import SourceFolderError, fingerprint, read_sources
from pipeline.tables.identity import stable_id

TEXT = "各位代表，现在我代表区人民政府向大会作政府工作报告，请予审议。\n"


def folder_of(base: Path, contents: dict[str, bytes | str]) -> Path:
    for name, content in contents.items():
        path = base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return base


def outcomes(tables: dict[str, pl.DataFrame]) -> dict[str, str]:
    return dict(tables["sources"].select("source", "outcome").iter_rows())


def issues_of(tables: dict[str, pl.DataFrame], source: str) -> list[tuple[str, str]]:
    return list(tables["issues"].filter(source=source).select("kind", "message").iter_rows())


def test_every_kind_of_bad_file_is_refused_and_its_neighbours_are_kept(tmp_path: Path) -> None:
    bad = {
        "empty.txt": (b"", "empty"),
        "blank.md": (" \n\t\u3000\r\n".encode(), "empty"),
        "binary.txt": (b"\x7fELF" + bytes(500), "not_text"),
        "cut.pdf": (b"%PDF-1.4", "unreadable"),
        "gone.html": ("<html><head><title>404</title></head><body>您访问的页面不存在</body></html>".encode(), "empty"),
        "cut.xlsx": (b"PK\x03\x04", "unreadable"),
        "song.mp3": (b"ID3\x04", "not_text"),
        "page.png": (b"\x89PNG\r\n\x1a\n", "not_text"),
    }
    good = {"a.txt": TEXT, "b/报告.md": TEXT * 2, "noextension": TEXT * 3, "c.text": TEXT.encode("gb18030")}
    tables = read_sources(folder_of(tmp_path, {**{k: v for k, (v, _) in bad.items()}, **good}))
    assert outcomes(tables) == {**dict.fromkeys(bad, "refused"), **dict.fromkeys(good, "kept")}
    for name, (_, kind) in bad.items():
        found = issues_of(tables, name)
        assert [k for k, _ in found] == [kind] and name in found[0][1]
    assert set(tables["documents"]["source"]) == set(good)


def test_what_a_document_row_holds(tmp_path: Path) -> None:
    data = b"\xff\xfe" + TEXT.encode("utf-16-le")
    tables = read_sources(folder_of(tmp_path, {"b/报告.md": data}))
    row = tables["documents"].row(0, named=True)
    assert row["document_id"] == stable_id("doc", "b/报告.md")
    assert row["source_sha256"] == sha256(data).hexdigest()
    assert (row["media_type"], row["encoding"], row["raw_text"]) == ("text/markdown", "utf-16-le", TEXT)
    assert row["raw_characters"] == len(TEXT) and row["retrieved_at"] is None and row["title"] is None
    assert tables["sources"]["bytes"].to_list() == [len(data)]


def test_broken_bytes_are_kept_and_mentioned(tmp_path: Path) -> None:
    tables = read_sources(folder_of(tmp_path, {"a.txt": (TEXT * 3).encode() + b"\xff\xfe" + TEXT.encode()}))
    assert outcomes(tables) == {"a.txt": "kept"}
    ((kind, message),) = issues_of(tables, "a.txt")
    assert kind == "unreadable" and "U+FFFD" in message


def test_the_catalogue_gives_id_and_metadata(tmp_path: Path) -> None:
    digest = sha256(TEXT.encode()).hexdigest()
    catalogue = f"documents:\n  - id: x-1\n    file: a.txt\n    sha256: {digest}\n    title: 报告\n"
    tables = read_sources(folder_of(tmp_path, {"a.txt": TEXT, "b.txt": TEXT, "catalogue.yaml": catalogue}))
    titles = dict(tables["documents"].select("document_id", "title").iter_rows())
    assert titles == {stable_id("doc", "x-1"): "报告", stable_id("doc", "b.txt"): None}
    ((_, message),) = issues_of(tables, "b.txt")
    assert tables["issues"]["severity"].to_list() == ["info"] and "not listed" in message


def test_a_catalogue_that_names_what_is_not_there(tmp_path: Path) -> None:
    catalogue = (
        "documents:\n  - {id: gone, file: gone.txt, title: 失}\n  - {id: out, file: ../a.txt}\n"
        "  - {id: abs, file: /etc/hostname}\n  - {id: good, file: ./a.txt, title: 在}\n"
    )
    tables = read_sources(folder_of(tmp_path, {"a.txt": TEXT, "catalogue.yaml": catalogue}))
    assert outcomes(tables) == {"a.txt": "kept", "gone.txt": "refused"}
    assert tables["documents"]["title"].to_list() == ["在"]
    messages = "\n".join(tables["issues"]["message"])
    assert "line 2: there is no file 'gone.txt'" in messages
    assert "line 3: '../a.txt' lies outside" in messages and "line 4: '/etc/hostname' lies outside" in messages


def test_another_sha256_than_catalogued_is_mentioned(tmp_path: Path) -> None:
    catalogue = f"documents:\n  - id: a\n    file: a.txt\n    sha256: {'0' * 64}\n"
    tables = read_sources(folder_of(tmp_path, {"a.txt": TEXT, "catalogue.yaml": catalogue}))
    assert outcomes(tables) == {"a.txt": "kept"}
    assert "another SHA-256" in issues_of(tables, "a.txt")[0][1]


def test_two_sources_with_one_id_are_both_kept(tmp_path: Path) -> None:
    catalogue = "documents:\n  - {id: b.txt, file: a.txt}\n"
    tables = read_sources(folder_of(tmp_path, {"a.txt": TEXT, "b.txt": TEXT, "catalogue.yaml": catalogue}))
    assert outcomes(tables) == {"a.txt": "kept", "b.txt": "kept"}
    assert tables["documents"]["document_id"].n_unique() == 2
    assert any("same id" in m for m in tables["issues"]["message"])


def test_what_is_about_the_folder_is_passed_over_unless_listed(tmp_path: Path) -> None:
    contents = {"a.txt": TEXT, "README.md": TEXT, "LICENSE": TEXT, ".hidden": TEXT, ".git/x.txt": TEXT}
    schema = {"catalogue.schema.json": "{}"}
    assert outcomes(read_sources(folder_of(tmp_path, {**contents, **schema}))) == {"a.txt": "kept"}
    folder_of(tmp_path, {"catalogue.yaml": "documents:\n  - {id: r, file: README.md}\n"})
    assert set(outcomes(read_sources(tmp_path))) == {"a.txt", "README.md"}


def test_links_are_followed_inside_and_refused_outside(tmp_path: Path) -> None:
    outside = folder_of(tmp_path / "outside", {"secret.txt": TEXT, "d/e.txt": TEXT})
    folder = folder_of(tmp_path / "in", {"a.txt": TEXT, "sub/b.txt": TEXT})
    (folder / "link.txt").symlink_to(outside / "secret.txt")
    (folder / "links").symlink_to(outside / "d")
    (folder / "again.txt").symlink_to(folder / "a.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "broken.txt").symlink_to(folder / "nothing")
    made = outcomes(read_sources(folder))
    assert made == {
        "a.txt": "kept", "again.txt": "kept", "sub/b.txt": "kept",
        "link.txt": "refused", "links": "refused", "broken.txt": "refused",
    }  # fmt: skip


def test_a_file_name_that_is_no_utf_8(tmp_path: Path) -> None:
    try:
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xb1\xa8.txt"))).write_text(TEXT)
    except OSError:
        pytest.skip("the file system allows only UTF-8 names")
    tables = read_sources(tmp_path)
    assert outcomes(tables) == {"\\xb1\\xa8.txt": "kept"}
    assert any("not plain UTF-8" in m for m in tables["issues"]["message"])
    fingerprint(tmp_path)


def test_a_file_name_with_a_line_break(tmp_path: Path) -> None:
    (tmp_path / "工作\n报告.txt").write_text(TEXT, "utf-8")
    tables = read_sources(tmp_path)
    assert outcomes(tables) == {"工作\\x0a报告.txt": "kept"}
    assert [k for k, _ in issues_of(tables, "工作\\x0a报告.txt")] == ["metadata"]


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert outcomes(read_sources(folder_of(tmp_path, {"a.txt": TEXT}))) == {"a.txt": "kept", "pipe.txt": "refused"}


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder_of(tmp_path, {"a.txt": TEXT, "locked.txt": TEXT})
    read = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    tables = read_sources(tmp_path)
    assert outcomes(tables) == {"a.txt": "kept", "locked.txt": "refused"}
    assert "check its permissions" in issues_of(tables, "locked.txt")[0][1]


def test_a_file_over_the_bound_is_refused(tmp_path: Path) -> None:
    tables = read_sources(folder_of(tmp_path, {"a.txt": TEXT, "big.txt": TEXT * 50}), max_bytes=2000)
    assert outcomes(tables) == {"a.txt": "kept", "big.txt": "refused"}
    assert [k for k, _ in issues_of(tables, "big.txt")] == ["too_large"]


def test_50_megabytes_are_read(tmp_path: Path) -> None:
    tables = read_sources(folder_of(tmp_path, {"big.txt": TEXT.encode() * (50_000_000 // len(TEXT.encode()))}))
    assert outcomes(tables) == {"big.txt": "kept"}


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    tables = read_sources(tmp_path)
    assert tables["documents"].is_empty() and "holds no document" in tables["issues"]["message"][0]


@pytest.mark.parametrize("name", ["nothing", "file.txt"])
def test_a_folder_that_is_none_is_an_error(tmp_path: Path, name: str) -> None:
    folder_of(tmp_path, {"file.txt": TEXT})
    with pytest.raises(SourceFolderError, match=name):
        read_sources(tmp_path / name)
    with pytest.raises(SourceFolderError, match=name):
        fingerprint(tmp_path / name)


def test_the_order_of_the_directory_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder_of(tmp_path, {f"{c}.txt": TEXT + c for c in "丙甲乙"})
    first, digest = read_sources(tmp_path), fingerprint(tmp_path)
    walk = files._walk
    monkeypatch.setattr(files, "_walk", lambda *a: reversed(list(walk(*a))))
    again = read_sources(tmp_path)
    assert all(first[name].equals(again[name]) for name in first)
    assert fingerprint(tmp_path) == digest


def test_the_fingerprint_sees_names_bytes_and_catalogue(tmp_path: Path) -> None:
    folder_of(tmp_path, {"a.txt": TEXT})
    seen = [fingerprint(tmp_path)]
    for change in ({"a.txt": TEXT + "。"}, {"b.txt": TEXT}, {"catalogue.yaml": "documents: []"}, {".hidden": "x"}):
        folder_of(tmp_path, change)
        seen.append(fingerprint(tmp_path))
    assert seen[-1] == seen[-2] and len(set(seen)) == 4


def test_the_sources_of_this_repository() -> None:
    folder = Path(stage.__file__).parents[2] / "sources"
    tables = read_sources(folder)
    assert tables["issues"].is_empty()
    assert tables["documents"]["place_code"].to_list().count("310110") == 3
