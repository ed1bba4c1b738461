"""Marks at the foot of a page: on a line of their own, or run into the sentence that the page cut."""

import re
from functools import cache

from pipeline.clean.lexicon import any_pattern, terms
from pipeline.clean.lines import BLANKS, CLOSERS, HAN, HEADING_MARK, SENTENCE_END, disjoint, line_begin, lines
from pipeline.clean.wrap import Wrapping
from pipeline.text import Edit

_RULE = "page_mark"
_LONG_ENOUGH = 15
_REACH = 1000
_LONGEST = 40
_BEFORE = re.compile(rf"[{HAN}，。、；：,;:”{BLANKS}]")
_AFTER = re.compile(rf"[{BLANKS}]?[{HAN}“《]")
_MARK = re.compile("[，。；,;]")
_INSIDE_BODY = re.compile(rf"[{HAN}，。、；：,;:”’）)》]")


def page_marks(text: str) -> list[Edit]:
    """Edits that take out page marks; where the page cut a sentence, its halves are joined."""
    edits: list[Edit] = []
    position = 0
    alone = [line for line in lines(text) if len(line.text) <= _LONGEST and _own_line().fullmatch(line.text)]
    wrapped = bool(alone) and Wrapping.of(text).width > 0
    for line in alone:
        start, end = _with_blanks(text, line.start, line.end)
        start = max(start, position)
        between = "\n" if wrapped else _between(text, start, end)
        if wrapped and end < len(text):
            end = max(text.rfind("\n", start, end) + 1, line.end)  # the indent tells whether a paragraph begins
        edits.append(Edit(start, end, between, _RULE, "boilerplate"))
        position = end
    inside = (m for pattern in _inside() for m in pattern.finditer(text) if _in_sentence(text, m))
    return disjoint([*edits, *(Edit(m.start(), m.end(), "", _RULE, "boilerplate") for m in inside)])


def _in_sentence(text: str, mark: re.Match[str]) -> bool:
    return bool(_BEFORE.match(text[mark.start() - 1 : mark.start()]) and _AFTER.match(text, mark.end()))


def _with_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1].isspace():
        start -= 1
    while end < len(text) and text[end].isspace():
        end += 1
    return start, end


def _between(text: str, start: int, end: int) -> str:
    """What stands in place of the mark: nothing inside a sentence, else a line end."""
    if start == 0 or end == len(text):
        return ""
    before = text[start - 1]
    if before in SENTENCE_END + CLOSERS + ":：" or HEADING_MARK.match(text, end):
        return "\n"
    line = text[line_begin(text, start, _REACH) : start]
    heading = HEADING_MARK.match(line) and not _MARK.search(line)
    whole = len(line.strip()) >= _LONG_ENOUGH and not heading and _INSIDE_BODY.match(before)
    return "" if whole and text[end] not in "*#“" else "\n"


@cache
def _own_line() -> re.Pattern[str]:
    return re.compile(any_pattern(terms("furniture", "page_marks")))


@cache
def _inside() -> tuple[re.Pattern[str], ...]:
    """One by one: `re` finds a pattern faster by its first character than a choice of several."""
    return tuple(re.compile(pattern) for pattern in terms("furniture", "page_marks_inside"))
