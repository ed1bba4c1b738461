"""What a check is: one Great Expectations expectation on one table, said in words a reader of the UI understands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from pipeline.tables.schema import Table
from pipeline.tables.stages import CHANGES

Frames = Mapping[str, pl.DataFrame]

OF_A_RUN = frozenset({CHANGES.name})
"""Tables that tell what a run did to documents. A document is no other for it, and every row of them is looked at."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a suite may look at: the tables of the stage, what came before it, and the last release.

    `declared` maps each table under check to its declaration; `frames` holds those tables, and under
    "stage/table" the tables of earlier stages; `previous_rows` the row counts of the last release.
    """

    declared: Mapping[str, Table]
    frames: Frames
    previous_rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def of_documents(self) -> Frames:
        """The tables whose rows are what is known of a document, where they name one."""
        return {n: data for n, data in self.frames.items() if "document_id" in data.columns and n not in OF_A_RUN}

    def without(self, documents: frozenset[str]) -> "Evidence":
        """The same, less what is known of these documents."""
        if not documents:
            return self
        gone = pl.col("document_id").is_in(pl.Series(sorted(documents), dtype=pl.String).implode())
        left = {name: data.filter(~gone.fill_null(False)) for name, data in self.of_documents.items()}
        return Evidence(self.declared, {**self.frames, **left}, self.previous_rows)

    def refusals(self, *tables: str) -> set[str | None]:
        """Sources and documents that an issue of severity error in these tables of issues speaks of."""
        named: set[str | None] = set()
        for table in tables:
            errors = self.frames[table].filter(severity="error")
            named |= {*errors["source"], *errors["document_id"]} - {None}
        return named


Derive = Callable[[Evidence, str], pl.Series]
"""A column to check that the table does not have: computed for (evidence, table name), one value a row."""


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation. `name` is the Dagster check's name (short ASCII); `question` what it answers, in words.

    A check blocks unless `warns_because` says why it only warns. `expectation` and `arguments` are the type and
    keyword arguments of Great Expectations; `derived` columns are added to the table before it is validated.
    `by_document`: whether a row passes depends on nothing but rows of its own document, so that it need not be
    looked at again while these are the same (see `expectations.passed`).
    """

    table: str
    name: str
    question: str
    expectation: str
    arguments: Mapping[str, Any]
    derived: Mapping[str, Derive] = field(default_factory=dict)
    warns_because: str | None = None
    by_document: bool = False

    @property
    def blocking(self) -> bool:
        """Whether data that fails must not flow on."""
        return self.warns_because is None

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the table that the expectation reads."""
        named = [v for k, v in self.arguments.items() if k in ("column", "column_A", "column_B")]
        listed = self.arguments.get("column_list", ())
        return tuple(c for c in (*named, *listed) if c not in self.derived)


def must_be_empty(
    table: str,
    name: str,
    question: str,
    finding: str,
    derive: Derive,
    warns_because: str | None = None,
    by_document: bool = False,
) -> Check:
    """A check on a derived column that says, for each row, what is wrong with it, and is null where nothing is."""
    expectation, derived = "expect_column_values_to_be_null", {finding: derive}
    return Check(table, name, question, expectation, {"column": finding}, derived, warns_because, by_document)


def lost_documents(evidence: Evidence, name: str, expected: set[str]) -> pl.Series:
    """The expected documents that the table lacks, told on its first row, which is as good as any.

    Raises ValueError when the table has no row to tell it on: the check then fails with these words.
    """
    here = evidence.frames[name]["document_id"]
    lost = ", ".join(sorted(expected - set(here)))
    if lost and here.is_empty():
        raise ValueError(f"every document was lost: {lost}")
    return pl.Series([lost or None, *[None] * (len(here) - 1)][: len(here)], dtype=pl.String)
