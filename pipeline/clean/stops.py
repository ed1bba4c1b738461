"""Full stops that were lost: before 一是, at the end of a paragraph, between a heading and its text."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from pipeline.clean.lexicon import any_of, terms
from pipeline.clean.lines import HAN, HEADING_MARK, Line, lines
from pipeline.clean.model import Doubt
from pipeline.text import Edit

_RULE, _KIND = "lost_stop", "damage"
_FIRST = re.compile(rf"(?<=[{HAN}”）)》])(?<![十唯统第之同专万归合惟单划逐进其某每哪任])一是(?=[{HAN}])")
_FIRST_AFTER_STOP = re.compile("[。：:；]一是")
_END_MARK = frozenset("。！？；：…!?;:.，、,")
_USUAL = 2
_EXCEPTION = 0.05
_SHORTEST = 8
_BRACKETS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"))
_ITEM_MARK = re.compile("[(（][一二三四五六七八九十]")
_FEWEST_GLUED = 3
_LONGEST_HEADING = 30
_LONG = 40
_ENDS_OPEN = re.compile(rf"[{HAN}\d%％”]$")


def stops(text: str) -> tuple[list[Edit], list[Doubt]]:
    """Edits that put a full stop back, and doubts where the text may read so."""
    edits: list[Edit] = []
    doubts: list[Doubt] = []
    usual = len(_FIRST_AFTER_STOP.findall(text))
    found = lines(text)
    glued_edits, glued_doubts = _glued_headings(found)
    edits += glued_edits
    doubts += glued_doubts
    edits += _paragraph_ends(text, found)
    for line in found:
        for at, certain in _before_first(line, usual):
            if certain:
                edits.append(Edit(line.start + at, line.start + at, "。", _RULE, _KIND))
            else:
                doubts.append(
                    Doubt(
                        line.start + at - 1,
                        line.start + at + 2,
                        "doubtful_text",
                        "perhaps a full stop is lost before 一是",
                    )
                )
    return edits, doubts


def _before_first(line: Line, usual: int) -> Iterator[tuple[int, bool]]:
    """Where 一是 follows a word without a mark, and 二是 comes later.

    Certain right after the run-in heading of an item, in a document that has 。一是 elsewhere.
    """
    second = line.text.rfind("二是")
    if second < 0:
        return
    first_stop = line.text.find("。")
    opens = bool(HEADING_MARK.match(line.text))
    for m in _FIRST.finditer(line.text, 0, second):
        yield m.start(), opens and usual >= _USUAL and not 0 <= first_stop < m.start()


def _paragraph_ends(text: str, found: Sequence[Line]) -> list[Edit]:
    """A stop behind each paragraph that lacks it, where that is an exception: many such are broken lines."""
    ends = (a for a, b in pairwise(found) if HEADING_MARK.match(b.text) or text.count("\n", a.finish, b.begin) > 1)
    lacking = [line for line in ends if len(line.text) >= _LONG and _lacks_stop(line)]
    if len(lacking) > max(1, _EXCEPTION * sum(len(line.text) >= _LONG for line in found)):
        return []
    return [Edit(line.end, line.end, "。", _RULE, _KIND, "likely") for line in lacking]


def _lacks_stop(line: Line) -> bool:
    """A paragraph of several sentences whose last one has no mark, where another line follows."""
    text = line.text
    if len(text) < _LONG or text[-1] in _END_MARK or not _ENDS_OPEN.search(text):
        return False
    last = max(text.rfind(mark) for mark in "。！？") + 1
    rest = text[last:]
    if last < _LONG // 2 or len(rest) < _SHORTEST or "|" in text or HEADING_MARK.match(rest) or rest[0] in "—-":
        return False
    return not any(rest.count(opening) > rest.count(closing) for opening, closing in _BRACKETS)


def _glued_headings(found: Sequence[Line]) -> tuple[list[Edit], list[Doubt]]:
    """(一)健全体制机制加强顶层设计,…: a stop is lost between a heading and its text.

    Where several items of the document read so, that is its defect and no accident of wording.
    """
    marked = (line for line in found if len(line.text) >= _LONG and _ITEM_MARK.match(line.text))
    long = (line for line in marked if line.text.find("。") >= _LONGEST_HEADING)
    glued = [(line, m) for line in long if (m := _glued().match(line.text))]
    places = [line.start + m.end(1) for line, m in glued]
    if len(places) >= _FEWEST_GLUED:
        return [Edit(at, at, "。", _RULE, _KIND, "likely") for at in places], []
    message = "perhaps a full stop is lost between a heading and its text"
    return [], [Doubt(at - 2, at + 2, "doubtful_text", message) for at in places]


@cache
def _glued() -> re.Pattern[str]:
    ends, openers = any_of(terms("damage", "heading_ends")), any_of(terms("damage", "sentence_openers"))
    first = any_of((*terms("damage", "heading_openers"), *terms("damage", "sentence_openers")))
    heading = rf"[(（][一二三四五六七八九十]{{1,3}}[)）](?:{first})[{HAN}]{{2,14}}?(?:{ends})"
    return re.compile(rf"({heading})(?=(?:{openers})[{HAN}]{{2}})")
