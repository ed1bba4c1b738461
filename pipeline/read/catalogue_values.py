"""The values of a catalogue entry: how each key is read from its YAML node, and what is said when it cannot be."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import yaml

from pipeline.tables.codes import DOCUMENT_TYPE

_SHA256 = re.compile("[0-9a-f]{64}")
_PLACE_CODE = re.compile("[0-9]{6}")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TEXT_TAGS = ("str", "int", "float", "timestamp")
_TRUTH = {"true": True, "yes": True, "false": False, "no": False}
MAX_LIST_PAGES = 200
"""Pages of a list that are followed at most; a portal's list of ten years has some fifty."""


class MistakeError(ValueError):
    """A value that cannot be used; the message says what to write instead."""


def plain(node: yaml.Node) -> str:
    """A scalar as written: an unquoted 310107 stays the text it is. Raises MistakeError."""
    tag = node.tag.rsplit(":", 1)[-1]
    if not isinstance(node, yaml.ScalarNode) or tag not in _TEXT_TAGS:
        raise MistakeError(f"is {kind_of(node)}; write a text")
    value = str(node.value).strip()
    if _SURROGATE.search(value):
        raise MistakeError("holds half of a surrogate pair, which is no character; write the character itself")
    return value


def kind_of(node: yaml.Node) -> str:
    """What a node is, in words."""
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    return f"{node.value!r}"


def _matching(pattern: re.Pattern[str], wanted: str) -> Callable[[yaml.Node], str]:
    def read(node: yaml.Node) -> str:
        value = plain(node)
        if not pattern.fullmatch(value):
            raise MistakeError(f"is {value!r}; write {wanted}")
        return value

    return read


def _date(node: yaml.Node) -> date:
    value = plain(node)
    try:
        if not _DATE.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise MistakeError(f"is {value!r}, which is no date; write YYYY-MM-DD, such as 2021-09-16") from None


def _document_type(node: yaml.Node) -> str:
    value = plain(node)
    if value not in DOCUMENT_TYPE.values:
        raise MistakeError(f"is {value!r}; write one of {', '.join(DOCUMENT_TYPE.values)}")
    return value


def _sha256(node: yaml.Node) -> str:
    value = plain(node)
    if not _SHA256.fullmatch(value.lower()):
        raise MistakeError(f"is {value!r}; write the 64 hexadecimal digits that sha256sum prints")
    return value.lower()


def _words(node: yaml.Node) -> tuple[str, ...]:
    if not isinstance(node, yaml.SequenceNode):
        raise MistakeError(f"is {kind_of(node)}; write a list of words")
    return tuple(plain(word) for word in node.value)


def _one_or_more(node: yaml.Node) -> tuple[str, ...]:
    return _words(node) if isinstance(node, yaml.SequenceNode) else (plain(node),)


def _address(node: yaml.Node) -> str:
    value = plain(node)
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        good = False
    if not good:
        raise MistakeError(f"is {value!r}; write an address with http:// or https://, without a name or password in it")
    return value.split("#", 1)[0]


def _expression(node: yaml.Node) -> str:
    value = plain(node)
    try:
        re.compile(value)
    except re.error as e:
        raise MistakeError(f"is {value!r}, which is no regular expression ({e})") from None
    return value


def _pages(node: yaml.Node) -> int:
    value = plain(node)
    if not value.isdecimal() or not 1 <= int(value) <= MAX_LIST_PAGES:
        raise MistakeError(f"is {value!r}; write a number from 1 to {MAX_LIST_PAGES}")
    return int(value)


def _truth(node: yaml.Node) -> bool:
    value = str(node.value).strip().lower() if isinstance(node, yaml.ScalarNode) else ""
    if value not in _TRUTH:
        raise MistakeError(f"is {kind_of(node)}; write true or false")
    return _TRUTH[value]


def _columns(node: yaml.Node) -> Mapping[str, str]:
    if not isinstance(node, yaml.MappingNode):
        raise MistakeError(f"is {kind_of(node)}; write a mapping such as 'text: 正文'")
    return {plain(key): plain(value) for key, value in node.value}


METADATA: dict[str, Callable[[yaml.Node], Any]] = {
    "title": plain,
    "document_type": _document_type,
    "place_name": plain,
    "place_code": _matching(_PLACE_CODE, "the six digits of GB/T 2260"),
    "issuer": plain,
    "document_number": plain,
    "adopted_on": _date,
    "issued_on": _date,
    "published_on": _date,
    "period_start": _date,
    "period_end": _date,
    "rights_basis": plain,
}
"""The columns of `documents` that an entry may state."""

PLACES: dict[str, Callable[[yaml.Node], Any]] = {
    "file": plain,
    "folder": plain,
    "address": _address,
    "list": _address,
}
"""Where the documents of an entry are; each entry has exactly one of these keys."""

OTHER: dict[str, Callable[[yaml.Node], Any]] = {
    "id": plain,
    "sha256": _sha256,
    "pattern": _one_or_more,
    "exclude": _one_or_more,
    "links": _expression,
    "next": _expression,
    "pages": _pages,
    "allow_private": _truth,
    "columns": _columns,
    "published_at": plain,
    "known_defects": _words,
}

READERS = {**PLACES, **OTHER, **METADATA}
KEYS = tuple(READERS)

BELONGS_TO = {
    "id": ("file", "address"),
    "sha256": ("file",),
    "pattern": ("folder",),
    "exclude": ("folder",),
    "links": ("list",),
    "next": ("list",),
    "pages": ("list",),
    "allow_private": ("address", "list"),
}
"""Keys that say something of some places only."""
