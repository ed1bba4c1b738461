"""`make dataset` as a user runs it: in a process of its own, through Dagster, with its history in a home of its own."""

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from tests.conftest import ROOT

REPORT = """2024年某某区政府工作报告

各位代表:

一、2023年工作回顾

全年完成加装电梯{n}台,新增养老床位350张。

二、2024年工作安排

加快推进旧区改造,完成加装电梯120台以上。(责任单位:区房管局牵头,区建设管理委配合)
"""


def build(home: Path, sources: Path, output: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assets.build", "--sources", str(sources), "--output", str(output), *more],
        env={**os.environ, "DAGSTER_HOME": str(home), "PYTHONUTF8": "1"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path, Path]:
    """DAGSTER_HOME, sources and output of a user who starts."""
    home, sources = tmp_path / "home", tmp_path / "sources"
    home.mkdir()
    sources.mkdir()
    (home / "dagster.yaml").write_text("telemetry:\n  enabled: false\n")
    return home, sources, tmp_path / "release"


def test_the_committed_release_is_what_a_fresh_build_gives(folders: tuple[Path, Path, Path]) -> None:
    home, _, output = folders
    made = build(home, ROOT / "sources", output)
    assert made.returncode == 0, made.stdout + made.stderr
    fresh = {p.relative_to(output): p.read_bytes() for p in output.rglob("*") if p.is_file()}
    committed = {p.relative_to(ROOT / "output"): p.read_bytes() for p in (ROOT / "output").rglob("*") if p.is_file()}
    assert fresh.keys() == committed.keys()
    different = [str(name) for name in fresh if fresh[name] != committed[name]]
    assert not different, "the release in output/ is not what this code makes: run `make dataset` and commit it"

    again = build(home, ROOT / "sources", output)
    assert again.returncode == 0
    assert "Nothing has changed" in again.stdout


def test_bad_neighbours_lose_nothing(folders: tuple[Path, Path, Path]) -> None:
    home, sources, output = folders
    good = REPORT.format(n=101)
    (sources / "好.txt").write_text(good, "utf-8")
    (sources / "gb.txt").write_bytes(good.replace("某某区", "乙乙区").replace("101", "57").encode("gb18030"))
    (sources / "utf16.txt").write_bytes(good.replace("某某区", "丙丙区").replace("101", "33").encode("utf-16"))
    (sources / "empty.txt").write_bytes(b"")
    (sources / "spaces.txt").write_text("  \n \u3000\n", "utf-8")
    (sources / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (sources / "broken.txt").write_bytes(good.replace("某某区", "丁丁区").encode()[:-3] + b"\xff\xfe\xe4")
    (sources / "plain.txt").write_text("这是一份没有标题也没有数的文件", "utf-8")
    (sources / "catalogue.yaml").write_text(
        "documents:\n  - id: one\n    file: 好.txt\n  - id: one\n    file: gb.txt\n  - id: gone\n    file: gone.txt\n",
        "utf-8",
    )
    made = build(home, sources, output)
    assert made.returncode == 0, made.stdout + made.stderr
    assert "Traceback" not in made.stdout + made.stderr

    table = {p.stem: pl.read_parquet(p) for p in (output / "parquet").glob("*.parquet")}
    outcome = dict(table["sources"].select("source", "outcome").iter_rows())
    for name in ("好.txt", "gb.txt", "utf16.txt", "broken.txt", "plain.txt"):
        assert outcome[name] == "kept", name
    for name in ("empty.txt", "spaces.txt", "binary.txt"):
        assert outcome[name] == "refused", name
        assert name in table["issues"]["source"].to_list(), name
    assert "gone.txt" in " ".join(table["issues"]["message"])
    assert 33.0 in table["numeric_facts"]["value"].to_list()
    assert {"lead", "cooperate"} <= set(table["measure_units"]["role"])


def test_one_more_document_leaves_the_others_alone(folders: tuple[Path, Path, Path]) -> None:
    home, sources, output = folders
    (sources / "a.txt").write_text(REPORT.format(n=101), "utf-8")
    assert build(home, sources, output).returncode == 0
    before = pl.read_parquet(output / "parquet" / "measures.parquet")
    (sources / "b.txt").write_text("2022年乙乙县工作要点\n\n一、农业\n\n新建高标准农田3.2万亩。\n", "utf-8")
    assert build(home, sources, output).returncode == 0
    after = pl.read_parquet(output / "parquet" / "measures.parquet")
    assert set(before["measure_id"]) < set(after["measure_id"])


def test_a_missing_source_folder_is_said_plainly(folders: tuple[Path, Path, Path]) -> None:
    home, sources, output = folders
    made = build(home, sources / "nowhere", output)
    assert made.returncode == 2
    assert "nowhere" in made.stderr
    assert "Traceback" not in made.stderr
    assert not output.exists()


def test_a_folder_of_somebody_elses_is_not_overwritten(folders: tuple[Path, Path, Path]) -> None:
    home, sources, output = folders
    (sources / "a.txt").write_text(REPORT.format(n=101), "utf-8")
    output.mkdir()
    (output / "letters.txt").write_text("mine")
    made = build(home, sources, output)
    assert made.returncode != 0
    assert "letters.txt" in made.stdout + made.stderr
    assert (output / "letters.txt").read_text() == "mine"
