"""An HTML page as characters: decoded, without scripts and comments, and judged whether a tree of it can be built."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from pipeline.read.encodings import Decoded, NotTextError, decode
from pipeline.read.formats.model import Hints, RefusedError

MOST_TAGS = 400_000
"""Tags of which a tree is built, in about 1 GB; the longest report of the corpus as Word's HTML has some 20,000."""
MOST_ATTRIBUTES = 1_000
"""Attributes of one tag; the parser's time grows with their square."""

_HEAD_BYTES = 8_192
_CHARSET = re.compile(rb"""charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s{0,99}<\?xml[^>]{0,99}encoding=["']([\w-]{1,40})""")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_PAGES = re.compile(r"\bcreatePageHTML\(\s{0,9}(\d{1,4})\s{0,9},")
_MARKED = re.compile(r"<!--<\$\[([^\]<>]{1,20})\]>begin-->([^\0]{0,400}?)<!--<\$\[\1\]>end-->")
_ANY_TAG = re.compile(r"<[^<>]{0,400}>")
_OPENER = re.compile(r"<(!--|\?|script\b|style\b)", re.IGNORECASE)
_UNCLOSED = "unclosed"
_CLOSERS = {
    "!--": re.compile(r"--!?>"),
    "?": re.compile(r">"),
    "script": re.compile(r"</script\b[^>]{0,999}>", re.IGNORECASE),
    "style": re.compile(r"</style\b[^>]{0,999}>", re.IGNORECASE),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A page's characters: `markup` without scripts, styles, comments and control characters; the styles apart."""

    markup: str
    styles: str
    scripts: int
    """Characters that stood in scripts."""
    pages: int
    """Pages that the document is cut into, as the script says that draws the links to them (拓尔思 TRS)."""
    marked: Mapping[str, str]
    """Fields of the page that its template marks by comments, by their names."""
    swallowed: int
    """Characters behind a script or style that is never closed; a browser shows none of them either."""
    decoded: Decoded


def read_source(data: bytes, hints: Hints) -> Source:
    """The characters of a page in any encoding; the bytes decide, the header and the page's own word break ties.

    Raises RefusedError when the bytes are no text.
    """
    head = data[:_HEAD_BYTES]
    stated = [m[1].decode("ascii", "ignore") for p in (_XML_ENCODING, _CHARSET) if (m := p.search(head))]
    try:
        decoded = decode(data, [*([hints.charset] if hints.charset else []), *stated])
    except NotTextError as e:
        raise RefusedError("not_text", f"{e}; save the page again, or as text (UTF-8)") from e
    kept: list[str] = []
    dead: dict[str, list[str]] = {}
    for name, part in _parts(without_controls(decoded.text)):
        (kept if name == "" else dead.setdefault(name, [])).append(part)
    scripts = dead.get("script", [])
    pages = max((int(m[1]) for part in scripts for m in _PAGES.finditer(part)), default=1)
    swallowed = sum(map(len, dead.get(_UNCLOSED, ())))
    styles = "\n".join(dead.get("style", ()))
    return Source("".join(kept), styles, sum(map(len, scripts)), pages, _marked(decoded.text), swallowed, decoded)


def _marked(text: str) -> Mapping[str, str]:
    """What stands between the comments of a field, without tags; the first of each name."""
    if "<!--<$[" not in text:
        return {}
    found: dict[str, str] = {}
    for m in _MARKED.finditer(text):
        found.setdefault(m[1], " ".join(unescape(_ANY_TAG.sub("", m[2])).split()))
    return found


def without_controls(text: str) -> str:
    """A text without control characters, which no page shows and `&#1;` and the like can write too."""
    return _CONTROLS.sub("", text)


def is_regular(markup: str) -> bool:
    """Whether a tree of the page can be built in linear time: not too many tags, no tag with masses of attributes."""
    pieces = markup.split("<")
    return len(pieces) <= MOST_TAGS and not any(
        len(piece) > MOST_ATTRIBUTES and _attributes(piece) > MOST_ATTRIBUTES for piece in pieces
    )


def _attributes(piece: str) -> int:
    tag = piece.partition(">")[0]
    return max(tag.count("="), len(tag.split()))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """The text in pieces, each with the name of what it is in ("" for the page itself), in one pass.

    A comment that is never closed is none; a script or style that is never closed goes to the end of the page.
    """
    at = 0
    unclosed: set[str] = set()
    for opener in _OPENER.finditer(text):
        name = opener[1].lower()
        if opener.start() < at or name in unclosed:
            continue
        closer = _CLOSERS[name].search(text, opener.start() + 2 if name == "!--" else opener.end())
        if closer is None and name in ("!--", "?"):
            unclosed.add(name)
            continue
        yield "", text[at : opener.start()]
        at = closer.end() if closer else len(text)
        yield (name, text[opener.end() : closer.start()]) if closer else (_UNCLOSED, text[opener.end() :])
    yield "", text[at:]
