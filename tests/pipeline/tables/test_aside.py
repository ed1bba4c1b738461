"""What leaves the tables with a document, and what stays to tell of it."""

import polars as pl

from pipeline.tables.arrow import frame
from pipeline.tables.aside import failure, set_aside, without
from pipeline.tables.published import ISSUES, SOURCES

TABLES = {
    "sources": frame(
        SOURCES,
        [
            {"source": "a.txt", "document_id": "doc_a", "outcome": "kept"},
            {"source": "b.txt", "document_id": "doc_b", "outcome": "kept"},
            {"source": "b2.txt", "document_id": "doc_b2", "outcome": "merged", "kept_document_id": "doc_b"},
        ],
    ),
    "measures": pl.DataFrame({"measure_id": ["mea_1", "mea_2"], "document_id": ["doc_a", "doc_b"]}),
    "issues": frame(
        ISSUES, [{"issue_id": "iss_1", "document_id": "doc_b", "kind": "metadata", "severity": "info", "message": "x"}]
    ),
}


def test_the_rows_of_the_document_leave() -> None:
    left = without(TABLES, {"doc_b"})
    assert left["measures"]["document_id"].to_list() == ["doc_a"]
    assert left["issues"].equals(TABLES["issues"])


def test_its_source_is_refused_and_so_is_its_copy() -> None:
    left = set_aside("deduplicated", TABLES, {"doc_b": "it is odd"}, {"doc_b": "b.txt", "doc_b2": "b2.txt"})
    rows = left["sources"].select("source", "outcome", "kept_document_id").rows()
    assert sorted(rows) == [("a.txt", "kept", None), ("b.txt", "refused", None), ("b2.txt", "refused", None)]
    noted = left["issues"].filter(kind="set_aside").select("document_id", "source", "severity", "message").rows()
    assert [row[:3] for row in sorted(noted)] == [("doc_b", "b.txt", "error"), ("doc_b2", "b2.txt", "error")]
    assert all("deduplicated" in message for *_, message in noted)


def test_nothing_leaves_without_a_reason() -> None:
    assert without(TABLES, ()) == TABLES


def test_a_failure_names_error_and_line() -> None:
    try:
        raise ValueError("odd")
    except ValueError as error:
        assert failure(error).startswith("ValueError: odd (test_aside.py, line ")
