"""DOCX (and DOCM, whose macros are not looked at): text as its reader sees it, automatic numbers included.

Inserted text (修订) is taken, deleted and hidden text left out; fields give their results; headers, footers and
comments are no part of the text.
"""

from lxml import etree

from pipeline.read.formats.docx_body import Body
from pipeline.read.formats.docx_numbering import Numbering
from pipeline.read.formats.docx_package import Package, W
from pipeline.read.formats.docx_styles import Styles
from pipeline.read.formats.model import Hints, Note, RefusedError, Rendition
from pipeline.read.formats.titles import stated_title

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CORE = "docProps/core.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_FEW = 50
"""Characters up to which a document with pictures counts as scanned."""


def read(data: bytes, hints: Hints) -> Rendition:
    """The text of a DOCX. `stated` has its title where the text's beginning bears it out.

    Raises RefusedError: unreadable for damage, a password or a document type declaration, too_large, empty,
    no_text_layer for a document of pictures.
    """
    package = Package(data)
    root = package.xml(package.main)
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise RefusedError("unreadable", "the file has no text part (word/document.xml); get a sound copy")
    styles = Styles(package.related("styles"))
    walk = Body(styles, Numbering(package.related("numbering"), styles))
    lines = [*walk.lines(body), *_notes(package, walk)]
    text = "\n".join(lines)
    characters = len("".join(text.split()))
    if walk.pictures and characters <= _FEW:
        message = f"the document holds {walk.pictures} pictures and {characters} characters of text"
        raise RefusedError("no_text_layer", f"{message}; run text recognition (OCR) on them and check the result")
    if not characters:
        raise RefusedError("empty", "the document holds no text")
    contents = f"a table of contents of {walk.contents} lines is left out; its headings stand in the text"
    notes = (Note("metadata", "info", contents),) if walk.contents else ()
    return Rendition(text, MEDIA_TYPE, None, notes, stated_title(_title(package), text))


def _notes(package: Package, walk: Body) -> list[str]:
    """Footnotes and endnotes in the order of their marks, behind the text."""
    parts: dict[str, dict[str, etree._Element]] = {}
    lines: list[str] = []
    for count, (part, identity) in enumerate(dict.fromkeys(walk.notes), 1):
        if part not in parts:
            root = package.related(part)
            parts[part] = {} if root is None else {note.get(W + "id", ""): note for note in root}
        note = parts[part].get(identity)
        text = "" if note is None else " ".join(line.strip() for line in walk.lines(note)).strip()
        if text:
            lines.append(f"注{count}：{text}")
    return lines


def _title(package: Package) -> str:
    core = package.xml(_CORE)
    return "" if core is None else (core.findtext(_TITLE) or "")
