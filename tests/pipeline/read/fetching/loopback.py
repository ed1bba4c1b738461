"""A real HTTP server on loopback that serves what it is told to, however wrong, and remembers who asked for what."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Serve = Callable[["Handler"], None]


@dataclass
class Asked:
    """One request as the server saw it."""

    path: str
    headers: dict[str, str]
    begun: float
    ended: float = 0.0


class Handler(BaseHTTPRequestHandler):
    """Hands a request to the route of its path."""

    protocol_version = "HTTP/1.1"
    server: "Site"

    def do_GET(self) -> None:
        asked = Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, time.monotonic())
        site = self.server
        with site.lock:
            site.asked.append(asked)
            site.under_way += 1
            site.most_at_once = max(site.most_at_once, site.under_way)
        try:
            site.routes.get(self.path, page(404))(self)
        except OSError:
            pass  # The client hung up, as it should when it has seen enough.
        finally:
            with site.lock:
                site.under_way -= 1
            asked.ended = time.monotonic()
            self.close_connection = True

    def raw(self, *pieces: bytes) -> None:
        """Writes bytes as they are, head and all."""
        for piece in pieces:
            self.wfile.write(piece)
            self.wfile.flush()

    def log_message(self, *_: object) -> None:
        """Tests need no log."""


@dataclass(eq=False)
class Site(ThreadingHTTPServer):
    """One host of the tests: a port of its own, routes by path, and the record of its requests."""

    routes: dict[str, Serve] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    under_way: int = 0
    most_at_once: int = 0
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __post_init__(self) -> None:
        self.lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is no error here."""

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def paths(self) -> list[str]:
        """What was asked, robots.txt aside."""
        return [each.path for each in self.asked if each.path != "/robots.txt"]

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


def head(status: int, headers: dict[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} Said", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("utf-8")


def page(status: int = 200, body: bytes = b"", **headers: str) -> Serve:
    """A well-formed answer; header names are written with _ for -."""

    def serve(handler: Handler) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        handler.raw(head(status, {"Content-Length": str(len(body)), **named}), body)

    return serve


def versioned(body: bytes, etag: str = "", modified: str = "", **headers: str) -> Serve:
    """A document that knows its version: 304 when the client names it."""

    def serve(handler: Handler) -> None:
        same = etag and handler.headers.get("If-None-Match") == etag
        same = same or (modified and handler.headers.get("If-Modified-Since") == modified)
        said = {"ETag": etag, "Last-Modified": modified}
        said = {**{name: value for name, value in said.items() if value}, **headers}
        if same:
            handler.raw(head(304, said))
        else:
            handler.raw(head(200, {"Content-Length": str(len(body)), **said}), body)

    return serve


def in_turn(*answers: Serve) -> Serve:
    """One answer after the other, the last one for ever."""
    left = list(answers)

    def serve(handler: Handler) -> None:
        (left.pop(0) if len(left) > 1 else left[0])(handler)

    return serve


def raw(*pieces: bytes) -> Serve:
    """These bytes and an end of the connection."""
    return lambda handler: handler.raw(*pieces)


def redirect(where: str, status: int = 302) -> Serve:
    return page(status, Location=where)
