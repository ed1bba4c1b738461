"""The process that runs PDFium on one PDF: bytes on standard input, pages as JSON lines on standard output.

PDFium is C++ and its input hostile: here a crash, a hang or a flood of memory ends this process and no other.
"""

import json
import sys
from contextlib import suppress
from typing import Any

import pypdfium2 as pdfium

from pipeline.read.formats.pdf_characters import PageCharacters, is_invisible, is_picture
from pipeline.read.formats.pdf_layout import columns, runs
from pipeline.read.formats.pdf_tables import Tables
from pipeline.read.formats.pdf_text import Margins, page_text

MAX_PAGES = 5_000
MAX_CHARACTERS = 50_000_000
"""Over all pages; a report of 100 pages has 70,000."""
MAX_MEMORY = 3_000_000_000
MAX_SECONDS = 900
_FEW = 50
"""Characters up to which a page that is one picture counts as scanned; scanning apps stamp a line on theirs."""


def main() -> None:
    """Read a PDF from standard input; write a line about the document, then one a page."""
    _limit_resources()
    try:
        document = pdfium.PdfDocument(sys.stdin.buffer.read())
    except pdfium.PdfiumError as e:
        _emit({"error": str(e)})
        return
    pages = len(document)
    _emit({"pages": pages, "title": document.get_metadata_value("Title")})
    if pages > MAX_PAGES:
        return
    margins, tables, total = Margins(), Tables(), 0
    for number in range(pages):
        page = _page(document, number, margins, tables)
        total += len(page.get("text", ""))
        _emit(page)
        if total > MAX_CHARACTERS:
            return


def _emit(row: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(row) + "\n")


def _limit_resources() -> None:
    """Bounds of memory and time, where the system can set them; the parent has a time limit of its own."""
    try:
        import resource
    except ImportError:
        return
    limits = ((resource.RLIMIT_AS, MAX_MEMORY), (resource.RLIMIT_CPU, MAX_SECONDS), (resource.RLIMIT_CORE, 0))
    for kind, most in limits:
        with suppress(ValueError, OSError):  # a lower limit holds already
            resource.setrlimit(kind, (most, most))


def _page(document: pdfium.PdfDocument, number: int, margins: Margins, tables: Tables) -> dict[str, Any]:
    """What one page holds; a page that PDFium cannot load says so."""
    try:
        page = document[number]
    except pdfium.PdfiumError as e:
        return {"error": str(e)}
    try:
        return _read(page, margins, tables)
    except pdfium.PdfiumError as e:
        return {"error": str(e)}
    finally:
        page.close()


def _read(page: pdfium.PdfPage, margins: Margins, tables: Tables) -> dict[str, Any]:
    found = PageCharacters.of(page)
    blocks, upright = tables.take(page, found.upright, found.turn)
    groups = columns([*runs(upright), *blocks])
    for turned in found.turned:
        groups += columns(runs(turned))
    row: dict[str, Any] = {"text": page_text(groups, margins), "count": found.count, "unmapped": found.unmapped}
    if found.slanted:
        row["slanted"] = found.slanted
    if found.count <= _FEW and is_picture(page):
        row["scanned"] = True
    elif found.count and is_invisible(page):
        row["recognised"] = True
    return row


if __name__ == "__main__":
    main()
