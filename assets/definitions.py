"""Everything that Dagster loads: `dagster dev` reads it through workspace.yaml."""

import dagster as dg

from assets.cleaned import cleaned
from assets.deduplicated import deduplicated
from assets.fetched import fetched
from assets.folders import Folders
from assets.published import published
from assets.raw import raw
from assets.refresh import daily_refresh, dataset_job, source_changes, weekly_rebuild
from assets.resources import Fetching, OnlyRefresh, Rework
from assets.structured import structured


def resources(folders: Folders) -> dict[str, dg.ConfigurableResource]:  # type: ignore[type-arg]
    """What every run is given."""
    return {"folders": folders, "fetching": Fetching(), "rework": Rework(), "only_refresh": OnlyRefresh()}


definitions = dg.Definitions(
    assets=[fetched, raw, cleaned, deduplicated, structured, published],
    jobs=[dataset_job],
    schedules=[daily_refresh, weekly_rebuild],
    sensors=[source_changes],
    resources=resources(Folders()),
    # A chain has no parallelism between its steps; a process a step costs 20 s and buys nothing.
    executor=dg.in_process_executor,
)
