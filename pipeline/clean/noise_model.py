"""How likely a Chinese text is, character by character: the statistics that the search for noise stands on.

An interpolated trigram model with absolute discounting (Ney, Essen and Kneser 1994) over characters. Its counts are
data (`pipeline/vocabulary/characters*.parquet`); `characters.md` beside them says from what and how they were counted.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

Ids = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

DISCOUNT = 0.6
"""Taken off each count in favour of what was never seen: the usual value of absolute discounting."""
SINGLE_FLOOR, NOVEL_FLOOR = 0.05, 0.3
"""Counts lent to every character, so that none is impossible; they are of the size of the rarest real counts."""
COUNT_STEPS = 4.0
"""Counts are stored as round(COUNT_STEPS * log2(count + 1)): an error of at most 9 in a hundred."""
_DENSE = 4096
"""So many of the most frequent characters have their pairs in a dense table, a byte each; other pairs are searched."""
_STEPS_PER_NAT = 12.0
"""Resolution of the dense table: a byte then reaches 21 nats with an error under 0.05."""
_CODE_POINTS = 0x110000

FOLDED = {
    (0x30, 0x39): "0",
    (0xFF10, 0xFF19): "0",
    (0x41, 0x5A): "A",
    (0x61, 0x7A): "A",
    (0xFF21, 0xFF3A): "A",
    (0xFF41, 0xFF5A): "A",
    (0x2C, 0x2C): "，",
    (0x3B, 0x3B): "；",
    (0x3A, 0x3A): "：",
    (0x28, 0x28): "（",
    (0x29, 0x29): "）",
    (0x21, 0x21): "！",
    (0x3F, 0x3F): "？",
    (0x0D, 0x0D): "\n",
    (0x3000, 0x3000): " ",
    (0x09, 0x09): " ",
    (0xA0, 0xA0): " ",
    (0xFF05, 0xFF05): "%",
    (0xFF0E, 0xFF0E): ".",
}
"""Ranges of code points that count as one character: digits, letters, half-width marks, blanks."""

_HAN = ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0x20000, 0x323AF))
"""Unified ideographs: extension A, the basic block, the extensions above the basic plane (Unicode 15.1)."""


@dataclass(frozen=True)
class Counts:
    """What was counted. Ids are positions in `characters`: the first entry stands for every character that is not
    listed, the others go from frequent to rare."""

    characters: str
    count: Floats
    novel: Floats
    """in how many pairs that were seen once a character stands: how readily it enters new words and names"""
    pair: Ids
    """first id * len(characters) + second id, ascending"""
    pair_count: Floats
    triple: Ids
    """position of the first two in `pair` * len(characters) + third id, ascending"""
    triple_count: Floats


class CharacterModel:
    """Log probabilities (natural logarithms) of characters, alone and after one or two others."""

    def __init__(self, counts: Counts) -> None:
        self.size = len(counts.characters)
        self.newline = counts.characters.index("\n")
        self.novel = counts.novel
        self._pair, self._triple, self._pair_count = (
            counts.pair,
            counts.triple,
            counts.pair_count,
        )
        self._id_of = _ids_by_code_point(counts.characters)
        self.single = np.log((counts.count + SINGLE_FLOOR) / (counts.count + SINGLE_FLOOR).sum())
        self._set_pairs(counts)
        self._set_triples(counts)

    def _set_pairs(self, counts: Counts) -> None:
        first, second = np.divmod(counts.pair, self.size)
        total = np.bincount(first, counts.pair_count, self.size)
        kept = np.maximum(counts.pair_count - DISCOUNT, 0)
        rest = (total - np.bincount(first, kept, self.size) + 1) / (total + 1)
        new = (counts.novel + NOVEL_FLOOR) / (counts.novel + NOVEL_FLOOR).sum()
        self._log_rest, self._log_new = np.log(rest), np.log(new)
        self._pair_log = np.log(kept / (total[first] + 1) + rest[first] * new[second])
        near = (first < _DENSE) & (second < _DENSE)
        code = np.clip(np.rint(-self._pair_log[near] * _STEPS_PER_NAT), 0, 254) + 1
        self._dense = np.zeros(_DENSE * _DENSE, np.uint8)
        self._dense[first[near] * _DENSE + second[near]] = code

    def _set_triples(self, counts: Counts) -> None:
        pair = counts.triple // self.size
        kept = np.maximum(counts.triple_count - DISCOUNT, 0)
        used = np.bincount(pair, kept, len(counts.pair))
        total = np.maximum(counts.pair_count, used)
        self._triple_rest = (total - used + 1) / (total + 1)
        self._triple_part = kept / (total[pair] + 1)

    def ids(self, text: str) -> Ids:
        """The id of each character of a text; 0 for lone surrogates and characters that the table does not list."""
        return self._id_of[code_points(text)].astype(np.int64)

    def after_one(self, first: Ids, second: Ids) -> Floats:
        """log P(second | first), to 0.05: fast enough for every place of a text."""
        code, far, seen, place = self._look_up(first, second)
        log_p: Floats = np.asarray((1.0 - code) / _STEPS_PER_NAT, np.float64)
        new = np.flatnonzero(code == 0)
        log_p[new] = self._log_rest[first[new]] + self._log_new[second[new]]
        log_p[far] = np.where(seen, self._pair_log[place], log_p[far])
        return log_p

    def _look_up(self, first: Ids, second: Ids) -> tuple[npt.NDArray[np.uint8], Ids, Flags, Ids]:
        """Codes of the dense table, 0 where it has none; then the pairs beyond it, which were seen, and where."""
        near = (first < _DENSE) & (second < _DENSE)
        far = np.flatnonzero(~near)
        code = self._dense[np.where(near, first * _DENSE + second, 0)]
        return code, far, *find(self._pair, first[far] * self.size + second[far])

    def after_two(self, first: Ids, second: Ids, third: Ids) -> Floats:
        """log P(third | first, second)."""
        known, place = find(self._pair, first * self.size + second)
        seen, triple = find(self._triple, place * self.size + third)
        part = np.where(known & seen, self._triple_part[triple], 0.0)
        rest = np.where(known, self._triple_rest[place], 1.0)
        log_p: Floats = np.log(part + rest * np.exp(self.after_one(second, third)))
        return log_p

    def pair_seen(self, first: Ids, second: Ids) -> Flags:
        """Whether the two were ever counted side by side."""
        code, far, seen, _ = self._look_up(first, second)
        flags = code > 0
        flags[far] = seen
        return flags

    def pair_count(self, first: Ids, second: Ids) -> Floats:
        """How often the two were counted side by side."""
        seen, place = find(self._pair, first * self.size + second)
        times: Floats = np.where(seen, self._pair_count[place], 0.0)
        return times


def code_points(text: str) -> npt.NDArray[np.uint32]:
    """The code point of each character, lone surrogates included."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def is_han(points: npt.NDArray[np.uint32]) -> Flags:
    """Which code points are Chinese characters."""
    flags = np.zeros(len(points), bool)
    for first, last in _HAN:
        flags |= (points >= first) & (points <= last)
    return flags


