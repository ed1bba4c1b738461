"""Fixed wording with one character lost: an idiom or formula of `vocabulary/damage.yaml` is known from what is left."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from pipeline.clean import script
from pipeline.clean.lexicon import mapping, terms
from pipeline.clean.lines import disjoint
from pipeline.text import Edit

_RULE, _KIND = "lost_character", "damage"
_GRAM = 3
_BITS = 22
_NOT_WORD = re.compile(r"\W|\Z")


@dataclass(frozen=True, slots=True)
class _Remainder:
    """A wording without its character at `gap`; its telling three characters stand at `offset` of what is left."""

    whole: str
    gap: int
    offset: int

    @property
    def left(self) -> str:
        return self.whole[: self.gap] + self.whole[self.gap + 1 :]


def formulas(text: str) -> list[Edit]:
    """Edits that put a lost character back into an idiom, a formula, or a noun cut off after its verb."""
    edits = [_restored(at, found) for at, found in _found(text)]
    for pattern, missing in _collocations():
        edits += [Edit(m.end(), m.end(), missing, _RULE, _KIND) for m in pattern.finditer(text)]
    return disjoint(edits)


def _restored(at: int, found: _Remainder) -> Edit:
    return Edit(at + found.gap, at + found.gap, found.whole[found.gap], _RULE, _KIND)


def _found(text: str) -> Iterator[tuple[int, _Remainder]]:
    """Where a remainder stands without being part of the whole wording."""
    index, filter_ = _index()
    for i in _candidates(text, filter_):
        for remainder in index.get(text[i : i + _GRAM], ()):
            at, left = i - remainder.offset, remainder.left
            if at < 0 or not text.startswith(left, at):
                continue
            if remainder.whole in text[max(0, at - len(left)) : at + 2 * len(left)]:
                continue
            if _stands_free(text, at, remainder):
                yield at, remainder
                break


def _stands_free(text: str, at: int, remainder: _Remainder) -> bool:
    """Where the first or last character is lost, a mark must stand there: another word could take its place."""
    if remainder.gap == 0:
        return at == 0 or not text[at - 1].isalnum()
    return remainder.gap < len(remainder.left) or bool(_NOT_WORD.match(text, at + len(remainder.left)))


def _candidates(text: str, filter_: npt.NDArray[np.bool_]) -> list[int]:
    if len(text) < _GRAM:
        return []
    codes = script.code_points(text)
    found: list[int] = np.flatnonzero(filter_[_hashes(codes)]).tolist()
    return found


def _hashes(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    a, b, c = codes[:-2], codes[1:-1], codes[2:]
    mixed = a * np.uint32(2654435761) ^ b * np.uint32(2246822519) ^ c * np.uint32(3266489917)
    hashed: npt.NDArray[np.uint32] = mixed >> np.uint32(32 - _BITS)
    return hashed


@cache
def _index() -> tuple[dict[str, list[_Remainder]], npt.NDArray[np.bool_]]:
    """Remainders by their telling three characters, and a filter that tells at once where none can stand."""
    index: dict[str, list[_Remainder]] = {}
    for remainder in _remainders():
        gram = remainder.left[remainder.offset : remainder.offset + _GRAM]
        index.setdefault(gram, []).append(remainder)
    filter_ = np.zeros(1 << _BITS, dtype=np.bool_)
    for gram in index:
        filter_[_hashes(np.array([ord(c) for c in gram], dtype=np.uint32))] = True
    return index, filter_


def _remainders() -> Iterator[_Remainder]:
    """Idioms may lose any character, formulas one inside; what could be left of two wordings is left out."""
    made = [_Remainder(idiom, gap, 0) for idiom in terms("damage", "idioms") for gap in range(len(idiom))]
    for formula in terms("damage", "formulas"):
        inside = (gap for gap in range(2, len(formula) - 1) if formula[gap].isalpha())
        made += [_Remainder(formula, gap, gap - 2) for gap in inside]
    wholes: dict[str, set[str]] = {}
    for remainder in made:
        wholes.setdefault(remainder.left, set()).add(remainder.whole)
    except_for = set(terms("damage", "words_of_their_own"))
    yield from (r for r in made if len(wholes[r.left]) == 1 and r.left not in except_for)


@cache
def _collocations() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), missing) for pattern, missing in mapping("damage", "collocations").items())
