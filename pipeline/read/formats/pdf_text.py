"""Lines of a page at their places to text: indents, gaps between paragraphs, titles and list items over several lines.

An indent is written in full-width blanks, a gap between paragraphs as a blank line, so that whoever joins the
broken lines sees what the reader of the page saw.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from pipeline.read.formats.pdf_layout import PARAGRAPH_GAP, SAME_LINE, PageLine

_MOST_INDENT = 20
_FEWEST_LINES = 5
_SHARED = 0.12
"""Share of a column's lines that must begin at its left edge."""
_LARGEST_INDENT = 3
_MOST_MARGINS = 8
_HANGING_SLACK = 3.0
"""Characters by which a full line may fall short of the column."""
_ITEM = re.compile(r"(?:\d{1,3}[.．、)）]|[（(]?[\d一二三四五六七八九十]{1,3}[)）]|[a-zA-Z][.)）]|[①-⑳•●■◆▪□☑√➢—-])")
_TITLE_SIZE = 1.15
_TITLE_FILL = 0.6


class Margins:
    """Where the lines of a column begin. Kept from page to page: a short page does not tell by itself."""

    def __init__(self) -> None:
        self._known: list[float] = []

    def of(self, group: Sequence[PageLine]) -> float:
        """The left edge from which the indents of a group of lines are counted."""
        prose = [line for line in group if not line.block]
        if not prose:
            return 0.0
        size = median(line.size for line in prose)
        own = _common_left([line.left for line in prose], size)
        before = [m for m in self._known if own is None or -SAME_LINE * size < own - m <= _LARGEST_INDENT * size]
        if own is None:
            lowest = min(line.left for line in prose)
            return max((m for m in before if m <= lowest + SAME_LINE * size), default=lowest)
        if before:
            return max(before)
        self._known = [*self._known, own][-_MOST_MARGINS:]
        return own


def _common_left(lefts: Sequence[float], size: float) -> float | None:
    """The smallest edge that several lines share; None where there are too few lines to tell."""
    if len(lefts) < _FEWEST_LINES:
        return None
    needed = max(2, _SHARED * len(lefts))
    ordered = sorted(lefts)
    for i, left in enumerate(ordered):
        if bisect_right(ordered, left + SAME_LINE * size) - i >= needed:
            return left
    return None


def page_text(groups: Sequence[Sequence[PageLine]], margins: Margins) -> str:
    """The lines of a page as text, with indents and blank lines."""
    return "\n".join(_group_text(group, margins.of(group)) for group in groups if group)


def _group_text(group: Sequence[PageLine], margin: float) -> str:
    pitch = _pitch(group)
    right = max(line.right for line in group)
    usual = median(line.size for line in group)
    parts: list[str] = []
    hanging = False
    for i, line in enumerate(group):
        if i:
            gap = group[i - 1].baseline - line.baseline
            hanging = _hangs(group[i - 1], line, right, hanging=hanging)
            if hanging or _title_goes_on(group[i - 1], line, margin, right, usual):
                words = group[i - 1].text[-1].isascii() and line.text[0].isascii()
                parts.append(" " * words + line.text)
                continue
            parts.append("\n\n" if 0 < pitch * PARAGRAPH_GAP < gap else "\n")
        indent = 0 if line.block or not line.size else round((line.left - margin) / line.size)
        parts.append("\u3000" * max(0, min(indent, _MOST_INDENT)) + line.text)
    return "".join(parts)


def _hangs(a: PageLine, b: PageLine, right: float, *, hanging: bool) -> bool:
    """Whether `b` goes on with an item of a list whose mark stands out to the left of its text (悬挂缩进)."""
    if a.block or b.block or a.right < right - _HANGING_SLACK * a.size:
        return False
    if hanging:
        return abs(a.left - b.left) <= SAME_LINE * b.size
    return bool(_ITEM.match(a.text)) and 0 < b.left - a.left - SAME_LINE * b.size <= _LARGEST_INDENT * b.size


def _title_goes_on(a: PageLine, b: PageLine, left: float, right: float, usual: float) -> bool:
    """Whether two lines are one title: both centred, in one size larger than the text's, the first one long."""
    if a.block or b.block or a.size < _TITLE_SIZE * usual or abs(a.size - b.size) > 0.1 * a.size:
        return False
    middle = (left + right) / 2
    centred = all(abs((line.left + line.right) / 2 - middle) <= line.size for line in (a, b))
    return centred and a.right - a.left >= _TITLE_FILL * (right - left) and a.baseline - b.baseline < 2.5 * a.size


def _pitch(group: Sequence[PageLine]) -> float:
    """The usual distance of two lines; 0 where there are too few."""
    gaps = [a.baseline - b.baseline for a, b in pairwise(group) if a.baseline > b.baseline and not b.block]
    return median(gaps) if len(gaps) >= _FEWEST_LINES else 0.0
