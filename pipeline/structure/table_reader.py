"""Reading tables: their heads and groups, what each column is for, which column names a row."""

import re
from collections.abc import Iterator, Sequence

from pipeline.structure.lines import Line
from pipeline.structure.tables import (
    BLANKS,
    BRACKETS,
    EMPTY,
    SENTENCE,
    Cell,
    Column,
    Row,
    RowKind,
    Table,
    Use,
    holds_value,
    is_empty,
)
from pipeline.vocabulary.lists import alternatives, terms

_CELL = re.compile(r"(?:[^|\\]|\\.)*")
_RULE = re.compile(r"[|\s:：\-—]*")
_USES: tuple[tuple[Use, re.Pattern[str]], ...] = (
    ("ordinal", re.compile(alternatives("table_heads", "ordinal"))),
    ("measuring_unit", re.compile(alternatives("table_heads", "measuring_unit"))),
    ("commitment", re.compile(alternatives("table_heads", "commitment"))),
    ("category", re.compile(alternatives("table_heads", "category"))),
    ("note", re.compile(alternatives("table_heads", "note"))),
    ("identity", re.compile(alternatives("table_heads", "identity"))),
    ("time", re.compile(alternatives("table_heads", "time"))),
    ("bodies", re.compile(rf".{{0,4}}(?:{alternatives('responsibility', 'labels')}).{{0,6}}")),
    ("task", re.compile(alternatives("table_heads", "task"))),
)
_TASK_IF_ASSIGNED = frozenset(terms("table_heads", "task_if_assigned"))
_ROW_HEAD = re.compile(alternatives("table_heads", "row_head"))
_BODY_NAME = re.compile(rf"(?:{alternatives('bodies', 'suffixes')})$")
# 万公里/万平方公里 and the like are not longer; names of offices in a column 单位 are.
_LONGEST_UNIT = 10
_LONGEST_HEAD = 60
_LONGEST_THEME = 20
_LONGEST_TITLE = 80
_MOST_HEAD_ROWS = 5


def read_tables(text: str, lines: Sequence[Line]) -> list[Table]:
    """The tables of a text in order. Linear in its length."""
    tables = []
    for together in _together(text, lines):
        first = together[0][0]
        before = [line for line in lines[max(0, first - 2) : first] if line.length <= _LONGEST_TITLE and not line.table]
        above = "\n".join(text[line.start : line.end] for line in before)
        rows = tuple(_Reader(text).read(together))
        if rows:
            tables.append(Table(rows, above))
    return tables


def _together(text: str, lines: Sequence[Line]) -> Iterator[list[tuple[int, Line]]]:
    """Runs of table lines, with their numbers; an empty line parts two tables."""
    run: list[tuple[int, Line]] = []
    for number, line in enumerate(lines):
        if run and not (line.table and text.count("\n", run[-1][1].end, line.start) == 1):
            yield run
            run = []
        if line.table:
            run.append((number, line))
    if run:
        yield run


def is_rule(text: str, line: Line) -> bool:
    """Whether a table line only parts the head from the rest: | --- | --- |."""
    return line.table and _RULE.fullmatch(text, line.start, line.end) is not None


def _cells(text: str, line: Line) -> tuple[Cell, ...]:
    cells = []
    position = line.start + 1
    while position < line.end:
        found = _CELL.match(text, position, line.end)
        end = found.end() if found else line.end
        start, stop = position, end
        while start < stop and text[start] in BLANKS:
            start += 1
        while stop > start and text[stop - 1] in BLANKS:
            stop -= 1
        cells.append(Cell(start, stop))
        position = max(end, position) + 1
    return tuple(cells)


def _filled(cells: Sequence[Cell]) -> tuple[Cell, ...]:
    """A line of heads with the places filled that a head to their left spans."""
    filled: list[Cell] = []
    for cell in cells:
        filled.append(filled[-1] if filled and cell.start == cell.end else cell)
    return tuple(filled)


