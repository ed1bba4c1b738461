"""One example row of every table, for the README: taken from the release, so that it is never out of date."""

import sys
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from pipeline.tables.published import PUBLISHED
from pipeline.tables.schema import Table

BEGIN, END = "<!-- examples: begin -->", "<!-- examples: end -->"
CELL = 46
"""Characters of an example's cell."""


def examples(tables: Mapping[str, pl.DataFrame]) -> str:
    """For each table with rows: what a row is, how many there are, and the fullest row, empty columns left out."""
    return "\n\n".join(_example(table, tables[table.name]) for table in PUBLISHED if tables[table.name].height)


def _example(table: Table, data: pl.DataFrame) -> str:
    filled = data.select(pl.sum_horizontal(pl.all().is_not_null())).to_series()
    row = data.row(int(filled.arg_max() or 0), named=True)
    shown = [f"{name} = {_cell(value)}" for name, value in row.items() if value not in (None, "", [])]
    rows = f"{data.height:,} rows" if data.height > 1 else "1 row"
    head = f"**{table.name}** {table.title_zh} — {table.row} {table.row_zh} ({rows})"
    return f"{head}\n\n```text\n" + "\n".join(shown) + "\n```"


def _cell(value: object) -> str:
    text = " ↵ ".join(str(value).splitlines())
    return text if len(text) <= CELL else text[: CELL - 1] + "…"


def with_examples(page: str, tables: Mapping[str, pl.DataFrame]) -> str:
    """The page with fresh examples between its marks. Raises ValueError when the marks are not there."""
    head, _, rest = page.partition(BEGIN)
    _, found, tail = rest.partition(END)
    if not found:
        raise ValueError(f"the page lacks {BEGIN} … {END}")
    return f"{head}{BEGIN}\n{examples(tables)}\n{END}{tail}"


def read_release(folder: Path) -> dict[str, pl.DataFrame]:
    """The Parquet tables of a release folder, by name."""
    return {table.name: pl.read_parquet(folder / "parquet" / f"{table.name}.parquet") for table in PUBLISHED}


if __name__ == "__main__":
    release, *pages = map(Path, sys.argv[1:])
    for page in pages:
        page.write_text(with_examples(page.read_text("utf-8"), read_release(release)), "utf-8")
