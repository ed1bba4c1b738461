"""Ruled tables of a PDF page: from the rules drawn around the cells to rows of a pipe table."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from ctypes import c_float
from itertools import pairwise
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.read.formats.pdf_characters import Turn, objects
from pipeline.read.formats.pdf_layout import Char, PageLine, Run, columns, runs
from pipeline.read.formats.tables import pipe_row, pipe_separator

_TOLERANCE = 3.0
"""Points within which rules stand at one place: a rule may be a thin rectangle or two strokes."""
_SHORTEST = 6.0
_MOST_SEGMENTS = 20_000
_MOST_RULES = 1_000
"""A page with more lines than these is a drawing; its text is read as lines."""
_FEWEST_FILLED = 0.3
_PADDING = 12.0
"""Points that a cell keeps free at its sides, both together (word processors: 5.4 each)."""
_BETWEEN = 40
"""Characters outside a table on two pages (running heads, page numbers) over which it goes on."""


class Rule(NamedTuple):
    """A straight line: `at` on one axis, from `begin` to `end` on the other."""

    at: float
    begin: float
    end: float


class Grid(NamedTuple):
    """The edges of a ruled table: columns from the left, rows from the top (falling)."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


class Tables:
    """Takes the ruled tables out of page after page; knows a table that goes on from the page before."""

    def __init__(self) -> None:
        self._open: tuple[float, ...] = ()

    def take(self, page: pdfium.PdfPage, characters: Sequence[Char], turn: Turn) -> tuple[list[Run], Sequence[Char]]:
        """The tables of a page as blocks, and the characters outside them. Raises PdfiumError."""
        blocks: list[Run] = []
        grids = find_grids(*page_rules(page, turn)) if characters else []
        for grid in grids:
            inside = [ch for ch in characters if _in(grid, ch)]
            above = sum(ch.baseline > grid.ys[0] for ch in characters)
            goes_on = not blocks and above <= _BETWEEN and _same(grid.xs, self._open)
            rows = _rows(grid, inside) if goes_on or len(grid.ys) > 2 else None
            if rows is None:
                continue
            characters = [ch for ch in characters if not _in(grid, ch)]
            lines = [pipe_row(row) for row in rows]
            if not goes_on:
                lines.insert(1, pipe_separator(len(rows[0])))
            size = max((ch.size for ch in inside), default=1.0)
            blocks.append(Run("\n".join(lines), grid.xs[0], grid.xs[-1], grid.ys[0], size, block=True))
            below = sum(ch.baseline < grid.ys[-1] for ch in characters)
            self._open = grid.xs if below <= _BETWEEN else ()
        if not blocks:
            self._open = ()
        return blocks, characters


def _same(a: Sequence[float], b: Sequence[float]) -> bool:
    return len(a) == len(b) and all(abs(x - y) <= _TOLERANCE for x, y in zip(a, b, strict=True))


def _middle(ch: Char) -> tuple[float, float]:
    return (ch.left + ch.right) / 2, ch.baseline + ch.size / 3


def _in(grid: Grid, ch: Char) -> bool:
    x, y = _middle(ch)
    return grid.xs[0] <= x <= grid.xs[-1] and grid.ys[-1] <= y <= grid.ys[0]


