"""Servers that answer wrongly, slowly, endlessly: no broken answer ever becomes a document, none holds us up."""

import gzip
import time
import zlib

import pytest
from fetching_bench import Bench, document
from loopback import Handler, Serve, Site, head, in_turn, page, raw

from pipeline.read.fetching.decoding import PIECE, decoded
from pipeline.read.fetching.errors import FetchError

TEXT = "政府工作报告。".encode() * 1000


def drip(first: bytes, seconds: float) -> Serve:
    def serve(handler: Handler) -> None:
        handler.raw(first)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            handler.raw(b"x")
            time.sleep(0.05)

    return serve


def silence(first: bytes, seconds: float) -> Serve:
    def serve(handler: Handler) -> None:
        handler.raw(first)
        time.sleep(seconds)

    return serve


def endless(handler: Handler) -> None:
    handler.raw(head(200, {"Connection": "close"}))
    while True:
        handler.raw(b"x" * 65_536)


def endless_chunks(handler: Handler) -> None:
    handler.raw(head(200, {"Transfer-Encoding": "chunked"}))
    while True:
        handler.raw(b"10000\r\n", b"x" * 65_536, b"\r\n")


def endless_head(handler: Handler) -> None:
    handler.raw(b"HTTP/1.1 200 OK\r\n")
    while True:
        handler.raw(b"X-More: " + b"x" * 60_000 + b"\r\n")


def endless_chunk_size(handler: Handler) -> None:
    handler.raw(head(200, {"Transfer-Encoding": "chunked"}))
    while True:
        handler.raw(b"0" * 65_536)


