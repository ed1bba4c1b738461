"""Putting a folder in another's place in one step, so that no reader meets a half."""

import ctypes
import errno
import os
import sys
from pathlib import Path
from typing import Final

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
"""linux/fs.h; renameat2(2), Linux 3.15, glibc 2.28."""
_RENAME_SWAP: Final = 2
"""sys/stdio.h of macOS; renamex_np(2), macOS 10.12."""
_UNSUPPORTED: Final = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def exchange(one: Path, other: Path) -> bool:
    """Swaps two folders of one filesystem in one step. False where the system or the filesystem cannot.

    Raises OSError when it can but does not (no permission, no such folder).
    """
    call = _call(os.fsencode(one), os.fsencode(other))
    if call is None or call == 0:
        return call == 0
    if call in _UNSUPPORTED:
        return False
    raise OSError(call, os.strerror(call), str(one), None, str(other))


def _call(one: bytes, other: bytes) -> int | None:
    """0 or the error number; None where the C library has no such call."""
    library = ctypes.CDLL(None, use_errno=True)
    try:
        if sys.platform == "darwin":
            failed = library.renamex_np(one, other, ctypes.c_uint(_RENAME_SWAP))
        else:
            failed = library.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, ctypes.c_uint(_RENAME_EXCHANGE))
    except AttributeError:
        return None
    return ctypes.get_errno() if failed else 0


def flush(path: Path) -> None:
    """Sees to it that a file's content, or a folder's entries, are on the disk (fsync).

    Some network filesystems flush no folders and say so; their entries are then as safe as they can be.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if not (path.is_dir() and error.errno in _UNSUPPORTED):
            raise
    finally:
        os.close(descriptor)


def flush_tree(folder: Path) -> None:
    """The same for a folder and all below it, what is inside first."""
    for path in sorted(folder.rglob("*"), reverse=True):
        flush(path)
    flush(folder)
