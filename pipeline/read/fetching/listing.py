"""A list page: which documents it leads to, and where the list goes on.

Links are those a browser would offer without running scripts, and those in the XML islands (`<script type="text/xml">`)
in which some portals ship their lists. Pagers that only exist in JavaScript are not followed: name their pages in the
catalogue as lists of their own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree, html

from pipeline.read.encodings import NotTextError, decode
from pipeline.read.fetching.errors import FetchError
from pipeline.read.fetching.guard import target

_NEXT_WORDS = frozenset({"下一页", "下页", "后页", "next", "nextpage", ">", "»", "›"})
"""What the link to the next page is called, blanks and case aside."""
_BLANKS = {ord("\t"): None, ord("\r"): None, ord("\n"): None, ord(" "): "%20"}
_ISLAND_LINK = re.compile(r"""<a\s[^<>]{0,500}?\bhref\s{0,5}=\s{0,5}["']([^"'<>]{1,2000})["']""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a page: where it leads, in normal form, and whether it is marked as the next page of a list."""

    address: str
    is_next: bool = False


def links_of(page: bytes, base: str) -> list[Link]:
    """The http and https links of a page in its order, each address once. A page that is no text has none."""
    try:
        text = decode(page).text
    except NotTextError:
        return []
    root = _parsed(text)
    if root is None:
        return []
    base = _base(root, base)
    found: dict[str, Link] = {}
    for href, is_next in _references(root):
        address = _absolute(base, href)
        if address and (address not in found or is_next):
            found[address] = Link(address, is_next)
    return list(found.values())


def documents_of(links: list[Link], wanted: str | None) -> list[str]:
    """The addresses in which the pattern is found."""
    pattern = re.compile(wanted) if wanted else None
    return [link.address for link in links if pattern and pattern.search(link.address)]


def next_pages(links: list[Link], wanted: str | None) -> list[str]:
    """The addresses at which the list goes on: those the pattern wants, or without one those marked as next."""
    pattern = re.compile(wanted) if wanted else None
    return [link.address for link in links if (pattern.search(link.address) if pattern else link.is_next)]


def _parsed(text: str) -> html.HtmlElement | None:
    # As bytes, because lxml refuses text with an XML declaration that names an encoding.
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None


def _references(root: html.HtmlElement) -> Iterator[tuple[str, bool]]:
    for element in root.iter("a", "area", "link", "script"):
        if element.tag == "script":
            if "xml" in element.get("type", "").lower():
                yield from ((match[1], False) for match in _ISLAND_LINK.finditer(element.text or ""))
            continue
        href = element.get("href")
        is_next = "next" in element.get("rel", "").lower().split()
        if href and (element.tag != "link" or is_next):
            yield href, is_next or _is_next_word(element)


def _is_next_word(element: html.HtmlElement) -> bool:
    words = "".join("".join(element.itertext()).split()).lower()
    return words in _NEXT_WORDS or element.get("title", "").strip().lower() in _NEXT_WORDS


def _base(root: html.HtmlElement, base: str) -> str:
    for element in root.iter("base"):
        if element.get("href"):
            return _absolute(base, element.get("href")) or base
    return base


def _absolute(base: str, href: str) -> str | None:
    """The normal form of a link; None for mailto:, javascript: and whatever else is no address."""
    try:
        # As browsers do: line breaks and tabs inside go, blanks are encoded.
        return target(urljoin(base, href.strip().translate(_BLANKS))).url
    except (ValueError, FetchError):
        return None
