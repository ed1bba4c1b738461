"""From the tables of the stages to the tables of the release."""

from collections.abc import Mapping

import polars as pl

from pipeline.tables import aside
from pipeline.tables.arrow import conform, frame
from pipeline.tables.identity import stable_id
from pipeline.tables.published import CITATIONS, ISSUES, PUBLISHED
from pipeline.tables.schema import Table
from pipeline.tables.stages import STAGES

StageTables = Mapping[str, Mapping[str, pl.DataFrame]]


def parts() -> dict[str, tuple[str, ...]]:
    """The tables of each stage that a release is assembled from."""
    last = [(_last_stage(table), table.name) for table in PUBLISHED if table != ISSUES]
    return {stage: (*(name for of, name in last if of == stage), ISSUES.name) for stage in STAGES}


def assemble(stages: StageTables) -> dict[str, pl.DataFrame]:
    """The published tables, each of the declared columns and row order, from the tables of the four stages.

    Each table comes from the last stage that makes it; the issues of all stages are gathered; a citation of a
    document of this release gets its id; what the last stage set aside leaves the tables of the earlier ones. Raises
    ValueError when a stage lacks a table it declares, or a column has another type than declared.
    """
    made = {table.name: conform(table, _of_last_stage(stages, table)) for table in PUBLISHED if table != ISSUES}
    made[ISSUES.name] = _gather_issues(stages)
    made = _without_set_aside(made)
    made[ISSUES.name] = conform(ISSUES, _settle(made[ISSUES.name], made["documents"]))
    made[CITATIONS.name] = conform(CITATIONS, _resolve(made[CITATIONS.name], made["documents"]))
    return {table.name: made[table.name] for table in PUBLISHED}


def _without_set_aside(made: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables without documents that count as kept and are not there; what was merged into one goes with it."""
    kept = made["sources"].filter(outcome="kept")
    gone = set(kept["document_id"]) - set(made["documents"]["document_id"])
    copies = aside.copies_of(made["sources"], gone)
    named = dict(made["sources"].select("document_id", "source").iter_rows())
    noted = frame(ISSUES, aside.issues("structured", copies, named))
    left = aside.without(made, gone | copies.keys())
    return {**left, ISSUES.name: pl.concat([left[ISSUES.name], noted])}


def _of_last_stage(stages: StageTables, table: Table) -> pl.DataFrame:
    """The table as the last stage that declares one of its name hands it on."""
    return _table(stages, _last_stage(table), table.name)


def _last_stage(table: Table) -> str:
    return [name for name, tables in STAGES.items() if table.name in {t.name for t in tables}][-1]


def _table(stages: StageTables, stage: str, name: str) -> pl.DataFrame:
    try:
        return stages[stage][name]
    except KeyError:
        raise ValueError(f"the stage {stage!r} did not hand on its table {name!r}") from None


def _gather_issues(stages: StageTables) -> pl.DataFrame:
    """All issues, each once. Two different issues of one id are both kept, the later under an id of its own."""
    parts = [conform(ISSUES, _table(stages, stage, ISSUES.name)) for stage in STAGES]
    rows = pl.concat(parts).unique(maintain_order=True)
    again = rows["issue_id"].is_duplicated() & ~rows["issue_id"].is_first_distinct()
    if not again.any():
        return rows
    renamed = [stable_id("iss", *(str(v) for v in row)) for row in rows.filter(again).iter_rows()]
    ids = rows["issue_id"].scatter(again.arg_true(), renamed)
    return rows.with_columns(ids)


def _settle(issues: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Issues whose offsets count in the published text.

    An early stage counts in the text as it then was. Where a later one took a passage out before it, the words are
    found again if they stand in the text once; else, and where the document was merged into another, the offsets
    are left out rather than wrong.
    """
    texts: dict[str, str] = dict(documents.select("document_id", "text").iter_rows())
    spans = [
        _span(texts.get(document_id or "", ""), words, start, end)
        for document_id, words, start, end in issues.select("document_id", "text", "start", "end").iter_rows()
    ]
    start, end = zip(*spans, strict=True) if spans else ((), ())
    return issues.with_columns(pl.Series("start", start, pl.Int64), pl.Series("end", end, pl.Int64))


def _span(text: str, words: str | None, start: int | None, end: int | None) -> tuple[int | None, int | None]:
    if start is None or end is None or words == text[start:end] or (words is None and end <= len(text)):
        return start, end
    found = text.find(words) if words else -1
    if words is None or found < 0 or text.find(words, found + 1) >= 0:
        return None, None
    return found, found + len(words)


def _resolve(citations: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Citations with cited_document_id: the one document of this document number, else the one of this title.

    A number or title that several documents bear (政府工作报告) names none of them. A title does not outweigh two
    numbers that differ: plans of several years bear one title.
    """
    by_number = _sole(documents, "document_number")
    by_title = _sole(documents.with_columns(_spaceless("title")), "title").join(
        documents.select(_found="document_id", _other="document_number"), on="_found", how="left"
    )
    joined = (
        citations.with_row_index("_row")
        .join(by_number.rename({"_found": "_by_number"}), on="document_number", how="left")
        .with_columns(_spaceless("title").alias("_title"))
        .join(by_title.rename({"_found": "_by_title", "title": "_title"}), on="_title", how="left")
        .sort("_row")
    )
    agree = pl.col("document_number").is_null() | pl.col("_other").is_null()
    found = pl.coalesce("cited_document_id", "_by_number", pl.when(agree).then("_by_title"))
    return joined.with_columns(cited_document_id=found).select(citations.columns)


def _sole(documents: pl.DataFrame, column: str) -> pl.DataFrame:
    """Values of the column that exactly one document has, with its id as `_found`."""
    named = documents.filter(pl.col(column).is_not_null()).select(column, _found="document_id")
    return named.filter(~pl.col(column).is_duplicated())


def _spaceless(column: str) -> pl.Expr:
    """Titles are compared without blanks: a title broken over two lines is the same title."""
    return pl.col(column).str.replace_all(r"\s+", "")
