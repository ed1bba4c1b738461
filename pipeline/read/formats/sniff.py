"""Which format bytes are in: by their first bytes and what a ZIP holds; names and media types only settle the rest."""

import re
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZipFile

from pipeline.read.formats.model import Hints, RefusedError
from pipeline.read.formats.zipped import BROKEN

PLAIN_SUFFIXES = ("", ".txt", ".text")
MARKDOWN_SUFFIXES = (".md", ".markdown")
_HTML_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".jhtml", ".asp", ".aspx", ".jsp", ".php")
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_HTML_START = re.compile(
    rb"(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|meta|body)\b", re.IGNORECASE | re.S
)
_HEAD = 4096

_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = b"{\\rtf"
_OLE_SHEETS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book\0"))
_NOT_READ = (
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"OFD", "an OFD file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_INSIDE_ZIP = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "spreadsheet"),
    ("xl/workbook.bin", "spreadsheet"),
)
_ZIPPED_NOT_READ = (
    ("ppt/presentation.xml", "a presentation"),
    ("OFD.xml", "an OFD file"),
    ("META-INF/container.xml", "an EPUB"),
)


def sniff(data: bytes, hints: Hints, listed: bool = False) -> str:
    """html, pdf, docx, legacy, spreadsheet, zip, markdown or plain. Raises RefusedError (not_text).

    `listed`: the catalogue names this very file, so its suffix need not be one that is known.
    """
    if _PDF in data[:1024]:
        return "pdf"
    if data.startswith(_ZIP):
        return _zipped(data)
    if data.startswith(_OLE):
        return "spreadsheet" if any(name in data for name in _OLE_SHEETS) else "legacy"
    if data.startswith(_RTF):
        return "legacy"
    for signature, what in _NOT_READ:
        if data.startswith(signature):
            raise RefusedError("not_text", f"it is {what}, not text; save the document as text, PDF or DOCX")
    return _text(data, hints, listed)


def _zipped(data: bytes) -> str:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
    except BROKEN as e:
        raise RefusedError("unreadable", f"the ZIP archive or Office file is broken ({e}); get a sound copy") from e
    for name, kind in _INSIDE_ZIP:
        if name in names:
            return kind
    for name, what in _ZIPPED_NOT_READ:
        if name in names:
            raise RefusedError("not_text", f"it is {what}, which is not read; save the document as PDF or DOCX")
    return "legacy" if "content.xml" in names and "mimetype" in names else "zip"


def _text(data: bytes, hints: Hints, listed: bool) -> str:
    suffix = PurePosixPath(hints.name.split("?")[0]).suffix.lower()
    media_type = (hints.media_type or "").lower()
    if media_type in _HTML_TYPES or suffix in _HTML_SUFFIXES or _HTML_START.match(data[:_HEAD].replace(b"\0", b"")):
        return "html"
    if suffix in MARKDOWN_SUFFIXES or media_type == "text/markdown":
        return "markdown"
    if suffix in PLAIN_SUFFIXES or listed or media_type.startswith("text/"):
        return "plain"
    raise RefusedError(
        "not_text", f"files of the kind {suffix} are not read; save the document as .txt, .md, .html, .pdf or .docx"
    )
