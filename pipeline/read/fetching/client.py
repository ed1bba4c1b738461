"""One request, one answer: streamed into a sink under limits, whole or not at all. No redirects, no retries."""

import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPException
from typing import Protocol
from urllib.parse import quote

from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from pipeline.read.fetching.decoding import ACCEPT_ENCODING, PIECE, decoded
from pipeline.read.fetching.errors import FetchError
from pipeline.read.fetching.guard import Target
from pipeline.read.fetching.settings import MEGABYTE, Settings
from pipeline.read.fetching.wire import Budget, Wire, connect

KEPT_HEADERS = (
    "content-type",
    "content-length",
    "content-encoding",
    "content-language",
    "content-disposition",
    "date",
    "etag",
    "last-modified",
    "location",
    "retry-after",
    "server",
)
"""Headers that say what was received and how to ask for it again; the others are not kept."""
_MAX_HEADER = 4_096
_ADDRESS_MARKS = "%/:?#[]@!$&'()*+,;=~"


class Sink(Protocol):
    """Where the unpacked bytes of an answer go."""

    def write(self, data: bytes, /) -> object: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said. The body of a 200 has gone into the sink; of any other status it is not read."""

    status: int
    reason: str
    headers: Mapping[str, str]


class Client:
    """Asks servers, with the limits of the settings. Safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """Made when the first https address comes: reading the system's certificates takes a while."""
        trust = ssl.create_default_context()
        if self._settings.ca_file:
            trust.load_verify_locations(self._settings.ca_file)
        return trust

    def get(
        self,
        target: Target,
        sink: Sink,
        *,
        max_bytes: int,
        allow_private: bool = False,
        conditions: Mapping[str, str] | None = None,
        cut: bool = False,
    ) -> Answer:
        """The answer to one GET. With `cut`, what goes beyond `max_bytes` is left unread; else it is an error.

        Raises FetchError for everything that can go wrong on the way; whatever the sink raises passes through.
        """
        settings = self._settings
        # Chunk framing may double what goes over the wire; beyond that a server only wants to keep us busy.
        budget = Budget(settings.deadline, settings.read_timeout, 2 * max_bytes + MEGABYTE)
        try:
            trust = self._trust if target.scheme == "https" else None
            connection, wire = connect(target, budget, settings.connect_timeout, trust, allow_private)
        except (OSError, HTTPError, UnicodeError) as e:
            raise _no_connection(target, e) from e
        with wire:
            try:
                connection.request("GET", target.path, headers=self._headers(target, conditions), preload_content=False)
                response = connection.getresponse()
            except (OSError, HTTPError, HTTPException) as e:
                raise _no_answer(target, e) from e
            if response.status == 200:
                _receive(response, wire, sink, max_bytes, cut)
            return Answer(response.status, _printable(response.reason or ""), _kept(response))

    def _headers(self, target: Target, conditions: Mapping[str, str] | None) -> dict[str, str]:
        return {
            "Host": target.netloc,
            "User-Agent": self._settings.user_agent,
            "Accept": "*/*",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": ACCEPT_ENCODING,
            "Connection": "close",
            **(conditions or {}),
        }


def _receive(response: HTTPResponse, wire: Wire, sink: Sink, max_bytes: int, cut: bool) -> None:
    """The body into the sink, and the proof that it is whole. Raises FetchError."""
    transfer = response.headers.get("transfer-encoding", "").strip().lower()
    if transfer not in ("", "identity", "chunked"):
        raise FetchError("encoding", f"the answer is sent as {transfer!r}, which nobody asked for")
    declared = response.length_remaining
    if declared is not None and declared > max_bytes and not cut:
        raise FetchError("too_large", f"the answer declares {declared} bytes; one document may have {max_bytes}")
    size = 0
    for piece in decoded(_pieces(response), response.headers.get("content-encoding", "")):
        size += len(piece)
        if size > max_bytes and not cut:
            raise FetchError("too_large", f"the answer holds more than the {max_bytes} bytes allowed")
        sink.write(piece)
        if size > max_bytes:
            return
    if declared is not None and wire.has_more():
        raise FetchError("incomplete", f"the answer goes on after the {declared} bytes it declares", retry=True)


def _pieces(response: HTTPResponse) -> Iterator[bytes]:
    """The body as it comes over the wire. Raises FetchError when it breaks off."""
    size = 0
    try:
        for piece in response.stream(PIECE, decode_content=False):
            size += len(piece)
            yield piece
    except (HTTPError, HTTPException, OSError, ValueError) as e:
        # ValueError: http.client stumbles so over the length of a chunk that is negative.
        raise FetchError("incomplete", f"the answer breaks off after {size} bytes ({_cause(e)})", retry=True) from e


def _kept(response: HTTPResponse) -> dict[str, str]:
    headers = {name: response.headers.get(name, "") for name in KEPT_HEADERS}
    # Headers arrive as Latin-1; the bytes behind an address are UTF-8 or GBK, and go back as they came.
    headers["location"] = quote(headers["location"], safe=_ADDRESS_MARKS, encoding="latin-1", errors="replace")
    return {name: _printable(value) for name, value in headers.items() if value}


def _printable(value: str) -> str:
    return "".join(mark if mark.isprintable() else "\ufffd" for mark in value[:_MAX_HEADER])


def _no_connection(target: Target, error: Exception) -> FetchError:
    """What it means that no connection came about."""
    host = target.netloc
    if isinstance(error, ssl.SSLCertVerificationError):
        message = f"the certificate of {host} does not hold ({error.verify_message or error}); see ca_file"
        return FetchError("certificate", message)
    if isinstance(error, UnicodeError):
        return FetchError("address", f"{host} is no name of a host")
    if isinstance(error, socket.gaierror):
        return FetchError("connection", f"the name {target.host} is not known ({error.strerror})", retry=True)
    if isinstance(error, TimeoutError):
        return FetchError("timeout", f"{host} does not take the connection in time", retry=True)
    return FetchError("connection", f"no connection to {host} ({_cause(error)})", retry=True)


def _no_answer(target: Target, error: Exception) -> FetchError:
    """What it means that a connection stood and no head of an answer came."""
    if isinstance(error, TimeoutError):
        return FetchError("timeout", f"{target.netloc} took the request and fell silent", retry=True)
    if isinstance(error, OSError):
        return FetchError("connection", f"{target.netloc} dropped the connection ({_cause(error)})", retry=True)
    return FetchError("incomplete", f"{target.netloc} sends no proper HTTP ({_cause(error)})", retry=True)


def _cause(error: BaseException) -> str:
    """The innermost cause in words, on one line: urllib3 wraps errors two and three deep."""
    inner = error
    while inner.__cause__:
        inner = inner.__cause__
    text = getattr(inner, "strerror", None) or str(inner) or type(inner).__name__
    return _printable(" ".join(str(text).split()))[:200]