class _Reader:
    """Reads the lines of one table from the top; remembers the head and the group that hold."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._head: list[tuple[Cell, ...]] = []
        self._first_head: list[str] = []
        self._columns: tuple[Column, ...] = ()
        self._group: Cell | None = None
        self._takes_heads = True
        self._begun = False
        # The last task of each column, to know one that spans several rows.
        self._above: dict[int, str] = {}

    def read(self, lines: Sequence[tuple[int, Line]]) -> Iterator[Row]:
        split = [(n, line, _cells(self._text, line)) for n, line in lines if not is_rule(self._text, line)]
        for number, line, cells in split:
            kind = self._kind(cells)
            if kind == "head":
                self._add_head(cells)
            elif kind == "group":
                self._group = next(cell for cell in cells if cell.end > cell.start)
                self._takes_heads = not self._has_tasks()
                self._head = []
            elif self._head:
                self._takes_heads, self._head = False, []
            columns = (*self._columns, *[Column((), "")] * (len(cells) - len(self._columns)))
            head = self._row_head(cells, columns) if kind == "body" else None
            tasks = self._tasks(cells, columns) if kind == "body" else ()
            yield Row(number, line.start, line.end, kind, cells, columns, head, self._group, tasks)

    def _kind(self, cells: Sequence[Cell]) -> RowKind:
        said = {self._words(cell) for cell in cells} - {""}
        numbers = any(holds_value(self._text, cell) and not self._is_year(cell) for cell in cells)
        if len(said) == 1 and len(cells) > 1 and not numbers:
            # A task whose body spans the row above stands alone as well, but it is a sentence.
            return "body" if self._has_tasks() and SENTENCE.search(next(iter(said))) else "group"
        if self._first_head and [self._words(cell) for cell in cells] == self._first_head:
            return "head"
        if not self._columns and not self._begun:
            self._begun = True
            return "body" if numbers else "head"
        if not self._takes_heads or len(said) < 2 or len(self._head) >= _MOST_HEAD_ROWS:
            return "body"
        plain = all(len(words) <= _LONGEST_HEAD and words not in EMPTY for words in said)
        return "head" if plain and not numbers and self._continues(cells) else "body"

    def _continues(self, cells: Sequence[Cell]) -> bool:
        """A head's next level repeats the words that span both; after a group a head begins anew."""
        if not self._head:
            return True
        above = self._head[-1]
        return any(
            a.start == a.end or self._words(a) == self._words(b) for a, b in zip(above, cells, strict=False)
        ) or len({self._words(cell) for cell in above}) < len(above)

    def _is_year(self, cell: Cell) -> bool:
        return re.fullmatch(r"(?:19|20)\d\d年?", self._words(cell)) is not None

    def _words(self, cell: Cell) -> str:
        return self._text[cell.start : cell.end]

    def _has_tasks(self) -> bool:
        return any(column.use in ("task", "bodies") for column in self._columns)

    def _add_head(self, cells: tuple[Cell, ...]) -> None:
        if not self._first_head:
            self._first_head = [self._words(cell) for cell in cells]
        elif [self._words(cell) for cell in cells] == self._first_head:
            self._head = []
        # What spans several columns stands over the first of them, where the reader has not repeated it.
        self._head = [*map(_filled, self._head), cells]
        columns = [self._column(index) for index in range(max(map(len, self._head)))]
        if any(column.use == "bodies" for column in columns):
            columns = [c._replace(use="task") if self._may_be_task(c) else c for c in columns]
        self._columns = tuple(columns)
        # The next line may be a further level, but not where tasks are listed: their first row looks like one.
        self._takes_heads = not self._has_tasks()

    def _may_be_task(self, column: Column) -> bool:
        return bool(column.levels) and self._words(column.levels[-1]) in _TASK_IF_ASSIGNED

    def _column(self, index: int) -> Column:
        levels: list[Cell] = []
        for cells in self._head:
            if index >= len(cells) or cells[index].start == cells[index].end:
                continue
            if not levels or self._words(levels[-1]) != self._words(cells[index]):
                levels.append(cells[index])
        name = BRACKETS.sub("", self._words(levels[-1])).strip(BLANKS) if levels else ""
        name = re.sub(r"[\s\u3000]", "", name)
        use: Use = next((use for use, pattern in _USES if name and pattern.fullmatch(name)), "")
        return Column(tuple(levels), use)

    def _tasks(self, cells: Sequence[Cell], columns: Sequence[Column]) -> tuple[int, ...]:
        """Cells that say what is to be done: not a theme beside a longer one, nor a cell that spans the row above."""
        listed = [i for i, cell in enumerate(cells) if columns[i].use == "task" and not is_empty(self._text, cell)]
        longest = max((cells[i].end - cells[i].start for i in listed), default=0)
        tasks = []
        for i in listed:
            words = self._words(cells[i])
            theme = len(words) < longest and len(words) <= _LONGEST_THEME and SENTENCE.search(words) is None
            if not theme and self._above.get(i) != words:
                tasks.append(i)
            self._above[i] = words
        return tuple(tasks)

    def _row_head(self, cells: Sequence[Cell], columns: Sequence[Column]) -> int | None:
        """The column that names the row: by its head, else the last words before the first value."""
        found = None
        valued = any(not column.use and holds_value(self._text, c) for c, column in zip(cells, columns, strict=False))
        for index, (cell, column) in enumerate(zip(cells, columns, strict=False)):
            if column.use == "measuring_unit" and self._names_body(cell):
                found = index
            if column.use or cell.start == cell.end:
                continue
            if holds_value(self._text, cell) or is_empty(self._text, cell):
                if found is not None:
                    break
                continue
            head = self._words(column.levels[-1]) if column.levels else ""
            if _ROW_HEAD.fullmatch(BRACKETS.sub("", head)):
                return index
            if found is None or valued:
                found = index
        if found is None:
            named = (i for i, c in enumerate(cells) if not is_empty(self._text, c) and not holds_value(self._text, c))
            found = next((i for i in named if columns[i].use in ("ordinal", "category", "bodies")), None)
        return found

    def _names_body(self, cell: Cell) -> bool:
        return cell.end - cell.start > _LONGEST_UNIT or _BODY_NAME.search(self._words(cell)) is not None
