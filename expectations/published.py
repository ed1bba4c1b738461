"""Published: the whole release holds together, and is not suddenly another size than the last one."""

import polars as pl

from expectations.check import Check, Evidence, must_be_empty

BOUNDS = (0.7, 1.5)
"""Rows a document, against the last release: outside this a rule has changed more than a rule should."""

MOST_NOT_UNDERSTOOD = 0.05
"""Share of all numerals of a release that no rule may understand.

On 301 work reports it is 0.1 %; on 137 of them spoiled at random, with numbers put in at random, 4 %. More than the
bound is a rule that broke or a kind of text the rules do not know; who reads other kinds is warned from 2 % of a
document on.
"""


BARE_NUMBERS = 0.5
"""A document with a larger share is a table of bare numbers, not prose; the stage structured names it."""


def _rows_a_document(evidence: Evidence, name: str) -> pl.Series:
    """This release's rows a document, over the last release's; null where there is nothing to compare."""
    previous = evidence.previous_rows
    documents = evidence.frames["documents"].height
    ratios = [
        (rows / documents) / (previous[table] / previous["documents"])
        if documents and previous.get("documents") and previous.get(table, 0) >= 20
        else None
        for table, rows in evidence.frames[name].select("table", "rows").iter_rows()
    ]
    return pl.Series(ratios, dtype=pl.Float64)


def _emptied(evidence: Evidence, name: str) -> pl.Series:
    wrong = [
        f"had {evidence.previous_rows[table]} rows in the last release"
        if not rows and evidence.previous_rows.get(table)
        else None
        for table, rows in evidence.frames[name].select("table", "rows").iter_rows()
    ]
    essential = {"documents", "sections", "numerals"}
    tables = evidence.frames[name]["table"]
    return pl.Series([w if t in essential else None for t, w in zip(tables, wrong, strict=True)], dtype=pl.String)


def _share_not_understood(evidence: Evidence, name: str) -> pl.Series:
    """Over all documents that are prose: one that is nothing but numbers must not hold back its neighbours."""
    unknown = pl.col("role") == "unknown"
    prose = evidence.frames["numerals"].filter(unknown.mean().over("document_id") <= BARE_NUMBERS)
    share = (prose["role"] == "unknown").mean() if prose.height else 0.0
    return pl.Series([share if t == "numerals" else None for t in evidence.frames[name]["table"]], dtype=pl.Float64)


CHECKS = (
    Check(
        "release", "counts_within_bounds",
        f"Has every table between {BOUNDS[0]:.0%} and {BOUNDS[1]:.0%} of the last release's rows a document?",
        "expect_column_values_to_be_between",
        {"column": "rows_a_document", "min_value": BOUNDS[0], "max_value": BOUNDS[1]},
        {"rows_a_document": _rows_a_document},
        warns_because="other documents are of other kinds; where the documents are the same, look before you publish",
    ),
    must_be_empty(
        "release", "no_table_emptied", "Has no essential table lost all its rows since the last release?",
        "emptied", _emptied,
    ),
    Check(
        "release", "numerals_understood",
        f"Is the share of numerals that no rule understands at most {MOST_NOT_UNDERSTOOD:.0%} over all prose?",
        "expect_column_values_to_be_between",
        {"column": "share_not_understood", "max_value": MOST_NOT_UNDERSTOOD},
        {"share_not_understood": _share_not_understood},
    ),
)  # fmt: skip
