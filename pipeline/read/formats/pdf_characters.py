"""The characters of a PDF page with their places, as PDFium gives them, turned upright."""

from collections.abc import Callable, Iterator, Sequence
from ctypes import c_double, c_float
from dataclasses import dataclass
from itertools import islice
from math import pi
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as c

from pipeline.read.formats.pdf_layout import Char, is_wide

_SLANT = 0.02
"""Radians by which text may lean; what leans more is a watermark."""
_BLANK = frozenset(" \t\r\n\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")
_NOTHING = frozenset("\x02\u200b\ufeff")
"""Hyphens that PDFium marks, and what has no width."""
_LOST = "\ufffd"
_UNMAPPED = frozenset("\x00\ufffd\ufffe\uffff")
_PICTURE = 0.5
"""Share of the page that one picture covers when the page is scanned."""
_MOST_SLANTED = 200
_SAMPLE = 20
_MOST_OBJECTS = 50_000
_LIGATURE = 1.3
"""Width of a character, in heights of its box, from which it stands for two."""
_NARROW = 0.8
"""Size of a narrow character, in heights of its box."""

Turn = Callable[[float, float], tuple[float, float]]
_TURNS: tuple[Turn, ...] = (
    lambda x, y: (x, y),
    lambda x, y: (-y, x),
    lambda x, y: (-x, -y),
    lambda x, y: (y, -x),
)
"""By quarter turns to the right that the text was turned: coordinates in which it stands upright."""


@dataclass(frozen=True, slots=True)
class PageCharacters:
    """The visible characters of a page in content order."""

    upright: Sequence[Char]
    """Those set the way that most of the page is set, on an upright page or one turned for a wide table."""
    turned: Sequence[Sequence[Char]]
    """Those that stand at right angles to them."""
    turn: Turn
    """From coordinates of the page to those of `upright`."""
    count: int
    unmapped: int
    """Characters whose font does not say which they are."""
    slanted: str
    """The beginning of the text that was left out because it lies slanted over the page."""

    @classmethod
    def of(cls, page: pdfium.PdfPage) -> "PageCharacters":
        """Read them. Raises PdfiumError."""
        text_page = page.get_textpage()
        try:
            return _sorted_by_angle(text_page, page.get_bbox())
        finally:
            text_page.close()


def _sorted_by_angle(text_page: pdfium.PdfTextPage, bounds: tuple[float, float, float, float]) -> PageCharacters:
    quarters: tuple[list[Char], ...] = ([], [], [], [])
    slanted: list[str] = []
    count = unmapped = 0
    box, x, y = c.FS_RECTF(), c_double(), c_double()
    left, bottom, right, top = bounds
    after_blank = False
    handle = text_page.raw
    for i in range(text_page.count_chars()):
        if c.FPDFText_IsGenerated(handle, i):
            continue
        code = c.FPDFText_GetUnicode(handle, i)
        text = chr(code) if code <= 0x10FFFF else "\ufffd"
        if text in _BLANK or text in _NOTHING:
            after_blank = after_blank or text in _BLANK
            continue
        c.FPDFText_GetLooseCharBox(handle, i, box)
        c.FPDFText_GetCharOrigin(handle, i, x, y)
        if not (left <= (box.left + box.right) / 2 <= right and bottom <= (box.bottom + box.top) / 2 <= top):
            continue
        count += 1
        if text in _UNMAPPED or c.FPDFText_HasUnicodeMapError(handle, i) == 1:
            text = _LOST
            unmapped += 1
        turns, leaning = divmod(c.FPDFText_GetCharAngle(handle, i) + _SLANT, pi / 2)
        if leaning > 2 * _SLANT:
            slanted.append(text)
            continue
        quarter = int(turns) % 4
        quarters[quarter].append(_char(text, box, x.value, y.value, _TURNS[quarter], after_blank))
        after_blank = False
    order = sorted(range(4), key=lambda q: (-len(quarters[q]), q))
    turned = [quarters[q] for q in order[1:] if quarters[q]]
    return PageCharacters(
        quarters[order[0]], turned, _TURNS[order[0]], count, unmapped, "".join(slanted[:_MOST_SLANTED])
    )


def _char(text: str, box: c.FS_RECTF, x: float, y: float, turn: Turn, after_blank: bool) -> Char:
    (x1, y1), (x2, y2) = turn(box.left, box.bottom), turn(box.right, box.top)
    left, right = min(x1, x2), max(x1, x2)
    wide, high = right - left, abs(y2 - y1)
    size = wide if is_wide(text) and 0 < wide < _LIGATURE * high else max(_NARROW * high, min(wide, high))
    return Char(text, left, right, turn(x, y)[1], size or 1.0, after_blank)


def is_picture(page: pdfium.PdfPage) -> bool:
    """Whether one picture covers most of the page."""
    left, bottom, right, top = page.get_bbox()
    area = (right - left) * (top - bottom)
    x1, y1, x2, y2 = c_float(), c_float(), c_float(), c_float()
    for found in objects(page, c.FPDF_PAGEOBJ_IMAGE):
        if (
            c.FPDFPageObj_GetBounds(found, x1, y1, x2, y2)
            and (x2.value - x1.value) * (y2.value - y1.value) >= _PICTURE * area
        ):
            return True
    return False


def is_invisible(page: pdfium.PdfPage) -> bool:
    """Whether the page's text is not shown: what text recognition lays over a picture of the page."""
    texts = islice(objects(page, c.FPDF_PAGEOBJ_TEXT), _SAMPLE)
    modes = [c.FPDFTextObj_GetTextRenderMode(text) for text in texts]
    return bool(modes) and all(mode == c.FPDF_TEXTRENDERMODE_INVISIBLE for mode in modes)


def objects(page: pdfium.PdfPage, kind: int) -> Iterator[Any]:
    """The handles of the objects of one kind that stand on the page itself, up to a bound."""
    handle = page.raw
    for i in range(min(c.FPDFPage_CountObjects(handle), _MOST_OBJECTS)):
        found = c.FPDFPage_GetObject(handle, i)
        if c.FPDFPageObj_GetType(found) == kind:
            yield found
