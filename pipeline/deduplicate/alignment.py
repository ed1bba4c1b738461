"""Two copies of a passage laid side by side: how much they share, and where they differ."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.deduplicate.anchors import Chain, Core

_DIGIT = re.compile("[0-9０-９%％]")
_NUMBER_WORD = re.compile("[〇零一二三四五六七八九十百千万亿两]+")
_NUMBER = re.compile("[0-9０-９]+(?:[.．][0-9０-９]+)?|[〇零一二三四五六七八九十百千万亿两]+")
LONGEST_GAP = 400
"""Characters up to which two differing stretches are compared character by character."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Stretches of the text that differ between the copies; one of them may be empty."""

    later_start: int
    later_end: int
    earlier_start: int
    earlier_end: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two copies have in common (`similarity`, share of their core characters) and what not."""

    similarity: float
    differences: tuple[Difference, ...]


def align(characters: Core, chain: Chain, later: tuple[int, int], earlier: tuple[int, int]) -> Alignment:
    """The copies at core offsets `later` and `earlier`, tied together by the segments of a chain."""
    shared, position_p, position_q = 0, later[0], earlier[0]
    gaps: list[tuple[int, int, int, int]] = []
    for s in chain:
        start = max(s.later, position_p, s.later + position_q - s.earlier)
        end = min(s.later + s.length, later[1], earlier[1] + s.diagonal)
        if start >= end:
            continue
        gaps.append((position_p, start, position_q, start - s.diagonal))
        shared += end - start
        position_p, position_q = end, end - s.diagonal
    gaps.append((position_p, later[1], position_q, earlier[1]))
    differences: list[Difference] = []
    for p0, p1, q0, q1 in gaps:
        for same, a, b, c, d in _compared(characters, p0, p1, q0, q1):
            if same:
                shared += b - a
            else:
                differences.append(Difference(*_in_text(characters, a, b), *_in_text(characters, c, d)))
    total = later[1] - later[0] + earlier[1] - earlier[0]
    return Alignment(2 * shared / total if total else 1.0, tuple(differences))


def _compared(characters: Core, p0: int, p1: int, q0: int, q1: int) -> Iterator[tuple[bool, int, int, int, int]]:
    if p0 == p1 and q0 == q1:
        return
    if p0 == p1 or q0 == q1 or max(p1 - p0, q1 - q0) > LONGEST_GAP:
        yield False, p0, p1, q0, q1
        return
    a, b = characters.points[p0:p1].tolist(), characters.points[q0:q1].tolist()
    for tag, i, j, k, n in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        yield tag == "equal", p0 + i, p0 + j, q0 + k, q0 + n


def _in_text(characters: Core, start: int, end: int) -> tuple[int, int]:
    """A stretch of core characters as a stretch of the text; an empty one lies right after the character before it."""
    positions = characters.positions
    if start == end:
        point = int(positions[start - 1]) + 1 if start else 0
        return point, point
    return int(positions[start]), int(positions[end - 1]) + 1


def numbers_differ(text: str, d: Difference) -> bool:
    """Whether the copies state another number here: other digits, or one number word for another."""
    later, earlier = text[d.later_start : d.later_end], text[d.earlier_start : d.earlier_end]
    if _DIGIT.findall(later) != _DIGIT.findall(earlier):
        return True
    if later and earlier:
        return bool(_NUMBER_WORD.fullmatch(later) and _NUMBER_WORD.fullmatch(earlier))
    start, end = (d.later_start, d.later_end) if later else (d.earlier_start, d.earlier_end)
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    return bool(_NUMBER_WORD.fullmatch(later or earlier) and (_DIGIT.search(beside) or _NUMBER_WORD.search(beside)))


def numbers(text: str) -> Counter[str]:
    """The numbers of a text, in digits or words, and how often each stands there."""
    return Counter(_NUMBER.findall(text))


def as_words(text: str, differences: tuple[Difference, ...], removed_is_later: bool) -> list[str]:
    """The differences as `removed copy → kept copy`."""
    words = []
    for d in differences:
        later, earlier = text[d.later_start : d.later_end], text[d.earlier_start : d.earlier_end]
        removed, kept = (later, earlier) if removed_is_later else (earlier, later)
        words.append(f"{removed} → {kept}")
    return words
