"""catalogue.yaml: what is known of each document in a source folder, written by hand and checked here.

The catalogue may be absent. A mistake in it never stops a run: each becomes an issue that names file, line and
remedy, and whatever is right is used.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pipeline.read.issues import issue
from pipeline.tables.codes import DOCUMENT_TYPE

CATALOGUE = "catalogue.yaml"
CATALOGUE_SCHEMA = "catalogue.schema.json"

_SHA256 = re.compile("[0-9a-f]{64}")
_PLACE_CODE = re.compile("[0-9]{6}")
_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TEXT_TAGS = ("str", "int", "float", "timestamp")
MAX_CATALOGUE_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One document as the catalogue lists it; `id` is None where the catalogue gives none."""

    file: str
    line: int
    id: str | None = None
    sha256: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    """The columns of `documents` that the entry states, by name."""
    published_at: str | None = None
    known_defects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The usable entries by file, and an issue for every mistake; `found` is False without a catalogue file."""

    found: bool
    entries: dict[str, Entry]
    issues: list[dict[str, Any]]


class _MistakeError(ValueError):
    """A value that cannot be used; the message says what to write instead."""


def _text(value: str) -> str:
    if _SURROGATE.search(value):
        raise _MistakeError("holds half of a surrogate pair, which is no character; write the character itself")
    return value


def _matching(pattern: re.Pattern[str], wanted: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if not pattern.fullmatch(value):
            raise _MistakeError(f"is {value!r}; write {wanted}")
        return value

    return read


def _date(value: str) -> date:
    try:
        if not _DATE.fullmatch(value):
            raise ValueError
        return date.fromisoformat(value)
    except ValueError:
        raise _MistakeError(f"is {value!r}, which is no date; write YYYY-MM-DD, such as 2021-09-16") from None


def _document_type(value: str) -> str:
    if value not in DOCUMENT_TYPE.values:
        raise _MistakeError(f"is {value!r}; write one of {', '.join(DOCUMENT_TYPE.values)}")
    return value


def _sha256(value: str) -> str:
    return _matching(_SHA256, "the 64 hexadecimal digits that sha256sum prints")(value.lower())


_METADATA: dict[str, Callable[[str], Any]] = {
    "title": _text,
    "document_type": _document_type,
    "place_name": _text,
    "place_code": _matching(_PLACE_CODE, "the six digits of GB/T 2260"),
    "issuer": _text,
    "document_number": _text,
    "adopted_on": _date,
    "issued_on": _date,
    "published_on": _date,
    "period_start": _date,
    "period_end": _date,
    "rights_basis": _text,
}
_OTHER: dict[str, Callable[[str], Any]] = {"id": _text, "file": _text, "sha256": _sha256, "published_at": _text}
_WORDS = "known_defects"
KEYS = (*_OTHER, *_METADATA, _WORDS)


def load_catalogue(folder: Path) -> Catalogue:
    """The catalogue of a source folder. Raises nothing: what is wrong with it is in `issues`."""
    path = folder / CATALOGUE
    if not path.exists() and not path.is_symlink():
        return Catalogue(False, {}, [])
    try:
        if path.stat().st_size > MAX_CATALOGUE_BYTES:
            raise OSError(f"it is larger than {MAX_CATALOGUE_BYTES} bytes")
        return parse_catalogue(path.read_bytes())
    except OSError as e:
        reader = _Reader()
        reader.mistake(None, f"cannot be read ({e.strerror or e}); the documents are taken without it")
        return Catalogue(True, {}, reader.issues)


def parse_catalogue(data: bytes) -> Catalogue:
    """The entries of a catalogue's bytes, and what is wrong with it."""
    reader = _Reader()
    try:
        root = yaml.compose(data.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError:
        reader.mistake(None, "is not UTF-8; save it as UTF-8. The documents are taken without it")
        return Catalogue(True, {}, reader.issues)
    except (yaml.YAMLError, RecursionError) as e:
        mark = getattr(e, "problem_mark", None)
        problem = getattr(e, "problem", None) or "nested too deeply"
        line = mark.line + 1 if mark else None
        reader.mistake(line, f"is not YAML here ({problem}); mend it. The documents are taken without it")
        return Catalogue(True, {}, reader.issues)
    read = [reader.entry(node) for node in reader.listed(root)]
    return Catalogue(True, reader.unique([entry for entry in read if entry]), reader.issues)


class _Reader:
    """Goes through the YAML nodes, which know their lines, and gathers the mistakes."""

    def __init__(self) -> None:
        self.issues: list[dict[str, Any]] = []

    def mistake(self, line: int | None, what: str, severity: str = "error") -> None:
        where = f"{CATALOGUE}, line {line}" if line else CATALOGUE
        self.issues.append(issue("catalogue", severity, f"{where}: {what}", source=CATALOGUE))

    def listed(self, root: yaml.Node | None) -> list[yaml.Node]:
        """The nodes under `documents:`."""
        if root is None:
            self.mistake(None, "is empty; list the documents under 'documents:' or delete the file", "warning")
            return []
        if not isinstance(root, yaml.MappingNode):
            self.mistake(_line(root), f"is {_kind(root)}; write a mapping with the key 'documents'")
            return []
        documents: yaml.Node | None = None
        for key, value in root.value:
            if _scalar(key) == "documents" and documents is None:
                documents = value
            else:
                self.mistake(_line(key), f"unknown key {_scalar(key)!r}; the only key here is 'documents'", "warning")
        if documents is None:
            self.mistake(_line(root), "has no key 'documents'; list the documents under it")
            return []
        if isinstance(documents, yaml.SequenceNode):
            return list(documents.value)
        if not _is_null(documents):
            self.mistake(_line(documents), f"'documents' is {_kind(documents)}; write a list, '- id: …'")
        return []

    def entry(self, node: yaml.Node) -> Entry | None:
        """One entry; None when it cannot be used at all."""
        if not isinstance(node, yaml.MappingNode):
            self.mistake(_line(node), f"the entry is {_kind(node)}; write a mapping with 'id' and 'file'")
            return None
        values: dict[str, Any] = {}
        seen: set[str] = set()
        for key, value in node.value:
            name = _scalar(key)
            if name not in KEYS:
                self.mistake(_line(key), f"unknown key {name!r}, left aside; the keys are {', '.join(KEYS)}", "warning")
            elif name in seen:
                self.mistake(_line(key), f"the key {name!r} stands twice in the entry; the first is used", "warning")
            elif (read := self._value(name, value)) is not None:
                values[name] = read
            seen.add(name)
        return self._made(values, _line(node))

    def _made(self, values: dict[str, Any], line: int) -> Entry | None:
        if not values.get("file"):
            self.mistake(line, "the entry names no file; add 'file: path below the folder'. It is left aside")
            return None
        if not values.get("id"):
            self.mistake(line, "the entry has no id; add 'id: …'. Its path serves instead", "warning")
        start, end = values.get("period_start"), values.get("period_end")
        if start and end and start > end:
            self.mistake(line, f"the period ends ({end}) before it begins ({start}); both are left aside", "warning")
            values = {k: v for k, v in values.items() if k not in ("period_start", "period_end")}
        return Entry(
            file=values["file"],
            line=line,
            id=values.get("id") or None,
            sha256=values.get("sha256"),
            metadata={k: v for k, v in values.items() if k in _METADATA},
            published_at=values.get("published_at"),
            known_defects=values.get(_WORDS, ()),
        )

    def _value(self, name: str, node: yaml.Node) -> Any:
        if _is_null(node):
            return None
        try:
            if name == _WORDS:
                if not isinstance(node, yaml.SequenceNode):
                    raise _MistakeError(f"is {_kind(node)}; write a list of words")
                return tuple(_text(_plain(word)) for word in node.value)
            return {**_OTHER, **_METADATA}[name](_plain(node))
        except _MistakeError as e:
            self.mistake(_line(node), f"{name} {e}. The value is left aside", "warning")
            return None

    def unique(self, entries: list[Entry]) -> dict[str, Entry]:
        """Entries by file; of two with one id or one file the first is used."""
        ids: dict[str, Entry] = {}
        files: dict[str, Entry] = {}
        for e in entries:
            if e.id and e.id in ids:
                self.mistake(
                    e.line, f"the id {e.id!r} stands in line {ids[e.id].line} already; give each document its own id"
                )
            elif e.file in files:
                self.mistake(
                    e.line, f"the file {e.file!r} stands in line {files[e.file].line} already; remove one entry"
                )
            else:
                files[e.file] = e
                if e.id:
                    ids[e.id] = e
        return files


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _scalar(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else _kind(node)


def _plain(node: yaml.Node) -> str:
    """A scalar as written: an unquoted 310107 stays the text it is."""
    tag = node.tag.rsplit(":", 1)[-1]
    if not isinstance(node, yaml.ScalarNode) or tag not in _TEXT_TAGS:
        raise _MistakeError(f"is {_kind(node)}; write a text")
    return str(node.value).strip()


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == "tag:yaml.org,2002:null")


def _kind(node: yaml.Node) -> str:
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    return f"{node.value!r}"
