"""The event log keeps what Dagster's own keeps, and tells the UI of each event."""

from pathlib import Path

import dagster as dg
import pytest
from dagster._core.storage.event_log import SqliteEventLogStorage

from assets.event_log import OPEN, EventLog
from assets.folders import ROOT


@dg.asset(check_specs=[dg.AssetCheckSpec("sound", asset="thing")])
def thing() -> dg.MaterializeResult:  # type: ignore[type-arg]
    return dg.MaterializeResult(check_results=[dg.AssetCheckResult(passed=True, check_name="sound")])


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dg.DagsterInstance:
    monkeypatch.setattr("assets.event_log.HOME", tmp_path)
    (tmp_path / "dagster.yaml").write_bytes((ROOT / "dagster.yaml").read_bytes())
    return dg.DagsterInstance.from_config(str(tmp_path))


def test_dagster_reads_what_it_writes(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    assert isinstance(instance.event_log_storage, EventLog)
    run = dg.materialize([thing], instance=instance)
    theirs = SqliteEventLogStorage(str(tmp_path / "history" / "runs"))
    written = [e.dagster_event_type for e in theirs.get_logs_for_run(run.run_id)]
    assert dg.DagsterEventType.ASSET_CHECK_EVALUATION in written
    assert written == [e.dagster_event_type for e in instance.all_logs(run.run_id)]
    assert theirs.get_latest_materialization_events([thing.key])[thing.key]


def test_each_event_touches_the_file_that_the_ui_watches(instance: dg.DagsterInstance) -> None:
    run = dg.materialize([thing], instance=instance)
    log = instance.event_log_storage
    assert isinstance(log, EventLog)
    path = Path(log.path_for_shard(run.run_id))
    before = path.stat().st_mtime_ns
    instance.report_engine_event("still there", run_id=run.run_id, job_name=run.job_def.name)
    assert path.stat().st_mtime_ns > before
    before = path.stat().st_mtime_ns
    instance.all_logs(run.run_id)
    assert path.stat().st_mtime_ns == before, "reading must not wake who reads"


def test_many_runs_do_not_hold_many_files(instance: dg.DagsterInstance) -> None:
    for n in range(OPEN + 4):
        instance.all_logs(f"run_{n}")
    log = instance.event_log_storage
    assert isinstance(log, EventLog)
    assert len(log._engines) == OPEN
