"""robots.txt, one request at a time, and the pause."""

import itertools
import time
from collections.abc import Callable

import pytest
from fetching_bench import Bench, document
from loopback import Handler, Site, in_turn, page, raw, redirect

from pipeline.read.fetching.fetch import refresh
from pipeline.read.fetching.robots import MAX_ROBOTS_BYTES


def rules(text: str) -> Callable[[Handler], None]:
    return page(200, text.encode(), Content_Type="text/plain")


def test_what_robots_txt_forbids_is_not_asked(bench: Bench, site: Site) -> None:
    site.routes["/robots.txt"] = rules("User-agent: *\nDisallow: /secret/*.html$\nDisallow: /x\nAllow: /x/y")
    for path in ("/secret/a.html", "/secret/a.htm", "/x/1", "/x/y"):
        site.routes[path] = page(200, path.encode())
    rows = bench.fetch(*(document(site.url(path)) for path in ("/secret/a.html", "/secret/a.htm", "/x/1", "/x/y")))
    assert [(row.outcome, row.reason) for row in rows] == [
        ("refused", "robots"), ("new", None), ("refused", "robots"), ("new", None)
    ]  # fmt: skip
    assert site.paths() == ["/secret/a.htm", "/x/y"]
    assert [each.path for each in site.asked].count("/robots.txt") == 1


def test_rules_for_our_name_go_before_rules_for_all(bench: Bench, site: Site) -> None:
    site.routes["/robots.txt"] = rules("User-agent: *\nDisallow: /\n\nUser-agent: District-Documents\nDisallow: /no")
    site.routes["/a"] = page(200, b"text")
    assert bench.one(site.url("/a")).outcome == "new"
    assert bench.one(site.url("/no")).reason == "robots"


def test_a_document_that_robots_txt_forbids_later_keeps_its_body(bench: Bench, site: Site) -> None:
    site.routes["/a"] = page(200, b"text")
    entry = document(site.url("/a"))
    bench.fetch(entry)
    site.routes["/robots.txt"] = rules("User-agent: *\nDisallow: /")
    assert bench.fetch(entry)[0].outcome == "refused"
    assert bench.kept(entry)[0].read() == b"text"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_without_robots_txt_everything_is_allowed(bench: Bench, site: Site, status: int) -> None:
    site.routes["/robots.txt"] = page(status)
    site.routes["/a"] = page(200, b"text")
    assert bench.one(site.url("/a")).outcome == "new"


@pytest.mark.parametrize("answer", [page(500), page(503), page(429), raw()])
def test_while_robots_txt_cannot_be_had_nothing_is_asked(
    bench: Bench, site: Site, answer: Callable[[Handler], None]
) -> None:
    site.routes["/robots.txt"] = answer
    site.routes["/a"] = page(200, b"text")
    rows = bench.fetch(document(site.url("/a")), document(site.url("/b")))
    assert [(row.outcome, row.reason) for row in rows] == [("failed", "robots_unknown")] * 2
    assert len(site.asked) == 3, "robots.txt, twice more, and then no longer in this run"


def test_robots_txt_is_asked_again_after_a_500(bench: Bench, site: Site) -> None:
    site.routes["/robots.txt"] = in_turn(page(500), rules("User-agent: *\nDisallow: /no"))
    site.routes["/a"] = page(200, b"text")
    assert bench.one(site.url("/a")).outcome == "new"


def test_robots_txt_may_be_redirected(bench: Bench, site: Site) -> None:
    site.routes["/robots.txt"] = redirect("/rules")
    site.routes["/rules"] = rules("User-agent: *\nDisallow: /a")
    assert bench.one(site.url("/a")).reason == "robots"


def test_a_huge_robots_txt_is_read_as_far_as_the_rfc_asks(bench: Bench, site: Site) -> None:
    filler = b"# nothing\n" * (MAX_ROBOTS_BYTES // 10)
    site.routes["/robots.txt"] = page(200, b"User-agent: *\nDisallow: /a\n" + filler + b"Disallow: /b\n")
    site.routes["/b"] = page(200, b"text")
    rows = bench.fetch(document(site.url("/a")), document(site.url("/b")))
    assert [row.reason for row in rows] == ["robots", None]


def test_robots_txt_that_is_an_html_page_or_binary_allows_everything(bench: Bench, site: Site) -> None:
    for body in (b"<html><body>404: not here</body></html>", bytes(range(256)) * 9):
        site.routes["/robots.txt"] = page(200, body)
        site.routes["/a"] = page(200, body)
        assert bench.one(site.url("/a")).outcome in ("new", "changed")


@pytest.mark.parametrize(
    ("said", "waited"), [("3", 3.0), ("0.5", 1.0), ("9999", 30.0), ("-4", 1.0), ("nan", 1.0), ("x", 1.0)]
)
def test_crawl_delay_is_honoured_up_to_a_bound(bench: Bench, site: Site, said: str, waited: float) -> None:
    site.routes["/robots.txt"] = rules(f"User-agent: *\nCrawl-delay: {said}")
    bench.fetch(*(document(site.url(f"/{number}")) for number in range(3)), pause=1.0)
    assert bench.hourglass.slept == [waited] * 3, "before each document; the first follows robots.txt"


def test_the_pause_is_kept_after_failures_and_redirects_too(bench: Bench, site: Site) -> None:
    site.routes["/a"] = redirect("/b")
    site.routes["/b"] = page(404)
    bench.fetch(document(site.url("/a")), document(site.url("/c")), pause=2.0)
    assert bench.hourglass.slept == [2.0] * 3


def test_never_two_requests_at_once_for_a_host_and_the_pause_between(
    bench: Bench, new_site: Callable[[], Site]
) -> None:
    """Real time: what the servers saw, not what we believe we did."""
    sites = [new_site(), new_site(), new_site()]

    def slow(handler: Handler) -> None:
        time.sleep(0.03)
        page(200, handler.path.encode())(handler)

    for one in sites:
        one.routes.update({f"/{number}": slow for number in range(4)})
        one.routes["/to"] = redirect(sites[0].url("/3"))
    entries = [document(one.url(path)) for path in ("/0", "/1", "/2", "/to") for one in sites]
    settings = type(bench.settings)(pause=0.05, hosts_at_once=3)
    begun = time.monotonic()
    rows = refresh(entries, bench.archive, settings)
    took = time.monotonic() - begun
    assert [row.address for row in rows] == [entry.address for entry in entries]
    assert {row.outcome for row in rows} == {"new"}
    for one in sites:
        assert one.most_at_once == 1
        asked = sorted(one.asked, key=lambda each: each.begun)
        gaps = [after.begun - before.ended for before, after in itertools.pairwise(asked)]
        assert min(gaps) > 0.04, gaps
    alone = sum(each.ended - each.begun + 0.05 for one in sites for each in one.asked)
    assert took < 0.8 * alone, "different hosts are asked side by side"


def test_rows_come_in_the_order_of_the_catalogue(bench: Bench, new_site: Callable[[], Site]) -> None:
    sites = [new_site() for _ in range(4)]
    entries = [document(one.url(f"/{number}")) for number in range(3) for one in sites]
    rows = bench.fetch(*entries)
    assert [row.address for row in rows] == [entry.address for entry in entries]
