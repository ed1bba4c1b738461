"""What there is to read: every file of the folder, every piece of a container, every fetched body, with its entry.

Nothing is decoded here. Each becomes one row that says all that its reading depends on, so that a row that is the
same as in the last run need not be read again.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

import polars as pl

from pipeline.read.catalogue import Catalogue, Entry
from pipeline.read.chosen import Chosen, choose
from pipeline.read.containers import Piece, zip_pieces
from pipeline.read.fetched import Fetched
from pipeline.read.files import SourceFile, is_about_the_folder, is_plain
from pipeline.read.formats.model import Hints, RefusedError
from pipeline.read.formats.sniff import sniff
from pipeline.read.issues import issue
from pipeline.read.spreadsheet import row_pieces
from pipeline.tables.identity import stable_id

FOUND = {
    "document_id": pl.String,
    "source": pl.String,
    "path": pl.String,
    "member": pl.Int64,
    "content": pl.String,
    "sha256": pl.String,
    "bytes": pl.Int64,
    "refusal": pl.String,
    "refusal_kind": pl.String,
    "listed": pl.Boolean,
    "media_type": pl.String,
    "charset": pl.String,
    "retrieved_at": pl.String,
    "stated": pl.String,
}
"""Columns of the table that the reading works on, one row a document-to-be."""
_MAYBE_CONTAINER = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Found:
    """One document-to-be; the fields are the columns of FOUND, but for those that the table adds."""

    source: str
    path: str = ""
    """Below the source folder, percent-encoded: file names need not be text."""
    member: int | None = None
    content: str | None = None
    sha256: str | None = None
    bytes: int | None = None
    refusal: RefusedError | None = None
    entry: Entry | None = None
    media_type: str | None = None
    charset: str | None = None
    retrieved_at: str | None = None


@dataclass(slots=True)
class Search:
    """What was found, and what was wrong on the way."""

    found: list[Found] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)

    def note(self, kind: str, severity: str, message: str, source: str) -> None:
        self.issues.append(issue(kind, severity, message, source=source))


def encoded_path(folder: Path, path: Path) -> str:
    """A path below the folder as FOUND keeps it."""
    return quote_from_bytes(os.fsencode(path.relative_to(folder)))


def decoded_path(folder: Path, encoded: str) -> Path:
    """The path that `encoded_path` was made from."""
    return folder / os.fsdecode(unquote_to_bytes(encoded))


def search(
    folder: Path, files: Iterable[SourceFile], catalogue: Catalogue, fetched: Iterable[Fetched], max_bytes: int
) -> Search:
    """All documents-to-be of a source folder, files first in the order of their names, then addresses."""
    made = Search(issues=list(catalogue.issues))
    chosen = choose(files, catalogue)
    made.issues += chosen.issues
    for file, entry in chosen.files:
        if entry is None and is_about_the_folder(file.name):
            continue
        _note_file(file, entry, catalogue, made)
        made.found += _pieces(folder, _of_file(folder, file, entry, max_bytes), max_bytes, made)
    made.found += _missing(chosen)
    for kept in fetched:
        made.found += _of_address(folder, kept, max_bytes, made)
    return made


def table(made: Search) -> pl.DataFrame:
    """The rows of FOUND. Sources that would have one id get another, with an issue."""
    ids: dict[str, str] = {}
    rows = [_row(f, _document_id(f, ids, made)) for f in made.found]
    return pl.DataFrame(rows, schema=FOUND, orient="row")


def _row(found: Found, document_id: str) -> tuple[Any, ...]:
    refusal = found.refusal
    stated = found.entry.metadata if found.entry else {}
    return (
        document_id,
        found.source,
        found.path,
        found.member,
        found.content,
        found.sha256,
        found.bytes,
        str(refusal) if refusal else None,
        refusal.kind if refusal else None,
        found.entry is not None,
        found.media_type,
        found.charset,
        found.retrieved_at,
        json.dumps(stated, ensure_ascii=False, sort_keys=True, default=date.isoformat),
    )


def _note_file(file: SourceFile, entry: Entry | None, catalogue: Catalogue, made: Search) -> None:
    if entry is None and catalogue.found:
        message = f"{file.name} is not listed in the catalogue; it is taken, with what its text says of itself"
        made.note("catalogue", "info", message, file.name)
    if "\\x" in file.name and not is_plain(str(file.path)):
        message = f"{file.name}: the file name is not plain UTF-8; what is not is written \\xNN"
        made.note("metadata", "info", message, file.name)


def _of_file(folder: Path, file: SourceFile, entry: Entry | None, max_bytes: int) -> Found:
    if file.refusal:
        return Found(file.name, entry=entry, refusal=RefusedError("unreadable", file.refusal))
    return _hashed(Found(file.name, encoded_path(folder, file.path), entry=entry), file.path, max_bytes)


def _hashed(found: Found, path: Path, max_bytes: int) -> Found:
    """With size and digest; refused when the file is too large, empty or cannot be read."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            found = replace(found, bytes=size, sha256=file_digest(file, "sha256").hexdigest())
    except OSError as e:
        why = f"it cannot be read: {e.strerror or e}; check its permissions"
        return replace(found, refusal=RefusedError("unreadable", why))
    if size > max_bytes:
        why = f"{size} bytes; one document may have {max_bytes}. Split it"
        return replace(found, refusal=RefusedError("too_large", why))
    return found if size else replace(found, refusal=RefusedError("empty", "the file is empty"))


