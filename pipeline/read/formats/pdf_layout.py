"""Characters of a page at their places to lines in reading order, column by column.

Content order in a PDF is the order of drawing, not of reading; only positions tell. Coordinates are those of the
page as it is shown, in points, y upwards.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_SAME_PLACE = 0.3
"""Share of a character within which the same character drawn again is a shadow or a poor man's bold."""
SAME_LINE = 0.5
"""Share of a character by which baselines of one line differ at most (indices stand 0.3 to 0.4 high)."""
_SAME_HEIGHT = 0.2
"""The same for lines of columns side by side, which need not stand at one height."""
_RUN_GAP = 1.0
_WIDE_BLANK, _NARROW_BLANK = 0.6, 0.18
"""Gap that reads as a blank, in characters: beside a Chinese character (justified lines stretch by up to a third,
word processors put a quarter between Chinese and digits), and inside of Latin text."""
_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff“”‘’—…·]")
PARAGRAPH_GAP = 1.5
"""Line distance, in usual ones, from which a gap parts paragraphs."""
_COLUMN_LINES = 8
_COLUMN_FILL = 0.7
_COLUMN_CHARACTERS = 9
_MOST_LINES = 2_000
_CROSSING = 0.35
_HEAD_FILL = 0.3
"""Share of the page's width up to which a line that stands apart is a running head or page number."""
_GUTTER = 1.0
_MOST_COLUMNS_DEEP = 2


class Char(NamedTuple):
    """A visible character: its box, its baseline, and whether a blank was drawn before it."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    after_blank: bool


@dataclass(slots=True)
class Run:
    """Characters drawn one after the other on a line, or a block (a table) that stands at one place."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    after_blank: bool = False
    last: Char | None = None
    block: bool = False


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page: `text` without its indent."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    block: bool = False


def runs(characters: Iterable[Char]) -> list[Run]:
    """The characters, in content order, taken together where they stand side by side on a line."""
    found: list[Run] = []
    for c in characters:
        run = found[-1] if found else None
        if run is None or run.last is None or not _goes_on(run, run.last, c):
            found.append(Run(c.text, c.left, c.right, c.baseline, c.size, c.after_blank, c))
        elif not _again(run.last, c):
            blank = (
                " " if c.after_blank or _gap_is_blank(run.last.text, c.text, c.left - run.last.right, c.size) else ""
            )
            run.text += blank + c.text
            run.right, run.size, run.last = max(run.right, c.right), max(run.size, c.size), c
    return found


def _goes_on(run: Run, last: Char, c: Char) -> bool:
    size = max(run.size, c.size)
    beside = -SAME_LINE * size <= c.left - last.right <= _RUN_GAP * size or c.left == last.left
    return (beside and abs(c.baseline - last.baseline) <= SAME_LINE * size) or _again(last, c)


def _again(last: Char, c: Char) -> bool:
    """Whether a character is drawn once more; a glyph that stands for two characters gives both the same place."""
    aside, below = abs(c.left - last.left), abs(c.baseline - last.baseline)
    return c.text == last.text and max(aside, below) <= _SAME_PLACE * c.size and (aside, below) != (0, 0)


def is_wide(text: str) -> bool:
    """Whether a character is as wide as it is high: Chinese, its punctuation, full-width forms."""
    return _WIDE.match(text) is not None


def _gap_is_blank(before: str, after: str, gap: float, size: float) -> bool:
    wide = is_wide(before[-1:]) or is_wide(after[:1])
    return gap > (_WIDE_BLANK if wide else _NARROW_BLANK) * size


def columns(found: Sequence[Run]) -> list[list[PageLine]]:
    """The runs of a page as lines, in groups in reading order: bands and columns where the page has columns."""
    return [_lines(group) for group in _columns(found, _MOST_COLUMNS_DEEP)]


def _lines(found: Sequence[Run]) -> list[PageLine]:
    """Lines of one column, from the top."""
    made: list[PageLine] = []
    row: list[Run] = []
    for run in sorted(found, key=lambda r: (-r.baseline, r.left)):
        if row and (run.block or row[0].block or _height(row) - run.baseline > SAME_LINE * max(run.size, row[0].size)):
            made.append(_line(row))
            row = []
        row.append(run)
    if row:
        made.append(_line(row))
    return made


def _height(row: Sequence[Run]) -> float:
    """The baseline of a row: that of its longest run, so that an index does not pull it."""
    return max(row, key=lambda r: len(r.text)).baseline


