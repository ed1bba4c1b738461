"""One table as Parquet: the exact form of the data."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.dataset import DATA_LICENCE, RIGHTS, TITLE
from pipeline.tables.arrow import arrow_schema
from pipeline.tables.published import SCHEMA_VERSION
from pipeline.tables.schema import Table

GROUP_ROWS: Final = 100_000
FULL_TEXT_GROUP_ROWS: Final = 1_000
"""Rows a row group; fewer where a row holds a whole document (some 60 KB), so that a group stays near 60 MB."""
ZSTD_LEVEL: Final = 3
"""Level 9 saves 8% of the bytes and takes 2.6 times as long (56,157 sentences of work reports as numeric_facts)."""


def write_parquet(data: pl.DataFrame, table: Table, path: Path, dataset_version: str) -> None:
    """Writes the table with pyarrow: zstd, dictionaries, statistics, page index, row groups of a fixed size.

    The same rows give the same bytes: no clock and no path goes in, and `created_by` is the version of Arrow.
    Descriptions stand in the field metadata and, because DuckDB does not see those and polars drops them, in the
    file metadata too. Raises ValueError when a column that may not be null is, or a type differs.
    """
    schema = arrow_schema(table).with_metadata(_file_metadata(table, dataset_version))
    with pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        compression_level=ZSTD_LEVEL,
        use_dictionary=True,
        write_statistics=True,
        write_page_index=True,
    ) as writer:
        for group in _groups(data, table):
            writer.write_table(_as_declared(group, schema, table), row_group_size=len(group))


def _groups(data: pl.DataFrame, table: Table) -> Iterator[pl.DataFrame]:
    rows = FULL_TEXT_GROUP_ROWS if "raw_text" in table.names else GROUP_ROWS
    yield from data.iter_slices(rows)


def _as_declared(group: pl.DataFrame, schema: pa.Schema, table: Table) -> pa.Table:
    """Arrow rows in one chunk, for how polars chunks a frame would show in the bytes."""
    try:
        return group.to_arrow().cast(schema).combine_chunks()
    except (ValueError, pa.ArrowInvalid) as error:
        raise ValueError(f"table {table.name} is not as declared: {error}") from error


def _file_metadata(table: Table, dataset_version: str) -> Mapping[str, str]:
    columns = {c.name: {"title_zh": c.title_zh, "description": c.description, "description_zh": c.description_zh}
               | ({"unit": c.unit} if c.unit else {})
               | ({"codes": dict(c.codes.values)} if c.codes else {})
               for c in table.columns}  # fmt: skip
    return {
        "dataset": TITLE,
        "dataset_version": dataset_version,
        "schema_version": SCHEMA_VERSION,
        "license": DATA_LICENCE,
        "rights": RIGHTS,
        "row": table.row,
        "row_zh": table.row_zh,
        "columns": json.dumps(columns, ensure_ascii=False),
    }