def _pieces(folder: Path, found: Found, max_bytes: int, made: Search) -> Iterator[Found]:
    """The documents in a container; any other file is one document."""
    entry = found.entry
    if entry and entry.sha256 and found.sha256 and entry.sha256 != found.sha256:
        message = f"{entry.place}: {found.source} has another SHA-256; check the file, then set sha256: {found.sha256}"
        made.note("catalogue", "warning", message, found.source)
    if found.refusal:
        yield found
        return
    path = decoded_path(folder, found.path)
    try:
        inside = _inside(path, found, max_bytes)
        if inside is None:
            yield found
            return
        separator, parts = inside
        pieces = [_piece(found, part, separator) for part in parts]
    except (RefusedError, OSError) as e:
        refusal = e if isinstance(e, RefusedError) else RefusedError("unreadable", f"it cannot be read: {e}")
        yield replace(found, refusal=refusal)
        return
    yield from pieces or [replace(found, refusal=RefusedError("empty", "it holds no document"))]


def _inside(path: Path, found: Found, max_bytes: int) -> tuple[str, Iterator[Piece]] | None:
    """The pieces of a container and what parts their names from its own; None for a file that is none."""
    with path.open("rb") as file:
        if not file.read(4).startswith(_MAYBE_CONTAINER):
            return None
    data = path.read_bytes()
    kind = sniff(data, Hints(found.source, found.media_type), listed=True)
    if kind == "zip":
        return "/", zip_pieces(path, max_bytes)
    if kind == "spreadsheet":
        return "#", row_pieces(data, found.entry.columns if found.entry else {})
    return None


def _piece(container: Found, piece: Piece, separator: str) -> Found:
    entry = replace(container.entry, id=None) if container.entry else None
    return replace(
        container,
        source=f"{container.source}{separator}{piece.name}",
        member=piece.member,
        content=piece.content,
        sha256=piece.sha256,
        bytes=piece.bytes,
        refusal=piece.refusal,
        media_type=None,
        entry=entry,
    )


def _missing(chosen: Chosen) -> Iterator[Found]:
    for name, entry in chosen.missing:
        why = f"{entry.place}: there is no file {entry.where!r}; add the file or remove the entry"
        yield Found(name, entry=entry, refusal=RefusedError("catalogue", why))


def _of_address(folder: Path, kept: Fetched, max_bytes: int, made: Search) -> Iterator[Found]:
    if kept.path is None:
        why = kept.notes[0][2]
        yield Found(kept.address, entry=kept.entry, refusal=RefusedError("not_fetched", why))
        return
    for kind, severity, message in kept.notes:
        made.note(kind, severity, f"{kept.address}: {message}", kept.address)
    found = Found(
        kept.address,
        encoded_path(folder, kept.path),
        entry=kept.entry,
        media_type=kept.media_type,
        charset=kept.charset,
        retrieved_at=kept.retrieved_at,
    )
    found = _hashed(found, kept.path, max_bytes)
    if not found.refusal and found.sha256 != kept.sha256:
        why = "the kept copy is damaged; the next refresh fetches it again"
        found = replace(found, refusal=RefusedError("unreadable", why))
    yield from _pieces(folder, found, max_bytes, made)


def _document_id(found: Found, ids: dict[str, str], made: Search) -> str:
    """From the catalogue id, else from the name; should another source have it already, from both."""
    identity = (found.entry.id if found.entry else None) or found.source
    document_id = stable_id("doc", identity)
    if document_id in ids:
        message = f"{found.source} and {ids[document_id]} would have the same id ({identity}); rename one of them"
        document_id = stable_id("doc", identity, found.source, str(len(ids)))
        made.note("metadata", "warning", message, found.source)
    ids[document_id] = found.source
    return document_id
