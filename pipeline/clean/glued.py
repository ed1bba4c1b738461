"""Line ends lost throughout: paragraphs run on in one line, and only their numbers show where they began."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from pipeline.clean.lines import Line, lines
from pipeline.text import Edit

_LONG = 400
"""Characters of a line from which it may be a whole document; paragraphs of work reports seldom have as many."""
_FEWEST = 3
_NUMERAL = "[一二三四五六七八九十百]{1,4}"
_MARK = re.compile(
    rf"[。！？](?:(?P<part>第{_NUMERAL}[章篇])|(?P<article>第{_NUMERAL}条)|(?P<item>{_NUMERAL}、)|(?P<sub>[(（]{_NUMERAL}[)）]))"
)
_DIGITS = {c: i for i, c in enumerate("一二三四五六七八九", 1)}


def glued_lines(text: str) -> list[Edit]:
    """Edits that put a line end before 一、, （一）, 第一条 and 第一章 that follow a full stop without a blank.

    Only in long lines, where at least three numbers of one kind count on (…。一、…。二、…。三、…): a sentence may cite
    one, no paragraph holds a row of them.
    """
    return [
        Edit(at, at, "\n", "lost_line_end", "space", "likely")
        for line in lines(text)
        if len(line.text) >= _LONG and not line.text.startswith("|")
        for at in sorted(_places(line))
    ]


def _places(line: Line) -> Iterator[int]:
    found = sorted(_MARK.finditer(line.text), key=lambda m: str(m.lastgroup))
    for _, group in groupby(found, key=lambda m: m.lastgroup):
        marks = sorted(group, key=re.Match.start)
        for row in _rows([_number(m[0]) for m in marks]):
            if len(row) >= _FEWEST:
                yield from (line.start + marks[i].start() + 1 for i in row)


def _rows(numbers: Sequence[int]) -> Iterator[range]:
    """Where numbers count on from one."""
    begin = None
    for i, number in enumerate(numbers):
        if begin is not None and number != i - begin + 1:
            yield range(begin, i)
            begin = None
        if number == 1:
            begin = i
    if begin is not None:
        yield range(begin, len(numbers))


def _number(mark: str) -> int:
    """The number that a mark is written with: 十二 is 12."""
    value = digit = 0
    for c in mark:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in "十百":
            value, digit = value + (digit or 1) * (10 if c == "十" else 100), 0
    return value + digit
