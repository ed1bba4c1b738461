"""When the dataset is made anew: when a source changes, and once a day as a safety net."""

import dagster as dg

from assets.folders import Folders
from assets.versions import release_state
from pipeline.read.stage import fingerprint

dataset_job = dg.define_asset_job(
    "dataset",
    selection=dg.AssetSelection.all(),
    description="Make the whole dataset: raw, cleaned, deduplicated, structured, published. 生成整个数据集。",
)

daily_refresh = dg.ScheduleDefinition(
    name="daily_refresh",
    job=dataset_job,
    cron_schedule="0 3 * * *",
    execution_timezone="Asia/Shanghai",
    description="Every night at 3, Shanghai time; unchanged documents come from the last run. 每日三时运行。",
)


@dg.sensor(job=dataset_job, minimum_interval_seconds=30)
def source_changes(context: dg.SensorEvaluationContext, folders: Folders) -> dg.SensorResult | dg.SkipReason:
    """Start one run when the source folder, its catalogue or the rules change. 有变则运行一次。"""
    if not folders.sources_path.is_dir():
        return dg.SkipReason(f"the source folder {folders.sources_path} is not there")
    state = release_state(fingerprint(folders.sources_path))
    if state == context.cursor:
        return dg.SkipReason("no source, catalogue or rule has changed")
    return dg.SensorResult(run_requests=[dg.RunRequest(run_key=state)], cursor=state)
