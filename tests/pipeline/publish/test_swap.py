"""A reader of the release folder meets a whole release, whatever happens to the one who writes it."""

import errno
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from release_factory import stages
from release_writer import POINTS

from pipeline.publish import package, swap
from pipeline.publish.errors import ReleaseError
from pipeline.publish.exchange import exchange
from pipeline.publish.lock import only_writer
from pipeline.publish.manifest import ReleaseFacts, read_manifest
from pipeline.publish.release import assemble
from pipeline.publish.swap import write_release
from pipeline.publish.verify import verify_release

WRITER = Path(__file__).with_name("release_writer.py")


@pytest.fixture(scope="module")
def tables():
    return assemble(stages(3))


@pytest.fixture(scope="module")
def first(tables, tmp_path_factory):
    folder = tmp_path_factory.mktemp("first") / "output"
    write_release(tables, folder, facts("1"))
    return folder


@pytest.fixture
def target(first, tmp_path):
    """A folder in which release 1 stands."""
    return shutil.copytree(first, tmp_path / "output")


def facts(version="1"):
    return ReleaseFacts(version, "a" * 64, "b" * 64)


def version(target):
    manifest = read_manifest(target)
    return manifest and manifest.dataset_version


def beside(target):
    return sorted(p.name for p in target.parent.iterdir() if p != target)


