"""HTML of government portals, forums and encyclopedias: the document's text, and what the page states of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import unquote

from lxml.html import HtmlElement

from pipeline.read.formats.html_lines import lines_of
from pipeline.read.formats.html_main import main_nodes
from pipeline.read.formats.html_plain import plain_lines
from pipeline.read.formats.html_refusal import refuse_without_text
from pipeline.read.formats.html_source import Source, is_regular, read_source, without_controls
from pipeline.read.formats.html_stated import read_head
from pipeline.read.formats.html_tree import Page, build, read_page
from pipeline.read.formats.model import Hints, Note, RefusedError, Rendition
from pipeline.vocabulary.lists import terms

MEDIA_TYPE = "text/html"
_MOST_NAMED = 5
_MOST_LINKS = 0.5
_FEW_STOPS = 3


def read(data: bytes, hints: Hints) -> Rendition:
    """The text of a page in Markdown-like lines, and its metadata heads under STATED_KEYS.

    Raises RefusedError: not_text for bytes in no known encoding, empty for pages that hold no document (errors,
    log-ins, frames, pages written by scripts). Time and memory are linear in the bytes: a page too large or too
    deep for a tree is read as plain lines, which a note says.
    """
    source = read_source(data, hints)
    root = build(source.markup) if is_regular(source.markup) else None
    if root is None:
        return _plain(source)
    page = read_page(root, source.styles)
    nodes = main_nodes(page)
    head = read_head(page, nodes, source.marked)
    shown = replace(page, left_out=page.left_out | (head.elements - set(nodes)))
    text = without_controls(lines_of(shown, nodes))
    stated = {key: without_controls(value) for key, value in head.stated.items()}
    attached = list(_attached(root))
    refuse_without_text(text, source, root, len(attached))
    notes = (*_broken(source), *_parts(source), *_links(page, nodes), *_attachments(attached))
    return Rendition(text, MEDIA_TYPE, source.decoded.encoding, notes, stated)


def _plain(source: Source) -> Rendition:
    text = without_controls(plain_lines(source.markup))
    if not text.strip():
        raise RefusedError("empty", "the page holds no text")
    refuse_without_text(text, source, None, 0)
    message = "the page has too many or too deeply nested tags to find its main text; all its text is kept as lines"
    note = Note("doubtful_text", "warning", f"{message}. Save the document alone, without the page around it")
    return Rendition(text, MEDIA_TYPE, source.decoded.encoding, (*_broken(source), note))


def _broken(source: Source) -> Iterator[Note]:
    decoded = source.decoded
    if decoded.broken:
        message = f"{decoded.broken} places do not decode as {decoded.encoding}; they read U+FFFD"
        yield Note("unreadable", "warning", f"{message}. Get a sound copy if there is one")


def _parts(source: Source) -> Iterator[Note]:
    if source.swallowed:
        message = f"a script is never closed and takes the last {source.swallowed} characters of the page"
        yield Note("doubtful_text", "warning", f"{message}. Get a whole copy of the page")
    if source.pages > 1:
        message = f"the document is cut into {source.pages} pages, and this is one of them"
        yield Note("doubtful_text", "warning", f"{message}. List the others too, or the whole document if there is one")


def _links(page: Page, nodes: Sequence[HtmlElement]) -> Iterator[Note]:
    """A note where the page looks like a list of documents."""
    sizes = [page.size(node) for node in nodes]
    held, links = sum(size.held for size in sizes), sum(size.links for size in sizes)
    if links > _MOST_LINKS * held and sum(size.stops for size in sizes) < _FEW_STOPS:
        message = "the page is mostly links, a list of documents rather than one"
        yield Note("doubtful_text", "warning", f"{message}. List the documents themselves")


def _attached(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """Words and addresses of the files that the page links to or shows."""
    suffixes = terms("portals", "attachments")
    seen: set[str] = set()
    for element in root.iter("a", "iframe", "embed", "object", "div"):
        keys = ("pdfsrc",) if element.tag == "div" else ("href", "src", "data")
        for address in (element.get(key, "").strip() for key in keys):
            path = address.lower().partition("#")[0]
            if (
                address
                and address not in seen
                and (path.endswith(suffixes) or path.partition("?")[0].endswith(suffixes))
            ):
                seen.add(address)
                words = " ".join("".join(element.itertext()).split()) if element.tag == "a" else ""
                yield words[:80] or unquote(path.rpartition("/")[2])[:80], address


def _attachments(attached: Sequence[tuple[str, str]]) -> Iterator[Note]:
    """A note that names the attached files: their text is part of the document, and not of the page."""
    if attached:
        named = "; ".join(f"{words} ({address})" for words, address in attached[:_MOST_NAMED])
        more = f" and {len(attached) - _MOST_NAMED} more" if len(attached) > _MOST_NAMED else ""
        message = f"the page names {len(attached)} attached files, which are not read with it: {named}{more}"
        yield Note("metadata", "info", f"{message}. List them as sources if they are documents")
