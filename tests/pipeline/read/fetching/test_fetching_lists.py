"""List pages: the documents they lead to, their further pages, and what happens when links come and go."""

import pytest
from fetching_bench import Bench, document, listing
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import Site, in_turn, page, redirect

from pipeline.read.fetching.entries import AddressEntry
from pipeline.read.fetching.listing import links_of, next_pages

BASE = "http://gov.example/zwgk/list.html"


def html(*links: str, more: str = "") -> bytes:
    return f"<html><body>{''.join(f'<a href={link!r}>报告</a>' for link in links)}{more}</body></html>".encode()


def addresses(page: bytes, base: str = BASE) -> list[str]:
    return [link.address for link in links_of(page, base)]


def test_links_are_resolved_in_page_order_each_once() -> None:
    found = addresses(html("a.html", "/b.html", "../c.html#x", "//other.example/d", "a.html", "?page=2", "./a.html"))
    assert found == [
        "http://gov.example/zwgk/a.html",
        "http://gov.example/b.html",
        "http://gov.example/c.html",
        "http://other.example/d",
        "http://gov.example/zwgk/list.html?page=2",
    ]


def test_links_that_are_no_web_addresses_are_left_out() -> None:
    assert (
        addresses(html("mailto:a@b.cn", "javascript:void(0)", "ftp://a/b", "http://u:p@a/", "file:///etc", "http://["))
        == []
    )


def test_the_base_of_the_page_counts() -> None:
    assert addresses(b"<base href='/other/'><a href='a.html'>x</a>") == ["http://gov.example/other/a.html"]


def test_blanks_and_line_breaks_in_links_as_browsers_read_them() -> None:
    assert addresses(b"<a href=' a\n b.html '>x</a>") == ["http://gov.example/zwgk/a%20b.html"]


def test_pages_in_gbk_and_links_in_xml_islands() -> None:
    record = "<record><![CDATA[<a  title='x' href='/art/1.html'>区政府工作报告</a>]]></record>"
    island = f"<script type='text/xml'>{record}</script>"
    assert addresses(island.encode("gbk")) == ["http://gov.example/art/1.html"]
    assert addresses(b"<script>var a = \"<a href='/no'>\"</script><!-- <a href='/no'> -->") == []


def test_next_pages_by_mark_word_or_pattern() -> None:
    for mark in (
        "<a href='p2'> 下一页 </a>",
        "<a href='p2'>Next</a>",
        "<link rel='next' href='p2'>",
        "<a rel=next href=p2>2</a>",
    ):
        assert next_pages(links_of(f"<a href='x'>下一页的报告</a>{mark}".encode(), BASE), None) == [
            "http://gov.example/zwgk/p2"
        ]
    links = links_of(html("list_2.html", "a.html", "list_3.html"), BASE)
    assert next_pages(links, r"list_\d+\.html$") == [
        "http://gov.example/zwgk/list_2.html",
        "http://gov.example/zwgk/list_3.html",
    ]


@settings(max_examples=50)
@given(st.binary(max_size=300))
def test_any_bytes_are_a_page(data: bytes) -> None:
    for link in links_of(data, BASE):
        assert link.address.startswith(("http://", "https://"))


def test_the_documents_of_a_list_are_fetched_and_nothing_else(bench: Bench, site: Site) -> None:
    site.routes["/list"] = page(200, html("/a.html", "/b.html", "/a.html#2", "/c.pdf", "/about"))
    for path in ("/a.html", "/b.html", "/c.pdf", "/about"):
        site.routes[path] = page(200, path.encode())
    entry = listing(site.url("/list"), r"\.html$", line=3)
    rows = bench.fetch(entry, document(site.url("/c.pdf"), line=4))
    assert [(row.address, row.kind, row.line, row.outcome) for row in rows] == [
        (site.url("/list"), "list", 3, "new"),
        (site.url("/c.pdf"), "document", 4, "new"),
        (site.url("/a.html"), "document", 3, "new"),
        (site.url("/b.html"), "document", 3, "new"),
    ]
    assert sorted(site.paths()) == ["/a.html", "/b.html", "/c.pdf", "/list"]
    kept = bench.kept(entry)
    assert [document.address for document in kept] == [site.url("/a.html"), site.url("/b.html")]
    assert {document.found_through for document in kept} == {site.url("/list")}
    assert {document.entry for document in kept} == {entry}


def test_an_unchanged_list_still_leads_to_its_documents(bench: Bench, site: Site) -> None:
    from loopback import versioned

    site.routes["/list"] = versioned(html("/a.html"), etag='"1"')
    site.routes["/a.html"] = in_turn(page(200, b"one"), page(200, b"two"))
    entry = listing(site.url("/list"), "html")
    bench.fetch(entry)
    assert [(row.outcome, row.status) for row in bench.fetch(entry)] == [("unchanged", 304), ("changed", 200)]


