"""Where the text of a page stands: in a container that portals use, or where readability finds it."""

import logging
import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser
from readability import Document

from pipeline.read.formats.html_tree import Page, Size, is_named, names, tokens
from pipeline.vocabulary.lists import terms

LARGEST_FOR_READABILITY = 20_000
"""Elements of the largest page given to readability, whose time grows with size and depth; 1.5 s for such a page."""
_SMALLEST_SHARE = 0.4
"""Share of a page's text that a container of the list must hold to be believed, if not half of its sentences."""
_INNER_SHARE = 0.97
_INNER_LOSS = 200
_MOST_TRIED = 5
_POST_SHARE = 0.2
_HELD_SHARE = 0.9
_MOST_LINKS = 0.1
_FEW_LINKS = 0.05
_FEWEST_STOPS = 2
_MORE_STOPS = 0.25

_PART = re.compile(r"附件|附表|\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日|[。；]|(?:政府|办公室|办公厅|委员会|局)\s*$")
_BLOCK = frozenset(terms("html", "block"))
_INDEX = "x"
_TAG = re.compile(r"[a-z][a-z0-9:_-]*")
_SURVIVOR = re.compile(rf'\s{_INDEX}="(\d{{1,9}})"')
# readability reports a page it cannot read by an exception, and logs it besides.
logging.getLogger("readability").addHandler(logging.NullHandler())


def main_nodes(page: Page) -> list[HtmlElement]:
    """The elements that hold the document, in the order of the page; the body when nothing better is found."""
    found = _containers(page)
    if found:
        return found
    article = _by_readability(page)
    return [_body(page) if article is None else article]


def _body(page: Page) -> HtmlElement:
    bodies = [e for e in page.sizes if e.tag == "body"]
    return max(bodies, key=lambda e: page.sizes[e].text, default=page.root)


def _containers(page: Page) -> list[HtmlElement]:
    """The container with most of the page's text, as tight as possible, and the posts beside it under the same name."""
    found = [e for e, size in page.sizes.items() if size.text and e.tag != "body" and is_named(e, "containers")]
    if not found:
        return []
    largest = max(found, key=lambda e: page.sizes[e].text)
    size, whole = page.sizes[largest], page.sizes[page.root]
    if size.text < _SMALLEST_SHARE * whole.text and 2 * size.stops <= whole.stops:
        return []
    tight = [e for e in found if page.sizes[e].is_inside(size) and _is_as_good(page.sizes[e], size)]
    tightest = sorted(tight, key=lambda e: page.sizes[e].held)[:_MOST_TRIED]
    best = next((e for e in tightest if not _parts_follow(page, e, largest)), largest)
    return _posts(page, best, found)


def _is_as_good(inner: Size, outer: Size) -> bool:
    """Whether hardly any text and no sentence is lost by taking the inner one."""
    if inner.stops < outer.stops:
        return inner.text >= _INNER_SHARE * outer.text and outer.stops - inner.stops <= 1
    return inner.text >= _INNER_SHARE * outer.text or outer.text - inner.text <= _INNER_LOSS


def _parts_follow(page: Page, inner: HtmlElement, outer: HtmlElement) -> bool:
    """Whether a signature, a date or an attachment stands behind the inner container, in the outer one."""
    after = False
    for event, element, text in tokens(outer, page.left_out):
        if event == "end" and element is inner:
            after = True
        elif after and event == "text" and _PART.search(text):
            return True
    return False


def _posts(page: Page, best: HtmlElement, found: Iterable[HtmlElement]) -> list[HtmlElement]:
    """A report that a forum has in several posts stands in several containers of one kind."""
    kind = {name.rstrip("0123456789") for name in names(best)}
    main = page.sizes[best]
    chosen: list[HtmlElement] = []
    end = 0
    for element in sorted(found, key=lambda e: page.sizes[e].first):
        size = page.sizes[element]
        alike = kind & {name.rstrip("0123456789") for name in names(element)}
        apart = size.first > end and not size.is_inside(main) and not main.is_inside(size)
        if element is best or (alike and apart and size.text >= _POST_SHARE * main.text):
            chosen.append(element)
            end = size.last
    return chosen


def _by_readability(page: Page) -> HtmlElement | None:
    """The element that holds what readability takes for the article. The text itself is read from the page.

    Its summary drops tables and short paragraphs; its choice of the place is what is asked for.
    """
    elements = list(page.sizes)
    if len(elements) > LARGEST_FOR_READABILITY:
        return None
    index = {element: i for i, element in enumerate(elements)}
    try:
        summary = Document(_copy(page, index)).summary(html_partial=True)
    except ValueError:  # Unparseable, or names that no tree can be made with
        return None
    survivors = {elements[int(number)] for number in _SURVIVOR.findall(summary)}
    return _climb(page, _lowest_holder(page, survivors)) if survivors else None


def _copy(page: Page, index: Mapping[HtmlElement, int]) -> HtmlElement:
    """What is not left out, with names and an index as the only attributes."""
    make: Any = HTMLParser().makeelement
    builder = etree.TreeBuilder(element_factory=make)
    for event, element, text in tokens(page.root, page.left_out):
        if event == "text":
            builder.data(text)
        elif event == "start":
            given = ((key, element.get(key)) for key in ("class", "id", "itemprop"))
            kept: dict[Any, Any] = {key: value for key, value in given if value}
            builder.start(element.tag if _TAG.fullmatch(element.tag) else "span", {**kept, _INDEX: str(index[element])})
        else:
            builder.end(element.tag if _TAG.fullmatch(element.tag) else "span")
    return builder.close()


def _lowest_holder(page: Page, survivors: set[HtmlElement]) -> HtmlElement:
    """The lowest element below which nearly all of the surviving text stands."""
    held: dict[HtmlElement, int] = {}
    open_ = [0]
    for event, element, text in tokens(page.root, page.left_out):
        if event == "start":
            open_.append(0)
        elif event == "text":
            open_[-1] += len(text.strip()) if element in survivors else 0
        else:
            held[element] = open_.pop()
            open_[-1] += held[element]
    whole = held[page.root]
    # Children are closed before their parents, so the first that holds enough is the lowest.
    return next((e for e, value in held.items() if value >= _HELD_SHARE * whole), page.root)


def _climb(page: Page, node: HtmlElement) -> HtmlElement:
    """The node, or the ancestor that adds sentences and hardly any links: a page cut into parts.

    Summaries of other pages in a side column come with their links.
    """
    best = node
    for ancestor in node.iterancestors():
        size, held = page.size(ancestor), page.size(best)
        links, stops = size.links - held.links, size.stops - held.stops
        added = size.held - held.held
        if ancestor.tag == "html" or links > _MOST_LINKS * added:
            break
        is_part = stops >= _FEWEST_STOPS and links <= _FEW_LINKS * added
        if _is_one_line(best) or is_part or stops > _MORE_STOPS * held.stops:
            best = ancestor
    return best


def _is_one_line(element: HtmlElement) -> bool:
    """A paragraph by its inside; the document is at least the element around it."""
    return not any(below.tag == "br" or below.tag in _BLOCK for below in element.iterdescendants())
