"""What the UI shows before anything is run, and when it starts a run by itself."""

import dagster as dg
import pytest

from assets.definitions import definitions
from assets.refresh import daily_refresh
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
        assert parents or key.path[0] == order[0]


def test_every_expectation_is_a_check_and_blocks_unless_it_says_why() -> None:
    for stage in ALL_STAGES:
        for check in suite(stage):
            node = GRAPH.get(dg.AssetCheckKey(dg.AssetKey([stage, check.table]), check.name))
            assert node.blocking == check.blocking
            assert check.name.isascii()


def test_the_schedule_runs_every_night() -> None:
    assert daily_refresh.cron_schedule == "0 3 * * *"
    assert daily_refresh.execution_timezone == "Asia/Shanghai"
