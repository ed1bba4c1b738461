"""Which files of a folder are sources: found in a fixed order, with names that any system can write."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.read.catalogue import CATALOGUE_FILES
from pipeline.read.fetched import FETCHED

_CONTROL = re.compile("[\x00-\x1f\x7f]")
_ABOUT_THE_FOLDER = ("readme", "licence", "license", "copying")


class SourceFolderError(Exception):
    """The source folder does not exist, is no folder, or may not be read."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the source folder: its name below it (POSIX, NFC, always writable as UTF-8) and where it lies."""

    name: str
    path: Path
    refusal: str | None = None
    """Why it cannot be a source, if it cannot be one."""


def list_files(folder: Path) -> list[SourceFile]:
    """Every file below the folder in the order of its name; not hidden ones, the catalogue, what was fetched.

    Raises SourceFolderError when the folder does not exist, is no folder or may not be read.
    """
    try:
        os.scandir(folder).close()
    except FileNotFoundError:
        raise SourceFolderError(f"the source folder {str(folder)!r} does not exist") from None
    except NotADirectoryError:
        raise SourceFolderError(f"{str(folder)!r} is not a folder; name the folder that holds the documents") from None
    except OSError as e:
        raise SourceFolderError(f"the source folder {str(folder)!r} cannot be read: {e.strerror or e}") from e
    root = folder.resolve()
    return sorted(_walk(folder, root, ""), key=lambda f: (f.name, os.fsencode(f.path)))


def source_name(relative: str) -> str:
    """A relative path as it stands in `source`: NFC; line breaks and bytes that are no UTF-8 are written as \\xNN."""
    written = os.fsencode(relative).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", _CONTROL.sub(lambda m: f"\\x{ord(m[0]):02x}", written))


def is_plain(path: str) -> bool:
    """Whether a path as the system gave it is valid UTF-8 without control characters."""
    return path.encode("utf-8", "replace").decode() == path and not _CONTROL.search(path)


def is_about_the_folder(name: str) -> bool:
    """A README or licence: a source only when the catalogue lists it."""
    return Path(name).name.lower().split(".")[0] in _ABOUT_THE_FOLDER


def _walk(folder: Path, root: Path, below: str) -> Iterator[SourceFile]:
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        relative = below + entry.name
        if entry.name.startswith(".") or relative in (*CATALOGUE_FILES, FETCHED):
            continue
        name, path = source_name(relative), Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            try:
                yield from _walk(path, root, relative + "/")
            except OSError as e:
                yield SourceFile(name, path, f"the folder cannot be read: {e.strerror or e}")
        else:
            yield from _file(name, path, root)


def _file(name: str, path: Path, root: Path) -> Iterator[SourceFile]:
    try:
        target = path.resolve(strict=True)
        mode = target.stat().st_mode
    except (OSError, RuntimeError) as e:
        yield SourceFile(name, path, f"it cannot be opened: {getattr(e, 'strerror', None) or e}")
        return
    inside = target.is_relative_to(root)
    if not inside:
        yield SourceFile(name, path, "it is a link that leads out of the source folder; copy the file into the folder")
    elif stat.S_ISREG(mode):
        yield SourceFile(name, path)
    elif not stat.S_ISDIR(mode):
        yield SourceFile(name, path, "it is no regular file")
    # A link to a folder inside is passed over: the walk meets that folder under its own name.
