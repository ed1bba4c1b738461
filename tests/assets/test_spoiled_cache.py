"""Files of the stage folder that were cut, changed or lost: the next refresh makes them anew, never wrong rows."""

from pathlib import Path

import dagster as dg
import pytest

from assets.definitions import cleaned, deduplicated, fetched, published, raw, resources, structured
from assets.folders import Folders

STAGES = [fetched, raw, cleaned, deduplicated, structured, published]
REPORT = "2024年某某区政府工作要点\n\n一、城建\n\n完成加装电梯120台以上。推进旧区改造。\n"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    monkeypatch.setattr("assets.folders.HOME", tmp_path / "home")
    (tmp_path / "sources").mkdir()
    for name in ("甲", "乙"):
        (tmp_path / "sources" / f"{name}.txt").write_text(REPORT.replace("某某", name * 2), "utf-8")
    return Folders(sources=str(tmp_path / "sources"), output=str(tmp_path / "release"))


def refresh(folders: Folders) -> dict[str, bytes]:
    run = dg.materialize(STAGES, resources=resources(folders), raise_on_error=False)
    assert run.success, [e.step_failure_data.error for e in run.get_step_failure_events()]
    output = folders.output_path
    return {str(p.relative_to(output)): p.read_bytes() for p in output.rglob("*") if p.is_file()}


def test_every_file_of_the_stages_may_be_spoiled(folders: Folders) -> None:
    good = refresh(folders)
    files = sorted(p for p in folders.stages_path.rglob("*") if p.is_file())
    assert len(files) > 20
    for number, path in enumerate(files):
        data = path.read_bytes()
        if number % 3 == 0:
            path.write_bytes(data[: len(data) // 2])
        elif number % 3 == 1:
            path.write_bytes(data[:10] + bytes(b ^ 0xFF for b in data[10:]))
        else:
            path.unlink()
    (folders.sources_path / "丙.txt").write_text(REPORT.replace("某某", "丙丙"), "utf-8")
    assert refresh(folders) != good
    (folders.sources_path / "丙.txt").unlink()
    assert refresh(folders) == good


@pytest.mark.parametrize("stage", ["raw", "cleaned", "deduplicated", "structured", "published"])
def test_a_single_spoiled_stage(folders: Folders, stage: str) -> None:
    good = refresh(folders)
    for path in sorted((folders.stages_path / stage).glob("*.parquet")):
        path.write_bytes(path.read_bytes()[:-20])
    assert refresh(folders) == good
