"""Patterns of a vocabulary list, searched in a sentence quickly."""

import re
from functools import cache

from pipeline.vocabulary.lists import terms

_QUANTIFIERS = frozenset("?*+{")


class Phrases:
    """The patterns of one or more lists, as one question: does the sentence hold any of them?

    Patterns that begin with ^ are tried at the start only, and those of them that then have a literal character only
    where the sentence begins with it. The others all begin with a literal character (an opening group is multiplied
    out), so that the engine skips to where one can begin; this is five times faster here than one alternation of the
    lists as they stand.
    """

    __slots__ = ("_anywhere", "_first", "_opening", "_opening_loosely")

    def __init__(self, patterns: list[str]) -> None:
        opening = [spelled for pattern in patterns if pattern.startswith("^") for spelled in _multiplied(pattern[1:])]
        literal = [pattern for pattern in opening if _begins_literally(pattern)]
        self._first = frozenset(pattern[0] for pattern in literal)
        self._opening = _any(literal)
        self._opening_loosely = _any([pattern for pattern in opening if not _begins_literally(pattern)])
        self._anywhere = _any([s for pattern in patterns if not pattern.startswith("^") for s in _multiplied(pattern)])

    def __contains__(self, sentence: str) -> bool:
        if sentence[:1] in self._first and self._opening and self._opening.match(sentence):
            return True
        if self._opening_loosely and self._opening_loosely.match(sentence):
            return True
        return self._anywhere is not None and self._anywhere.search(sentence) is not None


def _any(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(patterns)) if patterns else None


def _begins_literally(pattern: str) -> bool:
    """Whether all that the pattern matches begins with the pattern's own first character."""
    return pattern[0] not in r"\[(." and pattern[1:2] not in _QUANTIFIERS


def _multiplied(pattern: str) -> list[str]:
    """(抓好|做好)工作 as 抓好工作 and 做好工作."""
    close = pattern.find(")")
    if not pattern.startswith("(") or pattern[close + 1 : close + 2] in _QUANTIFIERS:
        return [pattern]
    return [head + pattern[close + 1 :] for head in pattern[1:close].split("|")]


@cache
def phrases(file: str, *names: str) -> Phrases:
    """The patterns of one or more vocabulary lists."""
    return Phrases([term for name in names for term in terms(file, name)])
