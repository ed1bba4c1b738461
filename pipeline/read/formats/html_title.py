"""The title of a page's document, without the names of the site and its columns."""

import re
from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from pipeline.read.formats.html_tree import Page
from pipeline.vocabulary.lists import terms

_SHORTEST = 6
_OCCASION = re.compile(r"\s*[（(][^（）()]{1,40}[）)]$")
_BLANKS = re.compile(r"[\s\u3000\u200b\ufeff]+")
_BLANK = re.compile(r"\s")
_SITE_BREAK = re.compile(r"\s[-–—|｜_]{1,3}\s|[_|｜]|--|——?|-")


def title_of(page: Page, stated: str, texts: Iterable[str]) -> str:
    """The title that the page states, else its one heading of the first order, else the window's title; "" for none.

    Heading and window's title may be the name of the site or column: the one is believed when the other holds it,
    the window's title also when it names a kind of document or stands as a line of its own among the page's `texts`.
    """
    lines = {_bare(text) for text in texts}
    if stated:
        return without_site(stated)
    window = _of_window(page.root)
    headings = {" ".join("".join(e.itertext()).split()) for e in page.sizes if e.tag == "h1"}
    heading = headings.pop() if len(headings) == 1 else ""
    if _may_be_title(heading) and (not window or _bare(heading) in _bare(window)):
        return heading
    title = next((part for part in _parts(window) if _may_be_title(part) and _bare(part) in lines), "")
    title = title or without_site(window)
    if not _may_be_title(title):
        return ""
    named = "关于" in title or _OCCASION.sub("", title).endswith(terms("portals", "title_ends"))
    return title if named or _bare(title) in lines else ""


def _parts(window: str) -> Iterator[str]:
    """The window's title up to, and behind, each place where the name of a site or column may begin or end.

    The longest first: a title may have such marks of its own.
    """
    breaks = [*_SITE_BREAK.finditer(window), *_BLANK.finditer(window)]
    parts = {window[: at.start()].strip() for at in breaks} | {window[at.end() :].strip() for at in breaks} | {window}
    yield from sorted(parts, key=lambda part: (-len(part), part))


def without_site(title: str) -> str:
    """A title without the names of sites and columns behind it: ……规划_规划计划_上海市人民政府."""
    for at in _SITE_BREAK.finditer(title):
        head, tail = title[: at.start()].strip(), title[at.end() :].strip()
        sure = at[0] in "_|｜" or at[0].isspace() or at[0] != at[0].strip()
        if len(head) >= _SHORTEST and (sure or tail.endswith(terms("portals", "site_words"))):
            return head
    return title.strip()


def _may_be_title(text: str) -> bool:
    """Long enough, and no name of a site or a column."""
    return len(text) >= _SHORTEST and ("关于" in text or not text.endswith(terms("portals", "site_words")))


def _of_window(root: HtmlElement) -> str:
    element = next(root.iter("title"), None)
    return " ".join((element.text or "")[:1000].split()) if element is not None else ""


def _bare(text: str) -> str:
    return _BLANKS.sub("", text)
