"""The daemon, run for real: its sensor sees the folder, a tick starts a run, and the run makes the release."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
REPORT = "2024年某某区政府工作要点\n\n一、城建\n\n完成加装电梯120台以上。推进旧区改造。\n"
PATIENCE = 420
"""Seconds to wait for a tick and its run: twenty times what they take on an idle machine."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "sources").mkdir()
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "dagster.yaml").write_bytes((ROOT / "dagster.yaml").read_bytes())
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / "sources" / name).write_text(REPORT.replace("某某", name), "utf-8")
    return {
        **os.environ,
        "DAGSTER_HOME": str(tmp_path / "home"),
        "DISTRICT_SOURCES": str(tmp_path / "sources"),
        "DISTRICT_OUTPUT": str(tmp_path / "release"),
        "DISTRICT_LOOK_SECONDS": "2",
    }


@pytest.fixture
def daemon(environment: dict[str, str], tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    workspace = ["-w", str(ROOT / "workspace.yaml")]
    subprocess.run([BIN / "dagster", "sensor", "start", "source_changes", *workspace], env=environment, check=True)
    with (tmp_path / "daemon.log").open("wb") as log:
        process = subprocess.Popen(
            [BIN / "dagster-daemon", "run", *workspace], env=environment, stdout=log, stderr=log, start_new_session=True
        )
        yield process
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def sources_of(release: Path) -> set[str]:
    try:
        return set(pl.read_parquet(release / "parquet" / "sources.parquet")["source"])
    except OSError:
        return set()


def wait_for(what: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while not what():
        assert process.poll() is None and time.monotonic() < until, log.read_text("utf-8", "replace")[-4000:]
        time.sleep(0.5)


def test_a_tick_of_the_sensor_makes_the_release(
    daemon: subprocess.Popen[bytes], environment: dict[str, str], tmp_path: Path
) -> None:
    log = tmp_path / "daemon.log"
    wait_for(lambda: sources_of(tmp_path / "release") == {"a.txt", "b.txt", "c.txt"}, daemon, log)
    runs = subprocess.run(
        [BIN / "dagster", "run", "list"], env=environment, check=True, capture_output=True, text=True
    ).stdout
    assert runs.count("Job: dataset") == 1, "many files start one run: " + runs
