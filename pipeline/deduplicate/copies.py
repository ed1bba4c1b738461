"""The same document from several sources: a mirror, another version, an extract. One is kept.

Reports of one place in two years, or of two places after one template, share most of their words; they differ in
their numbers and in the names of places, and are not the same document.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from pipeline.deduplicate.alignment import Difference, align, as_words, numbers, numbers_differ
from pipeline.deduplicate.anchors import Chain, Core, chains_between, core
from pipeline.deduplicate.sketches import band_pairs, extract_pairs

LEAST = 100
"""Core characters below which only equal texts are the same document."""
COVERED = 0.85
"""Share of the shorter text that must stand in the longer one."""
EXTRACT = 0.8
"""A text shorter than this share of the other is an extract of it."""
OTHER_NUMBERS = 0.1
"""Share of numbers that may read otherwise in the copy: damage, not another year."""
FEW = 2
"""Numbers that make another document where little else differs."""
NEARLY = 0.8
"""Share of the most frequent year's mentions from which another year may be the one that a text is about."""
RENAMED = 2
"""Times that one name stands for another: damage does not hit the same name in the same way twice."""
LEAST_SEGMENT = 30
"""Core characters of a stretch that counts as found again."""

_YEAR = re.compile("(?:19|20)[0-9]{2}(?=年)|二[〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_PLACE = re.compile("(?:省|市|区|县|州|盟|旗|乡|镇|街道|开发区|新区)")
_SAME = ("place_code", "document_number", "period_start", "period_end", "adopted_on")
"""What the catalogue says of two documents must not contradict itself if they are to be one."""


@dataclass(frozen=True, slots=True)
class Version:
    """A document as the search for copies sees it; `order` says which of two equal ones is kept, smallest first."""

    document_id: str
    text: str
    order: tuple[Any, ...]
    metadata: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Merge:
    """A document that is a copy of another: what they share, and why the other was kept."""

    document_id: str
    kept_document_id: str
    similarity: float
    differences: tuple[str, ...]
    reason: str

    @property
    def equal(self) -> bool:
        """Whether the two texts have the same letters, digits and Chinese characters."""
        return self.similarity == 1.0 and not self.differences


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts side by side: share of the shorter one found in the longer one, and whether they are one document."""

    covered: float
    differences: tuple[str, ...]
    same: bool


def find_copies(versions: Sequence[Version]) -> list[Merge]:
    """Which documents are copies, each with the one that is kept, in order of document_id.

    Only candidates are compared, so the work is linear in the documents. The result does not depend on the order
    in which the documents are given.
    """
    ordered = sorted(versions, key=lambda v: (v.order, v.document_id))
    cores = [core(v.text) for v in ordered]
    kept_by = list(range(len(ordered)))
    merges = _equal(ordered, cores, kept_by)
    left = [i for i in range(len(ordered)) if kept_by[i] == i and len(cores[i].points) >= LEAST]
    texts = [ordered[i].text for i in left]
    candidates = np.unique(np.concatenate([band_pairs(texts), extract_pairs(texts)]), axis=0)
    for a, b in candidates.tolist():
        first, second = _last(kept_by, left[a]), _last(kept_by, left[b])
        if first == second or contradict(ordered[first].metadata, ordered[second].metadata):
            continue
        comparison = compare(ordered[first].text, ordered[second].text)
        if comparison.same:
            kept, gone, why = _choice(ordered, cores, first, second)
            kept_by[gone] = kept
            merges[gone] = (comparison, why)
    return sorted(
        (
            Merge(
                ordered[i].document_id,
                ordered[_last(kept_by, i)].document_id,
                comparison.covered,
                comparison.differences,
                why,
            )
            for i, (comparison, why) in merges.items()
        ),
        key=lambda m: m.document_id,
    )


def _equal(ordered: Sequence[Version], cores: Sequence[Core], kept_by: list[int]) -> dict[int, tuple[Comparison, str]]:
    """Texts of the same letters, digits and Chinese characters; entirely equal ones whatever is said of them."""
    first: dict[bytes | str, int] = {}
    merges: dict[int, tuple[Comparison, str]] = {}
    for i, characters in enumerate(cores):
        text = ordered[i].text
        kept = first.setdefault(characters.points.tobytes() or text, i)
        if kept == i:
            continue
        if text == ordered[kept].text or not contradict(ordered[i].metadata, ordered[kept].metadata):
            kept_by[i] = kept
            merges[i] = (Comparison(1.0, (), True), "the texts are equal")
    return merges


def _last(kept_by: list[int], i: int) -> int:
    while kept_by[i] != i:
        i = kept_by[i]
    return i


def _choice(ordered: Sequence[Version], cores: Sequence[Core], a: int, b: int) -> tuple[int, int, str]:
    """Which of two versions is kept, which goes, and why. The longer one if the other is an extract, else by order."""
    sizes = len(cores[a].points), len(cores[b].points)
    if min(sizes) < EXTRACT * max(sizes):
        return (
            (a, b, "an extract of the kept document")
            if sizes[0] > sizes[1]
            else (b, a, "an extract of the kept document")
        )
    kept, gone = min(a, b), max(a, b)
    return kept, gone, "another version; the catalogued, cleaner or longer one is kept"


def contradict(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
    """Whether the catalogue says of two documents that they are not the same."""
    return any(a.get(k) is not None and b.get(k) is not None and a[k] != b[k] for k in _SAME)


def compare(a: str, b: str) -> Comparison:
    """Two texts laid side by side."""
    joined = f"{b}\n{a}"
    characters = core(joined)
    border = int(np.searchsorted(characters.positions, len(b) + 1))
    sizes = border, len(characters.points) - border
    tied = chains_between(characters, border, LEAST_SEGMENT)
    alignments = [align(characters, c, *_spans(c)) for c in tied]
    differences = [d for alignment in alignments for d in alignment.differences]
    covered = min(_union([_spans(c)[side] for c in tied]) for side in (0, 1)) / max(1, min(sizes))
    same = (
        covered >= COVERED
        and not _numbers_changed(a, b, sum(not numbers_differ(joined, d) for d in differences))
        and (min(sizes) < EXTRACT * max(sizes) or _same_years(a, b))
        and not _place_changed(joined, differences)
    )
    return Comparison(min(1.0, covered), tuple(as_words(joined, tuple(differences), removed_is_later=True)), same)


def _spans(chain: Chain) -> tuple[tuple[int, int], tuple[int, int]]:
    first, last = chain[0], chain[-1]
    return (first.later, last.later + last.length), (first.earlier, last.earlier + last.length)


def _union(spans: list[tuple[int, int]]) -> int:
    """Length that the spans cover together."""
    total = position = 0
    for start, end in sorted(spans):
        total += max(0, end - max(start, position))
        position = max(position, end)
    return total


def _numbers_changed(a: str, b: str, other_differences: int) -> bool:
    """Whether the numbers are others: too many of them, or more than else differs, as from one year to the next."""
    first, second = numbers(a), numbers(b)
    changed = min((first - second).total(), (second - first).total())
    least = min(first.total(), second.total())
    return changed > OTHER_NUMBERS * least or (changed >= FEW and changed > other_differences)


def _same_years(a: str, b: str) -> bool:
    """Whether two texts may be about the same year; true where one names none."""
    years = _years(a), _years(b)
    return not all(years) or bool(years[0] & years[1])


def _years(text: str) -> set[str]:
    """The years that a text is most about: those named most often, or nearly so."""
    named = Counter(_YEAR.findall(text))
    most = max(named.values(), default=0)
    return {year for year, times in named.items() if times >= NEARLY * most}


def _place_changed(text: str, differences: Sequence[Difference]) -> bool:
    """One name of a place for another throughout: 黄浦 for 静安 before 区, or 上海市 for 天津市."""
    changed: Counter[tuple[str, str]] = Counter()
    before_place: set[tuple[str, str]] = set()
    for d in differences:
        later, earlier = text[d.later_start : d.later_end], text[d.earlier_start : d.earlier_end]
        if not later or not earlier:
            continue
        changed[later, earlier] += 1
        if all(
            _PLACE.search(name)
            for name in (later + text[d.later_end : d.later_end + 2], earlier + text[d.earlier_end : d.earlier_end + 2])
        ):
            before_place.add((later, earlier))
    return any(changed[pair] >= RENAMED for pair in before_place)
