"""Tables: pipe tables as the readers of HTML, DOCX and PDF give them, with their heads and the use of each column.

A table line begins with a bar. The first lines without values are the head, columns may have several levels of it; a
line of one text groups those after it and may be followed by a head of their own, as in the standard tables of
government disclosure reports.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pipeline.structure.marks import read_mark, skip_inner_mark
from pipeline.structure.sentences import split_sentences
from pipeline.vocabulary.lists import terms
from pipeline.vocabulary.words import Words, words

Use = Literal["ordinal", "measuring_unit", "commitment", "category", "note", "identity", "time", "task", "bodies", ""]
RowKind = Literal["head", "group", "body"]

BLANKS = " \t\u3000\xa0*"
BRACKETS = re.compile(r"[(（〔\[【][^()（）〔〕\[\]【】]{0,80}[)）〕\]】]")
SENTENCE = re.compile(r"[。；;]|[，,](?!\d{3})")
_DIGIT = re.compile(r"\d")
_NUMERAL_SIGNS = frozenset("0123456789.,，/ 十百千万亿")
_VALUE = Words(
    {word for name in ("rate", "money", "measure", "count", "rank", "time", "age") for word in terms("units", name)}
    | words("table_heads", "value").words
)
EMPTY = frozenset(terms("table_heads", "empty"))
# A cell of fewer characters is a name, whatever marks it has.
_SHORTEST_PROSE = 12


class Cell(NamedTuple):
    """What stands between two bars, without blanks and emphasis around it; empty where `start == end`."""

    start: int
    end: int


class Column(NamedTuple):
    """The head of a column: its levels, outer first, and what the column is for ("" for all that holds matter)."""

    levels: tuple[Cell, ...]
    use: Use


class Row(NamedTuple):
    """A line of a table. `columns` are the heads that hold for it; `row_head` is the column that names it, if any.

    `group` is the line of one text above it, `tasks` are the columns of cells that say what is to be done.
    """

    line: int
    start: int
    end: int
    kind: RowKind
    cells: tuple[Cell, ...]
    columns: tuple[Column, ...]
    row_head: int | None
    group: Cell | None
    tasks: tuple[int, ...]


class Table(NamedTuple):
    """Lines that stand together; `above` is what titles of them stand in the two lines before (单位：万元 as well)."""

    rows: tuple[Row, ...]
    above: str


def holds_value(text: str, cell: Cell) -> bool:
    """Whether a cell holds a number with its unit and bound and nothing else: 3500, ≥6.5%, 增长6%左右, [280]."""
    if _DIGIT.search(text, cell.start, cell.end) is None:
        return False
    position = cell.start
    while position < cell.end:
        if text[position] in _NUMERAL_SIGNS:
            position += 1
            continue
        after = _VALUE.end_at(text, position, cell.end)
        if after == position:
            return False
        position = after
    return True


def is_empty(text: str, cell: Cell) -> bool:
    """Whether a cell holds nothing, or a sign for that."""
    return cell.start == cell.end or text[cell.start : cell.end] in EMPTY


def row_sentences(text: str, row: Row) -> Iterator[tuple[int, int, Literal["table", "task"]]]:
    """The sentences of a row: those of its tasks, each other cell of prose, and runs of cells between them."""
    start, end = row.start, row.end
    for index, cell in enumerate(row.cells):
        if not is_prose(text, row, index):
            continue
        if (run := _run(text, start, cell.start)) is not None:
            yield (*run, "table")
        if index in row.tasks:
            for a, b in split_sentences(text, cell.start, cell.end):
                yield a, b, "task"
        else:
            yield skip_inner_mark(text, cell.start, cell.end), cell.end, "table"
        start = cell.end
    if (run := _run(text, start, end)) is not None:
        yield (*run, "table")


def is_prose(text: str, row: Row, index: int) -> bool:
    """Whether a cell is read like running text: a task, a sentence, words with a number among them."""
    cell = row.cells[index]
    if row.kind != "body" or is_empty(text, cell) or holds_value(text, cell):
        return False
    use = row.columns[index].use if index < len(row.columns) else ""
    if index in row.tasks:
        return True
    if use not in ("", "note", "task"):
        return False
    bare = BRACKETS.sub("", text[cell.start : cell.end])
    if len(bare) >= _SHORTEST_PROSE and SENTENCE.search(bare):
        return True
    if index == row.row_head:
        return False
    return _DIGIT.search(bare) is not None and read_mark(text, cell.start, cell.end) is None


def _run(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A run of cells with the bars around it; None where it has no words."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if any(c.isalnum() for c in text[start:end]) else None