def page_rules(page: pdfium.PdfPage, turn: Turn) -> tuple[list[Rule], list[Rule]]:
    """The lines drawn across and down on a page; none where the page holds a drawing rather than tables."""
    across: list[Rule] = []
    down: list[Rule] = []
    for number, ((x1, y1), (x2, y2)) in enumerate(_strokes(page)):
        if number > _MOST_SEGMENTS:
            return [], []
        (x1, y1), (x2, y2) = turn(x1, y1), turn(x2, y2)
        if abs(y1 - y2) <= 1 and abs(x1 - x2) >= _SHORTEST:
            across.append(Rule((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
        elif abs(x1 - x2) <= 1 and abs(y1 - y2) >= _SHORTEST:
            down.append(Rule((x1 + x2) / 2, min(y1, y2), max(y1, y2)))
    across, down = _merged(across), _merged(down)
    return ([], []) if len(across) + len(down) > _MOST_RULES else (across, down)


Point = tuple[float, float]


def _strokes(page: pdfium.PdfPage) -> Iterator[tuple[Point, Point]]:
    """The straight segments of the paths that stand on the page itself."""
    x, y = c_float(), c_float()
    m = c.FS_MATRIX()
    for path in objects(page, c.FPDF_PAGEOBJ_PATH):
        if not c.FPDFPageObj_GetMatrix(path, m):
            continue
        first = last = None
        for i in range(c.FPDFPath_CountSegments(path)):
            segment = c.FPDFPath_GetPathSegment(path, i)
            c.FPDFPathSegment_GetPoint(segment, x, y)
            point = m.a * x.value + m.c * y.value + m.e, m.b * x.value + m.d * y.value + m.f
            kind = c.FPDFPathSegment_GetType(segment)
            if kind == c.FPDF_SEGMENT_MOVETO:
                first = point
            elif last is not None and kind == c.FPDF_SEGMENT_LINETO:
                yield last, point
            last = point
            if first is not None and c.FPDFPathSegment_GetClose(segment):
                yield last, first


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules at one place that touch, as one."""
    made: list[Rule] = []
    for place in _places(rules):
        at = sum(r.at for r in place) / len(place)
        for rule in sorted(place, key=lambda r: (r.begin, r.end)):
            last = made[-1] if made else None
            if last and last.at == at and rule.begin <= last.end + _TOLERANCE:
                made[-1] = Rule(at, last.begin, max(last.end, rule.end))
            else:
                made.append(Rule(at, rule.begin, rule.end))
    return made


def _places(rules: Iterable[Rule]) -> list[list[Rule]]:
    places: list[list[Rule]] = []
    for rule in sorted(rules):
        if places and rule.at - places[-1][0].at <= _TOLERANCE:
            places[-1].append(rule)
        else:
            places.append([rule])
    return places


def find_grids(across: Sequence[Rule], down: Sequence[Rule]) -> list[Grid]:
    """The groups of rules that touch one another and part a surface into two columns at least."""
    group = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    for i, a in enumerate(across):
        for j, d in enumerate(down, len(across)):
            if _touch(a, d):
                group[root(j)] = root(i)
    members: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate([*across, *down]):
        members.setdefault(root(i), ([], []))[i >= len(across)].append(rule)
    grids = (Grid(_edges(d), _edges(a)[::-1], tuple(a), tuple(d)) for a, d in members.values())
    return sorted((g for g in grids if len(g.xs) > 2 and len(g.ys) > 1), key=lambda g: (-g.ys[0], g.xs[0]))


def _touch(across: Rule, down: Rule) -> bool:
    return (
        across.begin - _TOLERANCE <= down.at <= across.end + _TOLERANCE
        and down.begin - _TOLERANCE <= across.at <= down.end + _TOLERANCE
    )


def _edges(rules: Iterable[Rule]) -> tuple[float, ...]:
    return tuple(place[0].at for place in _places(rules))


def _rows(grid: Grid, characters: Sequence[Char]) -> list[list[str]] | None:
    """The text of each cell, that of merged cells in each cell they cover; None where the grid holds no table."""
    wide, high = len(grid.xs) - 1, len(grid.ys) - 1
    owner = _owners(grid)
    cells: dict[int, list[Char]] = {}
    falling = [-y for y in grid.ys]
    for ch in characters:
        x, y = _middle(ch)
        column = min(bisect_right(grid.xs, x) - 1, wide - 1)
        row = min(bisect_right(falling, -y) - 1, high - 1)
        cells.setdefault(owner[row * wide + column], []).append(ch)
    if len(cells) < (max(2, _FEWEST_FILLED * len(set(owner))) if high > 1 else 1):
        return None
    right = {o: grid.xs[i % wide + 1] for i, o in enumerate(owner)}
    texts = {o: _cell_text(found, right[o] - grid.xs[o % wide]) for o, found in cells.items()}
    return [[texts.get(owner[r * wide + k], "") for k in range(wide)] for r in range(high)]


def _owners(grid: Grid) -> list[int]:
    """For each cell in reading order, the first cell of those that it is merged with: no rule stands between them."""
    wide, high = len(grid.xs) - 1, len(grid.ys) - 1
    owner = list(range(wide * high))

    def root(i: int) -> int:
        while owner[i] != i:
            i = owner[i]
        return i

    for row in range(high):
        middle_y = (grid.ys[row] + grid.ys[row + 1]) / 2
        for column in range(wide):
            cell = row * wide + column
            if column and not _ruled(grid.down, grid.xs[column], middle_y):
                _join(owner, root(cell - 1), root(cell))
            middle_x = (grid.xs[column] + grid.xs[column + 1]) / 2
            if row and not _ruled(grid.across, grid.ys[row], middle_x):
                _join(owner, root(cell - wide), root(cell))
    return [root(i) for i in range(wide * high)]


def _join(owner: list[int], a: int, b: int) -> None:
    owner[max(a, b)] = min(a, b)


def _ruled(rules: Iterable[Rule], at: float, through: float) -> bool:
    return any(abs(r.at - at) <= _TOLERANCE and r.begin <= through <= r.end for r in rules)


def _cell_text(characters: Sequence[Char], width: float) -> str:
    """The lines of a cell in one: put together where the cell's width broke them, else with a blank between."""
    lines = [line for group in columns(runs(characters)) for line in group]
    text = lines[0].text
    for a, b in pairwise(lines):
        text += ("" if _broken(a, b, width) else " ") + b.text
    return text


def _broken(a: PageLine, b: PageLine, width: float) -> bool:
    full = a.right - a.left + b.size + _PADDING >= width
    return full and not (a.text[-1].isascii() and b.text[0].isascii())
