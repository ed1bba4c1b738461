"""Proper names: what a run of unknown characters may be when it is not noise."""

from functools import cache

from pipeline.clean.noise_model import code_points, is_han
from pipeline.vocabulary.lists import terms

_LONGEST = 4
"""Characters of the longest word of the lists."""
GIVEN_NAME = (1, 2)
"""Characters of a given name."""


def may_be_of_place(text: str, start: int, end: int) -> bool:
    """Whether a run may be the name of a small place: 乡, 镇 or the like ends it or comes next."""
    places = _words("places")
    return _begins_with(text[end : end + _LONGEST], places) or any(text[start:end].endswith(word) for word in places)


def may_be_of_thing(text: str, end: int) -> bool:
    """Whether a run that ends here may be the name of a thing: its kind is named right after it (…高速, …村)."""
    return _begins_with(text[end : end + _LONGEST], _words("things"))


def may_be_of_person(text: str, start: int, end: int) -> bool:
    """Whether a run is a family name and one or two more characters, next to a word for a person or between marks."""
    run = text[start:end]
    surnames = _words("surnames")
    if not any(run[:k] in surnames and len(run) - k in GIVEN_NAME for k in (1, 2)):
        return False
    persons = _words("persons")
    before, after = text[max(0, start - _LONGEST) : start], text[end : end + _LONGEST]
    alone = not _ends_in_han(before) and not _ends_in_han(after[:1])
    return alone or _begins_with(after, persons) or any(before.endswith(word) for word in persons)


def _begins_with(following: str, words: frozenset[str]) -> bool:
    return any(following[:k] in words for k in range(1, _LONGEST + 1))


def _ends_in_han(text: str) -> bool:
    return bool(text) and bool(is_han(code_points(text[-1]))[0])


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(terms("characters_names", name))
