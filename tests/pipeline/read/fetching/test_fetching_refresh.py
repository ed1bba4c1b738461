"""What a refresh makes of documents that stay, change, vanish and come back."""

from hashlib import sha256

from fetching_bench import Bench, document
from loopback import Site, in_turn, page, versioned

from pipeline.read.fetching.entries import AddressEntry
from pipeline.read.fetching.settings import Settings

DAY = "Sun, 22 Nov 2026 02:00:00 GMT"


def test_a_document_is_kept_with_what_was_said_of_it(bench: Bench, site: Site) -> None:
    body = "区政府工作报告".encode("gbk")
    site.routes["/a.html"] = page(
        200, body, Content_Type="text/html; charset=GBK", ETag='"1"', Last_Modified=DAY, Set_Cookie="id=secret"
    )
    entry = document(site.url("/a.html#top"), line=7)
    (row,) = bench.fetch(entry)
    assert (row.outcome, row.status, row.attempts, row.line) == ("new", 200, 1, 7)
    (kept,) = bench.kept(entry)
    assert kept.read() == body
    assert kept.sha256 == sha256(body).hexdigest() == kept.path.name
    assert (kept.content_type, kept.charset) == ("text/html", "gbk")
    assert kept.retrieved_at == row.requested_at == "2026-11-23T00:00:00Z"
    assert (kept.vanished_at, kept.failed_at, kept.found_through) == (None, None, None)
    (record,) = bench.archive.records()
    assert record.headers["etag"] == '"1"'
    assert record.headers["last-modified"] == DAY
    assert "secret" not in (bench.archive.folder / "records.jsonl").read_text()


def test_an_unchanged_document_costs_one_304(bench: Bench, site: Site) -> None:
    site.routes["/a"] = versioned(b"text", etag='"1"')
    site.routes["/b"] = versioned(b"text b", modified=DAY)
    entries = [document(site.url("/a")), document(site.url("/b"))]
    first = bench.fetch(*entries)
    site.asked.clear()
    second = bench.fetch(*entries)
    third = bench.fetch(*entries)
    assert [row.outcome for row in first] == ["new", "new"]
    assert [(row.outcome, row.status) for row in second + third] == [("unchanged", 304)] * 4
    assert site.paths() == ["/a", "/b"] * 2
    assert site.asked[1].headers["if-none-match"] == '"1"'
    assert bench.kept(*entries)[0].retrieved_at == first[0].requested_at
    assert [row.sha256 for row in second] == [row.sha256 for row in first]


def test_a_304_that_says_nothing_leaves_what_was_said_before(bench: Bench, site: Site) -> None:
    site.routes["/a"] = in_turn(page(200, b"text", ETag='"1"', Content_Type="text/html; charset=gbk"), page(304))
    entry = document(site.url("/a"))
    assert [bench.fetch(entry)[0].status for _ in range(3)] == [200, 304, 304]
    assert site.asked[-1].headers["if-none-match"] == '"1"'
    (kept,) = bench.kept(entry)
    assert (kept.content_type, kept.charset) == ("text/html", "gbk")


def test_the_same_bytes_are_unchanged_and_other_bytes_changed(bench: Bench, site: Site) -> None:
    site.routes["/a"] = in_turn(page(200, b"one"), page(200, b"one"), page(200, b"two"))
    entry = document(site.url("/a"))
    rows = [bench.fetch(entry)[0] for _ in range(3)]
    assert [row.outcome for row in rows] == ["new", "unchanged", "changed"]
    (kept,) = bench.kept(entry)
    assert (kept.read(), kept.retrieved_at) == (b"two", rows[2].requested_at)
    assert sorted(bench.bodies()) == [b"one", b"two"]


def test_a_vanished_document_stays_and_can_come_back(bench: Bench, site: Site) -> None:
    entry = document(site.url("/a"))
    site.routes["/a"] = in_turn(
        page(200, b"text"), page(404), page(500), page(410), page(200, b"text"), page(404), page(200, b"other")
    )
    outcomes, states = [], []
    for _ in range(7):
        (row,) = bench.fetch(entry, retries=0)
        outcomes.append(row)
        states.append(bench.kept(entry)[0])
    assert [row.outcome for row in outcomes] == [
        "new", "vanished", "failed", "vanished", "unchanged", "vanished", "changed"
    ]  # fmt: skip
    gone = outcomes[1].requested_at
    assert [state.vanished_at for state in states] == [None, gone, gone, gone, None, outcomes[5].requested_at, None]
    assert states[2].failed_at == outcomes[2].requested_at
    assert states[3].failed_at is None
    assert {state.read() for state in states[:6]} == {b"text"}
    assert "is back" in (outcomes[4].message or "")


