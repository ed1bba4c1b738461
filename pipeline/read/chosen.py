"""Which files the catalogue means: single ones by their path, others by the folder and the patterns they match."""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from pipeline.read.catalogue import Catalogue, Entry
from pipeline.read.files import SourceFile, source_name
from pipeline.read.issues import issue


@dataclass(slots=True)
class Chosen:
    """The files to read, each with its entry; the entries whose file is not there; what is wrong with entries."""

    files: list[tuple[SourceFile, Entry | None]] = field(default_factory=list)
    missing: list[tuple[str, Entry]] = field(default_factory=list)
    issues: list[dict[str, Any]] = field(default_factory=list)


def choose(files: Iterable[SourceFile], catalogue: Catalogue) -> Chosen:
    """Every file with the entry that names it, else with the first folder entry that covers it.

    Of a folder that the catalogue names, only files that a pattern takes are read; how many others there are, an
    issue says. A file that no entry covers is taken without one.
    """
    made = Chosen()
    single = _by_name(catalogue.of("file"), made)
    folders = list(_by_name(catalogue.of("folder"), made, lambda e: e.key).values())
    left = dict.fromkeys((e.key for e in folders), 0)
    taken = dict.fromkeys((e.key for e in folders), 0)
    for file in files:
        entry = single.pop(file.name, None)
        around = [e for e in folders if _lies_in(file.name, e)]
        if entry is None and around:
            entry = next((e for e in around if takes(e, file.name)), None)
            if entry is None:
                left[around[0].key] += 1
                continue
            taken[entry.key] += 1
        made.files.append((file, entry))
    made.missing = list(single.items())
    for e in folders:
        _count(e, taken[e.key], left[e.key], made)
    return made


def takes(entry: Entry, name: str) -> bool:
    """Whether a folder entry's patterns take a file; `**/` stands for any folders, or none."""
    relative = name.removeprefix(_folder(entry))
    return any(_matches(relative, p) for p in entry.pattern) and not any(_matches(relative, p) for p in entry.exclude)


def _matches(relative: str, pattern: str) -> bool:
    """A pattern without a slash is about the file's own name, wherever it lies."""
    if "/" not in pattern:
        return fnmatchcase(relative.rsplit("/", 1)[-1], pattern)
    return fnmatchcase(relative, pattern) or (pattern.startswith("**/") and fnmatchcase(relative, pattern[3:]))


def _lies_in(name: str, entry: Entry) -> bool:
    return name.startswith(_folder(entry))


def _folder(entry: Entry) -> str:
    """The folder's name with its slash; nothing for the source folder itself."""
    name = source_name(_relative(entry))
    return "" if name == "." else name + "/"


def _relative(entry: Entry) -> str:
    return os.path.normpath(entry.where).replace(os.sep, "/")


def _by_name(entries: Iterable[Entry], made: Chosen, key: Any = None) -> dict[str, Entry]:
    """The entries by the name of the file (or by `key`); one that points outside the source folder is left aside."""
    found: dict[str, Entry] = {}
    for entry in entries:
        relative = _relative(entry)
        name = key(entry) if key else source_name(relative)
        if entry.where.startswith("/") or relative == ".." or relative.startswith("../") or "\0" in relative:
            _mistake(entry, f"{entry.where!r} lies outside the source folder", "error", made)
        elif name in found:
            _mistake(entry, f"{entry.where!r} is the {entry.kind} of line {found[name].line} already", "error", made)
        else:
            found[name] = entry
    return found


def _count(entry: Entry, taken: int, left: int, made: Chosen) -> None:
    if not taken:
        _mistake(entry, f"the folder {entry.where!r} holds no file that its pattern takes; check both", "warning", made)
    if left:
        _mistake(entry, f"{left} file(s) of the folder {entry.where!r} match no pattern and are left out", "info", made)


def _mistake(entry: Entry, what: str, severity: str, made: Chosen) -> None:
    made.issues.append(issue("catalogue", severity, f"{entry.place}: {what}", source=entry.file))
