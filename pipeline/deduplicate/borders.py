"""Where a repeated passage begins and ends: at sentences that both copies hold whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np
import numpy.typing as npt

from pipeline.deduplicate.anchors import SEED, Chain, Core
from pipeline.deduplicate.units import Units

Points = npt.NDArray[np.uint32]

REACH = SEED + 6
"""How far a sentence may begin before the first seed that its two copies have in common, or end after the last."""
ALIKE_AT_EDGE = 0.75
"""Share of common characters of a first or last sentence, from which it belongs to the passage."""


@dataclass(frozen=True, slots=True)
class Copies:
    """Units of the later and of the earlier copy, half-open."""

    later: tuple[int, int]
    earlier: tuple[int, int]


def whole_sentences(characters: Core, cut: Units, chain: Chain) -> Copies | None:
    """The largest run of whole sentences that both copies hold; None when there is none.

    The first and last sentence may be damaged where the seeds of the chain do not reach.
    """
    exact = chain[0].diagonal < chain[0].length
    start = _start(characters, cut, chain) if not exact else None
    end = _end(characters, cut, chain) if not exact else None
    start = start or next(_common_borders(cut, chain), None)
    end = end or next(_common_borders(cut, chain[::-1], backwards=True), None)
    if start is None or end is None or start[0] >= end[0] or start[1] >= end[1]:
        return None
    return Copies((start[0], end[0]), (start[1], end[1]))


def _start(characters: Core, cut: Units, chain: Chain) -> tuple[int, int] | None:
    """The sentences in which the chain begins, if it begins near their beginning and they are alike there."""
    p = cut.first_from(chain[0].later + 1) - 1
    q = cut.first_from(chain[0].earlier + 1) - 1
    begin, counterpart = int(cut.core_starts[p]), int(cut.core_starts[q])
    if chain[0].later - begin > REACH or chain[0].earlier - counterpart > REACH:
        return None
    length = min(cut.core_length(p), cut.core_length(q), 2 * REACH)
    later = characters.points[begin : begin + length]
    return (p, q) if _alike(later, characters.points[counterpart : counterpart + length]) else None


def _end(characters: Core, cut: Units, chain: Chain) -> tuple[int, int] | None:
    """The ends of the sentences in which the chain ends, if it ends near them and they are alike there."""
    later_end, earlier_end = chain[-1].later + chain[-1].length, chain[-1].earlier + chain[-1].length
    p, q = cut.first_from(later_end), cut.first_from(earlier_end)
    end, counterpart = int(cut.core_starts[p]), int(cut.core_starts[q])
    if end - later_end > REACH or counterpart - earlier_end > REACH:
        return None
    length = min(cut.core_length(p - 1), cut.core_length(q - 1), 2 * REACH)
    later = characters.points[end - length : end]
    return (p, q) if _alike(later, characters.points[counterpart - length : counterpart]) else None


def _alike(later: Points, earlier: Points) -> bool:
    return SequenceMatcher(None, later.tolist(), earlier.tolist(), autojunk=False).ratio() >= ALIKE_AT_EDGE


def _common_borders(cut: Units, chain: Chain, *, backwards: bool = False) -> Iterator[tuple[int, int]]:
    """Places inside the segments at which both copies begin a sentence, from the outside in."""
    for s in chain:
        inside = range(cut.first_from(s.later), cut.first_from(s.later + s.length + 1))
        for p in reversed(inside) if backwards else inside:
            if p <= len(cut) and (q := cut.at(int(cut.core_starts[p]) - s.diagonal)) is not None:
                yield p, q
