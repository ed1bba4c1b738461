"""Documents set aside (搁置): their rows leave every table, an issue says why, and the others go on without them."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from traceback import extract_tb

import polars as pl

from pipeline.tables.arrow import frame
from pipeline.tables.identity import stable_id
from pipeline.tables.published import ISSUES, SOURCES

KIND = "set_aside"


def set_aside(
    stage: str, tables: Mapping[str, pl.DataFrame], reasons: Mapping[str, str], sources: Mapping[str, str]
) -> dict[str, pl.DataFrame]:
    """The tables of a stage without the documents in `reasons` (id to what is wrong), with an issue for each.

    `sources` maps documents to where they come from. What was merged into a document goes with it.
    """
    copies = copies_of(tables[SOURCES.name], reasons) if SOURCES.name in tables else {}
    left = without(tables, {*reasons, *copies})
    noted = frame(ISSUES, issues(stage, {**copies, **reasons}, sources))
    return {**left, ISSUES.name: pl.concat([left[ISSUES.name], noted])}


def copies_of(sources: pl.DataFrame, documents: Collection[str]) -> dict[str, str]:
    """The documents that were merged into one of these, each with the reason why it goes too."""
    merged = sources.filter(pl.col("kept_document_id").is_in(list(documents))).select("document_id", "kept_document_id")
    return {copy: f"it was merged into {kept}, which was set aside" for copy, kept in merged.iter_rows()}


def issues(stage: str, reasons: Mapping[str, str], sources: Mapping[str, str]) -> Iterator[dict[str, str | None]]:
    """A row of `issues` for each document that was set aside."""
    for document, reason in sorted(reasons.items()):
        source = sources.get(document)
        yield {
            "issue_id": stable_id("iss", KIND, stage, document, reason),
            "document_id": document,
            "source": source,
            "table": "documents",
            "row_id": document,
            "kind": KIND,
            "severity": "error",
            "message": f"{source or document}: set aside at the stage {stage} with all its rows, so that the other "
            f"documents can go on: {reason}. Please report it together with the document",
        }


def failure(error: Exception) -> str:
    """What an error says, and the line of code that raised it: the same words on every machine."""
    place = extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({Path(place.filename).name}, line {place.lineno})"


def without(tables: Mapping[str, pl.DataFrame], documents: Collection[str]) -> dict[str, pl.DataFrame]:
    """The tables without the rows of these documents.

    Their sources stay and count as refused; the issues that speak of them stay.
    """
    if not documents:
        return dict(tables)
    return {name: _rest(name, table, list(documents)) for name, table in tables.items()}


def _rest(name: str, table: pl.DataFrame, documents: list[str]) -> pl.DataFrame:
    if name == ISSUES.name or "document_id" not in table.columns:
        return table
    gone = pl.col("document_id").is_in(documents)
    if name != SOURCES.name:
        return table.filter(~gone)
    refused = {"outcome": pl.lit("refused"), "kept_document_id": pl.lit(None, pl.String)}
    return table.with_columns(**{c: pl.when(gone).then(v).otherwise(c) for c, v in refused.items()})
