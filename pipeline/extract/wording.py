"""Word lists with longest match, forwards and backwards from a place in the text."""

import re
from collections.abc import Iterable
from functools import cache

from pipeline.vocabulary.lists import terms


class Words:
    """A set of words with longest match at a place of a text, one look-up for most places of most texts."""

    __slots__ = ("_by_first", "_by_last", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._by_first = _lengths((w[0], len(w)) for w in self.words)
        self._by_last = _lengths((w[-1], len(w)) for w in self.words)

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def at(self, text: str, start: int) -> str:
        """The longest word that begins at `start`; empty where none does."""
        for length in self._by_first.get(text[start : start + 1], ()):
            piece = text[start : start + length]
            if piece in self.words:
                return piece
        return ""

    def before(self, text: str, end: int) -> str:
        """The longest word that stops at `end`; empty where none does."""
        for length in self._by_last.get(text[end - 1 : end], ()):
            if length <= end and (piece := text[end - length : end]) in self.words:
                return piece
        return ""


def _lengths(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    """Character to the lengths of the words it begins or ends, longest first."""
    found: dict[str, set[int]] = {}
    for character, length in pairs:
        found.setdefault(character, set()).add(length)
    return {character: tuple(sorted(lengths, reverse=True)) for character, lengths in found.items()}


class NumeralWords:
    """Words built with Chinese numerals (进一步, 三农), found from a numeral and the characters beside it."""

    __slots__ = ("_after", "_before")

    def __init__(self, words: Iterable[str], numeral_characters: str) -> None:
        self._after: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._before: dict[tuple[str, str], list[str]] = {}
        for word in words:
            for start, end in _runs(word, numeral_characters):
                if end < len(word):
                    self._after.setdefault((word[start:end], word[end]), []).append((word[:start], word[end:]))
                elif start:
                    self._before.setdefault((word[start - 1], word[start:end]), []).append(word[:start])

    def covers(self, text: str, start: int, end: int) -> bool:
        """Whether one of the words stands over the numeral `text[start:end]`."""
        run = text[start:end]
        for prefix, suffix in self._after.get((run, text[end : end + 1]), ()):
            if text.startswith(suffix, end) and text.endswith(prefix, 0, start):
                return True
        return any(text.endswith(prefix, 0, start) for prefix in self._before.get((text[start - 1 : start], run), ()))


def _runs(word: str, characters: str) -> list[tuple[int, int]]:
    runs, start = [], None
    for index, character in enumerate(word + " "):
        if character in characters:
            start = index if start is None else start
        elif start is not None:
            runs.append((start, index))
            start = None
    return runs


@cache
def words(file: str, *names: str) -> Words:
    """The words of one or more vocabulary lists. Raises KeyError when the file has no such list."""
    return Words(term for name in names for term in terms(file, name))


@cache
def any_of(file: str, name: str) -> str:
    """A list as the inside of a regular expression that matches any of its words, the longest first."""
    return "|".join(map(re.escape, sorted(terms(file, name), key=lambda word: (-len(word), word))))
