"""Lines that a forum, portal or encyclopedia puts around a document.

A line is furniture by what it is made of (words and patterns of `vocabulary/furniture.yaml`), by where it
stands (before the first or after the last line of the body) and by its neighbours.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.clean.lexicon import any_of, any_pattern, terms
from pipeline.clean.lines import HEADING_MARK, Line, disjoint, lines
from pipeline.clean.sorts import LONGEST, MARKS, SENTENCE, Sort, outside_body, sort_of
from pipeline.text import Edit

_RULE, _KIND = "furniture", "boilerplate"
_LONGEST_NAME = 12
_SHORTEST_TITLE = 6
_TITLE_WITHIN = 60
_HEAD_LINES = 8
"""Lines in which a page may give its date, source and counters, though a long title stands before them."""
_LAST_LINES = 2


def furniture(text: str) -> list[Edit]:
    """Edits that take out the lines around a document, and the furniture inside of its head and foot lines."""
    found = lines(text)
    sorts = [sort_of(line.text) for line in found]
    gone = {i: "sure" for i, sort in enumerate(sorts) if sort is Sort.STRONG}
    for zone in outside_body(sorts):
        for i in zone:
            if sorts[i] is Sort.OTHER and _repeats_title(found[i], found[i + 1 : i + _TITLE_WITHIN]):
                sorts[i] = Sort.EDGE
        gone |= _surrounded(found, sorts, zone)
        gone |= _after_opener(found, sorts, zone)
    return disjoint([*_runs(text, found, gone), *_inside_lines(found, sorts, gone)])


def _surrounded(found: Sequence[Line], sorts: Sequence[Sort], zone: range) -> dict[int, str]:
    """Lines of the zone that furniture stands around, with how certain that is."""
    gone: dict[int, str] = {}
    for run in _furniture_runs(found, sorts, zone):
        sure = [i for i in run if sorts[i] >= Sort.EDGE]
        if not sure:
            continue
        for i in run:
            if sorts[i] >= Sort.EDGE or sure[0] < i < sure[-1]:
                gone[i] = "likely" if sorts[i] is Sort.OTHER else "sure"
            elif sorts[i] is Sort.WEAK and (run.start == 0 if i < sure[0] else run.stop == len(sorts)):
                gone[i] = "sure"
    return gone


def _furniture_runs(found: Sequence[Line], sorts: Sequence[Sort], zone: range) -> Iterator[range]:
    start = None
    for i in zone:
        if sorts[i] >= Sort.NUMBER or (start is not None and i + 1 in zone and _is_name(found, sorts, i)):
            start = i if start is None else start
        elif start is not None:
            yield range(start, i)
            start = None
    if start is not None:
        yield range(start, zone.stop)


def _is_name(found: Sequence[Line], sorts: Sequence[Sort], i: int) -> bool:
    """A short line between furniture, without the words of a document's head: the name of a user or a board."""
    text = found[i].text
    return sorts[i + 1] >= Sort.NUMBER and len(text) <= _LONGEST_NAME and not _keep().search(text)


def _after_opener(found: Sequence[Line], sorts: Sequence[Sort], zone: range) -> dict[int, str]:
    """At the end of a page: the short lines after 相关词条, 上一篇 and the like."""
    if zone.start == 0:
        return {}
    opener = next((i for i in zone if sorts[i] >= Sort.EDGE and _opener().match(found[i].text)), None)
    if opener is None:
        return {}
    return {
        i: "sure" for i in zone if i >= opener and not HEADING_MARK.match(found[i].text) and "附件" not in found[i].text
    }


def _repeats_title(line: Line, following: Sequence[Line]) -> bool:
    """The title of a forum thread: a mark in brackets, then a line that stands again below."""
    mark = _opening().match(line.text)
    title = line.text[mark.end() :] if mark else ""
    return len(title) >= _SHORTEST_TITLE and any(f.text == title for f in following)


def _runs(text: str, found: Sequence[Line], gone: dict[int, str]) -> list[Edit]:
    """One edit for each run of lines, up to the next line; for a run at the end, from the end of the line before."""
    edits = []
    for i in sorted(gone):
        if i - 1 in gone:
            continue
        after = next(j for j in range(i + 1, len(found) + 1) if j not in gone)
        start, end = (found[i].begin, found[after].begin) if after < len(found) else (_end_before(found, i), len(text))
        certain = all(gone[j] == "sure" for j in range(i, after))
        edits.append(Edit(start, end, "", _RULE, _KIND, "sure" if certain else "likely"))
    return edits


def _end_before(found: Sequence[Line], i: int) -> int:
    return found[i - 1].end if i else 0


def _inside_lines(found: Sequence[Line], sorts: Sequence[Sort], gone: dict[int, str]) -> list[Edit]:
    """Furniture inside of a head or foot line that holds no sentence, and behind the last sentences of the body."""
    head, foot = outside_body(sorts)[0].stop, outside_body(sorts)[-1].start
    edits = []
    for i, line in enumerate(found):
        if i in gone or max(head, _HEAD_LINES) <= i < foot - _LAST_LINES:
            continue
        if len(line.text) <= LONGEST and not SENTENCE.search(line.text):
            edits += [_cut(line, m) for m in _inline().finditer(line.text)]
        elif i >= foot - _LAST_LINES and (m := _behind_text().search(line.text, max(0, len(line.text) - LONGEST))):
            edits.append(_cut(line, m))
    return edits


def _cut(line: Line, m: re.Match[str]) -> Edit:
    return Edit(line.start + m.start(), line.start + m.end(), "", _RULE, _KIND)


@cache
def _opener() -> re.Pattern[str]:
    return re.compile(rf"{MARKS}*(?:{any_of(terms('furniture', 'openers'))})")


@cache
def _keep() -> re.Pattern[str]:
    return re.compile(any_of(terms("furniture", "keep")))


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(any_pattern(terms("furniture", "openings")))


@cache
def _inline() -> re.Pattern[str]:
    return re.compile(any_pattern(terms("furniture", "inline")))


@cache
def _behind_text() -> re.Pattern[str]:
    words = any_of(terms("furniture", "words"))
    return re.compile(rf"(?<=[。！？”）)])[\s【\[]*(?:{words})(?:[\s|｜【】\[\]/]*(?:{words}))*[\s】\]]*$")
