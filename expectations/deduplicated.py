"""Deduplicated: every source accounted for, no passage twice, no document twice."""

import polars as pl

from expectations.check import Check, Evidence, must_be_empty
from expectations.provenance import REPLAY
from pipeline.deduplicate.passages import find_repeats

LONG_LINE = 120
"""Characters. A line this long that stands twice is hardly a formula: the longest salutations measured 60–80."""


def _unaccounted(evidence: Evidence, name: str) -> pl.Series:
    documents = set(evidence.frames["documents"]["document_id"])
    refused = evidence.refusals("raw/issues", "cleaned/issues", "issues")
    columns = ("source", "document_id", "outcome", "kept_document_id")
    wrong = [
        None
        if (outcome == "kept" and document_id in documents)
        or (outcome == "merged" and kept in documents and document_id not in documents)
        or (outcome == "refused" and refused & {source, document_id})
        else f"outcome {outcome}, but neither a document, nor merged into one, nor in issues"
        for source, document_id, outcome, kept in evidence.frames[name].select(columns).iter_rows()
    ]
    return pl.Series(wrong, dtype=pl.String)


def _repeats(evidence: Evidence, name: str) -> pl.Series:
    found = [
        "; ".join(f"{text[r.start : r.end][:40]}…" for r in repeats) if (repeats := find_repeats(text)) else None
        for text in evidence.frames[name]["text"]
    ]
    return pl.Series(found, dtype=pl.String)


def _long_lines_twice(evidence: Evidence, name: str) -> pl.Series:
    lines = evidence.frames[name].select(
        "document_id", line=pl.col("text").str.split("\n")
    ).explode("line").filter(pl.col("line").str.len_chars() >= LONG_LINE)  # fmt: skip
    twice = dict(
        lines.group_by("document_id", "line").len().filter(pl.col("len") > 1)
        .group_by("document_id").agg(pl.col("line").str.slice(0, 40).sort().str.join("…; ")).iter_rows()
    )  # fmt: skip
    return pl.Series([twice.get(d) for d in evidence.frames[name]["document_id"]], dtype=pl.String)


def _first_of_this_text(evidence: Evidence, name: str) -> pl.Series:
    """The first document of each text, which stands for the text: whole texts are too wide to hand on."""
    return evidence.frames[name].select(pl.col("document_id").first().over("text")).to_series()


CHECKS = (
    must_be_empty(
        "sources",
        "every_source_accounted",
        "Is every source kept, merged into a kept document, or refused with an issue?",
        "unaccounted",
        _unaccounted,
    ),
    REPLAY,
    must_be_empty(
        "documents",
        "no_passage_repeated",
        "Does the search for repeated passages find nothing more?",
        "repeated_passages",
        _repeats,
        by_document=True,
    ),
    must_be_empty(
        "documents",
        "no_long_line_twice",
        f"Does no line of {LONG_LINE} or more characters stand twice in a document?",
        "long_lines_twice",
        _long_lines_twice,
        warns_because="an author may repeat a paragraph on purpose; such lines are doubted in issues, not removed",
        by_document=True,
    ),
    Check(
        "documents",
        "no_document_twice",
        "Is no text kept under two document ids?",
        "expect_column_values_to_be_unique",
        {"column": "first_of_this_text"},
        {"first_of_this_text": _first_of_this_text},
    ),
)
