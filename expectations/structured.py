"""Structured: every number understood or said not to be, every row consistent in itself."""

import polars as pl

from expectations.check import Check, Evidence, lost_documents, must_be_empty

MOST_NOT_UNDERSTOOD = 0.02
"""Share of a document's numerals that no rule may understand before the document is held back."""

PLACE_CODE = r"^[1-9]\d{5}$"
FIRST_YEAR, LAST_YEAR = 1949, 2060
MISPRINT = "a document may itself print a wrong year; the row keeps what it says"


def _not_understood(evidence: Evidence, name: str) -> pl.Series:
    share = dict(
        evidence.frames["numerals"].group_by("document_id").agg((pl.col("role") == "unknown").mean()).iter_rows()
    )
    return pl.Series([share.get(d, 0.0) for d in evidence.frames[name]["document_id"]], dtype=pl.Float64)


def _odd_dates(evidence: Evidence, name: str) -> pl.Series:
    """Period or date columns that run backwards, or leave the time such documents speak of."""
    frame = evidence.frames[name]
    dates = [c for c, dtype in frame.schema.items() if dtype == pl.Date]
    parts = [
        pl.when(~pl.col(c).dt.year().is_between(FIRST_YEAR, LAST_YEAR)).then(pl.format("{} {}", pl.lit(c), pl.col(c)))
        for c in dates
    ]
    if {"period_start", "period_end"} <= set(dates):
        parts.append(
            pl.when(pl.col("period_start") > pl.col("period_end")).then(pl.lit("period ends before it starts"))
        )
    joined = pl.concat_str(parts, separator="; ", ignore_nulls=True)
    return frame.select(pl.when(joined != "").then(joined)).to_series()


def _quote_outside_sentence(evidence: Evidence, name: str) -> pl.Series:
    rows = evidence.frames[name].select("quote", "sentence").iter_rows()
    return pl.Series([None if q in s else s[:60] for q, s in rows], dtype=pl.String)


def _unclaimed(evidence: Evidence, name: str) -> pl.Series:
    """Targets and facts whose number is not in the ledger of numerals."""
    claimed = set(evidence.frames["numerals"]["row_id"].drop_nulls())
    key = evidence.declared[name].primary_key[0]
    return pl.Series([None if k in claimed else k for k in evidence.frames[name][key]], dtype=pl.String)


def _figure_without_row(evidence: Evidence, name: str) -> pl.Series:
    known = set(evidence.frames["numeric_targets"]["target_id"]) | set(evidence.frames["numeric_facts"]["fact_id"])
    wrong = [
        "a figure, but no target or fact" if role == "figure" and row_id not in known else None
        for role, row_id in evidence.frames[name].select("role", "row_id").iter_rows()
    ]
    return pl.Series(wrong, dtype=pl.String)


def _range_backwards(evidence: Evidence, name: str) -> pl.Series:
    low, high = pl.col("value"), pl.col("value_high")
    return evidence.frames[name].select(pl.when(high < low).then(pl.format("{} to {}", low, high))).to_series()


def _nothing_found(evidence: Evidence, name: str) -> pl.Series:
    """Documents of some length that gave neither a measure nor a figure."""
    found: set[str] = set()
    for table in ("measures", "numeric_targets", "numeric_facts"):
        found |= set(evidence.frames[table]["document_id"])
    rows = evidence.frames[name].select("document_id", "characters").iter_rows()
    return pl.Series([f"{n} characters" if n >= 500 and d not in found else None for d, n in rows], dtype=pl.String)


def _lost(evidence: Evidence, name: str) -> pl.Series:
    deduplicated = set(evidence.frames["deduplicated/documents"]["document_id"])
    return lost_documents(evidence, name, deduplicated - evidence.refusals("issues"))


def _foreign(evidence: Evidence, name: str) -> pl.Series:
    known = evidence.frames["deduplicated/documents"]["document_id"].implode()
    here = pl.col("document_id")
    return evidence.frames[name].select(pl.when(~here.is_in(known)).then(here)).to_series()


def _figure_checks(table: str) -> tuple[Check, ...]:
    return (
        must_be_empty(
            table, "quote_in_sentence", "Does the sentence hold the quote?",
            "sentence_without_quote", _quote_outside_sentence, by_document=True,
        ),
        must_be_empty(
            table, "claims_a_numeral", "Does every row claim a numeral of the ledger?", "without_numeral", _unclaimed,
            by_document=True,
        ),
        must_be_empty(
            table, "range_in_order", "Is value_high not below value?", "range_backwards", _range_backwards,
            by_document=True,
        ),
        must_be_empty(
            table, "dates_plausible", f"Do periods lie in {FIRST_YEAR}–{LAST_YEAR}, start before end?",
            "odd_dates", _odd_dates, warns_because=MISPRINT, by_document=True,
        ),
    )  # fmt: skip


CHECKS = (
    must_be_empty(
        "documents", "no_document_lost",
        "Is every deduplicated document here, or set aside with an issue that says why?", "lost_documents", _lost,
    ),
    must_be_empty(
        "documents", "no_document_added", "Is every document here a deduplicated one?", "not_deduplicated", _foreign
    ),
    Check(
        "documents", "numerals_understood",
        f"Is the share of numerals that no rule understands at most {MOST_NOT_UNDERSTOOD:.0%} in every document?",
        "expect_column_values_to_be_between", {"column": "not_understood", "max_value": MOST_NOT_UNDERSTOOD},
        {"not_understood": _not_understood},
        warns_because="one odd table must not hold back its neighbours; the share of the whole release blocks",
        by_document=True,
    ),
    Check(
        "documents", "place_code_format", "Is place_code six digits?",
        "expect_column_values_to_match_regex", {"column": "place_code", "regex": PLACE_CODE}, by_document=True,
    ),
    Check(
        "documents", "title_known", "Has every document a title?",
        "expect_column_values_to_not_be_null", {"column": "title"},
        warns_because="a fragment may have none", by_document=True,
    ),
    must_be_empty(
        "documents", "dates_plausible", f"Do dates lie in {FIRST_YEAR}–{LAST_YEAR}, periods start before they end?",
        "odd_dates", _odd_dates, warns_because=MISPRINT, by_document=True,
    ),
    must_be_empty(
        "documents", "something_found", "Did every document of 500 or more characters give a measure or a figure?",
        "nothing_found", _nothing_found, warns_because="a document without actions or numbers is possible; look at it",
        by_document=True,
    ),
    must_be_empty(
        "numerals", "figure_has_row", "Does every numeral with the role figure lead to a target or a fact?",
        "figure_without_row", _figure_without_row, by_document=True,
    ),
    *_figure_checks("numeric_targets"),
    *_figure_checks("numeric_facts"),
)  # fmt: skip
