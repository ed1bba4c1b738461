"""When two spellings of a passage count as the same."""

import re
import unicodedata
from functools import cache

_NOT_WORDS = re.compile(r"[\s\W_]+")


@cache
def bare(text: str) -> str:
    """Letters, digits and Han characters only, of one width: what two spellings of a passage share."""
    return _NOT_WORDS.sub("", unicodedata.normalize("NFKC", text))


@cache
def _bigrams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters of the bare text; a text of one character or none is its own pair."""
    letters = bare(text)
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1)) or frozenset({letters})


def overlap(part: str, whole: str) -> float:
    """Share of the part's bigrams that the whole holds."""
    return len(_bigrams(part) & _bigrams(whole)) / len(_bigrams(part))


def dice(one: str, other: str) -> float:
    """Bigrams in common: 0 none, 1 all (Dice 1945)."""
    return 2 * len(_bigrams(one) & _bigrams(other)) / (len(_bigrams(one)) + len(_bigrams(other)))


def contained(one: str, other: str) -> bool:
    """Whether one of two passages holds the other."""
    return bare(one) in bare(other) or bare(other) in bare(one)


def same_term(one: str, other: str) -> bool:
    """Whether two noun phrases name one thing: equal, one inside the other (of two characters at least), or close."""
    if not (bare(one) and bare(other)):
        return False
    if bare(one) == bare(other):
        return True
    shorter = min(len(bare(one)), len(bare(other)))
    return (shorter >= 2 and contained(one, other)) or dice(one, other) >= 0.6
