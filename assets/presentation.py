"""What the Dagster UI shows of a table: columns with their descriptions, counts, and a first look at the rows."""

from collections.abc import Mapping
from typing import Any

import dagster as dg
import polars as pl

from pipeline.tables.schema import Column, Table

PREVIEW_ROWS = 8
CELL = 40
"""Characters of a preview cell; whole texts squeeze the page."""

LONG = ("raw_text", "text", "sentence", "definition", "passage")
"""Columns that a preview leaves to the end and cuts."""


def column_schema(table: Table) -> dg.TableSchema:
    """Columns with type and description in both languages."""
    return dg.TableSchema(columns=[_column(table, c) for c in table.columns])


def _column(table: Table, column: Column) -> dg.TableColumn:
    codes = f" One of: {', '.join(column.codes.values)}." if column.codes else ""
    unit = f" Unit: {column.unit}." if column.unit else ""
    return dg.TableColumn(
        column.name,
        column.dtype,
        description=f"{column.description}.{unit}{codes} {column.title_zh}:{column.description_zh}",
        constraints=dg.TableColumnConstraints(
            nullable=column.nullable,
            unique=table.primary_key == (column.name,),
            other=[f"in {column.references}"] if column.references else [],
        ),
    )


def table_metadata(table: Table, data: pl.DataFrame) -> dict[str, Any]:
    """Row count, columns, a preview and the number of rows of each coded value."""
    counts = {
        f"{c.name} = {value}": int(n)
        for c in table.columns
        if c.codes and len(c.codes.values) <= 12
        for value, n in data[c.name].value_counts(sort=True).iter_rows()
        if value is not None
    }
    return {
        "dagster/row_count": data.height,
        "dagster/column_schema": column_schema(table),
        "preview": dg.MetadataValue.md(preview(table, data)),
        **counts,
    }


def preview(table: Table, data: pl.DataFrame, rows: int = PREVIEW_ROWS) -> str:
    """The first rows as a Markdown table, cells cut, empty columns left out."""
    if data.is_empty():
        return "*no rows*"
    names = [c.name for c in table.columns if c.name not in LONG and data[c.name].null_count() < data.height]
    names += [n for n in LONG if n in data.columns]
    lines = [f"| {' | '.join(names)} |", f"|{' --- |' * len(names)}"]
    lines += [f"| {' | '.join(_cell(v) for v in row)} |" for row in data.select(names).head(rows).iter_rows()]
    return "\n".join(lines)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    text = text if len(text) <= CELL else text[: CELL - 1] + "…"
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def counts_in_words(tables: Mapping[str, pl.DataFrame]) -> str:
    """“5 documents, 12 issues, 1 repair”."""
    return ", ".join(f"{t.height:,} {name}" for name, t in tables.items())
