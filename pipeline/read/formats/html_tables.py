"""Tables of a page: which are data and which only lay out the page, and data as Markdown pipe tables."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import repeat

from lxml.html import HtmlElement

from pipeline.read.formats.html_tree import Page, tokens
from pipeline.read.formats.tables import pipe_row, pipe_separator

LONGEST_REPEATED = 30
"""A name that spans several places stands in each of them up to this length; longer text stands once."""
_WIDEST_SPAN = 100
_MOST_TIMES = 8
"""A table with its spans filled has so many times the places that it has cells; twice is much for a real one."""
_LARGEST_SHARE = 0.6
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"\d{4}年|^\d{1,2}[.、．]")
_SHORT_CELL = 500


@dataclass(slots=True)
class Cell:
    """A cell of a table as written: its words, and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


@dataclass(slots=True)
class _Shape:
    """What tells a table of data from a layout: rows of several cells, no table inside, no cell that holds it all."""

    nested: bool = False
    full_rows: int = 0
    filled: int = 0
    largest: int = 0
    whole: int = 0

    @property
    def is_data(self) -> bool:
        return not self.nested and self.full_rows >= 2 and self.largest <= max(_SHORT_CELL, _LARGEST_SHARE * self.whole)


@dataclass(slots=True)
class Grid:
    """A table while it is read: rows of cells in the order of the page."""

    rows: list[list[Cell]] = field(default_factory=list)

    def add_row(self) -> None:
        self.rows.append([])

    def add_cell(self, element: HtmlElement) -> None:
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(Cell("", _span(element.get("colspan")), _span(element.get("rowspan"))))

    def set_text(self, text: str) -> None:
        self.rows[-1][-1].text = text


def data_tables(page: Page, root: HtmlElement) -> frozenset[HtmlElement]:
    """The tables below a node that hold data; all others lay out the page and are read as text."""
    shapes: dict[HtmlElement, _Shape] = {}
    open_: list[HtmlElement] = []
    for event, element, _ in tokens(root, page.left_out):
        if event == "text":
            continue
        if element.tag == "table":
            if event == "start":
                for outer in open_[-1:]:
                    shapes[outer].nested = True
                shapes[element] = _Shape(nested=element.get("role") == "presentation")
                open_.append(element)
            else:
                open_.pop()
                if open_ and shapes[element].nested:
                    shapes[open_[-1]].nested = True
        elif open_ and event == "end":
            _note(shapes[open_[-1]], element, page)
    return frozenset(table for table, shape in shapes.items() if shape.is_data)


def _note(shape: _Shape, element: HtmlElement, page: Page) -> None:
    if element.tag in ("td", "th"):
        held = page.size(element).held
        shape.filled += held > 0
        shape.largest = max(shape.largest, held)
        shape.whole += held
    elif element.tag == "tr":
        shape.full_rows += shape.filled >= 2
        shape.filled = 0


def pipe_table(grid: Grid) -> Iterator[tuple[str, bool]]:
    """Lines of a Markdown table, each with whether it belongs to the table.

    A first or last row of one cell is the caption or a note: a line of text. Spanned places hold the cell's words.
    """
    rows = [row for row in grid.rows if any(cell.text for cell in row)]
    first = next((i for i, row in enumerate(rows) if _filled(row) > 1), len(rows))
    last = next((i for i in range(len(rows) - 1, first, -1) if _filled(rows[i]) > 1), len(rows) - 1)
    yield from ((text, False) for row in rows[:first] for text in _texts(row))
    filled = [row for row in _fill(rows[first : last + 1]) if any(row)]
    width = min(max(map(len, filled), default=0), _widest(filled))
    for i, row in enumerate(filled):
        yield pipe_row([*row, *repeat("", width - len(row))]), True
        if i == 0:
            yield pipe_separator(width), True
    yield from ((text, False) for row in rows[last + 1 :] for text in _texts(row))


def _widest(filled: Sequence[Sequence[str]]) -> int:
    """Columns up to which rows are made of one length: some times the cells there are."""
    return 1 + _MOST_TIMES * sum(map(len, filled)) // max(1, len(filled))


def _filled(row: Sequence[Cell]) -> int:
    return sum(bool(cell.text) for cell in row)


def _texts(row: Iterable[Cell]) -> Iterator[str]:
    return (cell.text for cell in row if cell.text)


def _fill(rows: Sequence[Sequence[Cell]]) -> Iterator[list[str]]:
    """Rows of texts, one for each column; the size stays within some times that of the cells."""
    room = _MOST_TIMES * sum(map(len, rows)) + 1000
    above: dict[int, tuple[str, int]] = {}
    for row in rows:
        made: list[str] = []
        for cell in row:
            _from_above(made, above)
            wide, high = (cell.columns, cell.rows) if room > 0 else (1, 1)
            room -= wide * min(high, len(rows))
            again = cell.text if len(row) > 1 and _is_name(cell.text) else ""
            for column in range(len(made), len(made) + wide):
                if high > 1:
                    above[column] = (again, high - 1)
            made += [cell.text, *repeat(again, wide - 1)]
        _from_above(made, above)
        yield made


def _is_name(text: str) -> bool:
    """The head of columns or rows. A number that spans several places is one number, so it stands once."""
    return len(text) <= LONGEST_REPEATED and (not _DIGIT.search(text) or _YEAR.search(text) is not None)


def _from_above(made: list[str], above: dict[int, tuple[str, int]]) -> None:
    while len(made) in above:
        column = len(made)
        text, rows = above.pop(column)
        made.append(text)
        if rows > 1:
            above[column] = (text, rows - 1)


def _span(value: str | None) -> int:
    """A span as written; what is no number is 1, 0 (to the end) is bounded like the rest."""
    digits = (value or "").strip()[:4]
    return min(max(int(digits), 1), _WIDEST_SPAN) if digits.isascii() and digits.isdigit() else 1
