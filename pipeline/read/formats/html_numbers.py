"""What a browser draws and the characters of a page do not hold: numbers of lists, raised and lowered letters."""

import re
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from pipeline.read.formats.number_formats import formatted
from pipeline.vocabulary.lists import mapping

_MARK = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[(（〔]\s?[\d一二三四五六七八九十]{1,3}\s?[)）〕]|\d{1,3}\s?[、．)）]|\d{1,3}\s?\.(?!\d)"
    r"|第[一二三四五六七八九十百\d]{1,4}[条章节部编篇]|[①-⑳⑴-⒛㈠-㈩])"
)
_STYLE = re.compile(r"list-style(?:-type)?\s{0,9}:\s{0,9}([\w -]{1,80})", re.IGNORECASE)
_SUPERSCRIPTS = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_RAISABLE = re.compile(r"[\d+\-−()n]{1,4}$")
_REFERENCE = re.compile(r"[\[［〔]\s?[\d\-,，、注 ]{1,12}\s?[\]］〕]$")
_CHINESE = ("chineseCounting", "chineseLegalSimplified")


@dataclass(slots=True)
class _List:
    style: str
    number: int


@dataclass(slots=True)
class Numbering:
    """The lists that are open, and the number that the next line is to begin with."""

    lists: list[_List | None] = field(default_factory=list)
    due: str = ""

    def start(self, element: HtmlElement) -> None:
        """Takes note of a list or an item that opens."""
        if element.tag in ("ol", "ul"):
            self.lists.append(_opened(element) if element.tag == "ol" else None)
        elif element.tag == "li" and self.lists:
            current = self.lists[-1]
            if current:
                current.number = _number(element.get("value"), current.number)
                self.due = _drawn(current.number, current.style)
                current.number += 1
            else:
                self.due = ""

    def end(self, element: HtmlElement) -> None:
        """Takes note of a list or an item that closes."""
        if element.tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        if element.tag in ("ol", "ul", "li"):
            self.due = ""

    def take(self) -> str:
        """The number for the line that ends now; it is given once."""
        due, self.due = self.due, ""
        return due


def has_mark(text: str) -> bool:
    """Whether a line begins with a number of its own (一、 (1) 第二条)."""
    return _MARK.match(text) is not None


def raised(text: str, tag: str) -> str:
    """The words of sup and sub in plain characters: m² for `m<sup>2</sup>`, PM2.5 for `PM<sub>2.5</sub>`.

    References of encyclopedias ([3]) are dropped; other words stand as they are.
    """
    words = text.strip()
    if tag == "sub":
        return words
    if _REFERENCE.match(words):
        return ""
    return words.translate(_SUPERSCRIPTS) if _RAISABLE.match(words) else words


def _opened(element: HtmlElement) -> _List:
    style = _STYLE.search((element.get("style") or "")[:2000])
    styles = mapping("html", "list_styles")
    names = [element.get("type") or "decimal", *(style[1].lower().split() if style else ())]
    known = [styles[name] for name in names if name in styles]
    return _List(known[-1] if known else "decimal", _number(element.get("start"), 1))


def _number(value: str | None, default: int) -> int:
    written = (value or "").strip()
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 4 else default


def _drawn(number: int, style: str) -> str:
    written = formatted(number, style)
    return written and f"{written}、" if style in _CHINESE else written and f"{written}. "
