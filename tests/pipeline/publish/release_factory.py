"""Small synthetic stage tables with the cells that break files."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from pipeline.tables.arrow import frame
from pipeline.tables.schema import Column, Table
from pipeline.tables.stages import STAGES

LONG = "国" * 40_000
NASTY_TEXTS = (
    '=HYPERLINK("x")',
    "+1",
    "-2.5",
    "@SUM(A1)",
    "'已有撇号",
    "＝1+1",
    "---2023年1月6日在大会上",
    "\t制表",
    "第一行\n第二行\r\n第三行",
    '引号"与,逗号;分号',
    "回车符号↵与⎋与␍",
    "\x00零\u2028行\u2029段\x85",
    "(1)",
    "1.",
    "2021-09",
    "3/4",
    "007",
    "12e45678",
    "2.70",
    "true",
    " 前后空格 ",
    "NA",
    "𠮷野家",
    LONG,
)
NASTY_NUMBERS = (143780.54, 2.7e8, 1e15, 1e22, 0.1 + 0.2, -3.0, 0.0, 5e-7, 12.0)
NASTY_LISTS: tuple[list[str], ...] = ([], [""], ["a;b", "c"], ["=1", "换\n行"], ["⎋", ";", "⎋;"], ["", ""])


def value(column: Column, row: int) -> Any:
    """A value of the column's type for the n-th row; every third null where null is allowed."""
    if column.codes:
        return list(column.codes.values)[row % len(column.codes.values)]
    if column.nullable and row % 3 == 2:
        return None
    match column.dtype:
        case "string":
            return NASTY_TEXTS[row % len(NASTY_TEXTS)]
        case "int64":
            return row
        case "float64":
            return NASTY_NUMBERS[row % len(NASTY_NUMBERS)]
        case "bool":
            return row % 2 == 0
        case "date":
            return date(2021, 1 + row % 12, 28)
        case "list<string>":
            return NASTY_LISTS[row % len(NASTY_LISTS)]


def identifier(reference: str, row: int) -> str:
    """The id that the n-th row of a table has, for keys and for the columns that refer to them."""
    return f"{reference.removesuffix('_id')[:3]}_{row:012d}"


def nasty(table: Table, rows: int = 30) -> pl.DataFrame:
    """A table of nasty cells whose keys are unique and whose references hold."""

    def cell(column: Column, row: int) -> Any:
        if column.references:
            named = identifier(column.references.split(".")[1], row)
            return None if column.nullable and row % 3 == 2 else named
        if column.name.endswith("_id") and column.name in (*table.primary_key, "document_id"):
            return identifier(column.name, row)
        return value(column, row)

    return frame(table, [{c.name: cell(c, row) for c in table.columns} for row in range(rows)])


def stages(rows: int = 30) -> Mapping[str, Mapping[str, pl.DataFrame]]:
    """The tables of all four stages."""
    return {stage: {table.name: nasty(table, rows) for table in tables} for stage, tables in STAGES.items()}
