"""Redirects: followed a few steps, each one judged, never in a circle."""

from collections.abc import Callable

import pytest
from fetching_bench import Bench, document
from loopback import Handler, Site, in_turn, page, redirect, versioned


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_chain_of_redirects_leads_to_the_document(bench: Bench, site: Site, status: int) -> None:
    site.routes["/a"] = redirect("b", status)
    site.routes["/b"] = redirect(site.url("/c?d"), status)
    site.routes["/c?d"] = page(200, b"text")
    row = bench.one(site.url("/a"))
    assert (row.outcome, row.final_address) == ("new", site.url("/c?d"))
    (record,) = bench.archive.records()
    assert record.redirects == (site.url("/a"), site.url("/b"))


def test_redirects_are_bounded(bench: Bench, site: Site) -> None:
    for number in range(9):
        site.routes[f"/{number}"] = redirect(f"/{number + 1}")
    row = bench.one(site.url("/0"), max_redirects=5)
    assert (row.reason, row.attempts) == ("redirects", 1)
    assert len(site.paths()) == 6
    site.routes["/5"] = page(200, b"text")
    assert bench.one(site.url("/0"), max_redirects=5).outcome == "new"


@pytest.mark.parametrize("circle", [["/0"], ["/1", "/0"], ["/1", "/2", "/1"]])
def test_circles_are_seen(bench: Bench, site: Site, circle: list[str]) -> None:
    for number, where in enumerate(circle):
        site.routes[f"/{number}"] = redirect(where)
    row = bench.one(site.url("/0"))
    assert row.reason == "redirects"
    assert "circle" in (row.message or "")
    assert len(site.paths()) <= 3


def test_another_host_is_asked_under_its_own_rules(bench: Bench, new_site: Callable[[], Site]) -> None:
    first, second = new_site(), new_site()
    first.routes["/a"] = redirect(second.url("/b"))
    second.routes["/b"] = page(200, b"text")
    second.routes["/robots.txt"] = page(200, b"User-agent: *\nDisallow: /b")
    assert bench.one(first.url("/a")).reason == "robots"
    second.routes["/robots.txt"] = page(404)
    assert bench.one(first.url("/a")).final_address == second.url("/b")


def test_the_version_is_named_only_to_the_address_it_came_from(bench: Bench, site: Site) -> None:
    site.routes["/a"] = in_turn(redirect("/b"), redirect("/b"), versioned(b"other", etag='"1"'))
    site.routes["/b"] = versioned(b"text", etag='"1"')
    rows = [bench.one(site.url("/a")) for _ in range(3)]
    assert [(row.outcome, row.status) for row in rows] == [("new", 200), ("unchanged", 304), ("changed", 200)]
    assert "if-none-match" not in site.asked[4].headers


@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_chinese_bytes_in_a_location_go_back_as_they_came(bench: Bench, site: Site, encoding: str) -> None:
    name = "报告".encode(encoding)

    def serve(handler: Handler) -> None:
        handler.raw(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /" + name + b".html\r\n\r\n")

    site.routes["/a"] = serve
    site.routes["/" + "".join(f"%{byte:02X}" for byte in name) + ".html"] = page(200, b"text")
    assert bench.one(site.url("/a")).outcome == "new"


@pytest.mark.parametrize("path", ["/404.html", "/error/404.htm", "/NotFound", "/error"])
def test_a_redirect_to_an_error_page_is_a_document_gone(bench: Bench, site: Site, path: str) -> None:
    site.routes["/a"] = in_turn(page(200, b"text"), redirect(path))
    site.routes[path] = page(200, b"sorry")
    entry = document(site.url("/a"))
    bench.fetch(entry)
    assert bench.fetch(entry)[0].outcome == "vanished"
    assert bench.kept(entry)[0].read() == b"text"