def fold(text: str) -> str:
    """The text with each folded character put as the one that it counts as: what the table was counted over."""
    return text.translate({c: to for (first, last), to in FOLDED.items() for c in range(first, last + 1)})


def read_counts(folder: Path) -> Counts:
    """The three tables of counts of a folder. Raises FileNotFoundError when one is missing."""
    singles, pairs, triples = (pq.read_table(folder / f"{name}.parquet") for name in TABLES)
    return Counts(
        characters="".join(singles["character"].to_pylist()),
        count=_decode(singles["count_code"]),
        novel=_decode(singles["novel_code"]),
        pair=pairs["key"].to_numpy(),
        pair_count=_decode(pairs["count_code"]),
        triple=triples["key"].to_numpy(),
        triple_count=_decode(triples["count_code"]),
    )


TABLES = ("characters", "characters_pairs", "characters_triples")


@cache
def character_model() -> CharacterModel:
    """The model over the counts that the package ships."""
    return CharacterModel(read_counts(Path(str(files("pipeline") / "vocabulary"))))


def _decode(column: pa.ChunkedArray) -> Floats:
    counts: Floats = (np.exp2(np.arange(256) / COUNT_STEPS) - 1)[column.to_numpy()]
    return counts


def _ids_by_code_point(characters: str) -> npt.NDArray[np.uint16]:
    ids = np.zeros(_CODE_POINTS, np.uint16)
    ids[code_points(characters)[1:]] = np.arange(1, len(characters))
    for (first, last), to in FOLDED.items():
        ids[first : last + 1] = max(characters.find(to), 0)
    return ids


def find(ascending: Ids, wanted: Ids) -> tuple[Flags, Ids]:
    """Which of the wanted numbers an ascending array holds, and where."""
    if not len(ascending):
        return np.zeros(len(wanted), bool), np.zeros(len(wanted), np.int64)
    place = np.minimum(np.searchsorted(ascending, wanted), len(ascending) - 1)
    found: Flags = ascending[place] == wanted
    return found, place


def running(values: Floats | Flags) -> Floats:
    """Sums of the first 0, 1, 2, … values."""
    return np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])


def over(values: Floats | Flags, start: Ids, end: Ids) -> Floats:
    """The sum of each span; no span is empty."""
    total = np.zeros(len(start))
    for offset in range(int((end - start).max(initial=1))):
        place = start + offset
        total += np.where(place < end, values[np.minimum(place, end - 1)], 0)
    return total


def highest(values: Floats, start: Ids, end: Ids) -> Floats:
    """The highest value of each span."""
    offsets = range(int((end - start).max(initial=1)))
    values_of_spans = [values[np.minimum(start + offset, end - 1)] for offset in offsets]
    return np.asarray(np.max(values_of_spans, axis=0), np.float64)
