"""The stages materialised in memory: what reaches the output folder, and what a failed check keeps from it."""

from pathlib import Path
from typing import Any

import dagster as dg
import polars as pl
import pytest

import assets.structured
from assets.definitions import cleaned, deduplicated, fetched, published, raw, resources, structured
from assets.folders import Folders
from assets.storage import Frames
from pipeline.publish.changes import read_tables

STAGES = [fetched, raw, cleaned, deduplicated, structured, published]
REPORT = "2024年某某区政府工作要点\n\n一、城建\n\n完成加装电梯120台以上。推进旧区改造。\n"


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    monkeypatch.setattr("assets.folders.HOME", tmp_path / "home")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text(REPORT, "utf-8")
    return Folders(sources=str(tmp_path / "sources"), output=str(tmp_path / "release"))


def materialise(folders: Folders, selection: list[Any] = STAGES) -> dg.ExecuteInProcessResult:
    return dg.materialize(selection, resources=resources(folders), raise_on_error=False)


def release(folders: Folders) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in folders.output_path.rglob("*") if p.is_file()}


def spoiled(tables: Frames) -> Frames:
    """The stage's verb with a fault: every measure's words are not those of the text."""
    made = VERB(tables)
    return {**made, "measures": made["measures"].with_columns(text=pl.lit("不是原文"))}


VERB = assets.structured.verb


def test_a_blocking_check_keeps_the_last_release_whole(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    assert materialise(folders).success
    before = release(folders)
    assert before

    monkeypatch.setattr("assets.structured.verb", spoiled)
    for name in "乙丙":
        (folders.sources_path / f"{name}.txt").write_text(REPORT.replace("某某", name), "utf-8")
    run = materialise(folders)
    assert not run.success
    failed = [e for e in run.get_asset_check_evaluations() if not e.passed]
    assert [(e.asset_key.to_user_string(), e.check_name) for e in failed] == [("structured/measures", "quote_in_text")]
    assert "mea_" in (failed[0].description or "")
    made = {e.asset_key.path[0] for e in run.get_asset_materialization_events() if e.asset_key}
    assert made == {"fetched", "raw", "cleaned", "deduplicated"}
    assert release(folders) == before
    assert (folders.stages_path / "rejected" / "structured" / "measures.parquet").exists()

    monkeypatch.setattr("assets.structured.verb", VERB)
    assert materialise(folders).success
    assert release(folders) != before


def test_one_odd_document_does_not_hold_back_the_others(folders: Folders, monkeypatch: pytest.MonkeyPatch) -> None:
    (folders.sources_path / "b.txt").write_text(REPORT.replace("某某", "乙乙").replace("120", "130"), "utf-8")
    assert materialise(folders).success
    (folders.sources_path / "c.txt").write_text(REPORT.replace("某某", "丙丙").replace("120", "140"), "utf-8")
    monkeypatch.setattr("assets.structured.verb", spoiled)
    run = materialise(folders)
    assert run.success
    (odd,) = [e for e in run.get_asset_check_evaluations() if not e.passed]
    assert (odd.check_name, odd.severity) == ("quote_in_text", dg.AssetCheckSeverity.WARN)

    tables = read_tables(folders.output_path)
    outcomes = dict(tables["sources"].select("source", "outcome").iter_rows())
    assert outcomes == {"a.txt": "kept", "b.txt": "kept", "c.txt": "refused"}
    assert tables["documents"].height == 2
    (issue,) = tables["issues"].filter(kind="set_aside").iter_rows(named=True)
    assert (issue["source"], issue["severity"]) == ("c.txt", "error")
    assert "Does the text of the document read" in issue["message"]
    gone = issue["document_id"]
    assert not any(
        gone in table["document_id"] for name, table in tables.items()
        if "document_id" in table.columns and name not in ("sources", "issues")
    )  # fmt: skip
    assert set(tables["measure_units"]["measure_id"]) <= set(tables["measures"]["measure_id"])
    assert (folders.stages_path / "rejected" / "structured" / "measures.parquet").exists()

    monkeypatch.setattr("assets.structured.verb", VERB)
    assert materialise(folders).success
    assert read_tables(folders.output_path)["documents"].height == 3


def test_the_run_says_what_was_worked_on(folders: Folders) -> None:
    materialise(folders)
    (folders.sources_path / "b.txt").write_text(REPORT.replace("某某", "乙乙"), "utf-8")
    run = materialise(folders)
    shown = next(m for m in run.asset_materializations_for_node("cleaned") if m.asset_key.path[-1] == "documents")
    assert shown.metadata["documents recomputed"].value == 1
    assert shown.metadata["documents reused"].value == 1
    assert shown.metadata["dagster/row_count"].value == 2
    assert "| document_id |" in str(shown.metadata["preview"].value)


def test_a_stage_asked_for_too_early_says_what_to_do(folders: Folders) -> None:
    run = materialise(folders, [cleaned])
    assert not run.success
    error = run.get_step_failure_events()[0].step_failure_data.error
    assert error and "materialise it first" in str(error.cause or error)
