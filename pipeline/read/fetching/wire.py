"""The connection itself: made only to machines that may be asked, and read under a deadline and a limit.

urllib3 and http.client bound the silence between two bytes, not the whole: a server that sends a byte a second,
in the head or in the body, holds a client for ever. So the socket is wrapped, and every read passes the limits.
"""

import io
import socket
import ssl
import time
from typing import Any, Self, cast

from urllib3.connection import HTTPConnection, HTTPSConnection

from pipeline.read.fetching.errors import FetchError
from pipeline.read.fetching.guard import Target, check_machine

_MACHINES = 8
"""Machines of one name that are tried: a name may list thousands, and each may take the whole time limit."""
_SURPLUS_WAIT = 0.2
"""Seconds in which bytes beyond the declared length would come: they follow at once or not at all."""


def dial(host: str, port: int, timeout: float, allow_private: bool) -> socket.socket:
    """A connected socket. Raises FetchError ("address") when every machine behind the name is forbidden, else OSError.

    The name is resolved once and the connection made to the addresses judged; the peer is judged again after.
    """
    failure: Exception | None = None
    for family, kind, protocol, _, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[:_MACHINES]:
        sock = None
        try:
            check_machine(str(place[0]), host, allow_private)
            sock = socket.socket(family, kind, protocol)
            sock.settimeout(timeout)
            sock.connect(place)
            check_machine(sock.getpeername()[0], host, allow_private)
            return sock
        except (FetchError, OSError) as e:
            failure = failure or e
            if sock:
                sock.close()
    raise failure or OSError("the name leads nowhere")


class Budget:
    """What one answer may still take: the moment by which it must have ended, and the bytes it may send."""

    def __init__(self, seconds: float, silence: float, wire_bytes: int) -> None:
        self._end = time.monotonic() + seconds
        self._seconds, self._silence, self._left = seconds, silence, wire_bytes

    def wait(self) -> float:
        """Seconds that the next read may block. Raises FetchError ("deadline")."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise FetchError("deadline", f"the answer had not ended after {self._seconds:g} seconds")
        return min(left, self._silence)

    def silent(self) -> FetchError:
        """The error for a read that blocked as long as `wait` allowed."""
        if time.monotonic() >= self._end:
            return FetchError("deadline", f"the answer had not ended after {self._seconds:g} seconds")
        return FetchError("timeout", f"no byte came for {self._silence:g} seconds", retry=True)

    def shorten(self, seconds: float) -> None:
        """No read blocks longer than this from now on."""
        self._end, self._seconds = time.monotonic() + seconds, seconds

    def spend(self, received: int) -> None:
        """Counts bytes of the wire. Raises FetchError ("too_large")."""
        self._left -= received
        if self._left < 0:
            raise FetchError("too_large", "the answer sends far more bytes than one document may have")


class _Raw(io.RawIOBase):
    def __init__(self, sock: socket.socket, budget: Budget) -> None:
        self._sock, self._budget = sock, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._sock.settimeout(self._budget.wait())
        try:
            received = self._sock.recv_into(buffer)
        except TimeoutError:
            raise self._budget.silent() from None
        self._budget.spend(received)
        return received


class _Reader(io.BufferedReader):
    """Stays open when http.client has read the declared length, so that what follows it can be seen."""

    def close(self) -> None:
        pass


class Wire:
    """What http.client takes for its socket; the real one is closed when the `with` block over the wire ends."""

    def __init__(self, sock: socket.socket, budget: Budget) -> None:
        self._sock, self._budget = sock, budget
        self._reader = _Reader(_Raw(sock, budget))

    def makefile(self, *_: Any, **__: Any) -> io.BufferedReader:
        return self._reader

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(self._budget.wait())
        self._sock.sendall(data)

    def settimeout(self, _: float | None) -> None:
        """The budget sets the time limits."""

    def shutdown(self, how: int) -> None:
        self._sock.shutdown(how)

    def close(self) -> None:
        """http.client closes as soon as it has read the declared length, which is too early for `has_more`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._sock.close()

    def has_more(self) -> bool:
        """Whether bytes came after the answer's declared end. The server was asked to close the connection there."""
        self._budget.shorten(_SURPLUS_WAIT)
        try:
            return bool(self._reader.peek(1))
        except (FetchError, OSError):
            return False


class _PublicHTTP(HTTPConnection):
    allow_private = False

    def _new_conn(self) -> socket.socket:
        return dial(self._dns_host, self.port, cast(float, self.timeout), self.allow_private)


class _PublicHTTPS(HTTPSConnection):
    allow_private = False

    def _new_conn(self) -> socket.socket:
        return dial(self._dns_host, self.port, cast(float, self.timeout), self.allow_private)


def connect(
    target: Target, budget: Budget, timeout: float, trust: ssl.SSLContext | None, allow_private: bool
) -> tuple[HTTPConnection, Wire]:
    """A connection for one request and its wrapped socket, which the caller closes (`with`).

    `trust` is for https. Raises FetchError ("address") for forbidden machines, else the OSError of socket or TLS.
    """
    connection: _PublicHTTP | _PublicHTTPS
    if target.scheme == "https":
        connection = _PublicHTTPS(target.host.strip("[]"), target.port, timeout=timeout, ssl_context=trust)
    else:
        connection = _PublicHTTP(target.host.strip("[]"), target.port, timeout=timeout)
    connection.allow_private = allow_private
    try:
        connection.connect()
    except BaseException:
        connection.close()
        raise
    wire = Wire(cast(socket.socket, connection.sock), budget)
    connection.sock = cast(socket.socket, wire)
    return connection, wire
