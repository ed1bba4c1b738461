"""The blocks of a DOCX in order, as lines: paragraphs with their numbers, headings, tables, boxes."""

from collections.abc import Iterator

from lxml import etree

from pipeline.read.formats.docx_numbering import Numbering
from pipeline.read.formats.docx_package import W, number, value
from pipeline.read.formats.docx_styles import Styles
from pipeline.read.formats.docx_text import ParagraphText, is_deleted_row, joins_next
from pipeline.read.formats.model import RefusedError
from pipeline.read.formats.tables import pipe_row, pipe_separator

MAX_CHARACTERS = 50_000_000
_LONGEST_HEADING = 100
_SENTENCE_ENDS = ("。", "；", "！", "？", ";")
_MOST_COLUMNS = 200
_DEEPEST_HEADING = 6
_LEFT_OUT = frozenset(W + name for name in ("del", "moveFrom", "sdtPr", "sdtEndPr", "sectPr", "tblPr", "tblGrid"))
_CONTENTS = "Table of Contents"


class Body:
    """Walks through a document once. `notes` are the footnotes met, `contents` the lines of tables of contents."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._text = ParagraphText(styles)
        self._begun = ""
        self._characters = 0
        self.notes: list[tuple[str, str]] = []
        self.contents = 0
        self.pictures = 0

    def lines(self, parent: etree._Element) -> Iterator[str]:
        """The lines of a body, a cell, a box or a note. Raises RefusedError (too_large)."""
        for child in parent:
            if child.tag == W + "p":
                for line in self._paragraph(child):
                    self._bound(line)
                    yield line
            elif child.tag == W + "tbl":
                yield from self._table(child)
            elif child.tag == W + "sdt" and _is_contents(child):
                self.contents += sum(1 for _ in child.iter(W + "p"))
            elif child.tag not in _LEFT_OUT:
                yield from self.lines(child)

    def _bound(self, line: str) -> None:
        self._characters += len(line) + 1
        if self._characters > MAX_CHARACTERS:
            raise RefusedError("too_large", f"more than {MAX_CHARACTERS} characters in one document. Split it")

    def _paragraph(self, paragraph: etree._Element) -> Iterator[str]:
        properties = paragraph.find(W + "pPr")
        text, found = self._text.read(paragraph)
        self.notes += found.notes
        self.pictures += found.pictures
        label = self._numbering.label(properties)
        text = self._begun + text
        self._begun = ""
        if self._styles.is_contents(properties):
            self.contents += 1
        elif joins_next(paragraph):
            self._begun = text
        elif text.strip():
            level = self._styles.outline_level(properties)
            yield _heading(label + text.strip(), level) if level is not None else label + text
        for box in found.boxes:
            yield from self.lines(box)

    def _table(self, table: etree._Element) -> Iterator[str]:
        rows = self._rows(table)
        columns = max(map(len, rows), default=0)
        if columns <= 1:
            # A frame around paragraphs, or a list: no table for its reader.
            yield from (line for row in rows for cell in row for line in cell.split("\n") if line.strip())
            return
        for i, row in enumerate(rows):
            line = pipe_row([*row, *[""] * (columns - len(row))])
            self._bound(line)
            yield line
            if not i:
                yield pipe_separator(columns)

    def _rows(self, table: etree._Element) -> list[list[str]]:
        """The cells of a table as text; a merged cell's text stands in each place that it covers."""
        rows: list[list[str]] = []
        above: dict[int, str] = {}
        for row in _children(table, "tr"):
            if is_deleted_row(row):
                continue
            cells: list[str] = [""] * min(number(value(row.find(W + "trPr"), "gridBefore")) or 0, _MOST_COLUMNS)
            merged: dict[int, str] = {}
            for cell in _children(row, "tc"):
                properties = cell.find(W + "tcPr")
                span = max(1, min(number(value(properties, "gridSpan")) or 1, _MOST_COLUMNS))
                merge = None if properties is None else properties.find(W + "vMerge")
                text = "\n".join(self.lines(cell))
                at = len(cells)
                if merge is not None:
                    if merge.get(W + "val", "continue") != "restart":
                        text = above.get(at, text)
                    merged[at] = text
                cells += [text] * span
                self._bound(text * (span - 1))
                if len(cells) > _MOST_COLUMNS:
                    raise RefusedError("too_large", f"a table of more than {_MOST_COLUMNS} columns; split it")
            above = merged
            if any(cell.strip() for cell in cells):
                rows.append(cells)
        return rows


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those in a frame of a form or of a change."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
            yield from _children(child, name)


def _is_contents(block: etree._Element) -> bool:
    gallery = block.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(W + "val") == _CONTENTS


def _heading(text: str, level: int) -> str:
    """A Markdown heading; a sentence or longer text that someone set in a heading's style stays text."""
    if len(text) > _LONGEST_HEADING or text.endswith(_SENTENCE_ENDS) or "\n" in text:
        return text
    return "#" * min(level + 1, _DEEPEST_HEADING) + " " + text
