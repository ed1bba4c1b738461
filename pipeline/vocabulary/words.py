"""Words looked up at a place in the text: longest first, no regular expression."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from pipeline.vocabulary.lists import terms


class Words:
    """A set of words that can say which of them starts at an offset."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(words)
        lengths: dict[str, set[int]] = defaultdict(set)
        for word in self._words:
            lengths[word[0]].add(len(word))
        # By first character, so that most places cost one look-up.
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def end_at(self, text: str, start: int, end: int) -> int:
        """Where the longest word at `text[start:]` ends, or `start` when none stands there."""
        if start >= end:
            return start
        for length in self._lengths.get(text[start], ()):
            if start + length <= end and text[start : start + length] in self._words:
                return start + length
        return start

    def skip(self, text: str, start: int, end: int) -> int:
        """Where a run of words that begins at `start` ends."""
        position = self.end_at(text, start, end)
        while position > start:
            start = position
            position = self.end_at(text, start, end)
        return start

    def ends_with(self, text: str, start: int, end: int) -> bool:
        """Whether `text[start:end]` ends with one of the words."""
        return text.endswith(self._endings, start, end)

    @property
    def _endings(self) -> tuple[str, ...]:
        return _sorted(self._words)


@cache
def _sorted(words: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(words))


@cache
def words(file: str, *names: str) -> Words:
    """The words of one or more vocabulary lists."""
    return Words(word for name in names for word in terms(file, name))
