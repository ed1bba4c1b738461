"""One writer at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pipeline.publish.errors import ReleaseError


@contextmanager
def only_writer(path: Path) -> Iterator[None]:
    """Holds the lock file while the block runs; the system lets go of it when the process dies, however it dies.

    Raises ReleaseError at once when another process holds it.
    """
    descriptor = _take(path)
    try:
        os.truncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        # Taken away while still held: who waits for the old file sees in _take that it is no longer the one.
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)


def _take(path: Path) -> int:
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_still(path, descriptor):
                return descriptor
        except BlockingIOError:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace") or "unknown"
            os.close(descriptor)
            raise ReleaseError(
                f"another run (process {holder}) is writing this release; wait for it to end (lock: {path})"
            ) from None
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _is_still(path: Path, descriptor: int) -> bool:
    """Whether the path names the file that was locked: its last holder may have taken it away in between."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
