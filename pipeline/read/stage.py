"""The stage raw: a folder of documents becomes the tables sources, documents and issues. No file stops another.

`find_sources` says what there is to read, `read_found` reads it; the second treats each document by itself, so that
an unchanged one can be taken from the last run.
"""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.read.catalogue import CATALOGUE_FILES, load_catalogue
from pipeline.read.containers import read_member
from pipeline.read.fetched import kept_fetches
from pipeline.read.files import SourceFolderError, list_files
from pipeline.read.formats.model import Hints, RefusedError, Rendition
from pipeline.read.formats.registry import reader
from pipeline.read.formats.sniff import sniff
from pipeline.read.found import Search, decoded_path, search, table
from pipeline.read.issues import issue
from pipeline.read.spreadsheet import MEDIA_TYPE
from pipeline.tables.arrow import frame
from pipeline.tables.aside import KIND as SET_ASIDE
from pipeline.tables.aside import failure
from pipeline.tables.published import METADATA
from pipeline.tables.stages import STAGES

__all__ = [
    "MAX_BYTES",
    "PASSING",
    "SourceFolderError",
    "find_sources",
    "fingerprint",
    "fingerprint_of",
    "glance",
    "read_found",
    "read_sources",
    "with_issues",
]

MAX_BYTES = 200_000_000
"""Larger files are refused: a document is read as one text."""

PASSING = ("unreadable", "no_converter")
"""Kinds of refusal that may be gone at the next run though the bytes are the same: these are not reused."""

Tables = dict[str, pl.DataFrame]


def find_sources(folder: Path, max_bytes: int = MAX_BYTES) -> tuple[pl.DataFrame, list[dict[str, Any]]]:
    """Everything to read below the folder (rows of `pipeline.read.found.FOUND`), and issues of the search itself.

    Raises SourceFolderError when the folder does not exist or cannot be read.
    """
    folder = Path(folder)
    made = _searched(folder, max_bytes)
    found = table(made)
    if found.is_empty():
        made.issues.append(issue("empty", "warning", "the source folder holds no document; put some into it"))
    list_files(folder)  # A folder that went away meanwhile is an error, not a folder of unreadable documents.
    return found, made.issues


def read_found(folder: Path, tables: Mapping[str, pl.DataFrame], max_bytes: int = MAX_BYTES) -> Tables:
    """The tables of the stage raw for the rows of `tables["documents"]` (FOUND), each read by itself."""
    rows: dict[str, list[dict[str, Any]]] = {"sources": [], "documents": [], "issues": []}
    for found in tables["documents"].iter_rows(named=True):
        _read(Path(folder), found, max_bytes, rows)
    return {t.name: frame(t, _unique(rows[t.name])) for t in STAGES["raw"]}


def with_issues(tables: Tables, issues: list[dict[str, Any]]) -> Tables:
    """The tables with further rows of issues; of equal ones one is kept."""
    declared = next(t for t in STAGES["raw"] if t.name == "issues")
    both = [*tables["issues"].iter_rows(named=True), *issues]
    return {**tables, "issues": frame(declared, _unique(both))}


def read_sources(folder: Path, max_bytes: int = MAX_BYTES) -> Tables:
    """The tables of the stage raw (pipeline.tables.stages), by name.

    Every source below the folder and every fetched address stands in `sources`, kept or refused; why, stands in
    `issues`. Files that an existing catalogue does not list are taken too, with an issue of severity info. Raises
    SourceFolderError when the folder itself does not exist or cannot be read.
    """
    found, issues = find_sources(folder, max_bytes)
    return with_issues(read_found(folder, {"documents": found}, max_bytes), issues)


def fingerprint(folder: Path) -> str:
    """SHA-256 over what there is to read and what is wrong with the catalogue: equal where nothing has changed.

    Raises SourceFolderError when the folder does not exist or cannot be read.
    """
    return fingerprint_of(*find_sources(folder))


