"""What can happen to a refresh: killed, disk full, sources gone, cache spoiled, two at once. The release stays whole.

Every refresh here is a real `make dataset` in a process of its own. A hook in that process does the harm at a chosen
file operation, so that the place is the same every time.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.publish.verify import verify_release
from tests.conftest import ROOT

REPORT = """{place}2024年政府工作要点

一、城建

完成加装电梯{n}台以上,新增公共绿地{n}万平方米。

二、民生

新增养老床位{n}张,实现城镇新增就业1.2万人。
"""

HOOK = """
import json, os, resource, signal, sys
harm = json.loads(sys.argv[1])
state = {"count": 0}

def hook(event, args):
    if not args or not isinstance(args[0], (str, bytes)):
        return
    path = os.fsdecode(args[0])
    if event == "open":
        writes = bool((args[2] or 0) & (os.O_WRONLY | os.O_RDWR))
        if harm["what"] == "gone" and not writes and path.startswith(harm["root"]) and path.endswith(".txt"):
            state["count"] += 1
            if state["count"] == harm["at"]:
                os.rename(harm["root"], harm["root"] + ".gone")
        if not writes:
            return
    elif event not in ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"):
        return
    if harm["what"] in ("kill", "count") and path.startswith(harm["root"]):
        state["count"] += 1
        if harm["what"] == "kill" and state["count"] == harm["at"]:
            os.kill(os.getpid(), signal.SIGKILL)

sys.addaudithook(hook)
if harm["what"] == "full":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (harm["at"], harm["at"]))
from assets.build import main
code = main(sys.argv[2:])
if harm["what"] == "count":
    print("operations:", state["count"])
sys.exit(code)
"""


class User:
    """A user with a home, sources, and a release."""

    def __init__(self, base: Path) -> None:
        self.home, self.sources, self.output = base / "home", base / "sources", base / "release"
        self.operations = 0
        self.home.mkdir(parents=True)
        self.sources.mkdir()
        (self.home / "dagster.yaml").write_text("telemetry:\n  enabled: false\n")
        self.write(0)

    def write(self, n: int) -> None:
        """Change one document and add another."""
        (self.sources / "a.txt").write_text(REPORT.format(place="甲甲区", n=100 + n), "utf-8")
        (self.sources / f"b{n}.txt").write_text(
            REPORT.format(place=f"乙{'一二三四五六七八九十'[n]}区", n=7 + n), "utf-8"
        )

    def start(self, what: str = "nothing", at: int = 0, root: Path | None = None) -> subprocess.Popen[str]:
        harm = json.dumps({"what": what, "at": at, "root": str(root or self.home.parent)})
        return subprocess.Popen(
            [sys.executable, "-c", HOOK, harm, "--sources", str(self.sources), "--output", str(self.output)],
            env={**os.environ, "DAGSTER_HOME": str(self.home), "PYTHONUTF8": "1"},
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def refresh(self, what: str = "nothing", at: int = 0, root: Path | None = None) -> tuple[int, str]:
        process = self.start(what, at, root)
        told, _ = process.communicate(timeout=400)
        return process.returncode, told

    def release(self) -> dict[str, bytes]:
        """The files of the release, which must be whole."""
        assert not verify_release(self.output)
        return {str(p.relative_to(self.output)): p.read_bytes() for p in self.output.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def user(tmp_path_factory: pytest.TempPathFactory) -> User:
    """A user with a first release; each test changes the sources, does its harm, and leaves a good release."""
    made = User(tmp_path_factory.mktemp("faults") / "user")
    code, told = made.refresh("count")
    assert code == 0, told
    made.operations = int(told.rsplit("operations:", 1)[1])
    return made


def test_killed_at_any_point_the_last_release_is_whole_and_the_next_refresh_recovers(
    user: User, tmp_path: Path
) -> None:
    before = user.release()
    user.write(1)
    for share in (0.1, 0.4, 0.75):
        code, told = user.refresh("kill", int(user.operations * share))
        assert code == -9, (share, told)
        assert user.release() == before
    code, told = user.refresh()
    assert code == 0, told
    fresh = User(tmp_path / "fresh")
    shutil.rmtree(fresh.sources)
    shutil.copytree(user.sources, fresh.sources)
    assert fresh.refresh()[0] == 0
    assert user.release() == fresh.release() != before
    assert not [p for p in user.output.parent.iterdir() if p.name.startswith(".release.")]


def test_a_full_disk_is_said_and_costs_nothing(user: User) -> None:
    before = user.release()
    lines = "\n\n".join(
        f"第{n}项:完成投资{n * 7919 % 100003}万元,新增就业{n * 104729 % 99991}人。" for n in range(20_000)
    )
    (user.sources / "large.txt").write_text("丙丙区政府工作报告\n\n" + lines, "utf-8")
    code, told = user.refresh("full", 600_000)
    (user.sources / "large.txt").unlink()
    # Which file is the first that the disk has no room for is chance: a stage's table, or Dagster's own database.
    assert code != 0 and ("File too large" in told or "make room" in told), told
    assert "Traceback" not in told
    assert user.release() == before


def test_a_source_folder_that_disappears_half_way_is_an_error_and_not_an_empty_dataset(user: User) -> None:
    before = user.release()
    user.write(5)
    code, told = user.refresh("gone", 5, user.sources)
    assert code != 0 and "does not exist" in told, told
    assert user.release() == before
    Path(f"{user.sources}.gone").rename(user.sources)
    code, told = user.refresh()
    assert code == 0 and user.release() != before, told


def test_two_refreshes_at_once_do_not_mix(user: User) -> None:
    before = user.release()
    user.write(7)
    both = [user.start(), user.start()]
    told = [process.communicate(timeout=400)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert user.release() != before
    assert "waiting for another refresh" in "".join(told) or "Nothing has changed" in "".join(told)


def test_an_output_that_cannot_be_written_is_said(user: User) -> None:
    elsewhere, user.output = user.output, Path("/proc/nothing-can-be-made-here")
    code, told = user.refresh()
    user.output = elsewhere
    assert code != 0 and "could not be written" in told, told
    assert "Traceback" not in told
