"""Only what changed is worked on, and the result is what a full run gives."""

from pathlib import Path

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from assets.reuse import Made, per_document
from assets.storage import Frames, StageStore
from pipeline.tables.arrow import frame
from pipeline.tables.published import ISSUES, REPAIRS
from pipeline.tables.stages import CLEANED_DOCUMENTS, RAW_DOCUMENTS


def documents(texts: dict[str, str]) -> Frames:
    rows = [
        {
            "document_id": f"doc_{name}",
            "source": f"{name}.txt",
            "source_sha256": "0" * 64,
            "media_type": "text/plain",
            "encoding": "utf-8",
            "raw_text": text,
            "raw_characters": len(text),
        }
        for name, text in texts.items()
    ]
    return {"documents": frame(RAW_DOCUMENTS, rows)}


def verb(tables: Frames) -> Frames:
    """Stands for a stage: upper-cases each text, and doubts each empty one."""
    made = tables["documents"].with_columns(
        script=pl.lit("Hans"),
        text=pl.col("raw_text").str.to_uppercase(),
        characters=pl.col("raw_characters"),
        repaired_characters=pl.lit(0, pl.Int64),
        removed_characters=pl.lit(0, pl.Int64),
    )
    doubts = [
        {"issue_id": f"iss_{d}", "document_id": d, "kind": "empty", "severity": "error", "message": "empty"}
        for d in tables["documents"].filter(pl.col("raw_text") == "")["document_id"]
    ]
    return {"documents": made, "repairs": frame(REPAIRS), "issues": frame(ISSUES, doubts)}


def run(store: StageStore, texts: dict[str, str], version: str = "1") -> Made:
    made = per_document("cleaned", verb, documents(texts), version, store, lambda done, of: None)
    store.write("cleaned", made.tables, made.inputs)
    return made


def test_the_unchanged_are_reused(tmp_path: Path) -> None:
    store = StageStore(tmp_path)
    assert run(store, {"a": "x", "b": "y"}).recomputed == 2
    again = run(store, {"a": "x", "b": "z", "c": ""})
    assert (again.recomputed, again.reused) == (2, 1)
    assert again.tables["documents"]["text"].to_list() == ["X", "Z", ""]
    assert again.tables["issues"]["document_id"].to_list() == ["doc_c"]


def test_new_rules_redo_everything(tmp_path: Path) -> None:
    store = StageStore(tmp_path)
    run(store, {"a": "x"})
    assert run(store, {"a": "x"}, version="2").recomputed == 1


def test_a_damaged_last_run_is_done_again(tmp_path: Path) -> None:
    store = StageStore(tmp_path)
    run(store, {"a": "x"})
    (tmp_path / "cleaned" / "documents.parquet").write_bytes(b"")
    assert run(store, {"a": "x"}).recomputed == 1


def test_a_line_that_begins_to_recur_redoes_the_documents_that_have_it(tmp_path: Path) -> None:
    store = StageStore(tmp_path)

    def run_with(recurring: list[tuple[str, str]], texts: dict[str, str]) -> int:
        table = pl.DataFrame(recurring, schema={"document_id": pl.String, "words": pl.String}, orient="row")
        inputs = {**documents(texts), "recurring": table}
        made = per_document("cleaned", verb, inputs, "1", store, lambda done, of: None)
        store.write("cleaned", made.tables, made.inputs)
        return made.recomputed

    assert run_with([("doc_a", "x")], {"a": "x", "b": "y"}) == 2
    assert run_with([("doc_a", "x"), ("doc_c", "x")], {"a": "x", "b": "y", "c": "x"}) == 1
    assert run_with([("doc_a", "x"), ("doc_c", "x"), ("doc_b", "y")], {"a": "x", "b": "y", "c": "x"}) == 1


def test_asked_for_a_document_is_done_again(tmp_path: Path) -> None:
    store = StageStore(tmp_path)
    run(store, {"a": "x", "b": "y"})
    inputs = documents({"a": "x", "b": "y"})
    made = per_document("cleaned", verb, inputs, "1", store, lambda done, of: None, again={"doc_b"})
    assert (made.recomputed, made.reused) == (1, 1)


names = st.dictionaries(st.sampled_from("abcdef"), st.text(alphabet="xyz", max_size=3), max_size=6)


@settings(max_examples=25)
@given(st.lists(names, min_size=1, max_size=4))
def test_any_history_gives_what_a_full_run_gives(tmp_path_factory: object, history: list[dict[str, str]]) -> None:
    base = tmp_path_factory.mktemp("stages")  # type: ignore[attr-defined]
    store = StageStore(base / "grown")
    for texts in history:
        grown = run(store, texts)
    fresh = run(StageStore(base / "fresh"), history[-1])
    for name, table in fresh.tables.items():
        assert grown.tables[name].equals(table), name
    assert CLEANED_DOCUMENTS.names == tuple(grown.tables["documents"].columns)
