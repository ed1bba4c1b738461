"""What the UI shows before anything is run, and when it starts a run by itself."""

from pathlib import Path

import dagster as dg
import pytest

from assets.definitions import definitions
from assets.folders import Folders
from assets.refresh import daily_refresh, source_changes
from expectations.suites import suite
from pipeline.tables.stages import ALL_STAGES

GRAPH = definitions.resolve_asset_graph()
KEYS = [dg.AssetKey([stage, table.name]) for stage, tables in ALL_STAGES.items() for table in tables]


def test_definitions_load_as_dagster_loads_them() -> None:
    dg.Definitions.validate_loadable(definitions)
    assert set(GRAPH.get_all_asset_keys()) == set(KEYS)


@pytest.mark.parametrize("key", KEYS, ids=lambda k: k.to_user_string())
def test_every_table_says_what_it_is(key: dg.AssetKey) -> None:
    node = GRAPH.get(key)
    assert node.description
    assert node.group_name == key.path[0]
    columns = node.metadata["dagster/column_schema"].columns
    assert columns and all(c.description for c in columns)


def test_the_stages_follow_each_other() -> None:
    order = list(ALL_STAGES)
    for key in KEYS:
        parents = {order.index(p.path[0]) for p in GRAPH.get(key).parent_keys}
        assert all(p < order.index(key.path[0]) for p in parents)
        assert parents or key.path[0] == "raw"


def test_every_expectation_is_a_check_and_blocks_unless_it_says_why() -> None:
    for stage in ALL_STAGES:
        for check in suite(stage):
            node = GRAPH.get(dg.AssetCheckKey(dg.AssetKey([stage, check.table]), check.name))
            assert node.blocking == check.blocking
            assert check.name.isascii()


def test_the_schedule_runs_every_night() -> None:
    assert daily_refresh.cron_schedule == "0 3 * * *"
    assert daily_refresh.execution_timezone == "Asia/Shanghai"


def test_the_sensor_starts_one_run_for_many_changes_and_none_for_no_change(tmp_path: Path) -> None:
    folders = Folders(sources=str(tmp_path), output=str(tmp_path / "release"))

    def tick(cursor: str | None) -> dg.SensorResult | dg.SkipReason:
        context = dg.build_sensor_context(cursor=cursor, resources={"folders": folders}, definitions=definitions)
        return source_changes(context)  # type: ignore[return-value]

    (tmp_path / "a.txt").write_text("一")
    (tmp_path / "b.txt").write_text("二")
    first = tick(None)
    assert isinstance(first, dg.SensorResult) and len(first.run_requests or []) == 1
    assert isinstance(tick(first.cursor), dg.SkipReason)
    (tmp_path / "a.txt").write_text("三")
    second = tick(first.cursor)
    assert isinstance(second, dg.SensorResult) and second.cursor != first.cursor


def test_the_sensor_waits_for_a_folder_that_is_not_there(tmp_path: Path) -> None:
    folders = Folders(sources=str(tmp_path / "nowhere"), output=str(tmp_path))
    context = dg.build_sensor_context(resources={"folders": folders}, definitions=definitions)
    result = source_changes(context)
    assert isinstance(result, dg.SkipReason) and "nowhere" in str(result.skip_message)
