"""Writing an archive: beside, flushed, renamed; one writer at a time; and healing what a killed one left.

    <folder>/records.jsonl          one line a fetch (records.Record)
    <folder>/bodies/ab/ab12…        the bytes, unpacked
    <folder>/lock                   held by the one refresh that writes

A body is renamed into its place before the line that names it is appended, so a line never names a body that is not
there.
"""

import fcntl
import itertools
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

from pipeline.read.fetching.errors import ArchiveBusyError, ArchiveError
from pipeline.read.fetching.records import Record, record_line

RECORDS = "records.jsonl"
BODIES = "bodies"
LOCK = "lock"
_PARTIAL = ".partial-"
_BLOCK = 1 << 20


def body_path(folder: Path, digest: str) -> Path:
    """Where the body with this SHA-256 is kept."""
    return folder / BODIES / digest[:2] / digest


@contextmanager
def keeping(folder: Path) -> Iterator["Keeper"]:
    """The right to write below a folder, which is made if need be, for as long as the block runs.

    Heals first what a killed refresh left. Raises ArchiveBusyError when another one is at work, ArchiveError when the
    folder cannot be written.
    """
    with _storing(folder):
        (folder / BODIES).mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _take(descriptor, folder / LOCK)
        keeper = Keeper(folder)
        keeper.heal()
        yield keeper
    finally:
        os.close(descriptor)


class Keeper:
    """Writes to an archive; made by `keeping`. Every failure to write is an ArchiveError."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._bodies = folder / BODIES
        self._log = folder / RECORDS
        self._numbers = itertools.count()

    def heal(self) -> None:
        """Takes away half-written bodies and the half-written last line of a refresh that was killed."""
        with _storing(self._log):
            for partial in self._bodies.glob(f"{_PARTIAL}*"):
                partial.unlink()
            descriptor = os.open(self._log, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                size = os.fstat(descriptor).st_size
                whole = _whole_lines(descriptor, size)
                if whole < size:
                    os.ftruncate(descriptor, whole)
                    os.fsync(descriptor)
            finally:
                os.close(descriptor)
            _flush_folder(self._folder)

    @contextmanager
    def partial(self) -> Iterator["PartialBody"]:
        """A body to write into; gone after the block unless it was kept."""
        path = self._bodies / f"{_PARTIAL}{os.getpid()}-{next(self._numbers)}"
        body = PartialBody(self._folder, path)
        try:
            yield body
        finally:
            body.discard()

    def append(self, record: Record) -> None:
        """Adds one line to the log, wholly or not at all, and sees it onto the disk. For one thread at a time."""
        line = record_line(record)
        with _storing(self._log):
            # Opened anew each time: a folder that was taken away meanwhile must not swallow lines.
            descriptor = os.open(self._log, os.O_WRONLY | os.O_APPEND)
            try:
                _append(descriptor, line)
            finally:
                os.close(descriptor)


class PartialBody:
    """A body on its way in: a sink that counts and digests what it is given."""

    def __init__(self, folder: Path, path: Path) -> None:
        self._folder, self._path = folder, path
        self._digest = sha256()
        self.bytes = 0
        with _storing(path):
            self._file = path.open("xb")

    @property
    def sha256(self) -> str:
        """Of what was written so far."""
        return self._digest.hexdigest()

    def write(self, data: bytes, /) -> None:
        """Raises ArchiveError when it cannot be written."""
        with _storing(self._path):
            self._file.write(data)
        self._digest.update(data)
        self.bytes += len(data)

    def keep(self) -> None:
        """Makes it the body of its SHA-256, in place of a damaged one if there is one."""
        path = body_path(self._folder, self.sha256)
        with _storing(path):
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            if not path.parent.exists():
                path.parent.mkdir(exist_ok=True)
                _flush_folder(path.parent.parent)
            self._path.replace(path)
            _flush_folder(path.parent)

    def discard(self) -> None:
        """Takes the file away if it was not kept."""
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


@contextmanager
def _storing(path: Path) -> Iterator[None]:
    """Turns what the file system says into an ArchiveError that says what to do."""
    try:
        yield
    except OSError as e:
        message = f"{path.name} cannot be written ({e.strerror or e}); free space or mend the permissions, then refresh"
        raise ArchiveError(f"{message}. What was kept before is whole") from e


def _take(descriptor: int, path: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
        message = f"another refresh (process {holder}) is fetching; wait for it to end (lock: {path.name})"
        raise ArchiveBusyError(message) from None
    except OSError as e:
        raise ArchiveError(f"{path.name} cannot be locked ({e.strerror or e}); keep it on a local disk") from e
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, str(os.getpid()).encode(), 0)


def _whole_lines(descriptor: int, size: int) -> int:
    """Where the last whole line ends."""
    end = size
    while end:
        start = max(0, end - _BLOCK)
        found = os.pread(descriptor, end - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


def _append(descriptor: int, line: bytes) -> None:
    before = os.fstat(descriptor).st_size
    try:
        written = 0
        while written < len(line):
            written += os.write(descriptor, line[written:])
        os.fsync(descriptor)
    except OSError:
        with suppress(OSError):
            os.ftruncate(descriptor, before)
        raise


def _flush_folder(folder: Path) -> None:
    """Sees a folder's new names onto the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
