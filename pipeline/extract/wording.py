"""Words built with Chinese numerals, and word lists as patterns."""

import re
from collections.abc import Iterable
from functools import cache

from pipeline.vocabulary.lists import terms


class NumeralWords:
    """Words built with Chinese numerals (进一步, 三农), found from a numeral and the characters beside it."""

    __slots__ = ("_after", "_before")

    def __init__(self, words: Iterable[str], numeral_characters: str) -> None:
        self._after: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._before: dict[tuple[str, str], tuple[str, ...]] = {}
        for word in words:
            for start, end in _runs(word, numeral_characters):
                if end < len(word):
                    self._after.setdefault((word[start:end], word[end]), []).append((word[:start], word[end:]))
                elif start:
                    key = (word[start - 1], word[start:end])
                    self._before[key] = (*self._before.get(key, ()), word[:start])

    def covers(self, text: str, start: int, end: int) -> bool:
        """Whether one of the words stands over the numeral `text[start:end]`."""
        run = text[start:end]
        for prefix, suffix in self._after.get((run, text[end : end + 1]), ()):
            if text.startswith(suffix, end) and text.endswith(prefix, 0, start):
                return True
        prefixes = self._before.get((text[start - 1 : start], run))
        return prefixes is not None and text.endswith(prefixes, 0, start)


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
def any_of(file: str, name: str) -> str:
    """A list as the inside of a regular expression that matches any of its words, the longest first.

    Words with the same first character share it, so that few are tried at each place.
    """
    groups: dict[str, list[str]] = {}
    for word in sorted(set(terms(file, name)), key=lambda word: (-len(word), word)):
        groups.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())
