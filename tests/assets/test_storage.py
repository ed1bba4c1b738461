"""A stage is whole or absent, whatever happened to its files."""

from pathlib import Path

import pytest

from assets.storage import StageMissingError, StageStore
from pipeline.tables.arrow import frame
from pipeline.tables.published import ISSUES, SOURCES
from pipeline.tables.stages import RAW_DOCUMENTS

TABLES = {
    "sources": frame(SOURCES, [{"source": "甲.txt", "document_id": "doc_1", "outcome": "refused"}]),
    "documents": frame(RAW_DOCUMENTS),
    "issues": frame(ISSUES),
}


@pytest.fixture
def store(tmp_path: Path) -> StageStore:
    store = StageStore(tmp_path)
    store.write("raw", TABLES, {"doc_1": "digest"})
    return store


def test_what_is_written_is_read_back(store: StageStore) -> None:
    assert store.read("raw", "sources")["sources"].equals(TABLES["sources"])
    assert store.read("raw").keys() == TABLES.keys()
    assert store.inputs("raw") == {"doc_1": "digest"}


def test_a_stage_never_made_is_missing(store: StageStore) -> None:
    with pytest.raises(StageMissingError, match="materialise it first"):
        store.read("cleaned")
    assert store.inputs("cleaned") == {}


def test_a_damaged_table_is_refused(store: StageStore, tmp_path: Path) -> None:
    path = tmp_path / "raw" / "sources.parquet"
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(StageMissingError, match="not as it was written"):
        store.read("raw")


def test_a_write_that_dies_half_way_leaves_no_stage(
    store: StageStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_: object, **__: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("polars.DataFrame.write_parquet", die)
    with pytest.raises(OSError, match="disk full"):
        store.write("raw", TABLES)
    with pytest.raises(StageMissingError):
        store.read("raw")


def test_who_passed_is_read_back_and_forgotten_when_damaged(store: StageStore, tmp_path: Path) -> None:
    store.note_passed("raw", {"doc_1": "digest"})
    assert store.passed("raw") == {"doc_1": "digest"}
    assert store.passed("cleaned") == {}
    for content in (b"", b"[1]", b'{"doc_1": "dig', b"\xff"):
        (tmp_path / "raw" / "passed.json").write_bytes(content)
        assert store.passed("raw") == {}
