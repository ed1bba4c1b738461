"""The text of one paragraph of a DOCX: what a reader sees of its runs, with the boxes and notes that hang on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.read.formats.docx_package import W
from pipeline.read.formats.docx_styles import Styles
from pipeline.read.formats.symbols import symbol

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_LEFT_OUT = frozenset(
    W + name
    for name in (
        "pPr",
        "rPr",
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "delInstrText",
        "sdtPr",
        "sdtEndPr",
        "rt",
        "object",
    )
)
"""What holds no text, deleted text (修订), field codes, readings above characters, embedded files."""
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_BOXES = frozenset((W + "drawing", W + "pict"))
_NOTES = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}


@dataclass(slots=True)
class Fields:
    """Where in complex fields the walk stands: for each open field, whether its result has begun.

    Fields may open in one paragraph and close in a later one, as tables of contents do.
    """

    open: list[bool] = field(default_factory=list)

    def step(self, kind: str | None) -> None:
        """Take note of `w:fldChar`."""
        if kind == "begin":
            self.open.append(False)
        elif kind == "separate" and self.open:
            self.open[-1] = True
        elif kind == "end" and self.open:
            self.open.pop()

    @property
    def in_code(self) -> bool:
        """Whether what comes now is a field's code and not its result."""
        return not all(self.open)


@dataclass(slots=True)
class Found:
    """What hangs on a paragraph besides its text, in order."""

    boxes: list[etree._Element] = field(default_factory=list)
    """The contents of text boxes (`w:txbxContent`)."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Footnotes and endnotes: the part and the id."""
    pictures: int = 0


class ParagraphText:
    """Reads the paragraphs of a document one after the other."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields = Fields()

    def read(self, paragraph: etree._Element) -> tuple[str, Found]:
        """The visible text of a paragraph, and what hangs on it."""
        found = Found()
        style = self._styles.of_paragraph(paragraph.find(W + "pPr"))
        return "".join(self._inline(paragraph, style, found)), found

    def _inline(self, parent: etree._Element, style: str | None, found: Found) -> Iterator[str]:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                if not self._styles.hidden(child.find(W + "rPr"), style):
                    yield from self._run(child, style, found)
                else:
                    self._skip(child)
            elif tag == _MC + "AlternateContent":
                yield from self._inline(_choice(child), style, found)
            elif tag == _M + "t":
                yield child.text or ""
            elif tag not in _LEFT_OUT:
                yield from self._inline(child, style, found)

    def _skip(self, run: etree._Element) -> None:
        """A hidden run: only the marks of fields count."""
        for mark in run.iterfind(W + "fldChar"):
            self._fields.step(mark.get(W + "fldCharType"))

    def _run(self, run: etree._Element, style: str | None, found: Found) -> Iterator[str]:
        for child in run:
            tag = child.tag
            if tag == W + "fldChar":
                self._fields.step(child.get(W + "fldCharType"))
            elif self._fields.in_code or tag in _LEFT_OUT:
                continue
            elif tag == W + "t":
                yield child.text or ""
            elif tag in _CHARACTERS:
                yield _CHARACTERS[tag]
            elif tag == W + "sym":
                yield symbol(child.get(W + "font", ""), child.get(W + "char", ""))
            elif tag in _NOTES:
                found.notes.append((_NOTES[tag], child.get(W + "id", "")))
            elif tag == _MC + "AlternateContent":
                yield from self._run(_choice(child), style, found)
            elif tag in _BOXES:
                _take_drawing(child, found)
            elif tag == W + "ruby":
                yield from self._inline(child, style, found)


def _choice(alternative: etree._Element) -> etree._Element:
    """The first of the ways to show a thing; the others show the same to older programs."""
    return alternative[0] if len(alternative) else alternative


def _take_drawing(drawing: etree._Element, found: Found) -> None:
    boxes = [box for box in drawing.iter(W + "txbxContent") if not _inside_another(box, drawing)]
    found.boxes += boxes
    found.pictures += not boxes


def _inside_another(box: etree._Element, drawing: etree._Element) -> bool:
    """Boxes in boxes are read with the outer one; of the ways to show one thing only the first is."""
    parent = box.getparent()
    while parent is not None and parent is not drawing:
        if parent.tag in (W + "txbxContent", _MC + "Fallback"):
            return True
        parent = parent.getparent()
    return False


def joins_next(paragraph: etree._Element) -> bool:
    """Whether the end of the paragraph is deleted, so that the next one goes on."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def is_deleted_row(row: etree._Element) -> bool:
    """Whether a row of a table is deleted."""
    return row.find(f"{W}trPr/{W}del") is not None
