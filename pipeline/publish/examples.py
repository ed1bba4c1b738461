"""The parts of the READMEs that are taken from the release, so that they are never out of date.

They stand between marks, `<!-- examples: begin -->` and its end: one example row of every table, and the accuracy.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from pipeline.publish.accuracy import ACCURACY_FILE, Language, accuracy_page, read_accuracy
from pipeline.tables.accuracy import ACCURACY
from pipeline.tables.published import PUBLISHED
from pipeline.tables.schema import Table

_MARK = "<!-- {part}: {edge} -->"
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


def with_fresh_parts(page: str, tables: Mapping[str, pl.DataFrame], language: Language) -> str:
    """The page with the parts taken from these tables between its marks.

    Raises ValueError when a part's marks are not there.
    """
    parts = {"examples": examples(tables), "accuracy": accuracy_page(tables[ACCURACY.name], language)}
    for part, content in parts.items():
        page = _between(page, part, content)
    return page


def _between(page: str, part: str, content: str) -> str:
    begin, end = (_MARK.format(part=part, edge=edge) for edge in ("begin", "end"))
    head, _, rest = page.partition(begin)
    _, found, tail = rest.partition(end)
    if not found:
        raise ValueError(f"the page lacks {begin} … {end}")
    return f"{head}{begin}\n{content}\n{end}{tail}"


def language_of(page: Path) -> Language:
    """Chinese for README.zh.md and its like, else English."""
    return "zh" if page.suffixes[-2:-1] == [".zh"] else "en"


def read_release(folder: Path) -> dict[str, pl.DataFrame]:
    """The Parquet tables of a release folder, by name, and its accuracy."""
    tables = {table.name: pl.read_parquet(folder / "parquet" / f"{table.name}.parquet") for table in PUBLISHED}
    return {**tables, ACCURACY.name: read_accuracy(folder / ACCURACY_FILE)}


if __name__ == "__main__":
    release, *pages = map(Path, sys.argv[1:])
    for page in pages:
        fresh = with_fresh_parts(page.read_text("utf-8"), read_release(release), language_of(page))
        page.write_text(fresh, "utf-8", newline="\n")
