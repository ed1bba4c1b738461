"""What reading a ZIP archive may raise when its bytes are not sound; one list for all that are ZIP archives inside."""

import zlib
from zipfile import BadZipFile

BROKEN = (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError, zlib.error)
"""RuntimeError: encrypted without a password; NotImplementedError: a compression that Python does not know."""
