"""catalogue.yaml or catalogue.csv: where documents are and what is known of them, written by hand, checked here.

The catalogue may be absent. A mistake in it never stops a run: each becomes an issue that names file, line and
remedy, and whatever is right is used.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from pipeline.read.catalogue_nodes import UnreadableError, csv_nodes, yaml_nodes
from pipeline.read.catalogue_values import BELONGS_TO, KEYS, METADATA, PLACES, READERS, MistakeError, kind_of
from pipeline.read.issues import issue

CATALOGUE = "catalogue.yaml"
CATALOGUE_TABLE = "catalogue.csv"
CATALOGUE_SCHEMA = "catalogue.schema.json"
CATALOGUE_FILES = (CATALOGUE, CATALOGUE_TABLE, CATALOGUE_SCHEMA)
MAX_CATALOGUE_BYTES = 50_000_000
_PERIOD = ("period_start", "period_end")


@dataclass(frozen=True, slots=True)
class Entry:
    """One source, or one place with many, as the catalogue lists it."""

    kind: str
    """One of PLACES: a file, a folder, an address, or the address of a page with a list of documents."""
    where: str
    """The path below the source folder, or the address."""
    line: int
    file: str = CATALOGUE
    """The catalogue file it stands in."""
    id: str | None = None
    sha256: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    """The columns of `documents` that the entry states, by name."""
    pattern: tuple[str, ...] = ("**/*",)
    exclude: tuple[str, ...] = ()
    links: str | None = None
    next: str | None = None
    pages: int = 1
    allow_private: bool = False
    columns: Mapping[str, str] = field(default_factory=dict)
    published_at: str | None = None
    known_defects: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What no two entries share: the place; for a folder its patterns too."""
        return f"{self.where}/{' '.join(self.pattern)}" if self.kind == "folder" else self.where

    @property
    def place(self) -> str:
        """Where it stands in the catalogue, for messages."""
        return f"{self.file}, line {self.line}"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The usable entries by `Entry.key`, and an issue for every mistake; `found` is False without a catalogue file."""

    found: bool
    entries: dict[str, Entry]
    issues: list[dict[str, Any]]

    def of(self, *kinds: str) -> list[Entry]:
        """The entries of these kinds, in their order."""
        return [entry for entry in self.entries.values() if entry.kind in kinds]


def load_catalogue(folder: Path) -> Catalogue:
    """The catalogue of a source folder. Raises nothing: what is wrong with it is in `issues`."""
    there = [name for name in (CATALOGUE, CATALOGUE_TABLE) if (folder / name).exists() or (folder / name).is_symlink()]
    if not there:
        return Catalogue(False, {}, [])
    name = there[0]
    try:
        if (folder / name).stat().st_size > MAX_CATALOGUE_BYTES:
            raise OSError(f"it is larger than {MAX_CATALOGUE_BYTES} bytes")
        made = parse_catalogue((folder / name).read_bytes(), name)
    except OSError as e:
        reader = _Reader(name)
        reader.mistake(None, f"cannot be read ({e.strerror or e}); the documents are taken without it")
        made = Catalogue(True, {}, reader.issues)
    if len(there) > 1:
        reader = _Reader(CATALOGUE_TABLE)
        reader.mistake(None, f"is left aside, since {CATALOGUE} stands beside it; keep one of the two", "warning")
        made.issues.extend(reader.issues)
    return made


def parse_catalogue(data: bytes, name: str = CATALOGUE) -> Catalogue:
    """The entries of a catalogue's bytes, and what is wrong with it."""
    reader = _Reader(name)
    try:
        root = csv_nodes(data) if name == CATALOGUE_TABLE else yaml_nodes(data)
    except UnreadableError as e:
        reader.mistake(e.line, f"{e}. The documents are taken without it")
        return Catalogue(True, {}, reader.issues)
    read = [reader.entry(node) for node in reader.listed(root)]
    return Catalogue(True, reader.unique([entry for entry in read if entry]), reader.issues)


