"""Cleaned: nothing changed without a record, nothing lost, nothing foreign left."""

import polars as pl

from expectations.check import Check, Evidence, lost_documents, must_be_empty
from expectations.provenance import REPLAY

MOST_REMOVED = 0.5
"""Of the five documents the forum copy loses most, under 10 %; half is far outside what furniture and noise take."""


def _removed_share(evidence: Evidence, name: str) -> pl.Series:
    share = pl.col("removed_characters") / pl.col("raw_characters").clip(lower_bound=1)
    return evidence.frames[name].select(share).to_series()


def _lost(evidence: Evidence, name: str) -> pl.Series:
    raw = set(evidence.frames["raw/documents"]["document_id"])
    return lost_documents(evidence, name, raw - evidence.refusals("issues"))


def _control(evidence: Evidence, name: str) -> pl.Series:
    """Control, zero-width and bidirectional characters other than the line feed."""
    pattern = r"[\x00-\x09\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]"
    return evidence.frames[name]["text"].str.count_matches(pattern)


CHECKS = (
    REPLAY,
    must_be_empty(
        "documents",
        "no_document_lost",
        "Is every raw document here, or refused with an issue that says why?",
        "lost_documents",
        _lost,
    ),
    Check(
        "documents",
        "text_not_empty",
        "Is there text left in every document?",
        "expect_column_values_to_be_between",
        {"column": "characters", "min_value": 1},
        by_document=True,
    ),
    Check(
        "documents",
        "removed_share",
        f"Was at most {MOST_REMOVED:.0%} of each document taken out?",
        "expect_column_values_to_be_between",
        {"column": "removed_share", "max_value": MOST_REMOVED},
        {"removed_share": _removed_share},
        warns_because="a page that is mostly furniture around a short notice is possible; look at its repairs",
        by_document=True,
    ),
    Check(
        "documents",
        "no_control_characters",
        "Is the text free of control, zero-width and bidirectional characters?",
        "expect_column_values_to_be_between",
        {"column": "control_characters", "max_value": 0},
        {"control_characters": _control},
        by_document=True,
    ),
)
