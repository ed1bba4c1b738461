"""Quotation marks, title marks and brackets that lost their partner."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.clean.lines import Line, lines
from pipeline.clean.model import Doubt
from pipeline.text import Edit

_RULE, _KIND = "lost_mark", "damage"
_PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "【": "】", "〔": "〕", "「": "」", "『": "』"}
_COUNTED = tuple(_PAIRS.items())
_ALIKE = {"（": "(", "）": ")"}
_MARK = re.compile("[“”《》（）()【】〔〕「」『』]")
_LONGEST_TERM = 20
_QUOTED = re.compile("“([^“”\n]{2,20})”")
_TITLED = re.compile("《([^《》\n]{4,40})》")
_LONGEST_TITLE = 40
_LIST_MARK = re.compile(r"[\d一二三四五六七八九十a-zA-Z]{1,3}$")
_TERM = r"[^“”《》（）()，。、；：？！,;:\s]{2,12}"
_QUOTABLE = re.compile(_TERM)
_OPENING_LOST = re.compile(rf"”(?:、|和|及|与)({_TERM})$")
_CLOSING_LOST = re.compile(rf"({_TERM})(?:、|和|及|与)“")
_QUOTED_TERM = re.compile(r"[^【】。；！？\n]{2,24}")
_RESPONSIBLE_FROM = re.compile("(?:^|(?<=[。；]))(?:责任单位|责任部门|牵头单位|主办单位|主责部门|牵头部门)[:：]")
_RESPONSIBLE = re.compile("责任|牵头|主办|承办|配合|参与|单位[:：]|部门[:：]|注[:：]")
_SENTENCE = re.compile("[。！？；]")
_MOST = 8
"""Lone marks of one line from which the line is doubted as a whole."""
_LONGEST_BRACKET = 200


@dataclass(frozen=True, slots=True)
class _Lone:
    """A mark without partner, at `at`; `begin` and `end` bound the line it stands in."""

    mark: str
    at: int
    begin: int
    end: int


def pairs(text: str) -> tuple[list[Edit], list[Doubt]]:
    """Edits that put a lost mark back where its place is certain, and doubts where it is not.

    A place is certain by the document itself: the same term stands in quotation marks elsewhere, it is one of a
    row of quoted terms, or a bracket with responsible bodies runs to the end of its paragraph.
    """
    alone: list[_Lone] = []
    doubts: list[Doubt] = []
    for line in lines(text):
        in_line = list(_alone(text, line))
        if len(in_line) <= _MOST:
            alone += in_line
        else:
            message = f"{len(in_line)} quotation marks or brackets without partner in one line"
            doubts.append(Doubt(line.start, min(line.end, line.start + _LONGEST_BRACKET), "doubtful_text", message))
    if not alone:
        return [], doubts
    alone = _without_spanning(alone)
    edits, alone = _turned(text, alone)
    terms = {m.group(1) for m in _QUOTED.finditer(text)} if any(lone.mark in "“”" for lone in alone) else set()
    terms |= {m.group(1) for m in _TITLED.finditer(text)} if any(lone.mark in "《》" for lone in alone) else set()
    for lone in alone:
        at = _place(text, lone, terms)
        if at is not None:
            edits.append(Edit(at, at, _partner(lone.mark), _RULE, _KIND))
        else:
            doubts.append(Doubt(lone.at, lone.at + 1, "doubtful_text", f"{lone.mark} without its partner"))
    return edits, doubts


def _turned(text: str, alone: list[_Lone]) -> tuple[list[Edit], list[_Lone]]:
    """Two lone quotation marks that face the same way around one term: “四边三化“ → “四边三化”."""
    edits: list[Edit] = []
    rest: list[_Lone] = []
    for lone in alone:
        before = rest[-1] if rest else None
        if (
            before
            and before.mark == lone.mark
            and lone.mark in "“”"
            and _QUOTABLE.fullmatch(text, before.at + 1, lone.at)
        ):
            wrong = lone if lone.mark == "“" else before
            edits.append(Edit(wrong.at, wrong.at + 1, _partner(wrong.mark), _RULE, _KIND))
            rest.pop()
        else:
            rest.append(lone)
    return edits, rest


def _partner(mark: str) -> str:
    return _PAIRS.get(mark) or next(opening for opening, closing in _PAIRS.items() if closing == mark)


def _same(opening: str, closing: str) -> bool:
    wanted = _PAIRS[opening]
    return _ALIKE.get(wanted, wanted) == _ALIKE.get(closing, closing)


def _alone(text: str, line: Line) -> Iterator[_Lone]:
    """Marks of the line that no other mark of the line closes or opens."""
    if all(line.text.count(opening) == line.text.count(closing) for opening, closing in _COUNTED):
        return
    waiting: list[re.Match[str]] = []
    for m in _MARK.finditer(text, line.start, line.end):
        mark = m.group()
        if mark in _PAIRS:
            waiting.append(m)
            continue
        depth = next(
            (i for i in range(len(waiting) - 1, max(-1, len(waiting) - 9), -1) if _same(waiting[i].group(), mark)), None
        )
        if depth is not None:
            yield from (_Lone(w.group(), w.start(), line.start, line.end) for w in waiting[depth + 1 :])
            del waiting[depth:]
        elif not (mark in "）)" and _LIST_MARK.search(text, max(line.start, m.start() - 3), m.start())):
            yield _Lone(mark, m.start(), line.start, line.end)
    yield from (_Lone(w.group(), w.start(), line.start, line.end) for w in waiting)


def _without_spanning(alone: list[_Lone]) -> list[_Lone]:
    """Drops pairs that span paragraphs: the next lone mark of its kind closes an opening one in a later line."""
    kept: list[_Lone] = []
    waiting: dict[str, int] = {}
    for lone in alone:
        if lone.mark in _PAIRS:
            waiting[_ALIKE.get(_PAIRS[lone.mark], _PAIRS[lone.mark])] = len(kept)
            kept.append(lone)
            continue
        at = waiting.pop(_ALIKE.get(lone.mark, lone.mark), None)
        if at is not None and kept[at].end < lone.begin:
            kept[at] = kept[at].__class__("", kept[at].at, kept[at].begin, kept[at].end)
        else:
            kept.append(lone)
    return [lone for lone in kept if lone.mark]


def _place(text: str, lone: _Lone, terms: set[str]) -> int | None:
    """Where the partner belongs, if that is certain."""
    if lone.mark in "《》":
        return _title_mark(text, lone, terms)
    if lone.mark == "“":
        return _closing_quote(text, lone, terms)
    if lone.mark == "”":
        return _opening_quote(text, lone, terms)
    if lone.mark in "（(":
        return _closing_bracket(text, lone)
    if lone.mark in "）)":
        return _opening_bracket(text, lone)
    if (
        lone.mark == "】"
        and lone.at - lone.begin <= _LONGEST_TERM
        and _QUOTED_TERM.fullmatch(text, lone.begin, lone.at)
    ):
        return lone.begin
    return None


def _title_mark(text: str, lone: _Lone, titles: set[str]) -> int | None:
    """Where a title that the document has in title marks elsewhere begins or ends."""
    for length in range(_LONGEST_TITLE, 3, -1):
        start, end = (lone.at + 1, lone.at + 1 + length) if lone.mark == "《" else (lone.at - length, lone.at)
        if start >= lone.begin and end <= lone.end and text[start:end] in titles:
            return end if lone.mark == "《" else start
    return None


def _closing_quote(text: str, lone: _Lone, terms: set[str]) -> int | None:
    after = lone.at + 1
    for length in range(_LONGEST_TERM, 1, -1):
        if text[after : after + length] in terms:
            return after + length
    row = _CLOSING_LOST.match(text, after, lone.end)
    return row.end(1) if row else None


def _opening_quote(text: str, lone: _Lone, terms: set[str]) -> int | None:
    for length in range(min(_LONGEST_TERM, lone.at - lone.begin), 1, -1):
        if text[lone.at - length : lone.at] in terms:
            return lone.at - length
    row = _OPENING_LOST.search(text[max(lone.begin, lone.at - 20) : lone.at])
    return lone.at - len(row.group(1)) if row else None


def _closing_bracket(text: str, lone: _Lone) -> int | None:
    inside = text[lone.at + 1 : min(lone.end, lone.at + _LONGEST_BRACKET)]
    if lone.end - lone.at > _LONGEST_BRACKET or _SENTENCE.search(inside) or not _RESPONSIBLE.search(inside):
        return None
    return lone.end


def _opening_bracket(text: str, lone: _Lone) -> int | None:
    if lone.at + 1 != lone.end:
        return None
    found = list(_RESPONSIBLE_FROM.finditer(text, max(lone.begin, lone.at - _LONGEST_BRACKET), lone.at))
    if not found or _SENTENCE.search(text, found[-1].end(), lone.at):
        return None
    return found[-1].start()
