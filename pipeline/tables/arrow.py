"""From a declaration to Arrow and polars: dtypes, schema with descriptions, rows to frames."""

from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl
import pyarrow as pa

from pipeline.tables.schema import Column, Dtype, Table

ARROW: dict[Dtype, pa.DataType] = {
    "string": pa.string(),
    "int64": pa.int64(),
    "float64": pa.float64(),
    "bool": pa.bool_(),
    "date": pa.date32(),
    "list<string>": pa.list_(pa.string()),
}
POLARS: dict[Dtype, pl.DataType] = {
    "string": pl.String(),
    "int64": pl.Int64(),
    "float64": pl.Float64(),
    "bool": pl.Boolean(),
    "date": pl.Date(),
    "list<string>": pl.List(pl.String()),
}


def polars_schema(table: Table) -> dict[str, pl.DataType]:
    """Column name to polars dtype, in published order."""
    return {c.name: POLARS[c.dtype] for c in table.columns}


def arrow_schema(table: Table) -> pa.Schema:
    """Arrow schema; every field carries its description in both languages, its unit and its code list."""
    return pa.schema([pa.field(c.name, ARROW[c.dtype], c.nullable, _metadata(c)) for c in table.columns])


def _metadata(column: Column) -> dict[str, str]:
    facts = {
        "description": column.description,
        "title_zh": column.title_zh,
        "description_zh": column.description_zh,
        "unit": column.unit,
        "codelist": column.codes and "; ".join(f"{k}: {v}" for k, v in column.codes.values.items()),
        "references": column.references,
    }
    return {k: v for k, v in facts.items() if v}


def frame(table: Table, rows: Iterable[Mapping[str, Any]] = ()) -> pl.DataFrame:
    """Rows as a frame of the declared columns, dtypes and row order; a column that a row lacks is null.

    Raises ValueError when a row has a column that the table lacks.
    """
    listed = list(rows)
    if unknown := {k for row in listed for k in row} - set(table.names):
        raise ValueError(f"table {table.name} declares no column {sorted(unknown)}")
    made = pl.DataFrame(listed, schema=polars_schema(table), strict=True)
    return conform(table, made)


def conform(table: Table, data: pl.DataFrame) -> pl.DataFrame:
    """The same rows with exactly the declared columns, in declared order, sorted; missing columns become null.

    Raises ValueError when a column has another dtype than declared.
    """
    wanted = polars_schema(table)
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in wanted.items() if name not in data.columns]
    made = data.with_columns(absent).select(list(wanted))
    if wrong := {n: d for n, d in made.schema.items() if d != wanted[n]}:
        raise ValueError(f"table {table.name}: columns of another type than declared: {wrong}")
    return made.sort(table.order, nulls_last=True, maintain_order=True)
