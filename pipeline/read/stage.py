"""The stage raw: a folder of documents becomes the tables sources, documents and issues. No file stops another."""

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.read.catalogue import CATALOGUE, Catalogue, Entry, load_catalogue
from pipeline.read.encodings import NotTextError, decode
from pipeline.read.files import (
    MEDIA_TYPES,
    SourceFile,
    SourceFolderError,
    is_about_the_folder,
    is_utf8,
    list_files,
    source_name,
)
from pipeline.read.issues import issue
from pipeline.tables.arrow import frame
from pipeline.tables.identity import stable_id
from pipeline.tables.stages import STAGES

__all__ = ["MAX_BYTES", "SourceFolderError", "fingerprint", "read_sources"]

MAX_BYTES = 200_000_000
"""Larger files are refused: a document is read as one text."""
_HTML = (".html", ".htm", ".xhtml", ".mhtml")


@dataclass(slots=True)
class _Rows:
    sources: list[dict[str, Any]] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)


class _RefusedError(Exception):
    """A file that becomes no document: kind of issue and reason."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def read_sources(folder: Path, max_bytes: int = MAX_BYTES) -> dict[str, pl.DataFrame]:
    """The tables of the stage raw (pipeline.tables.stages), by name.

    Every file below the folder stands in `sources`, kept or refused; why, stands in `issues`. Files that an
    existing catalogue does not list are taken too, with an issue of severity info. Raises SourceFolderError when
    the folder itself does not exist or cannot be read.
    """
    folder = Path(folder)
    files = list_files(folder)
    catalogue = load_catalogue(folder)
    rows = _Rows(issues=list(catalogue.issues))
    entries = _entries(catalogue, files, rows)
    ids: dict[str, str] = {}
    for file in files:
        entry = entries.pop(file.name, None)
        if entry is None and is_about_the_folder(file.name):
            continue
        if entry is None and catalogue.found:
            message = f"{file.name} is not listed in {CATALOGUE}; it is taken, with what its text says of itself"
            rows.issues.append(issue("catalogue", "info", message, source=file.name))
        _read(file, entry, _document_id(file.name, entry, ids, rows), max_bytes, rows)
    for name, entry in entries.items():
        _missing(name, entry, _document_id(name, entry, ids, rows), rows)
    if not rows.sources:
        message = "the source folder holds no document; put .txt or .md files into it"
        rows.issues.append(issue("empty", "warning", message))
    unique = {row["issue_id"]: row for row in rows.issues}
    made = {"sources": rows.sources, "documents": rows.documents, "issues": list(unique.values())}
    return {table.name: frame(table, made[table.name]) for table in STAGES["raw"]}


def fingerprint(folder: Path) -> str:
    """SHA-256 over the names and bytes of all sources and the catalogue: equal where nothing has changed.

    Raises SourceFolderError when the folder does not exist or cannot be read.
    """
    folder = Path(folder)
    digest = sha256()
    files = list_files(folder)
    if (folder / CATALOGUE).exists():
        files.append(SourceFile(CATALOGUE, folder / CATALOGUE))
    for file in files:
        digest.update(f"{file.name}\0{_state(file)}\n".encode())
    return digest.hexdigest()


def _state(file: SourceFile) -> str:
    try:
        return file.refusal or _file_sha256(file.path)
    except OSError as e:
        return f"unreadable: {e.strerror}"


def _file_sha256(path: Path) -> str:
    with path.open("rb") as f:
        return file_digest(f, "sha256").hexdigest()


def _entries(catalogue: Catalogue, files: Iterable[SourceFile], rows: _Rows) -> dict[str, Entry]:
    """The entries by the name of the file they mean; one that points outside the folder is left aside."""
    found: dict[str, Entry] = {}
    for entry in catalogue.entries.values():
        relative = os.path.normpath(entry.file).replace(os.sep, "/")
        if entry.file.startswith("/") or relative == ".." or relative.startswith("../") or "\0" in relative:
            message = f"{CATALOGUE}, line {entry.line}: {entry.file!r} lies outside the source folder"
            rows.issues.append(issue("catalogue", "error", message, source=CATALOGUE))
            continue
        name = source_name(relative)
        if name in found:
            message = f"{CATALOGUE}, line {entry.line}: {entry.file!r} is the file of line {found[name].line} already"
            rows.issues.append(issue("catalogue", "error", message, source=CATALOGUE))
            continue
        found[name] = entry
    return found


def _document_id(name: str, entry: Entry | None, ids: dict[str, str], rows: _Rows) -> str:
    """From the catalogue id, else from the name; should another source have it already, from both."""
    identity = (entry.id if entry else None) or name
    made = stable_id("doc", identity)
    if made in ids:
        message = f"{name} and {ids[made]} would have the same id ({identity}); rename one of them"
        made = stable_id("doc", identity, name, str(len(ids)))
        rows.issues.append(issue("metadata", "warning", message, source=name, document_id=made))
    ids[made] = name
    return made


def _missing(name: str, entry: Entry, document_id: str, rows: _Rows) -> None:
    message = f"{CATALOGUE}, line {entry.line}: there is no file {entry.file!r}; add the file or remove the entry"
    rows.issues.append(issue("catalogue", "error", message, source=name, document_id=document_id))
    rows.sources.append({"source": name, "document_id": document_id, "outcome": "refused"})


def _read(file: SourceFile, entry: Entry | None, document_id: str, max_bytes: int, rows: _Rows) -> None:
    """One file: a row of `sources`, and a document or the reason why it is none."""
    source: dict[str, Any] = {"source": file.name, "document_id": document_id, "outcome": "refused"}
    rows.sources.append(source)

    def note(kind: str, severity: str, message: str) -> None:
        rows.issues.append(issue(kind, severity, message, source=file.name, document_id=document_id))

    if "\\x" in file.name and not is_utf8(str(file.path)):
        note("metadata", "info", f"{file.name}: the file name is not UTF-8; its bytes are written \\xNN")
    try:
        data = _received(file, source, max_bytes)
        if entry and entry.sha256 and entry.sha256 != source["source_sha256"]:
            message = f"{CATALOGUE}, line {entry.line}: {file.name} has another SHA-256"
            note("catalogue", "warning", f"{message}; check the file, then set sha256: {source['source_sha256']}")
        document = _document(file, data, entry is not None, note)
    except _RefusedError as refusal:
        note(refusal.kind, "error", f"{file.name}: {refusal}")
        return
    source["outcome"] = "kept"
    identity = {"document_id": document_id, "source": file.name, "source_sha256": source["source_sha256"]}
    rows.documents.append({**identity, **(entry.metadata if entry else {}), **document})


def _received(file: SourceFile, source: dict[str, Any], max_bytes: int) -> bytes:
    """The bytes of a file, its size and digest noted. Raises _RefusedError."""
    if file.refusal:
        raise _RefusedError("unreadable", file.refusal)
    try:
        source["bytes"] = size = file.path.stat().st_size
        if size > max_bytes:
            source["source_sha256"] = _file_sha256(file.path)
            raise _RefusedError("too_large", f"{size} bytes; one document may have {max_bytes}. Split it")
        data = file.path.read_bytes()
    except OSError as e:
        raise _RefusedError("unreadable", f"it cannot be read: {e.strerror or e}; check its permissions") from e
    source["bytes"], source["source_sha256"] = len(data), sha256(data).hexdigest()
    return data


def _document(file: SourceFile, data: bytes, listed: bool, note: Callable[[str, str, str], None]) -> dict[str, Any]:
    """What the bytes hold. Raises _RefusedError when they are no text or hold none."""
    suffix = Path(file.name).suffix.lower()
    if suffix in _HTML:
        raise _RefusedError("not_text", "HTML is not read; save the text of the page as .txt or .md")
    if suffix not in MEDIA_TYPES and not listed:
        raise _RefusedError("not_text", f"files of the kind {suffix} are not read; save the document as .txt or .md")
    if not data:
        raise _RefusedError("empty", "the file is empty")
    try:
        decoded = decode(data)
    except NotTextError as e:
        raise _RefusedError("not_text", f"{e}; save the document as text (UTF-8)") from e
    if not decoded.text.strip("\ufeff\u200b \t\r\n\f\v\u00a0\u3000\0"):
        raise _RefusedError("empty", "the file holds nothing but blanks")
    if decoded.broken:
        message = f"{file.name}: {decoded.broken} places do not decode as {decoded.encoding}; they read U+FFFD"
        note("unreadable", "warning", f"{message}. Get a sound copy if there is one")
    return {
        "media_type": MEDIA_TYPES.get(suffix, "text/plain"),
        "encoding": decoded.encoding,
        "raw_text": decoded.text,
        "raw_characters": len(decoded.text),
    }
