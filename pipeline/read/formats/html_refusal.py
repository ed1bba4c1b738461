"""Pages that hold no document: frames, errors under status 200, log-ins, pages that only their scripts write."""

import re

from lxml.html import HtmlElement

from pipeline.read.formats.html_source import Source
from pipeline.read.formats.model import RefusedError
from pipeline.vocabulary.lists import terms

LONGEST_ERROR = 400
"""Chinese characters of the longest page whose title may tell that it is an error page."""
_SHORT_TITLE = 15
_SHORT_ERROR = 80
_SHORTEST = 20
_FEW = 60
_HAN = re.compile("[\u3400-\u9fff]")


def refuse_without_text(text: str, source: Source, root: HtmlElement | None, attached: int) -> None:
    """Raises RefusedError (kind empty) when the page holds no document; the message says why and what to do."""
    letters = len(_HAN.findall(text[: 10 * LONGEST_ERROR]))
    if letters > LONGEST_ERROR:
        return
    frames = [] if root is None else [e.get("src") or "" for e in root.iter("frame", "iframe") if e.get("src")]
    words = "".join(text.split()).lower()
    title = "" if root is None else "".join("".join(root.xpath("//title//text()")).split()).lower()
    if root is not None and next(root.iter("frameset"), None) is not None:
        shown = ", ".join(frames[:5])
        raise RefusedError("empty", f"the page is a set of frames; the text stands in other pages: {shown}. List those")
    error = _word("error_pages", title) if len(title) <= _SHORT_TITLE else ""
    error = error or (_word("error_pages", words) if letters <= _SHORT_ERROR else "")
    if error:
        raise RefusedError("empty", f"the page reports an error or asks for a log-in ({error!r}); check its address")
    if letters >= _FEW:
        return
    told = _word("script_pages", "".join(source.decoded.text[:200_000].split()).lower())
    if told or (letters < _SHORTEST and source.scripts > 10 * len(words) + 200):
        raise RefusedError("empty", "the page is written by its scripts only; save it from a browser, or find its file")
    if letters < _SHORTEST and attached:
        raise RefusedError("empty", f"the page has no text, only {attached} attached files; list these as sources")
    if letters < _SHORTEST and frames:
        raise RefusedError("empty", f"the page has no text; it shows another page: {frames[0]}. List that one")
    if letters == 0 and len(words) < _SHORTEST:
        raise RefusedError("empty", "the page holds no text")


def _word(kind: str, text: str) -> str:
    return next((word for word in terms("portals", kind) if word.lower() in text), "")