def five_gigabytes(handler: Handler) -> None:
    handler.raw(head(200, {"Content-Length": str(5 * 10**9)}))
    for _ in range(5 * 10**9 // 65_536):
        handler.raw(b"x" * 65_536)


CHUNKED = head(200, {"Transfer-Encoding": "chunked"})
GZIP = {"Content-Encoding": "gzip"}
LIMIT = 1_000_000
BOMB = gzip.compress(bytes(20 * LIMIT))
BROKEN: dict[str, tuple[Serve, str]] = {
    "dropped mid-body": (raw(head(200, {"Content-Length": "100"}), b"half"), "incomplete"),
    "dropped in the head": (raw(b"HTTP/1.1 200 OK\r\nContent-Le"), "empty"),
    "dropped at once": (raw(), "connection"),
    "length too short": (raw(head(200, {"Content-Length": "4"}), b"halfand more"), "incomplete"),
    "lengths that differ": (raw(head(200, {"Content-Length": "4, 5"}), b"half"), "incomplete"),
    "chunk without its end": (raw(CHUNKED, b"10\r\nonly this"), "incomplete"),
    "chunks without the last": (raw(CHUNKED, b"4\r\nhalf\r\n"), "incomplete"),
    "chunk size that is none": (raw(CHUNKED, b"zz\r\nhalf\r\n0\r\n\r\n"), "incomplete"),
    "chunk size below nothing": (raw(CHUNKED, b"-5\r\nhalf\r\n0\r\n\r\n"), "incomplete"),
    "no HTTP": (raw(b"SSH-2.0-OpenSSH_9.0\r\n"), "incomplete"),
    "silent": (silence(b"", 0.5), "timeout"),
    "silent mid-body": (silence(head(200, {"Content-Length": "9"}) + b"half", 0.5), "timeout"),
    "dripping body": (drip(head(200, {"Content-Length": "900"}), 2), "deadline"),
    "dripping head": (drip(b"HTTP/1.1 200 OK\r\nX: ", 2), "deadline"),
    "dripping chunk size": (drip(CHUNKED, 2), "deadline"),
    "endless": (endless, "too_large"),
    "endless chunks": (endless_chunks, "too_large"),
    "endless head": (endless_head, "too_large"),
    "endless chunk size": (endless_chunk_size, "incomplete"),
    "5 GB declared": (five_gigabytes, "too_large"),
    "gzip bomb": (page(200, BOMB, Content_Encoding="gzip"), "too_large"),
    "deflate bomb": (page(200, zlib.compress(bytes(20 * LIMIT)), Content_Encoding="deflate"), "too_large"),
    "gzip cut short": (page(200, gzip.compress(TEXT)[:-9], Content_Encoding="gzip"), "incomplete"),
    "gzip that is none": (page(200, b"no gzip", Content_Encoding="gzip"), "encoding"),
    "gzip with a wrong checksum": (
        page(200, gzip.compress(TEXT)[:-8] + bytes(8), Content_Encoding="gzip"),
        "encoding",
    ),
    "brotli nobody asked for": (page(200, b"\x0b\x02\x80abc\x03", Content_Encoding="br"), "encoding"),
    "zstd nobody asked for": (page(200, b"\x28\xb5\x2f\xfd", Content_Encoding="zstd"), "encoding"),
    "gzip in gzip": (page(200, gzip.compress(BOMB), Content_Encoding="gzip, gzip"), "encoding"),
    "a transfer encoding nobody asked for": (raw(head(200, {"Transfer-Encoding": "gzip"}), BOMB), "encoding"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_is_no_document(bench: Bench, site: Site, name: str) -> None:
    serve, reason = BROKEN[name]
    site.routes["/a"] = in_turn(page(200, TEXT), serve)
    entry = document(site.url("/a"))
    bench.fetch(entry)
    begun = time.monotonic()
    (row,) = bench.fetch(entry, max_bytes=LIMIT, deadline=0.4, read_timeout=0.2, retries=0)
    assert (row.reason, row.outcome in ("failed", "refused")) == (reason, True), row.message
    assert time.monotonic() - begun < 2
    assert row.message
    (kept,) = bench.kept(entry)
    assert (kept.read(), kept.failed_at) == (TEXT, row.requested_at)
    assert (len(bench.bodies()), bench.leftovers()) == (1, [])


def test_a_large_body_is_left_before_it_is_read(bench: Bench, site: Site) -> None:
    sent = []

    def five(handler: Handler) -> None:
        handler.raw(head(200, {"Content-Length": str(5 * 10**9)}))
        for number in range(10_000):
            handler.raw(b"x" * 65_536)
            sent.append(number)

    site.routes["/a"] = five
    row = bench.one(site.url("/a"))
    assert (row.outcome, row.reason, row.attempts) == ("refused", "too_large", 1)
    assert "5000000000" in (row.message or "")
    assert len(sent) * 65_536 < 40_000_000, "only what the sockets' buffers hold can have been sent"


def test_a_body_as_large_as_allowed_is_kept(bench: Bench, site: Site) -> None:
    site.routes["/a"] = page(200, b"x" * 1000)
    assert bench.one(site.url("/a"), max_bytes=1000).outcome == "new"
    assert bench.one(site.url("/a"), max_bytes=999).reason == "too_large"


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(TEXT)),
        ("GZIP", gzip.compress(TEXT[:500]) + gzip.compress(TEXT[500:])),
        ("x-gzip", gzip.compress(TEXT) + bytes(100)),
        ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compressobj(wbits=-15).compress(TEXT) + b""),
        ("identity", TEXT),
        ("", TEXT),
    ],
)
def test_packed_answers_are_kept_unpacked(bench: Bench, site: Site, encoding: str, packed: bytes) -> None:
    if encoding == "deflate" and packed[:1] != b"x":
        bare = zlib.compressobj(wbits=-15)
        packed = bare.compress(TEXT) + bare.flush()
    site.routes["/a"] = page(200, packed, **({"Content_Encoding": encoding} if encoding else {}))
    assert bench.one(site.url("/a")).outcome == "new"
    assert bench.bodies() == [TEXT]
    assert site.asked[-1].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize("step", [7, len(BOMB)])
def test_unpacking_goes_in_small_pieces(step: int) -> None:
    pieces = (BOMB[start : start + step] for start in range(0, len(BOMB), step))
    sizes = [len(piece) for piece in decoded(pieces, "gzip")]
    assert (sum(sizes), max(sizes) <= PIECE) == (20 * LIMIT, True)


