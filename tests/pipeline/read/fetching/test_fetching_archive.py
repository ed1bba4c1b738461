"""The archive under kill -9, a full disk, damage, and two refreshes at once: what was kept stays whole."""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fetching_bench import QUICK, Bench, document
from hypothesis import given, settings
from hypothesis import strategies as st
from loopback import Handler, Site, head, in_turn, page, versioned

from pipeline.read.fetching.archive import Archive
from pipeline.read.fetching.errors import ArchiveBusyError, ArchiveError, BodyDamagedError
from pipeline.read.fetching.fetch import refresh
from pipeline.read.fetching.keeping import keeping
from pipeline.read.fetching.records import Record, parse_record, record_line

CHILD = """
import os, signal, sys
from pathlib import Path
from pipeline.read.fetching.archive import Archive
from pipeline.read.fetching.entries import AddressEntry
from pipeline.read.fetching.fetch import refresh
from pipeline.read.fetching.settings import Settings
from pipeline.read.fetching import keeping

def die():
    os.kill(os.getpid(), signal.SIGKILL)

write, replace, appended = os.write, Path.replace, []

def half(descriptor, data):
    appended.append(data)
    if len(appended) == 2:
        write(descriptor, data[: len(data) // 2])
        die()
    return write(descriptor, data)

def before(self, to):
    if appended:
        die()
    return replace(self, to)

def after(self, to):
    replace(self, to)
    if appended:
        die()

def seen(descriptor, data):
    appended.append(data)
    return write(descriptor, data)

point = sys.argv[2]
keeping.os.write = half if point == "append" else seen
if point in ("before", "after"):
    Path.replace = before if point == "before" else after
entries = [AddressEntry(address, allow_private=True) for address in sys.argv[3:]]
refresh(entries, Archive(Path(sys.argv[1])), Settings(pause=0, retries=0))
"""


