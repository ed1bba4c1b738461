"""Stretches that stand in a text twice, found by the characters alone: seeds, joined along their diagonals.

Only letters, digits and Chinese characters count; blanks, line breaks and punctuation do not, so copies that are
broken or punctuated differently are found too. Each run of SEED characters is tied to its previous occurrence
only, so work and memory are linear in the text however often a run occurs.
"""

import unicodedata
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

SEED = 12
"""Characters of a seed: copies in which every hundredth character is wrong still share most of them."""
MAX_GAP = 60
"""Characters that two copies may differ in on end before they count as two passages."""
MAX_SHIFT = 30
"""By how many characters one copy may be longer than the other within a gap."""
MAX_BRIDGE = 2000
"""Length of a stretch tied to a third occurrence in between over which one diagonal is followed."""
_OPEN_CHAINS = 16
_BEYOND = 0x10000
_HAN_BEYOND_BMP = 0x20000
_HASH_BASE = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Core:
    """The characters of a text that count, and where each of them stands in it."""

    points: npt.NDArray[np.uint32]
    positions: Ints


@dataclass(frozen=True, slots=True)
class Segment:
    """Core characters `later … later + length` equal those from `earlier` on."""

    later: int
    earlier: int
    length: int

    @property
    def diagonal(self) -> int:
        return self.later - self.earlier


Chain = list[Segment]
"""Segments in order that together make one copy and its earlier counterpart."""


