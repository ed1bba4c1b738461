"""Which addresses are never asked, however they are dressed up."""

import socket
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fetching_bench import Bench, document, listing
from hypothesis import given
from hypothesis import strategies as st
from loopback import Site, page, redirect

from pipeline.read.fetching import wire
from pipeline.read.fetching.errors import FetchError
from pipeline.read.fetching.guard import check_machine, target

PUBLIC = ("8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1")
PRIVATE = (
    "127.0.0.1",
    "127.255.0.1",
    "::1",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.1.1",
    "fe80::1%eth0",
    "fc00::1",
    "fec0::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::1",
    "198.18.0.1",
    "192.0.2.1",
    "240.0.0.1",
)
NEVER = (
    "169.254.169.254",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "fd00:ec2::254",
    "100.100.100.200",
    "224.0.0.1",
    "ff02::1",
    "0.0.0.0",
    "0.1.2.3",
    "::",
)


@pytest.mark.parametrize("ip", PUBLIC)
def test_public_machines_may_be_asked(ip: str) -> None:
    check_machine(ip, "host", allow_private=False)


@pytest.mark.parametrize("ip", PRIVATE)
def test_private_machines_only_when_the_entry_says_so(ip: str) -> None:
    with pytest.raises(FetchError, match="allow_private"):
        check_machine(ip, "host", allow_private=False)
    check_machine(ip, "host", allow_private=True)


@pytest.mark.parametrize("ip", NEVER)
@pytest.mark.parametrize("allow", [True, False])
def test_some_machines_never(ip: str, allow: bool) -> None:
    with pytest.raises(FetchError) as refused:
        check_machine(ip, "host", allow)
    assert refused.value.reason == "address"


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/x",
        "javascript:alert(1)",
        "//example.org/a",
        "example.org/a",
        "/a",
        "",
        "http://",
        "http:///a",
        "http://user:secret@example.org/",
        "http://user@example.org/",
        "http://example.org@127.0.0.1/",
        "ftp://user:secret@example.org/",
        "http://user:secret@exa mple.org/",
        "http://user:secret@exa^mple.org/",
        "http://example.org/a b",
        "http://example.org/a\r\nX: y",
        "http://example.org\\@127.0.0.1/",
        "http://example.org:99999/",
        "http://exa mple.org/",
        "http://[::1/",
        "http://example.org/" + "a" * 5000,
        "http://xn--a\u202e.org/",
    ],
)
def test_what_is_no_plain_web_address_is_refused(address: str) -> None:
    with pytest.raises(FetchError) as refused:
        target(address)
    assert refused.value.reason == "address"
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("address", "normal"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("http://example.org:80/a#part", "http://example.org/a"),
        ("https://example.org:8443/a/../b?c=d", "https://example.org:8443/b?c=d"),
        ("http://example.org/报告?年=1", "http://example.org/%E6%8A%A5%E5%91%8A?%E5%B9%B4=1"),
        ("http://中国.cn/", "http://xn--fiqs8s.cn/"),
        ("http://[2001:db8::1]:8080/a", "http://[2001:db8::1]:8080/a"),
    ],
)
def test_addresses_have_one_normal_form(address: str, normal: str) -> None:
    assert target(address).url == normal
    assert target(normal).url == normal


@given(st.text(max_size=60), st.sampled_from(["", "http://", "https://a.cn/", "http://a.cn:", "http://[", "http://a@"]))
def test_any_text_is_an_address_or_refused(text: str, before: str) -> None:
    try:
        found = target(before + text)
    except FetchError:
        return
    assert target(found.url) == found
    assert found.url.isascii()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]"])
def test_loopback_is_not_asked_under_any_name(bench: Bench, site: Site, host: str) -> None:
    site.routes["/a"] = page(200, b"secret")
    (row,) = bench.fetch(document(f"http://{host}:{site.server_port}/a", allow_private=False))
    assert row.outcome in ("refused", "failed")
    assert site.asked == []
    if host != "[::1]":
        assert (row.outcome, row.reason, row.attempts) == ("refused", "address", 1)


