"""Writing a release so that whoever reads the folder sees a whole one: the last, or the new.

The release is built in a folder beside the target, flushed, read again and checked, and only then put in its place
in one step. A run that is killed leaves the last release as it was; what it left beside is cleared at the next start.
"""

import errno
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipeline.publish.errors import ReleaseError
from pipeline.publish.exchange import exchange, flush, flush_tree
from pipeline.publish.lock import only_writer
from pipeline.publish.manifest import CHECKSUMS, MANIFEST, Manifest, ReleaseFacts, read_manifest
from pipeline.publish.package import build
from pipeline.publish.unchanged import LastRelease
from pipeline.publish.verify import files_below, verify_release


@dataclass(frozen=True, slots=True)
class _Places:
    """The target and what stands beside it while a release is written."""

    target: Path
    building: Path
    previous: Path
    lock: Path


def write_release(tables: Mapping[str, pl.DataFrame], target: Path, facts: ReleaseFacts) -> Manifest:
    """Builds the release of these tables and puts it in the target's place; returns its manifest.

    The target may be missing (its parents are made), empty, or a release of ours without foreign files. Raises
    ReleaseError, the target untouched, when it is anything else, when another run is writing it, when the disk or
    the rights do not allow it, or when what was written does not read back as it should.
    """
    places = _places(target)
    try:
        places.target.parent.mkdir(parents=True, exist_ok=True)
        with only_writer(places.lock):
            _recover(places)
            _refuse_foreign(places.target)
            return _build_and_swap(tables, places, facts)
    except OSError as error:
        raise ReleaseError(
            f"the release could not be written to {target}: {error.strerror or error}"
            f"{_advice(error)}; the last release is as it was"
        ) from error


def _places(target: Path) -> _Places:
    """A link is followed, so that what stands beside is on the filesystem of the folder itself."""
    real = target.resolve()
    if real.is_mount():
        raise ReleaseError(f"{target} is a mount point and cannot be replaced in one step; name a folder inside it")
    return _Places(real, *(real.with_name(f".{real.name}.release-{what}") for what in ("new", "last", "lock")))


def _build_and_swap(tables: Mapping[str, pl.DataFrame], places: _Places, facts: ReleaseFacts) -> Manifest:
    try:
        places.building.mkdir()
        manifest = build(tables, places.building, facts, LastRelease(places.target, facts))
        flush_tree(places.building)
        if problems := verify_release(places.building):
            raise ReleaseError("the release did not read back as it was written: " + "; ".join(problems))
        _swap(places)
    finally:
        # By now what stands here is the last release, or what could not be finished.
        shutil.rmtree(places.building, ignore_errors=True)
    return manifest


def _swap(places: _Places) -> None:
    if not places.target.exists():
        places.building.rename(places.target)
    elif not exchange(places.building, places.target):
        _swap_in_two_steps(places)
    flush(places.target.parent)


def _swap_in_two_steps(places: _Places) -> None:
    """Where the filesystem cannot exchange: for a moment the last release stands whole under its other name only.

    A run that is killed in that moment is mended by `_recover`.
    """
    places.target.rename(places.previous)
    try:
        places.building.rename(places.target)
    except OSError:
        places.previous.rename(places.target)
        raise
    places.previous.rename(places.building)


def _recover(places: _Places) -> None:
    """Puts the last release back where a killed run left it aside, and clears what the run left unfinished.

    `previous` is never anything but a whole release: what is to be removed is first given the name `building`.
    """
    if places.building.exists():
        shutil.rmtree(places.building)
    if places.previous.exists():
        if _is_missing_or_empty(places.target):
            places.previous.rename(places.target)
        elif _is_release(places.target):
            places.previous.rename(places.building)
            shutil.rmtree(places.building)


def _is_release(folder: Path) -> bool:
    try:
        return read_manifest(folder) is not None
    except ReleaseError:
        return False


def _is_missing_or_empty(folder: Path) -> bool:
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def _refuse_foreign(target: Path) -> None:
    """Raises ReleaseError when something stands at the target that a release may not replace."""
    if not target.exists():
        return
    if not target.is_dir():
        raise ReleaseError(f"{target} is a file; name a folder for the release")
    last = read_manifest(target)
    own = {MANIFEST, CHECKSUMS, *(f.path for f in last.listed())} if last else set()
    if foreign := sorted(set(files_below(target)) - own):
        named = ", ".join(foreign[:5]) + (f" and {len(foreign) - 5} more" if len(foreign) > 5 else "")
        raise ReleaseError(
            f"{target} holds files that no release of this dataset wrote ({named}); a release replaces the whole "
            "folder, so name an empty or a new one, or move these files away"
        )


def _advice(error: OSError) -> str:
    """The place and, where it is known, what to do about it."""
    place = f" ({error.filename})" if error.filename else ""
    return place + {
        errno.ENOSPC: "; make room on the disk",
        errno.EDQUOT: "; make room in your quota",
        errno.EACCES: "; choose a folder that you may write to",
        errno.EPERM: "; choose a folder that you may write to",
        errno.EROFS: "; choose a folder on a disk that can be written",
    }.get(error.errno or 0, "")
