"""What a refresh changed: every row that was added, removed or changed between two releases."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl

from pipeline.tables.arrow import conform, frame
from pipeline.tables.published import PUBLISHED
from pipeline.tables.schema import Table
from pipeline.tables.stages import CHANGES

_NEW = ":new"
_SHOWN = 20
"""Documents that the summary names one by one."""

Tables = Mapping[str, pl.DataFrame]


def read_tables(release: Path) -> dict[str, pl.DataFrame]:
    """The tables of a release folder; those that are not there or cannot be read are left out."""
    found = {}
    for table in PUBLISHED:
        try:
            found[table.name] = pl.read_parquet(release / "parquet" / f"{table.name}.parquet")
        except (OSError, pl.exceptions.PolarsError):
            continue
    return found


def changes(last: Tables, new: Tables) -> pl.DataFrame:
    """Rows of CHANGES (columns table, id, document_id, change, columns): what differs between two releases.

    Rows are matched by primary key. A table that the last release lacks is new in all its rows; a column that only
    one of the two has is no change of the rows.
    """
    parts = [_of_table(table, last.get(table.name), new[table.name]) for table in PUBLISHED if table.name in new]
    return conform(CHANGES, pl.concat([frame(CHANGES), *(conform(CHANGES, part) for part in parts)]))


def _of_table(table: Table, last: pl.DataFrame | None, new: pl.DataFrame) -> pl.DataFrame:
    key = list(table.primary_key)
    if last is None or not set(key) <= set(last.columns):
        last = new.clear()
    if last.equals(new):
        return frame(CHANGES)
    shared = [n for n in table.names if n in last.columns and n in new.columns and n not in key]
    here, there = last.with_columns(_was=True), new.with_columns(_is=True).rename({n: n + _NEW for n in shared})
    joined = here.select(*key, *shared, "_was").join(
        there.select(*key, *(n + _NEW for n in shared), "_is"), on=key, how="full", coalesce=True, nulls_equal=True
    )
    differs = [pl.when(pl.col(n).ne_missing(pl.col(n + _NEW))).then(pl.lit(n)) for n in shared]
    both = pl.col("_was").is_not_null() & pl.col("_is").is_not_null()
    columns = pl.concat_list(differs).list.drop_nulls() if differs else pl.lit([], pl.List(pl.String))
    return (
        joined.select(
            table=pl.lit(table.name),
            id=pl.concat_str([pl.col(n).cast(pl.String).fill_null("") for n in key], separator="/"),
            document_id=_document_of(key, shared),
            change=pl.when(both).then(pl.lit("changed")).when("_is").then(pl.lit("added")).otherwise(pl.lit("removed")),
            columns=pl.when(both).then(columns).otherwise(pl.lit([], pl.List(pl.String))),
        )
        .filter((pl.col("change") != "changed") | (pl.col("columns").list.len() > 0))
    )  # fmt: skip


def _document_of(key: list[str], shared: list[str]) -> pl.Expr:
    """The document of a row, be it in the key, in both releases, or in neither."""
    if "document_id" in key:
        return pl.col("document_id")
    return pl.coalesce("document_id", "document_id" + _NEW) if "document_id" in shared else pl.lit(None, pl.String)


def summary(made: pl.DataFrame, last: Tables, new: Tables) -> str:
    """What changed, to be read by a person: a Markdown table of counts, and the documents concerned by title."""
    if not last:
        return "The first release: there is none to compare it with."
    if made.is_empty():
        return "Nothing changed."
    counts = made.group_by("table").agg(
        *((pl.col("change") == c).sum().alias(c) for c in ("added", "removed", "changed"))
    )
    lines = ["| table | added | removed | changed |", "| --- | ---: | ---: | ---: |"]
    order = {table.name: number for number, table in enumerate(PUBLISHED)}
    lines += [
        f"| {t} | {a:,} | {r:,} | {c:,} |" for t, a, r, c in sorted(counts.iter_rows(), key=lambda row: order[row[0]])
    ]
    return "\n".join([*lines, "", *_documents(made, last, new)])


def _documents(made: pl.DataFrame, last: Tables, new: Tables) -> Iterator[str]:
    """A line for each document that was added, removed, or of which some row changed."""
    titles = {
        row[0]: f"{row[1] or 'untitled'} ({row[2]})"
        for tables in (last, new)
        for row in tables["documents"].select("document_id", "title", "source").iter_rows()
    }
    whole = dict(made.filter(table="documents").select("document_id", "change").iter_rows())
    concerned = made["document_id"].drop_nulls().unique().sort().to_list()
    named = [d for d in concerned if d in titles]
    for document in named[:_SHOWN]:
        yield f"- {whole.get(document, 'changed')}: {titles[document]}"
    if len(named) > _SHOWN:
        yield f"- and {len(named) - _SHOWN:,} more documents"