def _line(row: list[Run]) -> PageLine:
    row.sort(key=lambda r: r.left)
    text, right, previous = row[0].text, row[0].right, row[0]
    for run in row[1:]:
        if run.text == previous.text and run.left - previous.left <= _SAME_PLACE * run.size:
            continue
        text += " " if run.after_blank or _gap_is_blank(text, run.text, run.left - right, run.size) else ""
        text += run.text
        right, previous = max(right, run.right), run
    size = max(r.size for r in row)
    return PageLine(text, row[0].left, right, _height(row), size, row[0].block)


def _columns(found: Sequence[Run], deep: int) -> list[list[Run]]:
    """The runs in groups to be read in turn: what spans the page parts bands, in a band the left comes first."""
    gutter = _gutter(found) if deep else None
    if gutter is None:
        return [list(found)] if found else []
    bands: list[tuple[list[Run], list[Run], list[Run]]] = []
    for row, apart in _rows(found):
        spans = apart or any(r.left < gutter - r.size / 2 and r.right > gutter + r.size / 2 for r in row)
        if not bands or (spans and (bands[-1][1] or bands[-1][2])):
            bands.append(([], [], []))
        for run in row:
            bands[-1][0 if spans else 1 if run.right <= gutter + run.size / 2 else 2].append(run)
    parts = ((spanning, *_columns(left, deep - 1), *_columns(right, deep - 1)) for spanning, left, right in bands)
    return [group for part in parts for group in part if group]


def _rows(found: Sequence[Run]) -> list[tuple[list[Run], bool]]:
    """The runs that stand at one height over the whole page, from the top, and whether a row is a head or foot.

    A short row at the top or the bottom that stands apart from the rest (running head, page number) spans the page.
    """
    rows: list[list[Run]] = []
    for run in sorted(found, key=lambda r: (-r.baseline, r.left)):
        if rows and rows[-1][0].baseline - run.baseline <= _SAME_HEIGHT * run.size:
            rows[-1].append(run)
        else:
            rows.append([run])
    gaps = [a[0].baseline - b[0].baseline for a, b in pairwise(rows)]
    usual = median(gaps) * PARAGRAPH_GAP if gaps else 0.0
    most = _HEAD_FILL * (max(r.right for r in found) - min(r.left for r in found))
    spans = [sum(r.right - r.left for r in row) < most for row in rows]
    head = bool(gaps) and gaps[0] > usual and spans[0]
    foot = bool(gaps) and gaps[-1] > usual and spans[-1]
    last = len(rows) - 1
    return [(row, (head and i == 0) or (foot and i == last)) for i, row in enumerate(rows)]


def _gutter(found: Sequence[Run]) -> float | None:
    """Where two columns of prose part; None where the page has one column, or columns of a table.

    Prose fills its column, so the lines of both sides must be of about one length; cells of a table are not.
    """
    prose = [line for line in _split_lines(found) if len(line.text) >= _COLUMN_CHARACTERS]
    if not 2 * _COLUMN_LINES <= len(prose) <= _MOST_LINES:
        return None
    size = median(line.size for line in prose)
    begin, end = min(line.left for line in prose), max(line.right for line in prose)
    best: tuple[int, float] | None = None
    for x in sorted({round(line.left) for line in prose if begin + 8 * size < line.left < end - 8 * size}):
        edge = x - _GUTTER * size / 2
        crossing = sum(line.left < edge - 1 and line.right > edge + 1 for line in prose)
        if best is None or crossing < best[0]:
            best = (crossing, edge)
    if best is None or best[0] > _CROSSING * len(prose):
        return None
    left = [line for line in prose if line.right <= best[1] + 1]
    right = [line for line in prose if line.left >= best[1] - 1]
    return best[1] if _is_column(left) and _is_column(right) else None


def _split_lines(found: Sequence[Run]) -> list[PageLine]:
    """Runs put together across small gaps only, so that columns side by side stay apart."""
    made: list[PageLine] = []
    for run in sorted((r for r in found if not r.block), key=lambda r: (-round(r.baseline), r.left)):
        last = made[-1] if made else None
        if (
            last
            and abs(last.baseline - run.baseline) <= SAME_LINE * run.size
            and -run.size <= run.left - last.right < _GUTTER * run.size
        ):
            made[-1] = PageLine(last.text + run.text, last.left, run.right, last.baseline, max(last.size, run.size))
        else:
            made.append(PageLine(run.text, run.left, run.right, run.baseline, run.size))
    return made


def _is_column(side: Sequence[PageLine]) -> bool:
    if len(side) < _COLUMN_LINES:
        return False
    widest = max(line.right for line in side) - min(line.left for line in side)
    filled = sum(line.right - line.left >= _COLUMN_FILL * widest for line in side)
    return filled >= _COLUMN_FILL * len(side)
