"""An HTML page as a tree, and what of it a reader never sees or that is no part of any document."""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from pipeline.vocabulary.lists import terms

DEEPEST = 200
"""Levels of tags; portals have 20 to 40. Deeper pages are read as lines, without a tree."""

_TEXTLESS = frozenset(terms("html", "textless"))
_HIDING_STYLE = re.compile(
    r"(?:^|[;\s])(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden|font-size\s{0,9}:\s{0,9}0(?:\.0{1,9})?(?:px|pt|em|rem|%)?\s{0,9}(?:!|;|$)"
    r"|opacity\s{0,9}:\s{0,9}0(?:\.0{1,9})?\s{0,9}(?:!|;|$))",
    re.IGNORECASE,
)
_HIDING_RULE = re.compile(r"([.#][\w-]{1,80})\s{0,9}\{([^{}]{0,2000})\}")
_LARGEST_HIDDEN = 0.3
"""Share of a page's text up to which what is hidden stays out. WeChat hides the whole text until a script has run."""
_LARGEST_FURNITURE = 300
_LARGEST_SHARE = 0.2
_STOPS = re.compile("[。；]")
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")


class Size(NamedTuple):
    """How much text an element holds: characters outside and inside of links, full stops outside; and its place.

    `first` and `last` count along the page: an element is inside another when its places are.
    """

    text: int
    links: int
    stops: int
    first: int = 0
    last: int = 0

    @property
    def held(self) -> int:
        """All characters, those of links included."""
        return self.text + self.links

    def is_inside(self, outer: "Size") -> bool:
        """Whether the element stands below the other."""
        return outer.first < self.first and self.last < outer.last


@dataclass(frozen=True, slots=True)
class Page:
    """A page's tree, what of it is left out, and how much text stands in each element."""

    root: HtmlElement
    left_out: Set[HtmlElement]
    sizes: Mapping[HtmlElement, Size]

    def size(self, element: HtmlElement) -> Size:
        """How much text an element holds; none when it is left out."""
        return self.sizes.get(element, Size(0, 0, 0))


def build(markup: str) -> HtmlElement | None:
    """The tree of a page; None when it holds no element, or nests deeper than DEEPEST."""
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(markup.encode(), parser)
    except (etree.ParserError, etree.XMLSyntaxError, TypeError):  # a page without any element
        return None
    return root if root is not None and _depth(root) <= DEEPEST else None


def read_page(root: HtmlElement, styles: str) -> Page:
    """Marks what is hidden, furniture by its tag or class, or no text at all."""
    dead = {e for e in root.iter() if not isinstance(e.tag, str) or e.tag in _TEXTLESS}
    sizes = measure(root, dead)
    whole = sizes[root].held
    hidden_names = _hidden_names(styles)
    for element, size in sizes.items():
        if (size.held <= _LARGEST_HIDDEN * whole and _is_hidden(element, hidden_names)) or _is_furniture(
            element, size, whole
        ):
            dead.add(element)
    return Page(root, dead, measure(root, dead))


def tokens(root: HtmlElement, left_out: Set[HtmlElement]) -> Iterator[tuple[str, HtmlElement, str]]:
    """The tree in the order of reading: ("start", element, ""), ("text", the element it stands in, text), ("end", …).

    What is left out gives nothing. Neither recursion nor copies: the time is that of the tree.
    """
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        absent = element in left_out
        if event == "start" and absent:
            walker.skip_subtree()
        elif event == "start":
            yield "start", element, ""
            if element.text:
                yield "text", element, element.text
        else:
            if not absent:
                yield "end", element, ""
            if element.tail and element is not root:
                yield "text", element.getparent(), element.tail


def names(element: HtmlElement) -> Iterator[str]:
    """The element's own name, its classes, id and name in lower case."""
    yield element.tag
    for attribute in ("class", "id", "name"):
        yield from (element.get(attribute) or "").lower().split()


def is_named(element: HtmlElement, kind: str) -> bool:
    """Whether an element, or a class, id or name of it, is in a list of portals.yaml."""
    whole, beginnings = _names(kind)
    return any(name in whole or (beginnings and name.startswith(beginnings)) for name in names(element))


@cache
def _names(kind: str) -> tuple[frozenset[str], tuple[str, ...]]:
    listed = terms("portals", kind)
    return frozenset(n for n in listed if "*" not in n), tuple(n[:-1] for n in listed if n.endswith("*"))


def measure(root: HtmlElement, left_out: Set[HtmlElement]) -> dict[HtmlElement, Size]:
    """The size of every element that is not left out, in one pass."""
    sizes: dict[HtmlElement, Size] = {}
    open_: list[list[int]] = [[0, 0, 0]]
    first: list[int] = []
    in_link = place = 0
    for event, element, text in tokens(root, left_out):
        place += 1
        if event == "start":
            in_link += element.tag == "a"
            open_.append([0, 0, 0])
            first.append(place)
        elif event == "text":
            if text.isspace():
                continue
            length = len(_BLANKS.sub("", text))
            open_[-1][1 if in_link else 0] += length
            open_[-1][2] += 0 if in_link else len(_STOPS.findall(text))
        else:
            in_link -= element.tag == "a"
            own = open_.pop()
            sizes[element] = Size(own[0], own[1], own[2], first.pop(), place)
            for i, value in enumerate(own):
                open_[-1][i] += value
    return sizes


def _depth(root: HtmlElement) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _is_hidden(element: HtmlElement, hidden_names: Set[str]) -> bool:
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    if style and _HIDING_STYLE.search(style[:2000]):
        return True
    if hidden_names and any(
        mark + name in hidden_names
        for mark, key in ((".", "class"), ("#", "id"))
        for name in (element.get(key) or "").split()
    ):
        return True
    return is_named(element, "jammers")


def _hidden_names(styles: str) -> frozenset[str]:
    """The classes and ids that the page's own style sheet hides."""
    return frozenset(m[1] for m in _HIDING_RULE.finditer(styles) if _HIDING_STYLE.search(m[2]))


def _is_furniture(element: HtmlElement, size: Size, whole: int) -> bool:
    """Navigation, footers, share buttons: by their names, as long as they hold no paragraph."""
    if element.tag in ("body", "html", "form", "a") or size.stops > 1:
        return False
    if size.text > max(_LARGEST_FURNITURE, _LARGEST_SHARE * whole):
        return False
    if element.tag == "time":
        return element.getparent() is not None and element.getparent().tag not in ("p", "li", "td", "dd")
    listed = terms("portals", "layout_furniture")
    return element.tag in listed or element.get("role") in listed or is_named(element, "furniture")
