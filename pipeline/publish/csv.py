"""One table as CSV that opens rightly in Excel, and the reader that undoes what Excel needs.

The file: UTF-8 with a byte order mark, CRLF, quotes as in RFC 4180, missing = an empty cell without quotes.
In the cells
- No line break and no control character but the tab: each is shown by a sign of its own, a line feed by ↵.
  Where the text itself holds such a sign, ⎋ stands before it.
- `'` before a text that Excel would take for a formula, a number or a date. Numbers and dates are never guarded.
- At most 32,767 characters, Excel's limit; a longer cell ends in a mark that says how long it was, and the number of
  cut cells of each column is returned and published in the manifest.
- The items of a list are joined by `;`, with ⎋ before a `;` of an item.
- Numbers in plain decimals, as few as read back equal (270000000, 143780.54), dates as ISO 8601, true and false.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from pipeline.tables.arrow import POLARS
from pipeline.tables.schema import Column, Table

CELL_LIMIT: Final = 32_767
"""Characters a cell may hold in Excel, counted in UTF-16 units ("Excel specifications and limits", Microsoft)."""
ESCAPE: Final = "⎋"
CUT: Final = ESCAPE + "[cut: {length} characters, whole in Parquet; 已截断,全文 {length} 字,见 Parquet]"
CUT_SIGN: Final = CUT[:6]
SEPARATOR: Final = ";"

_BREAKS: Final = {"\n": "↵", "\x7f": "␡", "\x85": "␤", "\u2028": "⏎", "\u2029": "¶"}
_CONTROLS: Final = {chr(c): chr(0x2400 + c) for c in range(0x20) if chr(c) not in "\t\n"}
SIGNS: Final[Mapping[str, str]] = {**_CONTROLS, **_BREAKS}
"""Each character that may not stand in a cell, and its sign (Unicode's control pictures where there is one)."""
_ENCODE: Final = {**SIGNS, **{sign: ESCAPE + sign for sign in SIGNS.values()}, ESCAPE: ESCAPE * 2}
_ITEM: Final = {**_ENCODE, SEPARATOR: ESCAPE + SEPARATOR}
_EMPTY_ITEM: Final = ESCAPE + "0"
_DECODE: Final = {written: raw for raw, written in (*_ITEM.items(), ("", _EMPTY_ITEM))}

_FORMULA: Final = r"['=+\-@\t＝＋－＠]"
"""OWASP ASVS 1.2.10, with the full-width forms that East Asian Excel takes alike, and the guard itself."""
_MISREAD: Final = "|".join(
    (
        r"\([\d.,%]+\)",  # (1) becomes -1
        r"0\d[\d.,]*",  # 007 becomes 7
        r"\d[\d.,]{11,}",  # 12 digits and more become 1.2E+11
        r"[\d,]*\.\d*0%?",  # 2.70 becomes 2.7
        r"\d+\.",  # 1. becomes 1
        r"\d+ *[-/:] *\d[\d\-/:. ]*",  # 3/4, 2021-09 become a day, 1:3 a time
        r"\d+(?:\.\d*)?[eE]\d+",  # 12e5 becomes 1.2E+06
        r"\d+年\d+月(?:\d+日)?|\d+月\d+日",  # becomes a day
        r"(?i:true|false)",
    )
)
GUARDED: Final = f"^(?:{_FORMULA}|(?:{_MISREAD})$)"
"""A text that matches gets `'` before it (Rust regex: linear)."""


def write_csv(data: pl.DataFrame, table: Table, path: Path) -> dict[str, int]:
    """Writes the table as described above; returns the number of cut cells of each column that has any.

    Raises ValueError for a number that is not finite and for a list with a missing item: neither can be written.
    """
    _refuse_unwritable(data, table)
    cells = data.select(_cell(column).alias(column.name) for column in table.columns)
    too_long = pl.all().str.len_bytes() > CELL_LIMIT
    long = cells.select(too_long.fill_null(False).sum()).row(0, named=True)
    cut: dict[str, int] = {}
    for name in (n for n, count in long.items() if count):
        shortened = [cell and _fit(cell) for cell in cells[name]]
        if changed := sum(a != b for a, b in zip(shortened, cells[name], strict=True)):
            cut[name] = changed
            cells = cells.with_columns(pl.Series(name, shortened, pl.String))
    cells.write_csv(path, include_bom=True, line_terminator="\r\n", quote_style="necessary")
    return cut


def read_csv(path: Path, table: Table) -> pl.DataFrame:
    """The table that `write_csv` wrote, cell for cell but for those that were cut.

    Raises ValueError when the columns are not those declared or a cell is not of its column's type.
    """
    cells = pl.read_csv(path, infer_schema=False)
    if tuple(cells.columns) != table.names:
        raise ValueError(f"{path.name} has not the columns of table {table.name}: {cells.columns}")
    try:
        return cells.select(_value(column).alias(column.name) for column in table.columns)
    except pl.exceptions.PolarsError as error:
        raise ValueError(f"{path.name} holds a cell that is not of its column's type: {error}") from error


def _cell(column: Column) -> pl.Expr:
    """The column as text, encoded and guarded."""
    values = pl.col(column.name)
    match column.dtype:
        case "string":
            return _guarded(_replaced(values, _ENCODE))
        case "list<string>":
            item = _replaced(pl.element(), _ITEM)
            filled = pl.when(item == "").then(pl.lit(_EMPTY_ITEM)).otherwise(item)
            return _guarded(values.list.eval(filled).list.join(SEPARATOR))
        case "float64":
            return values.map_batches(_plain_decimals, return_dtype=pl.String())
        case _:
            return values.cast(pl.String)


def _value(column: Column) -> pl.Expr:
    """The column's values from its cells."""
    cells = pl.col(column.name)
    unguarded = cells.str.strip_prefix("'")
    match column.dtype:
        case "string":
            return _replaced(unguarded, _DECODE)
        case "list<string>":
            # No cell holds a control character, so one can stand for the separators that ⎋ does not escape.
            keep = {ESCAPE * 2: ESCAPE * 2, ESCAPE + SEPARATOR: ESCAPE + SEPARATOR, SEPARATOR: "\x1f"}
            items = _replaced(unguarded, keep).str.split("\x1f").list.eval(_replaced(pl.element(), _DECODE))
            return pl.when(cells == "").then(pl.lit([], pl.List(pl.String))).otherwise(items)
        case "bool":
            return cells.replace_strict({"true": True, "false": False}, return_dtype=pl.Boolean())
        case "date":
            return cells.str.to_date("%Y-%m-%d")
        case _:
            return cells.cast(POLARS[column.dtype])


def _replaced(values: pl.Expr, pairs: Mapping[str, str]) -> pl.Expr:
    """Every occurrence replaced in one pass from the left, so that what was put in is not replaced again."""
    return values.str.replace_many(list(pairs), list(pairs.values()), leftmost=True)


def _guarded(texts: pl.Expr) -> pl.Expr:
    return pl.when(texts.str.contains(GUARDED)).then(pl.lit("'") + texts).otherwise(texts)


def _plain_decimals(numbers: pl.Series) -> pl.Series:
    """The shortest decimals that read back equal, never with an exponent."""
    distinct = {n: np.format_float_positional(n, trim="-") for n in numbers.unique().drop_nulls()}
    return pl.Series(numbers.name, [None if n is None else distinct[n] for n in numbers], pl.String)


def _fit(cell: str) -> str:
    """The cell, or its beginning and a mark where it is longer than Excel allows."""
    units = cell.encode("utf-16-le")
    if len(units) <= 2 * CELL_LIMIT:
        return cell
    mark = CUT.format(length=len(cell))
    begun = units[: 2 * (CELL_LIMIT - len(mark))].decode("utf-16-le", "ignore")
    return begun.rstrip(ESCAPE) + mark


def _refuse_unwritable(data: pl.DataFrame, table: Table) -> None:
    for column in table.columns:
        values = data[column.name]
        if column.dtype == "float64" and not values.is_finite().all():
            raise ValueError(f"table {table.name}: {column.name} holds a number that is not finite")
        if column.dtype == "list<string>" and values.list.eval(pl.element().is_null()).list.any().any():
            raise ValueError(f"table {table.name}: a list of {column.name} holds a missing item")
