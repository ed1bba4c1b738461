"""Sentences: up to 。！？； or the end of the line, not inside a bracket or quotation."""

import re
from collections.abc import Iterator

from pipeline.structure.marks import INNER_MARK_LETTERS, skip_inner_mark
from pipeline.structure.responsibility import is_clause

_PAIRS = {
    "(": ")",
    "（": "）",
    "《": "》",
    "“": "”",
    "‘": "’",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "[": "]",
}
# Fifty-five years of typists: a bracket opened half-width may be closed full-width.
_CLOSES_TOO = {"）": ")", ")": "）"}
_END_MARKS = "。！？!?；;"
_BRACKETS = re.escape("".join([*_PAIRS, *_PAIRS.values()]))
_BETWEEN = rf"[^{_BRACKETS}{_END_MARKS}]"
# An opening mark whose own closing mark is not the next mark of any kind: an end mark may stand inside, or halves be
# lost. Most lines have none, and then every end mark ends a sentence.
_NESTED = re.compile(
    "|".join(
        rf"{re.escape(opening)}(?!{_BETWEEN}*[{re.escape(closing + _CLOSES_TOO.get(closing, ''))}])"
        for opening, closing in _PAIRS.items()
    )
)
# A title or quotation that holds no end mark cannot matter and is passed over in one step.
_TOKEN = re.compile(rf"《[^《》{_END_MARKS}\n]{{1,80}}》|“[^“”{_END_MARKS}\n]{{1,60}}”|[{_END_MARKS}]+|[{_BRACKETS}]")
_END = re.compile(rf"[{_END_MARKS}]")
_CLAUSE_OPENINGS = "（(〔[【"
_SHORT_BRACKET = re.compile(r"[（(〔\[【][^（()）\n]{1,160}[)）〕\]】]")
# A bracket longer than this was most likely never closed (the longest explanation in brackets seen has 300 characters).
_LONGEST_BRACKET = 400
_IN_BRACKETS = re.compile(rf"[（(〔\[【]{_BETWEEN}{{0,{_LONGEST_BRACKET - 1}}}[)）〕\]】]")
# How many openings a stray closing mark may jump over to find its own.
_DEEPEST_REPAIR = 3
# The longest sentence of 301 work reports has 540 characters.
_LONGEST_SENTENCE = 1000
_CLAUSE_MARKS = ",，、:："
_CLOSERS = r"[”’」』》）)\]】*]*"
_AFTER_END = re.compile(_CLOSERS)
# The engine skips to the first of a class of characters only where the expression begins with just one of them.
_ENDS = re.compile(rf"[{_END_MARKS}][{_END_MARKS}]*{_CLOSERS}")
_GOES_ON = re.compile(r"[，,、：:的等和与及这为]")
_BLANKS = re.compile(r"[\s\u3000\ufeff\u200b*#>|•●，,、]*")
_WORD = re.compile(r"\w")


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of `text[start:end]`, in order, without list marks and blanks before them.

    A clause in brackets that only names who is responsible is a sentence of its own; a stretch far too long for a
    sentence is cut at clause marks.
    """
    position = start
    for stop in (*_stops(text, start, end), end):
        cuts = _cuts(text, position, stop) if stop - position > _LONGEST_SENTENCE else (stop,)
        for cut in cuts:
            if (span := _trimmed(text, position, cut)) is not None:
                yield span
            position = cut


def _cuts(text: str, start: int, stop: int) -> Iterator[int]:
    """Where a stretch ends: at its stop, and where it is far too long for a sentence, at clause marks before.

    Every row repeats its sentence, so that a text of a million characters without a full stop would grow to the square.
    """
    while stop - start > _LONGEST_SENTENCE:
        marks = [text.rfind(mark, start, start + _LONGEST_SENTENCE) for mark in _CLAUSE_MARKS]
        start = max(marks) + 1 or start + _LONGEST_SENTENCE
        yield start
    if stop > start:
        yield stop


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    if start == end:
        return None
    plain = text[start].isalpha() and text[start] not in INNER_MARK_LETTERS
    if not plain:
        blanks = _BLANKS.match(text, start, end)
        start = skip_inner_mark(text, blanks.end() if blanks else start, end)
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*|"):
        end -= 1
    return (start, end) if plain or _WORD.search(text, start, end) else None


def _stops(text: str, start: int, end: int) -> list[int]:
    if _END.search(text, start, end) is None and _SHORT_BRACKET.search(text, start, end) is None:
        return []
    if _NESTED.search(text, start, end) is None:
        return _stops_of_plain_line(text, start, end)
    return _stops_around_brackets(text, start, end)


def _stops_of_plain_line(text: str, start: int, end: int) -> list[int]:
    """The stops of a line in which every opening mark is closed before any other mark follows."""
    stops = [found.end() for found in _ENDS.finditer(text, start, end)]
    if all(text.find(opening, start, end) < 0 for opening in _CLAUSE_OPENINGS):
        return stops
    brackets = (found.span() for found in _IN_BRACKETS.finditer(text, start, end))
    clauses = [edge for a, b in brackets if is_clause(text, a, b) for edge in _edges(text, a, b)]
    return sorted({*stops, *clauses}) if clauses else stops


def _edges(text: str, start: int, end: int) -> tuple[int, ...]:
    """A clause in brackets begins a sentence, and ends one where no end mark follows that does."""
    return (start,) if text[end : end + 1] in _END_MARKS else (start, end)


def _stops_around_brackets(text: str, start: int, end: int) -> list[int]:
    """The stops of any line: end marks inside a bracket or quotation that is closed are passed over."""
    ends, closed = _ends_and_brackets(text, start, end)
    stops: list[int] = []
    at = 0
    for first, last in ends:
        while at < len(closed) and closed[at][1] <= first:
            at += 1
        if at < len(closed) and closed[at][0] < first:
            stop = _stop_in_bracket(text, last, closed[at][1])
        else:
            found = _AFTER_END.match(text, last, end)
            stop = found.end() if found else last
        if stop:
            stops.append(stop)
    brackets = [(o, min(c + 1, end)) for o, c in closed if text[o] in _CLAUSE_OPENINGS]
    clauses = [edge for a, b in brackets if is_clause(text, a, b) for edge in _edges(text, a, b)]
    return sorted({*stops, *clauses}) if clauses else stops


def _stop_in_bracket(text: str, last: int, close: int) -> int:
    """An end mark inside a bracket counts only as the last thing in a quotation that closes the sentence."""
    if last == close and text[close] in "”」’』" and not _GOES_ON.match(text, close + 1):
        return close + 1
    return 0


def _ends_and_brackets(text: str, start: int, end: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The end marks, and the outermost brackets that are closed within reason, both in text order."""
    ends: list[tuple[int, int]] = []
    open_marks: list[int] = []
    closed: list[tuple[int, int]] = []
    for found in _TOKEN.finditer(text, start, end):
        character = found[0]
        if character[0] in _END_MARKS:
            ends.append(found.span())
        elif len(character) > 1:
            continue
        elif character in _PAIRS:
            open_marks.append(found.start())
        else:
            _close(text, found.start(), open_marks, closed)
    return ends, closed


def _close(text: str, position: int, open_marks: list[int], closed: list[tuple[int, int]]) -> None:
    for back in range(1, min(_DEEPEST_REPAIR, len(open_marks)) + 1):
        wanted = _PAIRS[text[open_marks[-back]]]
        if text[position] == wanted or _CLOSES_TOO.get(text[position]) == wanted:
            opening = open_marks[-back]
            del open_marks[-back:]
            if position - opening <= _LONGEST_BRACKET:
                while closed and closed[-1][0] > opening:
                    closed.pop()
                closed.append((opening, position))
            return
