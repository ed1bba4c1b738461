"""Lines that come again at the head or foot of pages (页眉, 页脚), and page numbers, in a text with its page breaks.

A line is one by coming again at the edge of pages near one another, its numbers alike or rising with the pages.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.clean.lexicon import any_pattern, terms
from pipeline.clean.lines import HEADING_MARK, Line, lines

PAGE_BREAK = "\f"
_DEPTH = 3
"""Lines at each edge of a page that may be head or foot."""
_LONGEST = 60
_FEWEST = 3
_DENSITY = 0.4
"""Share of the pages between a line's first and last that have it; heads of odd and even pages take turns."""
_TITLE_WITHIN = 6
_NUMBER = re.compile(r"\d{1,6}")
_NUMERAL = re.compile(r"[\W_]*(?:\d{1,4}|[IVXLivxl]{1,6})[\W_]*")


class _Seen(NamedTuple):
    """A line at an edge of a page."""

    page: int
    line: Line
    numbers: tuple[int, ...]


def pages_of(text: str) -> list[list[Line]]:
    """The lines of each page."""
    breaks = [i for i, c in enumerate(text) if c == PAGE_BREAK]
    pages: list[list[Line]] = [[] for _ in range(len(breaks) + 1)]
    for line in lines(text):
        pages[bisect_right(breaks, line.start)].append(line)
    return pages


def running_lines(pages: Sequence[Sequence[Line]]) -> set[int]:
    """Where the lines begin that are heads, feet or numbers of pages."""
    found: set[int] = set()
    for top in (True, False):
        for seen in _edges(pages, top=top).values():
            found |= {s.line.start for s in _running(seen, len(pages)) if not (top and _is_title(pages, s))}
    return found


def _edges(pages: Sequence[Sequence[Line]], *, top: bool) -> dict[str, list[_Seen]]:
    """The lines at one edge of the pages, by what they read without blanks and numbers."""
    edges: defaultdict[str, list[_Seen]] = defaultdict(list)
    for number, page in enumerate(pages):
        middle = (len(page) + 1) // 2
        for line in page[: min(_DEPTH, middle)] if top else page[max(len(page) - _DEPTH, middle) :]:
            if len(line.text) <= _LONGEST and not _never().match(line.text):
                key = "".join(_NUMBER.sub("#", line.text).split())
                edges[key].append(_Seen(number, line, tuple(map(int, _NUMBER.findall(line.text)))))
    return edges


def _running(seen: Sequence[_Seen], pages: int) -> Iterator[_Seen]:
    """Those of the lines alike that run over the pages; the first of a heading's stays where the heading stands."""
    number = bool(_NUMERAL.fullmatch(seen[0].line.text))
    heading = not number and bool(HEADING_MARK.match(seen[0].line.text))
    for group in _groups(seen):
        span = group[-1].page - group[0].page + 1
        many = len({s.page for s in group}) >= (2 if number else max(2, min(_FEWEST, pages)))
        same = len({s.numbers for s in group}) == 1
        if many and len(group) >= _DENSITY * span and (same or not heading) and not (number and same):
            yield from group[1:] if heading else group


def _groups(seen: Sequence[_Seen]) -> Iterator[list[_Seen]]:
    """Lines whose numbers are the same from page to page, or count the pages."""
    groups: dict[tuple[int | None, ...], list[_Seen]] = {}
    varying = {i for i in range(len(seen[0].numbers)) if len({s.numbers[i] for s in seen}) > 1}
    for s in seen:
        shape = tuple(n - s.page if i in varying else None for i, n in enumerate(s.numbers))
        groups.setdefault(shape, []).append(s)
    yield from groups.values()


def _is_title(pages: Sequence[Sequence[Line]], seen: _Seen) -> bool:
    """Whether the head of the first page may be the title itself: no line below it repeats it."""
    if seen.page:
        return False
    below = [line.text for line in pages[0][:_TITLE_WITHIN] if line.start > seen.line.start]
    return bool(_HAN_WORD.search(seen.line.text)) and not any(seen.line.text in text for text in below)


_HAN_WORD = re.compile("[\u4e00-\u9fff]{4}")


@cache
def _never() -> re.Pattern[str]:
    return re.compile(any_pattern(terms("furniture", "never_running")))
