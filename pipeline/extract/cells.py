"""The numbers of tables: each value is a figure that the heads of its row and column explain."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from pipeline.extract.attributes import commitment_of, comparison_of
from pipeline.extract.basis import Run, basis_of
from pipeline.extract.heads import (
    PERCENT,
    Measured,
    column_term,
    first_said,
    full_column_term,
    joined,
    part_of_plan,
    read_unit,
    row_terms,
    says_growth,
    says_planned,
    unit_above,
    unit_in_head,
)
from pipeline.extract.model import Figure
from pipeline.extract.numerals import NumeralToken
from pipeline.extract.quantities import MINUS, Quantity, quantity_at
from pipeline.extract.table_context import is_planned
from pipeline.structure.marks import read_mark
from pipeline.structure.model import Period, Section, Structure
from pipeline.structure.tables import Cell, Row, Table, holds_value, is_prose

_OPEN_BEFORE_MINUS = frozenset("|([（【〔 \t")
_YEAR = re.compile(r"(?:19[4-9]|20[0-6])\d")
_YEARS = re.compile(r"(?:19[4-9]|20[0-6])\d年?(?:[-—–－~～至到]{1,2}(?:19[4-9]|20[0-6])\d年?)?")
_TOTALLED = re.compile(r"[\[〔【［].*[\]〕】］]")
_DATE = re.compile(r"\d{1,4}\s?[年月./-]|[上下]半年|季度|年底")
_LONGEST_COUNT = 9


class CellRead(NamedTuple):
    """Numerals `first` to `last`, read as one, of a sentence of cells; a figure where they hold a value."""

    first: int
    last: int
    sentence: int
    role: str
    figure: Figure | None


def read_cells(structure: Structure, numerals: Sequence[NumeralToken]) -> dict[int, CellRead]:
    """What the numerals in cells are, by the index of the first; those in cells of prose are left to its rules.

    Linear in the length of the tables.
    """
    starts = [sentence.start for sentence in structure.sentences]
    places = [numeral.start for numeral in numerals]
    found: dict[int, CellRead] = {}
    for table in structure.tables:
        for row in table.rows:
            at = bisect_right(places, row.start)
            if at < len(places) and places[at] < row.end:
                for read in _RowReader(structure, numerals, table, row).read(at, starts):
                    found[read.first] = read
    return found


class _RowReader:
    """Reads one row; what its heads say is worked out once."""

    def __init__(self, structure: Structure, numerals: Sequence[NumeralToken], table: Table, row: Row) -> None:
        self._structure, self._text, self._numerals = structure, structure.text, numerals
        self._table, self._row = table, row
        document = structure.period
        self._year = document.end.year if document.end else None
        self._unit_of_row = self._unit_in_column()
        self._commitment = next(
            (
                self._words(cell)
                for cell, column in zip(row.cells, row.columns, strict=False)
                if cell.start < cell.end and column.use == "commitment"
            ),
            None,
        )
        head = row.row_head
        labels = [
            self._words(cell)
            for cell, column in zip(row.cells[: head or 0], row.columns, strict=False)
            if column.use in ("", "category") and not holds_value(self._text, cell)
        ]
        group = [self._words(row.group)] if row.group else []
        self._head = self._words(row.cells[head]) if head is not None else ""
        # A row about one year: 2020 | 1003.2 | 2.3%.
        self._year_of_row = next((w for cell in row.cells[:2] if _YEAR.fullmatch((w := self._words(cell))[:4])), "")
        self._parents = [*group, *labels]
        self._term = row_terms(self._parents, self._head)

    def read(self, first: int, starts: Sequence[int]) -> Iterator[CellRead]:
        """The numerals of the row from index `first` on; `starts` are where the sentences of the text begin."""
        index = first
        for column, cell in enumerate(self._row.cells):
            prose = is_prose(self._text, self._row, column)
            while index < len(self._numerals) and self._numerals[index].start < cell.end:
                if prose:
                    index += 1
                    continue
                sentence = bisect_right(starts, self._numerals[index].start) - 1
                read = self._read_one(index, column, cell, sentence)
                yield read
                index = read.last + 1

    def _read_one(self, index: int, column: int, cell: Cell, sentence: int) -> CellRead:
        role = self._role(index, column, cell)
        if role != "figure":
            return CellRead(index, index, sentence, role, None)
        quantity = quantity_at(self._text, self._numerals, index)
        if quantity.end > cell.end:
            return CellRead(index, index, sentence, "other", None)
        quantity = self._signed(quantity, cell)
        return CellRead(index, quantity.last, sentence, "figure", self._figure(quantity, column, cell, sentence))

    def _role(self, index: int, column: int, cell: Cell) -> str:
        numeral, words = self._numerals[index], self._words(cell)
        use = self._use(column)
        if self._row.kind != "body" or not holds_value(self._text, cell):
            return _role_in_words(self._text, cell, numeral, words, use)
        if use == "ordinal" or self._counts_rows(column, cell):
            return "list_mark"
        if use == "time":
            if _YEARS.fullmatch(words):
                return "period"
            return "date" if _DATE.search(words) else "duration"
        if use == "identity":
            return "other"
        if _YEAR.fullmatch(words.rstrip("年度")) and (self._names_year(column) or words.endswith(("年", "年度"))):
            return "period"
        if numeral.form == "mark":
            return "list_mark"
        if sum(map(str.isdigit, self._text[numeral.start : numeral.end])) > _LONGEST_COUNT:
            return "other"
        return "figure"

    def _counts_rows(self, column: int, cell: Cell) -> bool:
        """A first column without a name that only numbers the rows."""
        words = self._words(cell)
        if column > 1 or not words.isdigit() or len(words) > 3 or self._row.row_head is None:
            return False
        levels = self._levels(column)
        return column < self._row.row_head and not any(levels)

    def _names_year(self, column: int) -> bool:
        return any("年" in level for level in self._levels(column)[-1:])

    def _figure(self, quantity: Quantity, column: int, cell: Cell, sentence: int) -> Figure:
        levels = self._levels(column)
        # 〔13.5〕 under 年均增速 is what five years add up to, in the unit of the row.
        bracketed = _TOTALLED.fullmatch(self._words(cell)) is not None
        grown = bool(levels) and says_growth(levels[-1])
        totalled = bracketed and (grown or any("累计" in level for level in levels))
        said_of_value = [] if totalled else levels
        unit = None if quantity.unit and quantity.unit_kind != "noun" else self._unit(said_of_value)
        if unit is not None:
            quantity = _with_unit(quantity, unit)
        section = self._structure.section_of(sentence)
        period = self._period(levels, section)
        inside = self._text[cell.start : quantity.start]
        part = part_of_plan(levels[-1]) if levels and self._term else None
        head = "累计" if totalled else "" if part else column_term(levels)
        indicator = joined(self._term, head) if self._term else full_column_term(levels)
        said = indicator + inside
        return Figure(
            start=quantity.start,
            end=quantity.end,
            sentence=sentence,
            kind=self._kind(levels, period, section),
            indicator=indicator or None,
            value=quantity.value,
            value_high=quantity.value_high,
            unit=quantity.unit or None,
            base_unit=quantity.base_unit or None,
            base_value=quantity.base_value,
            bound=quantity.bound,
            bound_as_written=quantity.bound_as_written,
            basis=_basis(said, quantity, grown),
            comparison=comparison_of(said),
            commitment=self._commitment or commitment_of(inside),
            denominator=part,
            period=period,
        )

    def _kind(self, levels: Sequence[str], period: Period, section: Section) -> str:
        document = self._structure.period
        for level in reversed(levels):
            planned = says_planned(level)
            if planned is not None:
                return "target" if planned else "result"
        if period.text and period.end and document.end and period.end != section.period.end:
            if period.end.year > document.end.year:
                return "target"
            if document.start and period.end < document.start:
                return "result"
        if self._commitment and period.end:
            return "result" if period.end.year == self._first_year else "target"
        if period.end and period.end.year == self._first_year and self._has_planned_column:
            return "result"
        return "target" if is_planned(self._structure, section, self._table.above) else "result"

    @cached_property
    def _has_planned_column(self) -> bool:
        return any(says_planned(self._words(cell)) for column in self._row.columns for cell in column.levels)

    @cached_property
    def _first_year(self) -> int | None:
        """The year of the column that looks furthest back, where columns are of several years."""
        heads = ([self._words(cell) for cell in reversed(column.levels)] for column in self._row.columns)
        years = {period.end.year for head in heads if (period := first_said(head, self._year)) and period.end}
        return min(years) if len(years) > 1 else None

    def _period(self, levels: Sequence[str], section: Section) -> Period:
        group = [self._words(self._row.group)] if self._row.group else []
        said = first_said([*reversed(levels), self._year_of_row, self._head, *group, self._table.above], self._year)
        if said is not None:
            return said
        return section.period if section.period.end is not None else self._structure.period

    def _unit(self, levels: Sequence[str]) -> Measured | None:
        for level in reversed(levels):
            unit = unit_in_head(level)
            if unit is not None:
                return unit
        growth = bool(levels) and says_growth(levels[-1])
        own = self._unit_of_row or unit_in_head(self._head)
        if growth:
            return own if own and own.kind == "rate" else PERCENT
        group = self._words(self._row.group) if self._row.group else ""
        return own or unit_in_head(group) or unit_above(group) or unit_above(self._table.above)

    def _unit_in_column(self) -> Measured | None:
        for index, (cell, column) in enumerate(zip(self._row.cells, self._row.columns, strict=False)):
            if column.use == "measuring_unit" and index != self._row.row_head and cell.start < cell.end:
                return read_unit(self._words(cell), trusted=True)
        return None

    def _signed(self, quantity: Quantity, cell: Cell) -> Quantity:
        """A sign of minus before the number belongs to it; between two numbers it is a dash."""
        at = quantity.start - 1
        if at < cell.start or self._text[at] not in MINUS or self._text[at - 1] not in _OPEN_BEFORE_MINUS:
            return quantity
        return quantity._replace(start=at, value=-quantity.value, base_value=-quantity.base_value)

    def _use(self, column: int) -> str:
        return self._row.columns[column].use if column < len(self._row.columns) else ""

    def _levels(self, column: int) -> list[str]:
        columns = self._row.columns
        return [self._words(cell) for cell in columns[column].levels] if column < len(columns) else []

    def _words(self, cell: Cell) -> str:
        return self._text[cell.start : cell.end]


def _basis(said: str, quantity: Quantity, grown: bool) -> str:
    """New only where the words say 新增: heads are nouns (完成投资), not actions. `grown`: the head names a growth."""
    basis = basis_of("", said, quantity, Run())
    if grown and basis in ("share", "level"):
        return "growth"
    return "level" if basis == "new" and "新增" not in said else basis


def _role_in_words(text: str, cell: Cell, numeral: NumeralToken, words: str, use: str) -> str:
    """What a numeral among the words of a head or a name does."""
    mark = read_mark(text, cell.start, cell.end) if cell.start < cell.end else None
    if mark and numeral.end <= mark.end:
        return "list_mark"
    if use == "time" and numeral.form == "digits":
        return "date"
    written = text[numeral.start : numeral.end]
    if _YEAR.fullmatch(written):
        return "period"
    if text.startswith("第", numeral.start - 1):
        return "ordinal"
    if numeral.form == "digits" and text[numeral.end : numeral.end + 1] in ("年", "月", "日"):
        return "date"
    if use == "identity":
        return "other"
    return "name"


def _with_unit(quantity: Quantity, unit: Measured) -> Quantity:
    magnitude = quantity.base_value / quantity.value if quantity.value else 1.0
    return quantity._replace(
        unit=quantity.unit + unit.unit if quantity.base_unit == "" else unit.unit,
        base_unit=unit.base,
        base_value=quantity.value * magnitude * unit.multiplier,
        unit_kind=unit.kind,
    )