def test_a_document_that_left_the_list_is_still_covered_and_asked(bench: Bench, site: Site) -> None:
    site.routes["/list"] = in_turn(page(200, html("/a.html", "/b.html")), page(200, html("/b.html", "/c.html")))
    site.routes.update({f"/{name}.html": page(200, name.encode()) for name in "abc"})
    entry = listing(site.url("/list"), r"\.html$")
    bench.fetch(entry)
    del site.routes["/a.html"]
    rows = bench.fetch(entry)
    assert [(row.address[-6], row.outcome) for row in rows[1:]] == [("b", "unchanged"), ("c", "new"), ("a", "vanished")]
    assert [document.address[-6] for document in bench.kept(entry)] == ["a", "b", "c"]
    narrower = listing(site.url("/list"), r"[bc]\.html$")
    assert [document.address[-6] for document in bench.kept(narrower)] == ["b", "c"]
    assert bench.kept(listing(site.url("/other"), "html")) == []


def test_a_list_that_fails_does_not_stop_its_documents(bench: Bench, site: Site) -> None:
    site.routes["/list"] = in_turn(page(200, html("/a.html")), page(500))
    site.routes["/a.html"] = in_turn(page(200, b"one"), page(200, b"two"))
    entry = listing(site.url("/list"), "html$")
    bench.fetch(entry)
    assert [row.outcome for row in bench.fetch(entry, retries=0)] == ["failed", "changed"]


def test_further_pages_are_followed_as_far_as_allowed(bench: Bench, site: Site) -> None:
    for number in range(5):
        more = f"<a href='/list{number + 1}'>下一页</a><a href='/list0'>首页</a>"
        site.routes[f"/list{number}"] = page(200, html(f"/{number}.html", more=more))
        site.routes[f"/{number}.html"] = page(200, str(number).encode())
    for pages, expected in ((0, 1), (2, 3), (9, 6)):
        rows = bench.fetch(listing(site.url("/list0"), r"\.html$", pages=pages))
        assert len([row for row in rows if row.kind == "list"]) == expected
    documents = [row for row in rows if row.kind == "document"]
    assert [row.address for row in documents] == [site.url(f"/{number}.html") for number in range(5)]
    assert {row.found_through for row in documents} == {site.url("/list0")}
    assert rows[5].outcome == "failed", "the last page points to one that is not there"


def test_a_pattern_that_matches_nothing_says_so(bench: Bench, site: Site) -> None:
    site.routes["/list"] = page(200, html("/a.html"))
    (row,) = bench.fetch(listing(site.url("/list"), "nothing"))
    assert "none of the 1 links" in (row.message or "")


@pytest.mark.parametrize("wrong", [{"links": "("}, {"next": "[a"}])
def test_patterns_that_are_none_are_refused_at_once(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="no regular expression"):
        AddressEntry("http://gov.example/", "list", **wrong)  # type: ignore[arg-type]


def test_the_links_of_one_list_are_bounded(bench: Bench, site: Site) -> None:
    site.routes["/list"] = page(200, html(*(f"/{number}.html" for number in range(50))))
    rows = bench.fetch(listing(site.url("/list"), "html"), max_links=7)
    assert len(rows) == 8
    assert "50 documents; only the first 7" in (rows[0].message or "")


def test_two_entries_may_read_one_page(bench: Bench, site: Site) -> None:
    site.routes["/list"] = page(200, html("/a.html", "/b.pdf"))
    entries = [listing(site.url("/list"), r"\.html$", line=1), listing(site.url("/list"), r"\.pdf$", line=2)]
    rows = bench.fetch(*entries)
    assert [(row.address[-5:], row.line) for row in rows] == [("/list", 1), (".html", 1), ("b.pdf", 2)]
    assert sorted(site.paths()) == ["/a.html", "/b.pdf", "/list"]


def test_a_list_that_moved_to_an_error_page_leads_where_its_kept_copy_did(bench: Bench, site: Site) -> None:
    site.routes["/deep/list"] = in_turn(page(200, html("a.html")), redirect("/404.html"))
    site.routes["/404.html"] = page(200, html("a.html"))
    site.routes["/deep/a.html"] = page(200, b"text")
    entry = listing(site.url("/deep/list"), "a.html$")
    bench.fetch(entry)
    rows = bench.fetch(entry)
    assert [(row.address, row.outcome) for row in rows] == [
        (site.url("/deep/list"), "vanished"),
        (site.url("/deep/a.html"), "unchanged"),
    ]


def test_a_list_may_not_be_as_large_as_a_document(bench: Bench, site: Site) -> None:
    site.routes["/list"] = page(200, b"x" * 2000)
    assert bench.fetch(listing(site.url("/list"), "html"), max_list_bytes=1000)[0].reason == "too_large"