def resolving(monkeypatch: pytest.MonkeyPatch, names: dict[str, list[str]]) -> None:
    """Makes names resolve to the listed addresses, the next one at each question: DNS rebinding."""
    real = socket.getaddrinfo

    def answer(host: str, *args: Any, **kwargs: Any) -> Any:
        if host not in names:
            return real(host, *args, **kwargs)
        ips = names[host]
        return real(ips.pop(0) if len(ips) > 1 else ips[0], *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", answer)


def test_a_name_that_leads_to_a_private_machine_is_refused(
    bench: Bench, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, {"gov.example": ["127.0.0.1"]})
    site.routes["/a"] = page(200, b"secret")
    (row,) = bench.fetch(document(f"http://gov.example:{site.server_port}/a", allow_private=False))
    assert (row.outcome, row.reason, site.asked) == ("refused", "address", [])


def public(monkeypatch: pytest.MonkeyPatch, *sites: Site) -> None:
    """Lets the ports of some sites pass for public machines, so that the way from public to private can be tested."""
    ports = {site.server_port for site in sites}
    real_dial = wire.dial

    def dial(host: str, port: int, timeout: float, allow_private: bool) -> socket.socket:
        return real_dial(host, port, timeout, allow_private or port in ports)

    monkeypatch.setattr(wire, "dial", dial)


@pytest.mark.parametrize("inner", ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]"])
def test_a_redirect_from_public_to_private_is_refused(
    bench: Bench, new_site: Callable[[], Site], monkeypatch: pytest.MonkeyPatch, inner: str
) -> None:
    outside, inside = new_site(), new_site()
    public(monkeypatch, outside)
    inside.routes["/secret"] = page(200, b"secret")
    outside.routes["/a"] = redirect(f"http://{inner}:{inside.server_port}/secret")
    (row,) = bench.fetch(document(outside.url("/a"), allow_private=False))
    assert (row.outcome, row.reason) == ("refused", "address"), row.message
    assert (outside.paths(), inside.asked, bench.bodies()) == (["/a"], [], [])


def test_a_link_from_a_public_list_to_a_private_machine_is_refused(
    bench: Bench, new_site: Callable[[], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    outside, inside = new_site(), new_site()
    public(monkeypatch, outside)
    outside.routes["/list"] = page(200, f"<a href='{inside.url('/a.html')}'>报告</a>".encode())
    rows = bench.fetch(listing(outside.url("/list"), r"\.html$", allow_private=False))
    assert [(row.outcome, row.reason) for row in rows] == [("new", None), ("refused", "address")]
    assert inside.asked == []


def test_robots_of_a_private_machine_are_not_asked_either(
    bench: Bench, new_site: Callable[[], Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    outside, inside = new_site(), new_site()
    public(monkeypatch, outside)
    outside.routes["/robots.txt"] = redirect(inside.url("/robots.txt"))
    outside.routes["/a"] = page(200, b"text")
    (row,) = bench.fetch(document(outside.url("/a"), allow_private=False))
    assert (row.outcome, inside.asked) == ("new", [])


@pytest.mark.parametrize("where", ["file:///etc/passwd", "ftp://127.0.0.1/", "http://u:p@127.0.0.1/", "http://[", ""])
def test_redirects_to_what_is_no_web_address_are_refused(bench: Bench, site: Site, where: str) -> None:
    site.routes["/a"] = redirect(where)
    row = bench.one(site.url("/a"))
    assert row.reason in ("address", "redirects")
    assert site.paths() == ["/a"]


def test_the_peer_is_judged_after_the_connection_too(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Should the address connected to ever differ from the one judged, the socket's own word counts."""
    judged: list[str] = []

    def check(ip: str, host: str, allow_private: bool) -> None:
        judged.append(ip)
        if len(judged) > 1:
            raise FetchError("address", "no")

    monkeypatch.setattr(wire, "check_machine", check)
    with pytest.raises(FetchError):
        wire.dial("127.0.0.1", site.server_port, 1, False)
    assert judged == ["127.0.0.1", "127.0.0.1"]


def test_allowing_one_entry_allows_no_other(bench: Bench, site: Site) -> None:
    site.routes["/a"] = site.routes["/b"] = page(200, b"text")
    open_entry = document(site.url("/a"))
    rows = bench.fetch(open_entry, replace(open_entry, address=site.url("/b"), allow_private=False))
    assert [row.outcome for row in rows] == ["new", "refused"]
    assert site.paths() == ["/a"]
