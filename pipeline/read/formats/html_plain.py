"""Pages too large or too deep for a tree: all their text as lines, in one pass over the characters."""

import re
from html import unescape

from pipeline.vocabulary.lists import terms

_TAG = re.compile(r"<(/?)([a-zA-Z][\w:-]{0,40})[^<>]*>?")
_BLOCK = frozenset(terms("html", "block")) | {"br"}
_CELLS = frozenset(("td", "th"))
_HEAD_END = re.compile(r"</head\s*>|<body\b", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\f\v\u00a0]+")
_LINES = re.compile(r"[ \u3000|]*\n[ \n\u3000]*")


def plain_lines(markup: str) -> str:
    """The text of a page line by line; cells of a row are parted by |. Furniture is not told apart."""
    head = _HEAD_END.search(markup, 0, 1_000_000)
    body = markup[head.start() :] if head else markup
    text = unescape(_TAG.sub(_between, body.replace("\r", "").replace("\n", " ")))
    return _LINES.sub("\n", _BLANKS.sub(" ", text)).strip(" \n\u3000") + "\n"


def _between(tag: re.Match[str]) -> str:
    name = tag[2].lower()
    if name in _CELLS:
        return " | " if tag[1] else ""
    return "\n" if name in _BLOCK else ""
