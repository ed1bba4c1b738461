"""Whatever was added, edited, removed or ruled anew: a refresh gives the release of a full build, byte for byte."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any

import dagster as dg
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import assets.cleaned
import assets.deduplicated
import assets.published
import assets.raw
import assets.stage
import assets.structured
from assets.definitions import cleaned, deduplicated, fetched, published, raw, resources, structured
from assets.folders import Folders
from assets.resources import Fetching, Rework
from assets.stage import Work, keep_stage
from assets.storage import Frames, StageMissingError, StageStore
from pipeline.tables.stages import STAGES

MODULES = (assets.raw, assets.cleaned, assets.deduplicated, assets.structured, assets.published)
ASSETS = [fetched, raw, cleaned, deduplicated, structured, published]

OPENING = "2024年某某区政府工作要点\n\n一、城建\n\n完成加装电梯120台以上。推进旧区改造。\n"
LONG = (
    "深化改革开放,优化营商环境,全年新增就业岗位3.2万个,城镇登记失业率控制在4.5%以内,居民收入增长与经济增长基本同步。"
    * 3
)
TEXTS = (
    OPENING,
    OPENING.replace("某某", "乙乙"),
    f"{OPENING}\n二、民生\n\n{LONG}\n",
    f"{OPENING}\n二、民生\n\n{LONG}\n\n三、保障\n\n{LONG}\n",
    f"{OPENING}\n二、民生\n\n{LONG}\n\n供稿单位:区政府办公室\n",
    " \n",
)
"""So few that documents are often copies of each other, or repeat themselves; the last one is refused."""
TITLES = ("", "政府工作要点", "某某区政府工作要点")

Folder = Mapping[str, tuple[int, int]]
"""File name to the number of its text and of the title that the catalogue states."""

folders_of_documents = st.dictionaries(
    st.sampled_from("abcde"), st.tuples(st.integers(0, len(TEXTS) - 1), st.integers(0, len(TITLES) - 1)), max_size=5
)
steps = st.lists(st.tuples(folders_of_documents, st.integers(0, 1)), min_size=2, max_size=3)


def put(folder: Path, documents: Folder) -> None:
    """Make the source folder hold these documents and no others."""
    rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    entries = []
    for name, (text, title) in documents.items():
        (folder / f"{name}.txt").write_text(TEXTS[text], "utf-8")
        entries += [f"  - {{id: {name}, file: {name}.txt, title: {TITLES[title]}}}"] if TITLES[title] else []
    (folder / "catalogue.yaml").write_text(
        "\n".join(["documents:", *entries]) if entries else "documents: []\n", "utf-8"
    )


def refresh(folders: Folders, stages: Path, rule: int) -> None:
    """Every stage once, its checks left out: they change nothing. `rule` is the version of a rule of `structured`."""
    store = StageStore(stages)
    work = Work(folders, store, lambda _done, _of: None, Fetching(enabled=False), Rework())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assets.structured, "verb", lambda tables: ruled(VERB(tables), rule))
        patch.setattr(
            assets.stage, "code_version", lambda stage: f"rule {rule}" if stage == "structured" else VERSION(stage)
        )
        for module in MODULES:
            result = module._do(work)
            keep = getattr(module, "_keep", None) or keep_stage(module.__name__.rpartition(".")[2])
            keep(work, result)


VERB, VERSION = assets.structured.verb, assets.stage.code_version


def ruled(tables: Frames, rule: int) -> Frames:
    """What another rule would make of it."""
    documents = tables["documents"]
    return {
        **tables,
        "documents": documents.with_columns(title=pl.format("{} ({})", pl.col("title").fill_null(""), rule)),
    }


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def built_anew(folders: Folders, base: Path, rule: int) -> dict[str, bytes]:
    """The release of a full build of the same sources."""
    fresh = Folders(sources=folders.sources, output=str(base / "fresh"))
    rmtree(base / "fresh", ignore_errors=True)
    rmtree(base / "fresh-stages", ignore_errors=True)
    refresh(fresh, base / "fresh-stages", rule)
    return files(fresh.output_path)


@settings(max_examples=6)
@given(steps)
def test_any_history_gives_the_release_of_a_full_build(history: list[tuple[Folder, int]]) -> None:
    with TemporaryDirectory() as name:
        base = Path(name)
        folders = Folders(sources=str(base / "sources"), output=str(base / "release"))
        for documents, rule in history:
            put(folders.sources_path, documents)
            refresh(folders, base / "stages", rule)
            assert files(folders.output_path) == built_anew(folders, base, rule)


STORED = [f"{stage}/{file}" for stage in STAGES for file in ("stage.json", "documents.parquet")]


@pytest.mark.parametrize("damage", ["missing", "flipped"])
def test_damaged_stage_files_never_give_wrong_rows(tmp_path: Path, damage: str) -> None:
    """Each file of the stages spoiled in turn, before a refresh that would take most from them."""
    folders = Folders(sources=str(tmp_path / "sources"), output=str(tmp_path / "release"))
    put(folders.sources_path, {"a": (0, 0), "b": (1, 1), "c": (3, 0)})
    refresh(folders, tmp_path / "stages", 0)
    put(folders.sources_path, {"a": (0, 0), "b": (2, 1), "c": (3, 0)})
    wanted = built_anew(folders, tmp_path, 0)
    for file in STORED:
        spoil(tmp_path / "stages" / file, damage)
        refresh(folders, tmp_path / "stages", 0)
        assert files(folders.output_path) == wanted, file


def spoil(path: Path, damage: str) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.unlink() if damage == "missing" else path.write_bytes(content)


def test_a_damaged_stage_stops_the_stage_after_it(tmp_path: Path) -> None:
    folders = Folders(sources=str(tmp_path / "sources"), output=str(tmp_path / "release"))
    put(folders.sources_path, {"a": (0, 0)})
    refresh(folders, tmp_path / "stages", 0)
    spoil(tmp_path / "stages" / "deduplicated" / "documents.parquet", "flipped")
    work = Work(folders, StageStore(tmp_path / "stages"), lambda _done, _of: None, Fetching(enabled=False), Rework())
    with pytest.raises(StageMissingError, match="deduplicated"):
        assets.structured._do(work)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr("assets.folders.HOME", tmp_path / "home")
    yield tmp_path


def checked(run: dg.ExecuteInProcessResult) -> dict[tuple[str, str], tuple[bool, int, int]]:
    """Check to whether it passed, and how many rows were looked at and taken as checked."""
    found: dict[tuple[str, str], tuple[bool, int, int]] = {}
    for e in run.get_asset_check_evaluations():
        numbers: dict[str, Any] = {k: v.value for k, v in e.metadata.items() if k.startswith("rows")}
        key = (e.asset_key.to_user_string(), e.check_name)
        found[key] = (e.passed, numbers["rows checked"], numbers.get("rows taken as checked", 0))
    return found


def test_the_job_checks_the_changed_rows_and_gives_the_release_of_a_full_build(home: Path) -> None:
    folders = Folders(sources=str(home / "sources"), output=str(home / "release"))

    def run(folders: Folders) -> dict[tuple[str, str], tuple[bool, int, int]]:
        made = dg.materialize(ASSETS, resources=resources(folders), raise_on_error=False)
        assert made.success
        return checked(made)

    put(folders.sources_path, {"a": (0, 0), "b": (1, 1), "d": (2, 0)})
    first = run(folders)
    assert not any(taken for _, _, taken in first.values()), "a full build looks at every row"
    put(folders.sources_path, {"a": (0, 0), "b": (1, 1), "d": (3, 0)})
    second = run(folders)
    fresh = Folders(sources=folders.sources, output=str(home / "fresh"))
    full = run(fresh)
    assert files(folders.output_path) == files(fresh.output_path)
    assert second[("cleaned/documents", "replay_gives_text")] == (True, 1, 2)
    assert second[("cleaned/documents", "key_unique")] == (True, 3, 0)
    for key, (passed, rows, taken) in full.items():
        if key[0] == "published/changes":
            continue  # The first release has none before it.
        assert second[key][0] == passed, f"{key}: what was doubted is doubted at every run"
        assert second[key][1] + second[key][2] == rows + taken, key
