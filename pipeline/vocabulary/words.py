"""Words looked up at a place in the text: longest first, no regular expression."""

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from pipeline.vocabulary.lists import terms


class Words:
    """A set of words that can say which of them begins or ends at an offset.

    Most places of a text begin no word of a list. Words are therefore kept by their first two characters, so that
    such a place costs one look-up.
    """

    __slots__ = ("_by_first", "_by_last", "_single", "_sorted", "words")

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        self._sorted = tuple(sorted(self.words))
        self._single = frozenset(word for word in self.words if len(word) == 1)
        self._by_first = _lengths((word[:2], len(word)) for word in self.words if len(word) > 1)
        self._by_last = _lengths((word[-1], len(word)) for word in self.words)

    def __contains__(self, word: str) -> bool:
        return word in self.words

    def at(self, text: str, start: int) -> str:
        """The longest word that begins at `start`; empty where none does."""
        opening = text[start : start + 2]
        if opening in self._by_first:
            for length in self._by_first[opening]:
                piece = text[start : start + length]
                if piece in self.words:
                    return piece
        return opening[0] if opening and opening[0] in self._single else ""

    def before(self, text: str, end: int) -> str:
        """The longest word that stops at `end`; empty where none does."""
        for length in self._by_last.get(text[end - 1 : end], ()):
            if length <= end and (piece := text[end - length : end]) in self.words:
                return piece
        return ""

    def end_at(self, text: str, start: int, end: int) -> int:
        """Where the longest word in `text[start:end]` that begins at `start` ends, or `start` when none does."""
        opening = text[start : start + 2]
        if opening in self._by_first:
            for length in self._by_first[opening]:
                if start + length <= end and text[start : start + length] in self.words:
                    return start + length
        return start + 1 if self._single and start < end and text[start] in self._single else start

    def skip(self, text: str, start: int, end: int) -> int:
        """Where a run of words that begins at `start` ends."""
        position = self.end_at(text, start, end)
        while position > start:
            start = position
            position = self.end_at(text, start, end)
        return start

    def ends_with(self, text: str, start: int, end: int) -> bool:
        """Whether `text[start:end]` ends with one of the words."""
        return text.endswith(self._sorted, start, end)


def _lengths(pairs: Iterable[tuple[str, int]]) -> Mapping[str, tuple[int, ...]]:
    """Key to the lengths of its words, longest first."""
    found: dict[str, set[int]] = {}
    for key, length in pairs:
        found.setdefault(key, set()).add(length)
    return {key: tuple(sorted(lengths, reverse=True)) for key, lengths in found.items()}


def opening_pattern(words: Collection[str]) -> re.Pattern[str]:
    """Matches the character with which one of the words may begin, and few others.

    Only their first two characters are asked for, each by itself, so that the engine passes over a text quickly.
    """
    second = {word[1] for word in words if len(word) > 1}
    alone = {word for word in words if len(word) == 1}
    after = [f"{sign}{_class(letters)})" for sign, letters in (("(?=", second), ("(?<=", alone)) if letters]
    return re.compile(f"{_class({word[0] for word in words})}(?:{'|'.join(after)})")


def _class(letters: Iterable[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(letters)))}]"


@cache
def words(file: str, *names: str) -> Words:
    """The words of one or more vocabulary lists. Raises KeyError when the file has no such list."""
    return Words(word for name in names for word in terms(file, name))
