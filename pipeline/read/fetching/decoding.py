"""Content-Encoding undone piece by piece, so that a small answer cannot unpack into a large one unseen.

Only what Accept-Encoding asks for is taken: gzip and deflate, which every server has and which need no library beyond
Python's own, so that the same answer reads the same on every machine.
"""

import zlib
from collections.abc import Iterable, Iterator

from pipeline.read.fetching.errors import FetchError

ACCEPT_ENCODING = "gzip, deflate"
PIECE = 65_536
_GZIP = 16 + zlib.MAX_WBITS
_ZLIB_METHOD = 0x08
"""Low four bits of the first byte of a zlib stream (RFC 1950); a raw deflate stream seldom starts so."""


def decoded(pieces: Iterable[bytes], content_encoding: str) -> Iterator[bytes]:
    """The unpacked bytes, at most PIECE at a time. Raises FetchError ("encoding", "incomplete")."""
    names = [name.strip() for name in content_encoding.lower().split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if not names:
        return iter(pieces)
    if len(names) == 1 and names[0] in ("gzip", "x-gzip"):
        return _inflated(pieces, _GZIP)
    if names == ["deflate"]:
        return _inflated(pieces, None)
    raise FetchError("encoding", f"the answer is packed as {content_encoding!r}; only {ACCEPT_ENCODING} was asked for")


def _inflated(pieces: Iterable[bytes], window: int | None) -> Iterator[bytes]:
    """Unpacks gzip (which may have several members) or deflate (with or without the zlib head)."""
    unpack = None
    for piece in pieces:
        data = piece
        while data:
            if unpack is None or unpack.eof:
                if unpack and not data.startswith(b"\x1f\x8b"):
                    return  # What follows the last member is padding.
                unpack = zlib.decompressobj(window or _deflate_window(data))
            try:
                part = unpack.decompress(data, PIECE)
            except zlib.error as e:
                raise FetchError("encoding", f"the packed answer is broken ({e})", retry=True) from e
            if part:
                yield part
            data = unpack.unused_data if unpack.eof else unpack.unconsumed_tail
    # The last input may still hold output back: a bare deflate stream has nothing behind its end.
    while unpack is not None and not unpack.eof and (part := unpack.decompress(b"", PIECE)):
        yield part
    if unpack is not None and not unpack.eof:
        raise FetchError("incomplete", "the packed answer breaks off before its end", retry=True)


def _deflate_window(data: bytes) -> int:
    """`deflate` means a zlib stream (RFC 9110, 8.4.1.2), but many servers send the bare one."""
    return zlib.MAX_WBITS if data[0] & 0x0F == _ZLIB_METHOD else -zlib.MAX_WBITS
