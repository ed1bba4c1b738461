"""The part of a page that holds its text, as lines: paragraphs, headings, lists with their numbers, tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from pipeline.read.formats.html_numbers import Numbering, has_mark, raised
from pipeline.read.formats.html_tables import Grid, data_tables, pipe_table
from pipeline.read.formats.html_tree import Page, tokens
from pipeline.vocabulary.lists import terms

LONGEST_HEADING = 80
"""Longer text in h1 to h6 is a paragraph set large."""
_LONGEST_RUN_IN = 60
_MOSTLY_BOLD = 0.5

_BLOCK = frozenset(terms("html", "block"))
_PREFORMATTED = frozenset(terms("html", "preformatted"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_WEIGHT = re.compile(r"font-weight\s{0,9}:\s{0,9}(bold|bolder|[6-9]00|normal|lighter|[1-5]00)", re.IGNORECASE)
_PRE_STYLE = re.compile(r"white-space\s{0,9}:\s{0,9}(?:pre|break-spaces)", re.IGNORECASE)
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2014-\u2026"
_WRAP = re.compile(rf"(?<=[{_CJK}])[ \t]*[\r\n][ \t\r\n]*(?=[{_CJK}])")
_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0\u2002\u2003\u2009]+")
_CELL_BREAK = re.compile("(?<=[、，；。：]) ")
_AROUND = " \u3000\u200b\ufeff"
_RUN_IN_END = re.compile(r"[。：:！!；;，,、]$")


@dataclass(slots=True)
class _Line:
    """A line: `bold` characters of its beginning are in bold type; `tight` when no blank line stands before it."""

    text: str
    bold: int = 0
    hashes: int = 0
    tight: bool = False


@dataclass(slots=True)
class _Piece:
    text: str
    bold: bool


@dataclass(slots=True)
class _Writer:
    """Collects the lines of a walk over the tree; one walk, no look back."""

    tables: frozenset[HtmlElement]
    lines: list[_Line] = field(default_factory=list)
    pieces: list[_Piece] = field(default_factory=list)
    bold: list[bool] = field(default_factory=lambda: [False])
    raised: list[int] = field(default_factory=list)
    numbering: Numbering = field(default_factory=Numbering)
    preformatted: int = 0
    heading: int = 0
    grid: Grid | None = None
    tight: bool = False

    def start(self, element: HtmlElement) -> None:
        tag, style = element.tag, element.get("style") or ""
        self.bold.append(_is_bold(tag, style, self.bold[-1]))
        if self.grid is not None:
            self._start_in_table(element)
        elif tag in _BLOCK:
            self.flush()
            self.heading = _HEADINGS.get(tag, self.heading)
            self.numbering.start(element)
            self.grid = Grid() if element in self.tables else None
        elif tag == "br":
            self.flush(tight=True)
        if tag in ("sup", "sub"):
            self.raised.append(len(self.pieces))
        self.preformatted += _is_preformatted(tag, style)

    def text(self, text: str) -> None:
        if not self.preformatted or self.grid is not None:
            self.pieces.append(_Piece(text, self.bold[-1]))
            return
        for i, line in enumerate(text.splitlines()):
            if i:
                self.flush(tight=True)
            self.pieces.append(_Piece(line, self.bold[-1]))
        if text.endswith("\n"):
            self.flush(tight=True)

    def end(self, element: HtmlElement) -> None:
        tag = element.tag
        self.bold.pop()
        if tag in ("sup", "sub") and self.raised:
            at = self.raised.pop()
            pieces = self.pieces[at:]
            del self.pieces[at:]
            if pieces:
                self.pieces.append(_Piece(raised("".join(p.text for p in pieces), tag), pieces[0].bold))
        self.preformatted -= _is_preformatted(tag, element.get("style") or "")
        if self.grid is not None:
            self._end_in_table(element)
        elif tag in _BLOCK:
            self.flush()
            self.heading = 0 if tag in _HEADINGS else self.heading
            self.numbering.end(element)

    def flush(self, tight: bool = False) -> None:
        """Ends the line; the next one follows without a blank line when `tight`."""
        text, bold = _joined(self.pieces)
        self.pieces.clear()
        self.raised.clear()
        if text:
            number = self.numbering.take()
            mark = "" if has_mark(text) else number
            hashes = self.heading if len(text) <= LONGEST_HEADING else 0
            self.lines.append(_Line(mark + text, bold + len(mark) if bold else 0, hashes, self.tight))
            self.tight = tight
        elif not tight:
            self.tight = False

    def _start_in_table(self, element: HtmlElement) -> None:
        assert self.grid is not None
        if element.tag == "tr":
            self.grid.add_row()
        elif element.tag in ("td", "th"):
            self._take_loose()
            self.grid.add_cell(element)
        elif element.tag in _BLOCK or element.tag == "br":
            self.pieces.append(_Piece(" ", False))

    def _end_in_table(self, element: HtmlElement) -> None:
        assert self.grid is not None
        if element.tag in ("td", "th"):
            self.grid.set_text(_CELL_BREAK.sub("", _joined(self.pieces)[0]))
            self.pieces.clear()
        elif element.tag == "caption":
            self._take_loose()
        elif element in self.tables:
            self._take_loose()
            made = list(pipe_table(self.grid))
            self.grid = None
            before = False
            for text, inside in made:
                self.lines.append(_Line(text, tight=inside and before))
                before = inside
            self.tight = False
        elif element.tag in _BLOCK:
            self.pieces.append(_Piece(" ", False))

    def _take_loose(self) -> None:
        """Words of a table outside of its cells: a caption, or text that the parser found no place for."""
        text, _ = _joined(self.pieces)
        self.pieces.clear()
        if text:
            self.lines.append(_Line(text))


def lines_of(page: Page, nodes: Sequence[HtmlElement]) -> str:
    """The text of some nodes of a page, in the order given: paragraphs parted by a blank line, `<br>` by a line end.

    Bold type is kept where it opens a line as a heading does, unless most of the text is bold.
    """
    lines: list[_Line] = []
    for node in nodes:
        writer = _Writer(data_tables(page, node))
        for event, element, text in tokens(node, page.left_out):
            if event == "text":
                writer.text(text)
            elif event == "start":
                writer.start(element)
            else:
                writer.end(element)
        writer.flush()
        lines += writer.lines
    marked = sum(line.bold for line in lines) <= _MOSTLY_BOLD * sum(len(line.text) for line in lines)
    written = [("\n" if line.tight else "\n\n") + _written(line, marked) for line in lines]
    return "".join(written).lstrip("\n") + "\n" if written else ""


def _written(line: _Line, marked: bool) -> str:
    if line.hashes:
        return f"{'#' * line.hashes} {line.text}"
    if not (marked and 1 < line.bold <= _LONGEST_RUN_IN):
        return line.text
    head, rest = line.text[: line.bold], line.text[line.bold :]
    if rest and not _RUN_IN_END.search(head) and not _RUN_IN_END.match(rest[:1]):
        return line.text
    return f"**{head}**{rest}"


def _joined(pieces: Sequence[_Piece]) -> tuple[str, int]:
    """The words of a line with blanks as a browser shows them, and how many characters of its beginning are bold.

    A line end between Chinese characters is only how the page was written; a browser's blank there means nothing.
    """
    bold_parts = 0
    for piece in pieces:
        if not piece.bold and piece.text.strip():
            break
        bold_parts += 1
    whole = _plain("".join(p.text for p in pieces))
    if not bold_parts:
        return whole, 0
    return whole, len(_plain("".join(p.text for p in pieces[:bold_parts])))


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", _WRAP.sub("", text)).strip(_AROUND)


def _is_bold(tag: str, style: str, outside: bool) -> bool:
    weight = _WEIGHT.search(style[:2000]) if style else None
    if weight:
        return weight[1].lower() in ("bold", "bolder") or weight[1][0] in "6789"
    return outside or tag in ("b", "strong")


def _is_preformatted(tag: str, style: str) -> bool:
    return tag in _PREFORMATTED or bool(style and _PRE_STYLE.search(style[:2000]))
