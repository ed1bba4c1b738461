"""Fetched: every address was asked, and what could not be had is named. Nothing here blocks: last copies stand."""

import polars as pl

from expectations.check import Check, Evidence, must_be_empty

MOST_FAILED = 0.5
"""Share of the addresses that may fail; beyond it the network is down rather than a site."""


def _gone(evidence: Evidence, name: str) -> pl.Series:
    rows = evidence.frames[name]
    return rows.select(pl.when(outcome="vanished").then(pl.concat_str("address", pl.lit(" is gone")))).to_series()


def _failing(evidence: Evidence, name: str) -> pl.Series:
    trouble = pl.col("outcome").is_in(["failed", "refused"])
    return evidence.frames[name].select(pl.when(trouble).then(pl.col("message").fill_null("failed"))).to_series()


def _share_failed(evidence: Evidence, name: str) -> pl.Series:
    failed = (evidence.frames[name]["outcome"] == "failed").mean() if evidence.frames[name].height else None
    return pl.Series([failed] * evidence.frames[name].height, dtype=pl.Float64)


CHECKS = (
    must_be_empty(
        "fetches",
        "address_fetched",
        "Could every address be fetched?",
        "failing",
        _failing,
        warns_because="the last copy stands in, and an issue names the address",
    ),
    must_be_empty(
        "fetches",
        "address_still_there",
        "Is every document still on the web?",
        "gone",
        _gone,
        warns_because="what has left the web is kept; that is what the archive is for",
    ),
    Check(
        "fetches",
        "network_there",
        f"Did fewer than {MOST_FAILED:.0%} of the addresses fail?",
        "expect_column_values_to_be_between",
        {"column": "share_failed", "max_value": MOST_FAILED},
        {"share_failed": _share_failed},
        warns_because="the last copies stand in; look at the network of this machine",
    ),
)
"""What must be true of the fetches."""
