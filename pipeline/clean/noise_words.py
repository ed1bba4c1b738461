"""Words of the dictionary in and around a run: a run that cuts words is noise, one that is made of words is not."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow.parquet as pq

from pipeline.clean.noise_model import CharacterModel, Flags, Floats, Ids, find, over

LENGTHS = (2, 3, 4)
"""Lengths of word that are looked up."""
_REACH = 4
"""Characters on either side of a run in which words are looked for."""
TABLE = "characters_words"


class WordList:
    """Words as numbers: ascending keys made of the ids of their characters, for each length."""

    def __init__(self, words: Iterable[str], model: CharacterModel) -> None:
        self._base = model.size
        listed = list(words)
        self._keys = {length: self._of_length(listed, length, model) for length in LENGTHS}

    def _of_length(self, words: list[str], length: int, model: CharacterModel) -> Ids:
        ids = model.ids("".join(word for word in words if len(word) == length)).reshape(-1, length)
        known = ids[(ids > 0).all(axis=1)]
        return np.unique(self._key(*known.T))

    def _key(self, *characters: Ids) -> Ids:
        key = characters[0]
        for character in characters[1:]:
            key = key * self._base + character
        return key

    def has(self, *characters: Ids) -> Flags:
        """Whether the characters, one array for each place in the word, make a word."""
        return find(self._keys[len(characters)], self._key(*characters))[0]


@dataclass(frozen=True)
class _Marked:
    """Where words stand round the candidates: flags for each place of the text, by length of the word that begins."""

    begins: dict[int, Flags]
    linked: Flags
    """The character and the one before it stand in one word."""
    ended: Flags
    """A word ends right before the character."""

    @classmethod
    def of(cls, ids: Ids, start: Ids, end: Ids, words: WordList) -> "_Marked":
        n = len(ids)
        at = _near(start, end, n)
        begins = {length: np.zeros(n, bool) for length in LENGTHS}
        linked, ended = np.zeros(n, bool), np.zeros(n, bool)
        for length, flags in begins.items():
            flags[at] = words.has(*(ids[at + k] for k in range(length)))
            ended[length:] |= flags[: n - length]
            for k in range(1, length):
                linked[k:] |= flags[: n - k]
        return cls(begins, linked, ended)


def word_features(
    ids: Ids, han: Flags, start: Ids, end: Ids, words: WordList
) -> dict[str, npt.NDArray[np.generic] | Floats]:
    """Features of the candidates by name: `gap…` are words that stand across the gap when the run is taken out,
    `link…` neighbours that one word holds, `…orphan` a character beside the run that no word holds."""
    marked, length = _Marked.of(ids, start, end, words), end - start
    covered = _covered(marked, start, length)
    linked = marked.linked
    left, right = linked[start], linked[end]
    inside = over(linked, start, end) - left
    a3, a2, a1 = (ids[start - k] for k in (3, 2, 1))
    b1, b2, b3 = (ids[np.minimum(end + k, len(ids) - 1)] for k in (0, 1, 2))
    gap = {
        "gap2": words.has(a1, b1),
        "gap3": words.has(a2, a1, b1) | words.has(a1, b1, b2),
        "gap4": words.has(a2, a1, b1, b2) | words.has(a3, a2, a1, b1) | words.has(a1, b1, b2, b3),
    }
    joins = gap["gap2"] | gap["gap3"] | gap["gap4"]
    left_alone, right_alone = ~linked[start - 1] & han[start - 1], ~linked[end + 1] & han[end]
    return {
        "word_inside": covered,
        "word_all": covered == length,
        "word_two": (covered == length) & (length >= 4),
        "link_left": left,
        "link_right": right,
        "links_in": inside,
        "links_any": inside + left + right,
        "left_ends": marked.ended[start],
        "right_begins": np.any([flags[end] for flags in marked.begins.values()], axis=0),
        **gap,
        "gap_left_orphan": joins & left_alone,
        "gap_right_orphan": joins & right_alone,
        "left_orphan": left_alone & ~left,
        "right_orphan": right_alone & ~right,
    }


def _covered(marked: _Marked, start: Ids, length: Ids) -> Ids:
    """How many characters of each run stand in words that lie wholly inside it."""
    longest = int(length.max(initial=0))
    inside = np.zeros((len(start), longest), bool)
    for word, flags in marked.begins.items():
        for k in range(longest - word + 1):
            hit = flags[np.minimum(start + k, len(flags) - 1)] & (length >= k + word)
            inside[:, k : k + word] |= hit[:, None]
    return np.asarray(inside.sum(axis=1), np.int64)


def _near(start: Ids, end: Ids, n: int) -> Ids:
    """Places up to _REACH characters from a run, from which the longest word still fits into the text."""
    flags = np.zeros(n, bool)
    for offset in range(-_REACH, int((end - start).max(initial=0)) + _REACH):
        place = start + offset
        flags[place[(place >= 0) & (place < np.minimum(n, end + _REACH))]] = True
    at = np.flatnonzero(flags)
    return at[at < n - LENGTHS[-1]]


@cache
def dictionary_words() -> tuple[str, ...]:
    """The words that the package ships (`characters.md` says from where)."""
    table = pq.read_table(Path(str(files("pipeline") / "vocabulary" / f"{TABLE}.parquet")))
    return tuple(table["word"].to_pylist())
