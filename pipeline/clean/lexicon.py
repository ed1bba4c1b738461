"""The lists that cleaning reads from `pipeline/vocabulary/`: words, patterns, and words with what they stand for.

Each file maps a list's name to `source:` and `terms:`, a sequence or a mapping. Terms may hold blanks.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def _file(name: str) -> Mapping[str, Any]:
    content: Mapping[str, Any] = yaml.safe_load((files("pipeline.vocabulary") / f"{name}.yaml").read_text("utf-8"))
    return content


@cache
def terms(file: str, name: str) -> tuple[str, ...]:
    """The terms of one list, in the order of the file. Raises KeyError when the file has no such list."""
    return tuple(str(term) for term in _file(file)[name]["terms"])


@cache
def mapping(file: str, name: str) -> Mapping[str, str]:
    """A list that maps a term to what it stands for. Raises KeyError when the file has no such list."""
    return {str(key): str(value) for key, value in _file(file)[name]["terms"].items()}


def records(file: str, name: str) -> tuple[Mapping[str, Any], ...]:
    """A list whose terms have several parts. Raises KeyError when the file has no such list."""
    return tuple(_file(file)[name]["terms"])


def any_of(words: tuple[str, ...]) -> str:
    """The words, taken literally, as the inside of a regular expression, longest first."""
    return "|".join(map(_escape, sorted(words, key=lambda word: (-len(word), word))))


def any_pattern(patterns: tuple[str, ...]) -> str:
    """The patterns as the inside of a regular expression, in their order."""
    return "|".join(patterns)


def _escape(word: str) -> str:
    return "".join(c if c.isalnum() else "\\" + c for c in word)