def content(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_release_is_written_where_nothing_was_and_its_parents_made(tables, tmp_path):
    target = tmp_path / "new" / "deep" / "output"
    manifest = write_release(tables, target, facts())
    assert read_manifest(target) == manifest
    assert verify_release(target) == []
    assert beside(target) == []


def test_a_release_takes_the_place_of_the_last_and_writing_twice_gives_the_same_bytes(tables, target):
    first = content(target)
    write_release(tables, target, facts("2"))
    assert version(target) == "2" and content(target) != first
    write_release(tables, target, facts("1"))
    assert content(target) == first
    assert beside(target) == []


def test_an_empty_folder_and_one_with_only_a_keep_file_are_taken(tables, tmp_path):
    for name in ("empty", "kept"):
        (tmp_path / name).mkdir()
    (tmp_path / "kept" / ".gitkeep").touch()
    for name in ("empty", "kept"):
        write_release(tables, tmp_path / name, facts())
        assert verify_release(tmp_path / name) == []


def test_a_link_to_a_folder_stays_a_link(tables, tmp_path):
    (tmp_path / "real").mkdir()
    link = tmp_path / "link"
    link.symlink_to("real")
    write_release(tables, link, facts())
    assert link.is_symlink() and verify_release(tmp_path / "real") == []


@pytest.mark.parametrize("foreign", ["notes.txt", "csv/mine.csv", "manifest.json"])
def test_a_folder_with_files_of_others_is_refused_and_left_alone(tables, tmp_path, foreign):
    target = tmp_path / "output"
    (target / foreign).parent.mkdir(parents=True)
    (target / foreign).write_text("{}")
    with pytest.raises(ReleaseError, match=foreign):
        write_release(tables, target, facts())
    assert content(target) == {foreign: b"{}"} and beside(target) == []


def test_a_file_that_someone_put_into_a_release_is_not_removed_with_it(tables, target):
    (target / "notes.txt").write_text("mine")
    with pytest.raises(ReleaseError, match=r"notes\.txt"):
        write_release(tables, target, facts("2"))
    assert version(target) == "1" and (target / "notes.txt").read_text() == "mine"


def test_a_target_that_is_a_file_or_lies_in_one_is_refused(tables, tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ReleaseError, match="is a file"):
        write_release(tables, tmp_path / "file", facts())
    with pytest.raises(ReleaseError, match="could not be written"):
        write_release(tables, tmp_path / "file" / "output", facts())
    assert (tmp_path / "file").read_text() == "mine"


def test_a_mount_point_is_refused(tables):
    with pytest.raises(ReleaseError, match="mount point"):
        write_release(tables, Path("/"), facts())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(tables, tmp_path):
    tmp_path.chmod(0o555)
    with pytest.raises(ReleaseError, match="you may write to"):
        write_release(tables, tmp_path / "output", facts())
    tmp_path.chmod(0o755)


@pytest.mark.parametrize(
    ("where", "name", "code", "said"),
    [
        (package, "write_csv", errno.ENOSPC, "room on the disk"),
        (package, "write_parquet", errno.EDQUOT, "quota"),
        (swap, "only_writer", errno.EROFS, "can be written"),
        (swap, "exchange", errno.EACCES, "may write to"),
    ],
)
def test_a_failing_disk_leaves_the_last_release_as_it_was(tables, target, monkeypatch, where, name, code, said):
    before = content(target)

    def fail(*_, **__):
        raise OSError(code, os.strerror(code), "some/path")

    monkeypatch.setattr(where, name, fail)
    with pytest.raises(ReleaseError, match=rf"some/path.*{said}.*last release is as it was"):
        write_release(tables, target, facts("2"))
    assert content(target) == before and beside(target) == []


def test_what_does_not_read_back_is_not_published(tables, target, monkeypatch):

    def spoil(folder):
        (folder / "csv" / "issues.csv").write_bytes(b"")

    monkeypatch.setattr(swap, "flush_tree", spoil)
    with pytest.raises(ReleaseError, match=r"csv/issues\.csv"):
        write_release(tables, target, facts("2"))
    assert version(target) == "1" and verify_release(target) == []


def test_without_exchange_two_renames_do_and_a_failing_second_is_undone(tables, tmp_path, monkeypatch):
    target = tmp_path / "output"
    monkeypatch.setattr(swap, "exchange", lambda *_: False)
    write_release(tables, target, facts("1"))
    write_release(tables, target, facts("2"))
    assert version(target) == "2" and beside(target) == []
    rename = Path.rename

    def fail(self, other):
        if self.name.endswith("-new"):
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        return rename(self, other)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(ReleaseError):
        write_release(tables, target, facts("3"))
    assert version(target) == "2" and verify_release(target) == []


def test_a_writer_killed_anywhere_leaves_a_whole_release_and_the_next_run_clears_up(tables, first, tmp_path):
    for point in POINTS:
        shutil.copytree(first, tmp_path / point / "output")
    ran = subprocess.run([sys.executable, WRITER, tmp_path], capture_output=True, check=True, timeout=120)
    assert json.loads(ran.stdout) == dict.fromkeys(POINTS, signal.SIGKILL.value), ran.stderr
    for point in POINTS:
        target = tmp_path / point / "output"
        assert (point == "between two renames") == (not target.exists())
        whole = target if target.exists() else target.with_name(".output.release-last")
        assert verify_release(whole) == [], point
        assert version(whole) == ("new" if "after" in point or "removing" in point else "1"), point
        write_release(tables, target, facts("next"))
        assert version(target) == "next" and beside(target) == [], point


def test_what_was_left_aside_is_put_back_before_anything_else_is_tried(tables, target, monkeypatch):
    target.rename(target.with_name(".output.release-last"))

    def fail(*_):
        raise ValueError("tables are wrong")

    monkeypatch.setattr(swap, "build", fail)
    with pytest.raises(ValueError, match="tables are wrong"):
        write_release(tables, target, facts("2"))
    assert version(target) == "1" and verify_release(target) == [] and beside(target) == []


def test_the_last_release_left_aside_is_not_removed_while_something_else_stands_in_its_place(tables, target):
    aside = target.with_name(".output.release-last")
    target.rename(aside)
    target.write_text("mine")
    with pytest.raises(ReleaseError, match="is a file"):
        write_release(tables, target, facts("2"))
    assert version(aside) == "1" and verify_release(aside) == []


def test_only_one_writes_at_a_time_and_the_other_is_told(tables, tmp_path):
    target = tmp_path / "output"
    with (
        only_writer(tmp_path / ".output.release-lock"),
        pytest.raises(ReleaseError, match=f"process {os.getpid()}.*wait"),
    ):
        write_release(tables, target, facts())
    write_release(tables, target, facts())
    assert version(target) == "1"


def test_many_writers_at_once_end_in_one_whole_release(tables, tmp_path):
    target = tmp_path / "output"
    said: list[str] = []

    def write(n):
        try:
            write_release(tables, target, facts(str(n)))
        except ReleaseError as error:
            said.append(str(error))

    threads = [threading.Thread(target=write, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert verify_release(target) == [] and beside(target) == []
    assert all("another run" in message for message in said) and len(said) < len(threads)


def test_a_reader_finds_the_manifest_at_every_moment(tables, tmp_path):
    target = tmp_path / "output"
    if not can_exchange(tmp_path):
        pytest.skip("this filesystem cannot exchange two folders in one step")
    write_release(tables, target, facts("0"))
    done, seen, failed = threading.Event(), set(), []

    def read():
        while not done.is_set():
            try:
                seen.add(version(target))
            except ReleaseError as error:
                failed.append(error)
            time.sleep(0.0005)

    reader = threading.Thread(target=read)
    reader.start()
    for n in range(1, 4):
        write_release(tables, target, facts(str(n)))
    done.set()
    reader.join()
    assert not failed and None not in seen and len(seen) > 1


def can_exchange(folder):
    one, other = folder / "one", folder / "other"
    one.mkdir()
    other.mkdir()
    try:
        return exchange(one, other)
    finally:
        one.rmdir()
        other.rmdir()


def test_exchange_says_what_is_missing(tmp_path):
    if not can_exchange(tmp_path):
        pytest.skip("this filesystem cannot exchange two folders in one step")
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "one", tmp_path / "other")


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda t: (t / "csv" / "issues.csv").unlink(), "csv/issues.csv is missing"),
        (lambda t: (t / "README.md").write_text("x"), "README.md has 1 bytes"),
        (lambda t: (t / "extra.txt").write_text("x"), "extra.txt is no part"),
        (lambda t: (t / "SHA256SUMS").write_text("x"), "SHA256SUMS does not agree"),
        (lambda t: (t / "SHA256SUMS").unlink(), "SHA256SUMS is missing"),
        (lambda t: (t / "parquet" / "issues.parquet").write_bytes(b"PAR1"), "issues cannot be read"),
        (lambda t: (t / "manifest.json").write_text("{"), "manifest.json cannot be read"),
        (lambda t: (t / "manifest.json").unlink(), "holds no manifest.json"),
    ],
)
def test_verify_says_what_is_wrong(target, spoil, problem):
    spoil(target)
    assert any(problem in said for said in verify_release(target))


def test_there_is_no_manifest_where_there_is_no_release(tmp_path):
    assert read_manifest(tmp_path) is None
    assert read_manifest(tmp_path / "missing") is None
