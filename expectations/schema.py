"""The checks that follow from a table's declaration: keys, required values, value sets, references, places."""

from collections.abc import Iterator, Sequence

import polars as pl

from expectations.check import Check, Evidence, must_be_empty
from pipeline.tables.schema import Column, Table

NOWHERE = "(no such place)"
"""Stands for a place that is not there: Great Expectations cannot compare a null."""


def schema_checks(tables: tuple[Table, ...]) -> Iterator[Check]:
    """Every check that the declarations of these tables imply, in a fixed order."""
    present = {t.name: t for t in tables}
    for table in tables:
        yield _key(table)
        yield must_be_empty(
            table.name,
            "required_values",
            "Is every required column filled?",
            "missing",
            _missing_required,
            by_document=True,
        )
        for column in table.columns:
            if column.codes:
                yield _codes(table, column)
            if column.references and column.references.partition(".")[0] in present:
                yield _reference(table, column)
        if table.quote and "documents" in present:
            yield Check(
                table.name,
                "quote_in_text",
                f"Does the text of the document read {table.quote!r} at start:end, in every row?",
                "expect_column_pair_values_to_be_equal",
                {"column_A": table.quote, "column_B": "text_at_span"},
                {"text_at_span": text_at_span},
                by_document=True,
            )
        if "raw_start" in table.names:
            yield must_be_empty(
                table.name,
                "raw_span_inside",
                "Does raw_start:raw_end lie inside the raw text, in every row?",
                "outside_raw_text",
                _outside_raw_text,
                by_document=True,
            )


def _key(table: Table) -> Check:
    columns = list(table.primary_key)
    question = f"Is {' + '.join(columns)} unique?"
    if len(columns) == 1:
        return Check(table.name, "key_unique", question, "expect_column_values_to_be_unique", {"column": columns[0]})
    return Check(table.name, "key_unique", question, "expect_compound_columns_to_be_unique", {"column_list": columns})


def _missing_required(evidence: Evidence, name: str) -> pl.Series:
    required = [c.name for c in evidence.declared[name].columns if not c.nullable]
    lacks = [pl.when(pl.col(c).is_null()).then(pl.lit(c)) for c in required]
    return evidence.frames[name].select(_listed(lacks)).to_series()


def _listed(parts: Sequence[pl.Expr]) -> pl.Expr:
    """The non-null parts joined by commas; null where there is none."""
    joined = pl.concat_str(parts, separator=", ", ignore_nulls=True)
    return pl.when(joined != "").then(joined)


def _codes(table: Table, column: Column) -> Check:
    assert column.codes
    return Check(
        table.name,
        f"{column.name}_known",
        f"Is {column.name} one of {', '.join(column.codes.values)}?",
        "expect_column_values_to_be_in_set",
        {"column": column.name, "value_set": list(column.codes.values)},
        by_document=True,
    )


def _reference(table: Table, column: Column) -> Check:
    """A reference leads to a row of the same document, but for the references from one document to another."""
    assert column.references
    target, _, key = column.references.partition(".")
    within = column.name == "document_id" or key != "document_id"
    on = {"document_id": "document_id", column.name: key} if within else {column.name: key}

    def dangling(evidence: Evidence, name: str) -> pl.Series:
        known = evidence.frames[target].select(*on.values(), _known=True).unique()
        here = evidence.frames[name].select(*on)
        found = here.join(known, left_on=list(on), right_on=list(on.values()), how="left", maintain_order="left")
        value = pl.col(column.name)
        return found.select(pl.when(value.is_not_null() & pl.col("_known").is_null()).then(value)).to_series()

    return must_be_empty(
        table.name,
        f"{column.name}_exists",
        f"Does every {column.name} stand in {target}{', in its own document' if within else ''}?",
        f"{column.name}_not_in_{target}",
        dangling,
        by_document=within,
    )


def text_at_span(evidence: Evidence, name: str) -> pl.Series:
    """What the document's text reads at each row's start:end."""
    texts = dict(evidence.frames["documents"].select("document_id", "text").iter_rows())
    rows = evidence.frames[name].select("document_id", "start", "end").iter_rows()
    found = [texts[d][s:e] if d in texts and s is not None and e is not None else NOWHERE for d, s, e in rows]
    return pl.Series(found, dtype=pl.String)


def _outside_raw_text(evidence: Evidence, name: str) -> pl.Series:
    lengths = dict(evidence.frames["documents"].select("document_id", "raw_characters").iter_rows())
    rows = evidence.frames[name].select("document_id", "raw_start", "raw_end").iter_rows()
    wrong = [
        f"{s}:{e} of {lengths.get(d)}"
        if s is None or e is None or not 0 <= s <= e <= (lengths.get(d) if d in lengths else e)
        else None
        for d, s, e in rows
    ]
    return pl.Series(wrong, dtype=pl.String)
