"""Finite lists of words, kept as YAML beside this module and read once.

Each file maps a list's name to `source:` (where the list comes from) and `terms:`: words set apart by blanks,
or a mapping from word to meaning.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@cache
def _file(name: str) -> Mapping[str, Any]:
    content: Mapping[str, Any] = yaml.safe_load((files(__package__) / f"{name}.yaml").read_text("utf-8"))
    return content


@cache
def terms(file: str, name: str) -> tuple[str, ...]:
    """The words of one list, in the order of the file. Raises KeyError when the file has no such list."""
    return tuple(str(_file(file)[name]["terms"]).split())


@cache
def mapping(file: str, name: str) -> Mapping[str, str]:
    """A list that maps a word to its meaning. Raises KeyError when the file has no such list."""
    return {str(key): str(value) for key, value in _file(file)[name]["terms"].items()}


@cache
def alternatives(file: str, *names: str) -> str:
    """The words of one or more lists as the inside of a regular expression, longest first.

    Words are taken as patterns, so a list may hold `去年的?工作`.
    """
    words = {word for name in names for word in terms(file, name)}
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))
