"""Rows of task breakdowns (任务分解表): what is to be done, by whom and by when, each in its column."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from pipeline.extract.deadlines import find_deadline
from pipeline.extract.model import Unit
from pipeline.extract.units import read_column
from pipeline.structure.dates import first_day
from pipeline.structure.model import Period, Structure
from pipeline.structure.tables import Row, Table, is_empty
from pipeline.vocabulary.lists import alternatives

_DEADLINE = re.compile(alternatives("table_heads", "deadline"))
_MONTH_OR_YEAR = re.compile(r"(?:(?:19|20)\d\d年)?(?:1[0-2]|[1-9])月|(?:19|20)\d\d年(?:年?底|末)?|年底|上半年")
_FROM_TO = re.compile(r".*[-—–－~～至到]", re.DOTALL)


class Task(NamedTuple):
    """What a row says of a sentence of its task: the bodies, the wording of the deadline; `first` in its cell."""

    units: tuple[Unit, ...]
    due: str
    first: bool

    @property
    def is_assigned(self) -> bool:
        """Whether the row says who or by when, so that it is a task whatever its words."""
        return bool(self.units or self.due)


def find_tasks(structure: Structure) -> dict[int, Task]:
    """The sentences of task cells, by index, with the bodies and the deadline of their row."""
    found: dict[int, Task] = {}
    if not structure.tables:
        return found
    by_line = _sentences_of_lines(structure)
    for table in structure.tables:
        for row, task in _tasks(structure.text, table):
            for number, index in enumerate(by_line.get(row.line, ())):
                found[index] = task._replace(first=number == 0)
    return found


def _sentences_of_lines(structure: Structure) -> dict[int, list[int]]:
    """Line number to its sentences that are tasks."""
    found: dict[int, list[int]] = {}
    for index, sentence in enumerate(structure.sentences):
        if sentence.role == "task":
            found.setdefault(sentence.paragraph, []).append(index)
    return found


def _tasks(text: str, table: Table) -> Iterator[tuple[Row, Task]]:
    """Rows with a task; a body or a deadline that spans several rows stands in the first alone."""
    above: dict[int, tuple[Unit, ...]] = {}
    due = ""
    for row in table.rows:
        if row.kind != "body":
            above, due = {}, ""
            continue
        units: list[Unit] = []
        for index, (cell, column) in enumerate(zip(row.cells, row.columns, strict=False)):
            head = text[column.levels[-1].start : column.levels[-1].end] if column.levels else ""
            if column.use == "bodies":
                if not is_empty(text, cell):
                    above[index] = tuple(read_column(text, cell.start, cell.end, head))
                units += above.get(index, ())
            elif column.use == "time" and _DEADLINE.fullmatch("".join(head.split())) and not is_empty(text, cell):
                due = text[cell.start : cell.end]
        if row.tasks:
            yield row, Task(tuple(units), due, False)


def deadline_of(due: str, period: Period) -> date | None:
    """The last day that a cell of deadlines names: 6月底前, 2025年12月, 2025-06-30, 年底; None for 持续推进."""
    due = "".join(due.split())
    day = first_day(_FROM_TO.sub("", due)) or first_day(due)
    if day is not None:
        return day
    found = find_deadline(f"{due}，", period)
    if found is not None:
        return found
    named = list(_MONTH_OR_YEAR.finditer(due))
    if not named:
        return None
    return find_deadline(named[-1][0].removesuffix("底").removesuffix("末") + "底前，", period)