class _Reader:
    """Goes through the nodes, which know their lines, and gathers the mistakes."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.issues: list[dict[str, Any]] = []

    def mistake(self, line: int | None, what: str, severity: str = "error") -> None:
        where = f"{self.name}, line {line}" if line else self.name
        self.issues.append(issue("catalogue", severity, f"{where}: {what}", source=self.name))

    def listed(self, root: yaml.Node | None) -> list[yaml.Node]:
        """The nodes under `documents:`."""
        if root is None:
            self.mistake(None, "is empty; list the documents under 'documents:' or delete the file", "warning")
            return []
        if not isinstance(root, yaml.MappingNode):
            self.mistake(_line(root), f"is {kind_of(root)}; write a mapping with the key 'documents'")
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
            self.mistake(_line(documents), f"'documents' is {kind_of(documents)}; write a list, '- id: …'")
        return []

    def entry(self, node: yaml.Node) -> Entry | None:
        """One entry; None when it cannot be used at all."""
        if not isinstance(node, yaml.MappingNode):
            self.mistake(_line(node), f"the entry is {kind_of(node)}; write a mapping with 'id' and 'file'")
            return None
        values: dict[str, Any] = {}
        seen: set[str] = set()
        for key, value in node.value:
            name = _scalar(key)
            if name not in READERS:
                self.mistake(_line(key), f"unknown key {name!r}, left aside; the keys are {', '.join(KEYS)}", "warning")
            elif name in seen:
                self.mistake(_line(key), f"the key {name!r} stands twice in the entry; the first is used", "warning")
            elif (read := self._value(name, value)) not in (None, "", ()):
                values[name] = read
            seen.add(name)
        return self._made(values, _line(node))

    def _value(self, name: str, node: yaml.Node) -> Any:
        if _is_null(node):
            return None
        try:
            return READERS[name](node)
        except MistakeError as e:
            self.mistake(_line(node), f"{name} {e}. The value is left aside", "warning")
            return None

    def _made(self, values: dict[str, Any], line: int) -> Entry | None:
        kinds = [kind for kind in PLACES if kind in values]
        if len(kinds) != 1:
            what = f"names {' and '.join(kinds)}; keep one of them" if kinds else "names no source"
            self.mistake(line, f"the entry {what}. An entry has one of the keys {', '.join(PLACES)}. It is left aside")
            return None
        kind = kinds[0]
        if kind == "list" and "links" not in values:
            self.mistake(line, "the list has no 'links'; add the regular expression of its documents' addresses")
            return None
        if kind == "file" and "id" not in values:
            self.mistake(line, "the entry has no id; add 'id: …'. Its path serves instead", "warning")
        for name in [n for n, belongs in BELONGS_TO.items() if n in values and kind not in belongs]:
            self.mistake(
                line, f"{name} says nothing of a {kind}; it belongs to {' or '.join(BELONGS_TO[name])}", "warning"
            )
            del values[name]
        start, end = (values.get(name) for name in _PERIOD)
        if start and end and start > end:
            self.mistake(line, f"the period ends ({end}) before it begins ({start}); both are left aside", "warning")
            values = {k: v for k, v in values.items() if k not in _PERIOD}
        stated = {k: v for k, v in values.items() if k in METADATA}
        other = {k: v for k, v in values.items() if k not in METADATA and k not in PLACES}
        return Entry(kind, values[kind], line, self.name, metadata=stated, **other)

    def unique(self, entries: list[Entry]) -> dict[str, Entry]:
        """Entries by key; of two with one id or one place the first is used."""
        ids: dict[str, Entry] = {}
        places: dict[str, Entry] = {}
        for e in entries:
            if e.id and e.id in ids:
                self.mistake(
                    e.line, f"the id {e.id!r} stands in line {ids[e.id].line} already; give each document its own id"
                )
            elif e.key in places:
                self.mistake(
                    e.line,
                    f"the {e.kind} {e.where!r} stands in line {places[e.key].line} already; remove one entry",
                )
            else:
                places[e.key] = e
                if e.id:
                    ids[e.id] = e
        return places


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _scalar(node: yaml.Node) -> str:
    return str(node.value) if isinstance(node, yaml.ScalarNode) else kind_of(node)


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == "tag:yaml.org,2002:null")
