"""When the dataset is made anew: when a source changes, once a day, and once a week from the ground up."""

import json
import os
from collections.abc import Mapping
from typing import Any

import dagster as dg

from assets.folders import Folders
from assets.storage import StageStore
from assets.versions import release_state, rules_digest
from pipeline.read.stage import SourceFolderError, fingerprint, glance

dataset_job = dg.define_asset_job(
    "dataset",
    selection=dg.AssetSelection.all(),
    description="Make the whole dataset: fetched, raw, cleaned, deduplicated, structured, published. 生成整个数据集。",
)

daily_refresh = dg.ScheduleDefinition(
    name="daily_refresh",
    job=dataset_job,
    cron_schedule="0 3 * * *",
    execution_timezone="Asia/Shanghai",
    description="Every night at 3, Shanghai time: ask all addresses, redo what changed. 每日三时增量更新。",
)

weekly_rebuild = dg.ScheduleDefinition(
    name="weekly_rebuild",
    job=dataset_job,
    cron_schedule="0 4 * * 0",
    execution_timezone="Asia/Shanghai",
    run_config={"resources": {"rework": {"config": {"everything": True}}}},
    description="Every Sunday at 4, Shanghai time: every document anew. 每周日四时全部重做。",
)


LOOK = int(os.environ.get("DISTRICT_LOOK_SECONDS", "30"))
"""Seconds between two looks at the source folder."""


@dg.sensor(job=dataset_job, minimum_interval_seconds=LOOK)
def source_changes(context: dg.SensorEvaluationContext, folders: Folders) -> dg.SensorResult | dg.SkipReason:
    """Start one run when the source folder, its catalogue or the rules change. 有变则运行一次。

    Files that are being copied in change from look to look; the run starts when two looks see the same.
    """
    try:
        seen = f"{glance(folders.sources_path)}-{rules_digest()}"
    except SourceFolderError as error:
        return dg.SkipReason(str(error))
    last = _cursor(context.cursor)
    if seen == last.get("done"):
        return dg.SkipReason("no source, catalogue or rule has changed")
    if seen != last.get("waiting"):
        cursor = json.dumps({**last, "waiting": seen})
        return dg.SensorResult(skip_reason="something changed; waiting until the folder stands still", cursor=cursor)
    cursor = json.dumps({"done": seen})
    made = StageStore(folders.stages_path).inputs("published").get("state")
    if release_state(fingerprint(folders.sources_path)) == made:
        return dg.SensorResult(skip_reason="touched, but the release holds all they say", cursor=cursor)
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=seen)], cursor=cursor)


def _cursor(written: str | None) -> Mapping[str, Any]:
    """What the last look left; nothing where there was none or it cannot be read."""
    try:
        cursor = json.loads(written or "{}")
    except ValueError:
        return {}
    return cursor if isinstance(cursor, dict) else {}