def child(bench: Bench, point: str, *addresses: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", CHILD, str(bench.archive.folder), point, *addresses])


@pytest.mark.parametrize("point", ["fetch", "append", "before", "after"])
def test_a_refresh_killed_at_any_point_recovers(bench: Bench, site: Site, point: str) -> None:
    """Killed while a body comes in, half-way through a line, and on either side of the body's rename."""
    reached = threading.Event()

    def hang(handler: Handler) -> None:
        handler.raw(head(200, {"Content-Length": "99"}), b"half of it")
        reached.set()
        threading.Event().wait(2)

    site.routes["/a"] = versioned(b"first", etag='"1"')
    site.routes["/b"] = in_turn(hang, page(200, b"second")) if point == "fetch" else page(200, b"second")
    addresses = [site.url("/a"), site.url("/b")]
    process = child(bench, point, *addresses)
    if point == "fetch":
        assert reached.wait(20)
        process.kill()
    assert process.wait(20) == -signal.SIGKILL
    entries = [document(address) for address in addresses]
    assert [kept.read() for kept in bench.kept(*entries)] == [b"first"], "whole and readable before anything is healed"
    assert bench.archive.damages() == []

    rows = bench.fetch(*entries)
    assert [(row.outcome, row.status) for row in rows] == [("unchanged", 304), ("new", 200)]
    assert [kept.read() for kept in bench.kept(*entries)] == [b"first", b"second"]
    assert (len(list(bench.archive.records())), bench.archive.damages(), bench.leftovers()) == (3, [], [])


def test_a_half_written_last_line_is_cut_off(bench: Bench, site: Site) -> None:
    site.routes["/a"] = page(200, b"text")
    bench.one(site.url("/a"))
    log = bench.archive.folder / "records.jsonl"
    whole = log.read_bytes()
    for cut in (b"x", whole[:-1], b'{"address":"' + b"x" * 3_000_000):
        log.write_bytes(whole + cut)
        assert len(list(bench.archive.records())) == 1
        with keeping(bench.archive.folder):
            assert log.read_bytes() == whole
    log.write_bytes(b"no line at all")
    with keeping(bench.archive.folder):
        assert log.read_bytes() == b""


def test_a_damaged_line_is_passed_over_and_told(bench: Bench, site: Site) -> None:
    site.routes.update({f"/{number}": page(200, str(number).encode()) for number in range(3)})
    entries = [document(site.url(f"/{number}")) for number in range(3)]
    bench.fetch(*entries)
    log = bench.archive.folder / "records.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    for damage in (b"\0\0\0\n", b'{"address": 1}\n', b"[" * 100_000 + b"\n", b"\xff\n", b"\n", b'"text"\n'):
        log.write_bytes(lines[0] + damage + lines[2])
        assert [kept.read() for kept in bench.kept(*entries)] == [b"0", b"2"]
        assert bench.archive.damages() == [
            "records.jsonl, line 2: cannot be read; the fetch it told of is not known any more"
        ]
    assert [row.outcome for row in bench.fetch(*entries)] == ["unchanged", "new", "unchanged"]


@pytest.mark.parametrize("damage", ["changed", "short", "gone", "folder"])
def test_a_damaged_body_is_found_and_fetched_again_without_condition(bench: Bench, site: Site, damage: str) -> None:
    site.routes["/a"] = versioned(b"text", etag='"1"')
    entry = document(site.url("/a"))
    first = bench.fetch(entry)[0]
    (kept,) = bench.kept(entry)
    if damage == "gone":
        kept.path.unlink()
    elif damage == "folder":
        kept.path.unlink()
        kept.path.mkdir()
    else:
        kept.path.write_bytes(b"tex" if damage == "short" else b"tExt")
    with pytest.raises(BodyDamagedError, match="refresh"):
        kept.read()
    if damage == "folder":
        with pytest.raises(ArchiveError):
            bench.fetch(entry)
        return
    (row,) = bench.fetch(entry)
    assert (row.outcome, row.status) == ("unchanged", 200)
    assert "damaged" in (row.message or "")
    assert "if-none-match" not in site.asked[-1].headers
    assert bench.kept(entry)[0].read() == b"text"
    assert bench.kept(entry)[0].retrieved_at == first.requested_at
    assert bench.fetch(entry)[0].status == 304


@contextmanager
def files_up_to(size: int) -> Iterator[None]:
    """No file may grow beyond this: the nearest thing to a full disk that needs no disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_full_disk_while_a_body_comes_in(bench: Bench, site: Site) -> None:
    site.routes["/a"] = page(200, b"text")
    site.routes["/b"] = page(200, b"x" * 1_000_000)
    entries = [document(site.url("/a")), document(site.url("/b"))]
    with files_up_to(300_000), pytest.raises(ArchiveError, match="free space"):
        bench.fetch(*entries)
    assert [kept.read() for kept in bench.kept(*entries)] == [b"text"]
    assert bench.leftovers() == []
    assert [row.outcome for row in bench.fetch(*entries)] == ["unchanged", "new"]


def test_a_full_disk_while_a_line_is_written(bench: Bench, site: Site) -> None:
    site.routes["/a"] = in_turn(page(200, b"text"), page(200, b"other"))
    entry = document(site.url("/a"))
    bench.fetch(entry)
    log = bench.archive.folder / "records.jsonl"
    whole = log.read_bytes()
    with files_up_to(len(whole) + 50), pytest.raises(ArchiveError, match="records"):
        bench.fetch(entry)
    assert log.read_bytes() == whole
    assert bench.kept(entry)[0].read() == b"text"
    assert bench.fetch(entry)[0].outcome == "changed"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_disk_that_says_it_is_full(bench: Bench, site: Site) -> None:
    site.routes["/a"] = page(200, b"text")
    bench.one(site.url("/a"))
    with keeping(bench.archive.folder) as keeper:
        log = bench.archive.folder / "records.jsonl"
        log.unlink()
        log.symlink_to("/dev/full")
        with pytest.raises(ArchiveError, match="No space left"):
            keeper.append(Record("a", "document", "now", "failed"))


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder(bench: Bench, site: Site) -> None:
    site.routes["/a"] = page(200, b"text")
    entry = document(site.url("/a"))
    bench.fetch(entry)
    bench.archive.folder.chmod(0o500)
    try:
        with pytest.raises(ArchiveError, match="permissions"):
            bench.fetch(entry)
        assert bench.kept(entry)[0].read() == b"text"
    finally:
        bench.archive.folder.chmod(0o700)


def test_a_folder_that_cannot_be_made(bench: Bench, site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="Not a directory"):
        refresh([document(site.url("/a"))], Archive(tmp_path / "file" / "fetched"), QUICK)
    assert site.asked == []


def test_a_folder_that_disappears_half_way(bench: Bench, site: Site) -> None:
    def take_away(handler: Handler) -> None:
        shutil.rmtree(bench.archive.folder)
        page(200, b"text")(handler)

    site.routes["/a"] = page(200, b"text")
    site.routes["/b"] = take_away
    entries = [document(site.url(path)) for path in ("/a", "/b", "/c")]
    with pytest.raises(ArchiveError):
        bench.fetch(*entries)
    assert site.paths() == ["/a", "/b"], "nothing more is asked when nothing can be kept"
    assert not bench.archive.folder.exists()
    assert bench.kept(*entries) == []
    site.routes["/b"] = page(200, b"b")
    assert [row.outcome for row in bench.fetch(*entries)] == ["new", "new", "failed"]


def test_a_log_that_disappears_half_way_is_not_begun_anew(bench: Bench, site: Site) -> None:
    def take_away(handler: Handler) -> None:
        (bench.archive.folder / "records.jsonl").unlink()
        page(200, b"text")(handler)

    site.routes["/a"] = take_away
    with pytest.raises(ArchiveError, match="records"):
        bench.one(site.url("/a"))


def test_two_refreshes_never_write_at_once(bench: Bench, site: Site) -> None:
    site.routes["/a"] = page(200, b"text")
    entry = document(site.url("/a"))
    with keeping(bench.archive.folder), pytest.raises(ArchiveBusyError, match=str(os.getpid())):
        bench.fetch(entry)
    assert site.asked == []
    assert bench.fetch(entry)[0].outcome == "new"


def test_reading_goes_on_while_a_refresh_writes(bench: Bench, site: Site) -> None:
    seen: list[int] = []
    entries = [document(site.url(f"/{number}")) for number in range(5)]

    def look(handler: Handler) -> None:
        seen.append(len(bench.kept(*entries)))
        page(200, handler.path.encode())(handler)

    site.routes.update({f"/{number}": look for number in range(5)})
    bench.fetch(*entries)
    assert seen == [0, 1, 2, 3, 4]


def test_an_interrupted_refresh_keeps_what_it_has(bench: Bench, site: Site) -> None:
    site.routes.update({f"/{number}": page(200, str(number).encode()) for number in range(40)})
    entries = [document(site.url(f"/{number}")) for number in range(40)]

    def interrupt(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh(entries, bench.archive, QUICK.__class__(pause=0.05), interrupt)
    kept = len(bench.kept(*entries))
    assert 0 < kept < 40
    assert len(site.paths()) == kept
    bench.fetch(*entries)
    assert len(bench.kept(*entries)) == 40


def test_reading_an_archive_that_is_not_there(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "none")
    assert (archive.current([document("http://a.cn/")]), archive.damages(), list(archive.records())) == ([], [], [])
    assert not archive.folder.exists()


def test_a_line_is_plain_json_and_small(bench: Bench, site: Site) -> None:
    site.routes["/a"] = versioned(b"text", etag='"1"')
    bench.one(site.url("/a"))
    bench.one(site.url("/a"))
    lines = (bench.archive.folder / "records.jsonl").read_bytes().splitlines()
    assert json.loads(lines[1]) == {
        "address": site.url("/a"),
        "kind": "document",
        "requested_at": "2026-11-24T00:00:00Z",
        "outcome": "unchanged",
        "attempts": 1,
        "final_address": site.url("/a"),
        "status": 304,
        "sha256": json.loads(lines[0])["sha256"],
        "bytes": 4,
        "headers": {"etag": '"1"'},
    }
    assert len(lines[1]) < 400


@settings(max_examples=40)
@given(
    st.builds(
        Record,
        address=st.text(),
        kind=st.sampled_from(["document", "list"]),
        requested_at=st.text(),
        outcome=st.sampled_from(["new", "changed", "failed"]),
        attempts=st.integers(0, 9),
        message=st.none() | st.text(min_size=1),
        redirects=st.lists(st.text()).map(tuple),
        headers=st.dictionaries(st.text(), st.text()),
    )
)
def test_a_record_reads_back_from_its_one_line(record: Record) -> None:
    line = record_line(record)
    assert (line.count(b"\n"), line[-1:]) == (1, b"\n")
    assert parse_record(line) == record
