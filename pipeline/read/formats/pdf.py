"""PDF with a text layer: each page's lines in reading order, ruled tables as pipe tables, pages parted by form feeds.

PDFium reads the file in a process of its own (`pdf_child`).
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.read.formats.model import Hints, Note, RefusedError, Rendition
from pipeline.read.formats.pdf_child import MAX_CHARACTERS, MAX_PAGES, MAX_SECONDS
from pipeline.read.formats.titles import stated_title

MEDIA_TYPE = "application/pdf"
PAGE_BREAK = "\f"
CHILD = ["-m", "pipeline.read.formats.pdf_child"]
_UNMAPPED_WARNING, _UNMAPPED_REFUSAL = 0.01, 0.3
"""Share of characters that their fonts do not name."""
_PASSWORD = "password"
_PAGES_NAMED = 20

Page = Mapping[str, Any]


def read(data: bytes, hints: Hints) -> Rendition:
    """The text of a PDF. `stated` has its title where the text's beginning bears it out; its dates are those of the
    file, not of the document, and are left.

    Raises RefusedError: no_text_layer for a scan, too_large beyond MAX_PAGES or MAX_CHARACTERS, unreadable for a
    password, damage, or a file on which PDFium fails, runs out of memory or time.
    """
    about, pages = _pages(data)
    notes = [*_lost_pages(about, pages), *_scanned(pages), *_unmapped(pages), *_recognised(pages), *_slanted(pages)]
    text = PAGE_BREAK.join(page.get("text", "") for page in pages)
    if not text.strip():
        raise RefusedError("empty", "the PDF holds no text on any page")
    return Rendition(text, MEDIA_TYPE, None, tuple(notes), stated_title(about.get("title", ""), text))


def _pages(data: bytes) -> tuple[Page, list[Page]]:
    """What the child says of the document and of each page. Raises RefusedError."""
    command = [sys.executable, *CHILD]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=MAX_SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        message = f"the PDF was not read within {MAX_SECONDS} seconds; print it to a new PDF, or save its text"
        raise RefusedError("unreadable", message) from None
    rows: list[Page] = [json.loads(line) for line in done.stdout.decode().splitlines() if line.endswith("}")]
    if done.returncode or not rows:
        raise RefusedError(
            "unreadable", f"PDFium failed on it ({_reason(done)}); print it to a new PDF, or save its text"
        )
    about, pages = rows[0], rows[1:]
    if "error" in about:
        raise _unopened(about["error"])
    if about["pages"] > MAX_PAGES:
        raise RefusedError("too_large", f"{about['pages']} pages; one document may have {MAX_PAGES}. Split it")
    if len(pages) < about["pages"]:
        raise RefusedError("too_large", f"more than {MAX_CHARACTERS} characters in one document. Split it")
    return about, pages


def _reason(done: "subprocess.CompletedProcess[bytes]") -> str:
    if done.returncode < 0:
        return f"signal {-done.returncode}"
    last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
    return f"exit {done.returncode}{': ' if last else ''}{last[:200]}"


def _unopened(error: str) -> RefusedError:
    if _PASSWORD in error.lower():
        return RefusedError("unreadable", "the PDF is protected by a password; save a copy without one")
    return RefusedError("unreadable", f"the PDF is damaged ({error}); get a sound copy")


def _lost_pages(about: Page, pages: Sequence[Page]) -> list[Note]:
    """Raises RefusedError when no page could be loaded."""
    lost = [i for i, page in enumerate(pages, 1) if "error" in page]
    if lost and len(lost) == len(pages):
        raise RefusedError("unreadable", "no page of the PDF can be loaded; get a sound copy")
    if not pages:
        raise RefusedError("unreadable", "the PDF has no pages; get a sound copy")
    message = f"{_named(lost)} of {about['pages']} cannot be loaded and are missing; get a sound copy"
    return [Note("unreadable", "error", message)] if lost else []


def _scanned(pages: Sequence[Page]) -> list[Note]:
    """Raises RefusedError when every page that holds anything is a picture."""
    scans = [i for i, page in enumerate(pages, 1) if page.get("scanned")]
    if not scans:
        return []
    what = f"{_named(scans)} of {len(pages)} {'is a picture' if len(scans) == 1 else 'are pictures'} without text"
    if all(page.get("scanned") or not page.get("count") for page in pages):
        raise RefusedError("no_text_layer", f"{what}; run text recognition (OCR) on it and check the result")
    return [Note("no_text_layer", "warning", f"{what} and missing here; run text recognition (OCR) on them")]


def _unmapped(pages: Sequence[Page]) -> list[Note]:
    """Raises RefusedError when the text is mostly characters that nobody can name."""
    count = sum(page.get("count", 0) for page in pages)
    unmapped = sum(page.get("unmapped", 0) for page in pages)
    if unmapped <= _UNMAPPED_WARNING * count:
        return []
    what = f"the fonts do not tell which characters they show ({unmapped} of {count})"
    if unmapped > _UNMAPPED_REFUSAL * count:
        raise RefusedError("no_text_layer", f"{what}; run text recognition (OCR) on it and check the result")
    where = _named([i for i, page in enumerate(pages, 1) if page.get("unmapped")])
    return [Note("unreadable", "warning", f"{what}, on {where}; compare with the PDF")]


def _recognised(pages: Sequence[Page]) -> list[Note]:
    found = [i for i, page in enumerate(pages, 1) if page.get("recognised")]
    message = (
        f"the text of {_named(found)} was recognised by a machine (OCR) on a picture; it may hold wrong characters"
    )
    return [Note("no_text_layer", "info", message)] if found else []


def _slanted(pages: Sequence[Page]) -> list[Note]:
    found = [i for i, page in enumerate(pages, 1) if page.get("slanted")]
    if not found:
        return []
    text = pages[found[0] - 1]["slanted"]
    return [
        Note("metadata", "info", f"text set slantwise over {_named(found)} is left out as a watermark: {text[:60]!r}")
    ]


def _named(numbers: Sequence[int]) -> str:
    """Page 3; pages 1 to 4, 7."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    shown = ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in ranges[:_PAGES_NAMED])
    return f"page{'s' if len(numbers) > 1 else ''} {shown}{', …' if len(ranges) > _PAGES_NAMED else ''}"
