"""Raw: every source is there, accounted for, and readable as text."""

import polars as pl

from expectations.check import Check, Evidence, must_be_empty

REPLACEMENT = "\ufffd"


def _unaccounted(evidence: Evidence, name: str) -> pl.Series:
    """A source said to be kept that gave no document, or refused without an issue."""
    documents = set(evidence.frames["documents"]["document_id"])
    refused = evidence.refusals("issues")
    wrong = [
        "kept, but not in documents"
        if outcome == "kept" and document_id not in documents
        else "refused, but no issue says why"
        if outcome == "refused" and not refused & {source, document_id}
        else None
        for source, document_id, outcome in evidence.frames[name].select("source", "document_id", "outcome").iter_rows()
    ]
    return pl.Series(wrong, dtype=pl.String)


def _without_source(evidence: Evidence, name: str) -> pl.Series:
    known = evidence.frames["sources"].filter(pl.col("outcome") == "kept")["document_id"].implode()
    here = pl.col("document_id")
    return evidence.frames[name].select(pl.when(~here.is_in(known)).then(here)).to_series()


def _undecoded(evidence: Evidence, name: str) -> pl.Series:
    return evidence.frames[name]["raw_text"].str.count_matches(REPLACEMENT)


CHECKS = (
    must_be_empty(
        "sources",
        "every_source_accounted",
        "Is every source either a document, or refused with an issue that says why?",
        "unaccounted",
        _unaccounted,
    ),
    Check(
        "sources",
        "some_source_found",
        "Was there anything to read?",
        "expect_table_row_count_to_be_between",
        {"min_value": 1},
    ),
    must_be_empty(
        "documents",
        "document_has_source",
        "Does every document come from a source that was kept?",
        "without_source",
        _without_source,
    ),
    Check(
        "documents",
        "sha256_format",
        "Is source_sha256 64 hexadecimal digits?",
        "expect_column_values_to_match_regex",
        {"column": "source_sha256", "regex": "^[0-9a-f]{64}$"},
        by_document=True,
    ),
    Check(
        "documents",
        "bytes_decoded",
        "Were all bytes decoded (no U+FFFD in the text)?",
        "expect_column_values_to_be_between",
        {"column": "undecoded", "max_value": 0},
        {"undecoded": _undecoded},
        warns_because="a few broken bytes spoil a word, not the document; they stand in issues",
        by_document=True,
    ),
)
