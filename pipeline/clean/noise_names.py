"""Proper names, items and parallelisms: what a run of unknown characters may be when it is not noise."""

from functools import cache

from pipeline.clean.noise_model import code_points, is_han
from pipeline.vocabulary.lists import terms

_LONGEST = 4
"""Characters of the longest word of the lists."""
GIVEN_NAME = (1, 2)
"""Characters of a given name."""

SEPARATORS = "、，,；;：:"
PARALLEL_REACH = 40
"""Characters within which the members of a parallelism stand."""
RADICAL_REACH = 160
"""Code points of one radical lie no farther apart, but for the largest radicals: Unicode orders ideographs by them."""


def is_listed(text: str, start: int, end: int) -> bool:
    """Whether a run stands between two separators: taken out, it would leave one beside the other."""
    return text[start - 1 : start] in SEPARATORS and text[end : end + 1] in SEPARATORS and start > 0 and end < len(text)


def has_parallel(text: str, start: int, end: int) -> bool:
    """Whether the first and the last character of a run of three or more stand near it again, as far apart (必固其根本,
    必浚其泉源): Chinese writes so, random characters do not."""
    first, last, apart = text[start], text[end - 1], end - start - 1
    if apart < 2:
        return False
    low, high = max(0, start - PARALLEL_REACH), min(len(text), end + PARALLEL_REACH) - apart
    return any(text[i] == first and text[i + apart] == last for i in range(low, high) if i != start)


def of_one_radical(text: str, start: int, end: int) -> bool:
    """Whether the characters of a run are of one radical, as in names of species and elements (鲈鲤, 镧铈)."""
    points = [ord(character) for character in text[start:end]]
    return max(points) - min(points) <= RADICAL_REACH


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
