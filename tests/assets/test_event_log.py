"""The event log keeps what Dagster's own keeps, and tells the UI of each event."""

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from dagster._core.storage.asset_check_execution_record import AssetCheckExecutionRecordStatus
from dagster._core.storage.event_log import SqliteEventLogStorage

from assets.event_log import MOST, OPEN, EventLog
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


def test_events_of_checks_are_written_together_and_none_is_lost(instance: dg.DagsterInstance, tmp_path: Path) -> None:
    names = [f"check_{n}" for n in range(3 * MOST)]

    @dg.asset(check_specs=[dg.AssetCheckSpec(name, asset="checked") for name in names])
    def checked() -> Iterator[object]:
        for name in names:
            yield dg.AssetCheckResult(passed=name != "check_7", check_name=name)
        yield dg.MaterializeResult()

    run = dg.materialize([checked], instance=instance)
    theirs = SqliteEventLogStorage(str(tmp_path / "history" / "runs"))
    written = [e.dagster_event_type for e in theirs.get_logs_for_run(run.run_id)]
    assert written == [e.dagster_event_type for e in instance.all_logs(run.run_id)]
    for kind in (dg.DagsterEventType.ASSET_CHECK_EVALUATION_PLANNED, dg.DagsterEventType.ASSET_CHECK_EVALUATION):
        assert written.count(kind) == len(names)
    assert written.count(dg.DagsterEventType.STEP_OUTPUT) == len(names) + 1
    keys = [dg.AssetCheckKey(dg.AssetKey("checked"), name) for name in names]
    latest = theirs.get_latest_asset_check_execution_by_key(keys)
    failed = [key.name for key, found in latest.items() if found.status == AssetCheckExecutionRecordStatus.FAILED]
    assert len(latest) == len(names) and failed == ["check_7"]


def test_an_event_that_waits_is_there_for_whoever_reads_here(instance: dg.DagsterInstance) -> None:
    run = dg.materialize([thing], instance=instance)
    waits = next(e for e in instance.all_logs(run.run_id) if e.dagster_event_type == dg.DagsterEventType.STEP_OUTPUT)
    before = len(instance.all_logs(run.run_id))
    instance.handle_new_event(waits)
    assert len(instance.all_logs(run.run_id)) == before + 1


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
