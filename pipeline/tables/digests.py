"""Digests of a document's rows: equal where nothing of the document has changed, in any of the tables given."""

from collections.abc import Mapping
from hashlib import sha256

import polars as pl

_SEEDS = (0x243F6A8885A308D3, 0x13198A2E03707344)
"""Of two independent hashes of a row; 128 bits, so that two contents of one digest do not occur by chance."""


def document_digests(tables: Mapping[str, pl.DataFrame], version: str = "") -> dict[str, str]:
    """For each document that has a row in one of the tables: one digest of all its rows in all of them.

    Tables without a `document_id`, and rows in which it is null, are left out. The order of rows does not count:
    stage tables are sorted. The digest changes with `version`, with the columns' names and types, and with the
    release of polars, whose row hashes are stable within one release only.
    """
    parts = [
        _hashed(table, number)
        for number, (_, table) in enumerate(sorted(tables.items()))
        if "document_id" in table.columns
    ]
    if not parts:
        return {}
    schema = [(name, [(c, str(dtype)) for c, dtype in table.schema.items()]) for name, table in sorted(tables.items())]
    head = sha256(repr((pl.__version__, version, schema)).encode()).digest()
    found: dict[str, list[int]] = {}
    for document_id, *values in pl.concat(parts).sort("document_id", "table").iter_rows():
        found.setdefault(document_id, []).extend(values)
    return {d: sha256(head + repr(values).encode()).hexdigest() for d, values in found.items()}


def _hashed(table: pl.DataFrame, number: int) -> pl.DataFrame:
    """For each document its rows' number and the sums of their hashes, with the number of the table."""
    hashes = [table.hash_rows(seed=seed).alias(f"hash{i}") for i, seed in enumerate(_SEEDS)]
    named = pl.DataFrame([table["document_id"], *hashes]).filter(pl.col("document_id").is_not_null())
    sums = named.group_by("document_id").agg(pl.len().cast(pl.UInt64).alias("rows"), pl.exclude("document_id").sum())
    return sums.with_columns(table=pl.lit(number, pl.UInt64)).select("document_id", "table", "rows", "hash0", "hash1")
