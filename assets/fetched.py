"""Fetched: every address of the catalogue asked once, and what came of it. Without addresses there is nothing to do."""

import polars as pl

from assets.stage import Result, Work, keep_stage, stage_assets
from pipeline.read.catalogue import load_catalogue
from pipeline.read.fetched import address_entries, archive_of
from pipeline.read.fetching.fetch import refresh
from pipeline.tables.arrow import frame
from pipeline.tables.codes import FETCH_OUTCOME
from pipeline.tables.stages import FETCHES

ABOUT = {
    "fetches": "Every address of the catalogue and of its lists, and what came of asking it. 目录中的网址及其抓取结果。"
}


def _do(work: Work) -> Result:
    folder = work.folders.sources_path
    entries = address_entries(load_catalogue(folder))
    asked = entries if work.fetching.enabled else []
    rows = refresh(asked, archive_of(folder), work.fetching.settings(), work.progress) if asked else []
    made = frame(FETCHES, [{name: getattr(row, name) for name in FETCHES.names} for row in rows])
    counts = {
        f"fetched {outcome}": made.filter(pl.col("outcome") == outcome).height for outcome in FETCH_OUTCOME.values
    }
    return Result({FETCHES.name: made}, numbers={"addresses in the catalogue": len(entries), **counts})


fetched = stage_assets("fetched", ABOUT, {}, _do, keep_stage("fetched"))