def core(text: str) -> Core:
    """The letters, digits and Chinese characters of a text."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    positions = np.flatnonzero(_counting()[np.minimum(points, _BEYOND)] | (points >= _HAN_BEYOND_BMP))
    return Core(points[positions], positions)


@cache
def _counting() -> npt.NDArray[np.bool_]:
    """Which characters of the basic plane are letters or numbers; one entry more, False, for those beyond it."""
    return np.array([unicodedata.category(chr(c))[0] in "LN" for c in range(_BEYOND)] + [False], bool)


def chains(characters: Core, least: int) -> list[Chain]:
    """Every stretch of at least `least` core characters that stood before in the text, nearly the same."""
    made = _joined(_bridged(_segments(characters.points), characters.points))
    return [part for chain in made for part in _apart(chain) if chain_length(part) >= least]


def chains_between(characters: Core, border: int, least: int) -> list[Chain]:
    """Stretches from `border` on that stand before it too: what two texts, one after the other, have in common.

    Only seeds that occur once on either side tie the texts together; what lies between them is compared.
    """
    hashes = _seed_hashes(characters.points)
    if len(hashes) == 0:
        return []
    sides = np.arange(len(hashes)) >= border
    once = [np.unique(hashes[side], return_index=True, return_counts=True) for side in (~sides, sides)]
    (first, at_first, n_first), (second, at_second, n_second) = once
    first, at_first = first[n_first == 1], at_first[n_first == 1]
    second, at_second = second[n_second == 1], at_second[n_second == 1] + border
    _, i, j = np.intersect1d(first, second, assume_unique=True, return_indices=True)
    previous = np.full(len(hashes), -1, np.int64)
    previous[at_second[j]] = at_first[i]
    # A seed that reaches over the border belongs to neither side.
    previous[(previous > border - SEED) | (np.arange(len(hashes)) < border)] = -1
    made = _joined(_bridged(_runs(previous), characters.points))
    return [chain for chain in made if chain_length(chain) >= least]


def chain_length(chain: Chain) -> int:
    """Core characters of the later copy."""
    return chain[-1].later + chain[-1].length - chain[0].later


def _segments(points: npt.NDArray[np.uint32]) -> Iterator[Segment]:
    """Maximal runs of seeds whose previous occurrences follow each other too."""
    hashes = _seed_hashes(points)
    order = np.argsort(hashes, kind="stable")
    repeated = hashes[order[1:]] == hashes[order[:-1]]
    previous = np.full(len(hashes), -1, np.int64)
    previous[order[1:][repeated]] = order[:-1][repeated]
    return _runs(previous)


def _seed_hashes(points: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    hashes = np.zeros(max(0, len(points) - SEED + 1), np.uint64)
    for i in range(SEED):
        hashes *= _HASH_BASE
        hashes += points[i : i + len(hashes)]
    return hashes


def _runs(previous: Ints) -> Iterator[Segment]:
    """Seeds in a row whose counterparts stand in a row too, as segments; -1 stands for no counterpart."""
    found = np.flatnonzero(previous >= 0)
    if not len(found):
        return
    new = np.flatnonzero((np.diff(found) != 1) | (np.diff(previous[found]) != 1)) + 1
    firsts = np.concatenate([[0], new])
    lasts = np.concatenate([new, [len(found)]]) - 1
    later, end = found[firsts], found[lasts] + SEED
    for p, q, length in zip(later.tolist(), previous[later].tolist(), (end - later).tolist(), strict=True):
        yield Segment(p, q, length)


def _bridged(segments: Iterator[Segment], points: npt.NDArray[np.uint32]) -> list[Segment]:
    """Segments on one diagonal joined where the characters between them are equal too, in order of the later copy."""
    made: list[Segment] = []
    last_on: dict[int, int] = {}
    for s in segments:
        i = last_on.get(s.diagonal)
        if i is not None:
            end = made[i].later + made[i].length
            gap = s.later - end
            if gap <= 0 or (gap <= MAX_BRIDGE and _equal(points, end, end - s.diagonal, gap)):
                made[i] = Segment(made[i].later, made[i].earlier, s.later + s.length - made[i].later)
                continue
        last_on[s.diagonal] = len(made)
        made.append(s)
    return made


def _equal(points: npt.NDArray[np.uint32], a: int, b: int, length: int) -> bool:
    return bool((points[a : a + length] == points[b : b + length]).all())


def _joined(segments: list[Segment]) -> list[Chain]:
    """Segments that follow each other in both copies, with small gaps, as chains."""
    made: list[Chain] = []
    open_chains: deque[Chain] = deque(maxlen=_OPEN_CHAINS)
    for s in segments:
        best, best_cost = None, MAX_GAP + MAX_SHIFT + 1
        for chain in open_chains:
            cost = _cost(chain[-1], s)
            if cost is not None and cost < best_cost:
                best, best_cost = chain, cost
        if best is None:
            made.append([s])
            open_chains.append(made[-1])
        else:
            # The deque drops the chain that was continued longest ago.
            open_chains.remove(best)
            open_chains.append(best)
            overlap = max(0, best[-1].later + best[-1].length - s.later, best[-1].earlier + best[-1].length - s.earlier)
            if overlap < s.length:
                best.append(Segment(s.later + overlap, s.earlier + overlap, s.length - overlap))
    return made


def _cost(last: Segment, s: Segment) -> int | None:
    """How badly a segment continues another; None where it does not."""
    gap = max(s.later - last.later - last.length, s.earlier - last.earlier - last.length)
    shift = abs(s.diagonal - last.diagonal)
    if gap > MAX_GAP or shift > MAX_SHIFT or s.earlier <= last.earlier or s.later <= last.later:
        return None
    if min(s.later - last.later - last.length, s.earlier - last.earlier - last.length) < -SEED:
        return None
    return max(gap, 0) + shift


def _apart(chain: Chain) -> Iterator[Chain]:
    """A chain whose copies overlap is a passage many times over: cut into one period each, or left whole if exact."""
    period = chain[0].diagonal
    if len(chain) == 1 or chain[0].later >= chain[-1].earlier + chain[-1].length:
        yield chain
        return
    part: Chain = []
    border = chain[0].later + period
    for s in chain:
        while s.later + s.length > border:
            head = border - s.later
            if head > 0:
                part.append(Segment(s.later, s.earlier, head))
                s = Segment(border, s.earlier + head, s.length - head)
            if part:
                yield part
            part = []
            border += max(period, 1)
        part.append(s)
    if part:
        yield part
