"""Everything that Dagster loads: `dagster dev` reads it through workspace.yaml."""

import dagster as dg

from assets.cleaned import cleaned
from assets.deduplicated import deduplicated
from assets.folders import Folders
from assets.published import published
from assets.raw import raw
from assets.refresh import daily_refresh, dataset_job, source_changes
from assets.structured import structured

definitions = dg.Definitions(
    assets=[raw, cleaned, deduplicated, structured, published],
    jobs=[dataset_job],
    schedules=[daily_refresh],
    sensors=[source_changes],
    resources={"folders": Folders()},
    # A chain has no parallelism between its steps; a process a step costs 20 s and buys nothing.
    executor=dg.in_process_executor,
)