def test_bare_deflate_of_any_length_unpacks_whole() -> None:
    for size in (0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE):
        bare = zlib.compressobj(wbits=-15)
        packed = bare.compress(bytes(size)) + bare.flush()
        if packed[0] & 0x0F != 8:
            assert b"".join(decoded([packed], "deflate")) == bytes(size)


def test_an_answer_without_a_length_ends_where_the_connection_does(bench: Bench, site: Site) -> None:
    site.routes["/a"] = raw(b"HTTP/1.0 200 OK\r\n\r\n", TEXT)
    assert bench.one(site.url("/a")).outcome == "new"
    assert bench.bodies() == [TEXT]


def test_a_server_that_keeps_the_connection_open_does_not_hold_us(bench: Bench, site: Site) -> None:
    site.routes["/a"] = silence(head(200, {"Content-Length": "4", "Connection": "keep-alive"}) + b"text", 1)
    begun = time.monotonic()
    assert bench.one(site.url("/a")).outcome == "new"
    assert time.monotonic() - begun < 0.9


def test_500_then_200(bench: Bench, site: Site) -> None:
    site.routes["/a"] = in_turn(page(500), raw(), page(200, b"text"))
    row = bench.one(site.url("/a"))
    assert (row.outcome, row.attempts) == ("new", 3)
    assert bench.hourglass.slept == [1.25, 2.5], "the wait doubles, with a quarter added by the chance of the test"


def test_retries_end(bench: Bench, site: Site) -> None:
    site.routes["/a"] = page(503)
    row = bench.one(site.url("/a"))
    assert (row.outcome, row.status, row.attempts, len(site.paths())) == ("failed", 503, 3, 3)


def test_429_is_asked_again_when_the_server_says(bench: Bench, site: Site) -> None:
    site.routes["/a"] = in_turn(
        page(429, Retry_After="7"), page(503, Retry_After="Tue, 24 Nov 2026 00:00:00 GMT"), page(200, b"text")
    )
    row = bench.one(site.url("/a"), retry_after_limit=100_000)
    assert (row.outcome, bench.hourglass.slept) == ("new", [7.0, 86_400 - 7.0])


def test_a_rest_that_is_too_long_is_left_to_the_next_refresh(bench: Bench, site: Site) -> None:
    site.routes["/a"] = page(429, Retry_After="3600")
    row = bench.one(site.url("/a"))
    assert (row.outcome, row.attempts, bench.hourglass.slept) == ("failed", 1, [])
    assert "3600" in (row.message or "")


@pytest.mark.parametrize("status", [400, 401, 403, 412, 451, 204, 206, 300])
def test_what_will_not_pass_is_not_asked_again(bench: Bench, site: Site, status: int) -> None:
    site.routes["/a"] = page(status)
    row = bench.one(site.url("/a"))
    assert (row.outcome, row.status, row.attempts) == ("failed", status, 1)


def test_a_closed_port_is_a_failure(bench: Bench) -> None:
    row = bench.one("http://127.0.0.1:1/a")
    assert (row.outcome, row.reason) == ("failed", "robots_unknown")
    assert "no connection" in (row.message or "")


def test_a_dead_host_is_given_up(bench: Bench, site: Site) -> None:
    for number in range(6):
        site.routes[f"/{number}"] = page(500)
    rows = bench.fetch(*(document(site.url(f"/{number}")) for number in range(6)), host_failures=2, retries=0)
    assert [row.reason for row in rows] == ["status", "status", "host", "host", "host", "host"]
    assert site.paths() == ["/0", "/1"]
    assert {row.outcome for row in rows} == {"failed"}


def test_failures_between_answers_are_no_dead_host(bench: Bench, site: Site) -> None:
    for number in range(6):
        site.routes[f"/{number}"] = page(500) if number % 2 else page(200, b"text")
    rows = bench.fetch(*(document(site.url(f"/{number}")) for number in range(6)), host_failures=2, retries=0)
    assert [row.reason for row in rows] == [None, "status"] * 3


def test_unknown_content_encodings_are_told() -> None:
    with pytest.raises(FetchError, match="br"):
        decoded([b"x"], "br")