def test_an_address_without_a_document_is_a_failure_not_a_vanished_one(bench: Bench, site: Site) -> None:
    entry = document(site.url("/nothing"))
    (row,) = bench.fetch(entry)
    assert (row.outcome, row.status, row.sha256) == ("failed", 404, None)
    assert bench.kept(entry) == []
    (missing,) = bench.archive.missing([entry])
    assert (missing.address, missing.failed_at) == (entry.address, row.requested_at)
    assert "correct it in the catalogue" in missing.message


def test_a_document_that_was_never_asked_is_missing(bench: Bench) -> None:
    (missing,) = bench.archive.missing([document("http://127.0.0.1:1/a")])
    assert (missing.failed_at, missing.message) == (None, "it was never asked for")


def test_failures_keep_the_last_body(bench: Bench, site: Site) -> None:
    site.routes["/a"] = in_turn(page(200, b"text"), page(403))
    entry = document(site.url("/a"))
    bench.fetch(entry)
    (row,) = bench.fetch(entry)
    assert (row.outcome, row.status, row.attempts) == ("failed", 403, 1)
    (kept,) = bench.kept(entry)
    assert (kept.read(), kept.failed_at) == (b"text", row.requested_at)
    assert "403" in (kept.message or "")


def test_a_304_that_nobody_asked_for_is_a_failure(bench: Bench, site: Site) -> None:
    site.routes["/a"] = page(304)
    row = bench.one(site.url("/a"))
    assert (row.outcome, row.status) == ("failed", 304)


def test_an_empty_200_is_no_document(bench: Bench, site: Site) -> None:
    site.routes["/a"] = in_turn(page(200, b"text"), page(200, b""))
    entry = document(site.url("/a"))
    bench.fetch(entry)
    assert bench.fetch(entry)[0].reason == "empty"
    assert bench.kept(entry)[0].read() == b"text"


def test_only_what_the_catalogue_covers_is_current(bench: Bench, site: Site) -> None:
    site.routes["/a"] = site.routes["/b"] = page(200, b"text")
    a, b = document(site.url("/a")), document(site.url("/b"))
    bench.fetch(a, b)
    assert [kept.address for kept in bench.kept(b)] == [b.address]
    assert bench.kept() == []
    bench.fetch(b)
    assert site.paths() == ["/a", "/b", "/b"]


def test_an_address_listed_twice_is_asked_once(bench: Bench, site: Site) -> None:
    site.routes["/a"] = page(200, b"text")
    upper = site.url("/a").replace("http", "HTTP")
    rows = bench.fetch(document(site.url("/a"), line=1), document(upper, line=2))
    assert [(row.line, row.outcome) for row in rows] == [(1, "new")]
    assert site.paths() == ["/a"]


def test_the_wrong_charset_of_a_header_is_passed_on_as_it_was_said(bench: Bench, site: Site) -> None:
    site.routes["/a"] = page(200, "报告".encode("gbk"), Content_Type="text/html;charset=utf-8")
    site.routes["/b"] = page(200, b"b", Content_Type=";;;charset")
    entries = [document(site.url("/a")), document(site.url("/b"))]
    bench.fetch(*entries)
    assert [kept.charset for kept in bench.kept(*entries)] == ["utf-8", None]


def test_who_asks_is_said(bench: Bench, site: Site) -> None:
    site.routes["/a"] = page(200, b"text")
    bench.fetch(document(site.url("/a")), contact="mailto:data@example.org")
    assert {each.headers["user-agent"] for each in site.asked} == {
        "district-documents/1.0 (open dataset of government documents; +mailto:data@example.org)"
    }
    assert {each.headers["connection"] for each in site.asked} == {"close"}


def test_settings_refuse_what_no_header_can_hold() -> None:
    for wrong in ({"contact": "a\r\nb: c"}, {"contact": "联系"}, {"product": ""}, {"pause": -1}, {"hosts_at_once": 0}):
        try:
            Settings(**wrong)  # type: ignore[arg-type]
        except ValueError:
            continue
        raise AssertionError(wrong)


def test_chinese_addresses_are_asked_as_utf8(bench: Bench, site: Site) -> None:
    site.routes["/%E6%8A%A5%E5%91%8A.html?y=%E5%B9%B4"] = page(200, b"text")
    entry = AddressEntry(site.url("/报告.html?y=年"), allow_private=True)
    assert bench.fetch(entry)[0].outcome == "new"
    assert len(bench.kept(entry)) == 1


def test_progress_ends_at_its_total(bench: Bench, site: Site) -> None:
    from pipeline.read.fetching.fetch import refresh

    site.routes["/a"] = page(200, b"text")
    told: list[tuple[int, int]] = []
    entries = [document(site.url("/a")), document(site.url("/b"))]
    refresh(entries, bench.archive, bench.settings, lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)
    assert told == sorted(told)
