"""Marks at the foot of a page: on a line of their own, or run into the sentence that the page cut."""

import re
from functools import cache

from pipeline.clean.lexicon import any_pattern, terms
from pipeline.clean.lines import BLANKS, CLOSERS, HAN, HEADING_MARK, SENTENCE_END, Line, disjoint, line_begin, lines
from pipeline.clean.running_heads import PAGE_BREAK, pages_of, running_lines
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
    """Edits that take out page marks and page breaks; where the page cut a sentence, its halves are joined."""
    wrapped = Wrapping.of(text).width > 0
    edits = _borders(text, wrapped=wrapped) if PAGE_BREAK in text else []
    taken = iter([*edits, Edit(len(text) + 1, len(text) + 1, "", _RULE, "space")])
    border = next(taken)
    position = 0
    for line in lines(text):
        if len(line.text) > _LONGEST or not _own_line().fullmatch(line.text):
            continue
        while border.end <= line.start:
            border = next(taken)
        if border.start <= line.start:
            continue
        start, end = _with_blanks(text, line.start, line.end)
        start = max(start, position)
        between = "\n" if wrapped else _between(text, start, end)
        if wrapped and end < len(text):
            end = max(text.rfind("\n", start, end) + 1, line.end)  # the indent tells whether a paragraph begins
        edits.append(Edit(start, end, between, _RULE, "boilerplate"))
        position = end
    inside = (m for pattern in _inside() for m in pattern.finditer(text) if _in_sentence(text, m))
    return disjoint([*edits, *(Edit(m.start(), m.end(), "", _RULE, "boilerplate") for m in inside)])


def _borders(text: str, *, wrapped: bool) -> list[Edit]:
    """Edits that take out each page break with the heads, feet and numbers of the pages around it."""
    pages = pages_of(text)
    running = running_lines(pages)
    edits: list[Edit] = []
    before: Line | None = None
    pending = False
    """Whether something to take out stands between `before` and the line that follows."""
    gone: list[str] = []
    for page in pages:
        for line in page:
            if line.start in running or _is_mark(line):
                gone.append(line.text)
                pending = True
                continue
            if pending:
                edits.append(_border(text, before, line, wrapped=wrapped, heads=bool(gone)))
            before, pending, gone = line, False, []
        pending = True
    if before is None or gone or PAGE_BREAK in text[before.end :]:
        edits.append(_border(text, before, None, wrapped=wrapped, heads=bool(gone)))
    return edits


def _is_mark(line: Line) -> bool:
    return len(line.text) <= _LONGEST and bool(_own_line().fullmatch(line.text))


def _border(text: str, before: Line | None, after: Line | None, *, wrapped: bool, heads: bool) -> Edit:
    """From the end of one line to the next that stays; its indent stays, for it tells whether a paragraph begins."""
    start = before.end if before else 0
    end = len(text) if after is None else after.begin if wrapped else after.start
    between = "\n" if wrapped and before and after else _between(text, start, end)
    return Edit(start, end, between, "running_head" if heads else _RULE, "boilerplate" if heads else "space")


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