def fingerprint_of(found: pl.DataFrame, issues: list[dict[str, Any]]) -> str:
    """The fingerprint of what `find_sources` gave."""
    digest = sha256()
    for row in (*found.iter_rows(), *(i["message"] for i in issues)):
        digest.update(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def glance(folder: Path) -> str:
    """A digest of the names, sizes and times of all files and the catalogue: cheap, for looking often.

    Equal means that nothing has changed; another says only that something may have. What was fetched is not looked at:
    whoever fetches knows. Raises SourceFolderError when the folder does not exist or cannot be read.
    """
    folder = Path(folder)
    digest = sha256()
    paths = [(f.name, f.path) for f in list_files(folder)] + [(n, folder / n) for n in CATALOGUE_FILES]
    for name, path in paths:
        try:
            state = path.stat()
            digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\0{state.st_ino}\n".encode())
        except OSError as e:
            digest.update(f"{name}\0{e.errno}\n".encode())
    return digest.hexdigest()[:24]


def _searched(folder: Path, max_bytes: int) -> Search:
    files = list_files(folder)
    catalogue = load_catalogue(folder)
    return search(folder, files, catalogue, kept_fetches(folder, catalogue), max_bytes)


def _unique(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of issues with one id the first; rows of other tables as they are."""
    return list({row.get("issue_id", number): row for number, row in enumerate(rows)}.values())


def _read(folder: Path, found: Mapping[str, Any], max_bytes: int, rows: dict[str, list[dict[str, Any]]]) -> None:
    """One document-to-be: a row of `sources`, and a document or the reason why it is none."""
    identity = {"document_id": found["document_id"], "source": found["source"]}
    received = {"source_sha256": found["sha256"], "bytes": found["bytes"], "outcome": "refused"}
    rows["sources"].append({**identity, **received})
    try:
        made = _rendition(folder, found, max_bytes)
    except RefusedError as refusal:
        # A catalogue's mistake says by itself where it stands.
        message = str(refusal) if refusal.kind == "catalogue" else f"{found['source']}: {refusal}"
        rows["issues"].append(issue(refusal.kind, "error", message, **identity))
        return
    except (OSError, MemoryError):
        raise
    except Exception as error:
        message = f"{found['source']}: set aside, its reader failed: {failure(error)}. Please report it with the file"
        rows["issues"].append(issue(SET_ASIDE, "error", message, **identity))
        return
    for note in made.notes:
        message = f"{found['source']}: {note.message}"
        rows["issues"].append(issue(note.kind, note.severity, message, **identity))
    rows["sources"][-1]["outcome"] = "kept"
    text = made.with_front_matter()
    rows["documents"].append(
        {
            **identity,
            "source_sha256": found["sha256"],
            **_stated(found["stated"]),
            "media_type": made.media_type,
            "encoding": made.encoding,
            "retrieved_at": found["retrieved_at"],
            "raw_text": text,
            "raw_characters": len(text),
        }
    )


def _stated(written: str) -> dict[str, Any]:
    """The columns that the catalogue states, days as days again."""
    days = {column.name for column in METADATA if column.dtype == "date"}
    return {k: date.fromisoformat(v) if k in days else v for k, v in json.loads(written).items()}


def _rendition(folder: Path, found: Mapping[str, Any], max_bytes: int) -> Rendition:
    """The document as text. Raises RefusedError."""
    if found["refusal_kind"]:
        raise RefusedError(found["refusal_kind"], found["refusal"])
    if found["content"]:
        row = json.loads(found["content"])
        return Rendition(row["text"], MEDIA_TYPE, stated=row["stated"])
    data = _received(folder, found, max_bytes)
    hints = Hints(found["source"], found["media_type"], found["charset"])
    return reader(sniff(data, hints, found["listed"]))(data, hints)


def _received(folder: Path, found: Mapping[str, Any], max_bytes: int) -> bytes:
    path = decoded_path(folder, found["path"])
    try:
        data = path.read_bytes() if found["member"] is None else read_member(path, found["member"], max_bytes)
    except OSError as e:
        why = f"it cannot be read: {e.strerror or e}; check its permissions"
        raise RefusedError("unreadable", why) from e
    if sha256(data).hexdigest() != found["sha256"]:
        raise RefusedError("unreadable", "it changed while it was read; the next run takes it as it then is")
    return data
