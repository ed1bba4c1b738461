"""Raw: every source as received, decoded, and accounted for."""

from functools import partial

import polars as pl

from assets.stage import Result, Work, keep_stage, stage_assets
from assets.storage import StageMissingError, StageStore
from pipeline.read.stage import PASSING, find_sources, fingerprint_of, read_found, with_issues

ABOUT = {
    "sources": "Every source that was found, and what became of it. 每个来源及其去向。",
    "documents": "Every readable source with its bytes' SHA-256, its encoding and its decoded text. 可读来源的原文。",
    "issues": "Sources that could not be read, and mistakes in the catalogue. 未能读取的来源与目录中的错误。",
}
MADE_FROM = {"*": ["fetched/fetches"]}


def _do(work: Work) -> Result:
    folder = work.folders.sources_path
    found, issues = find_sources(folder)
    before = _last_sources(work.store)
    made = work.per_document("raw", partial(read_found, folder), {"documents": found})
    tables = with_issues(made.tables, issues)
    # What may be readable at the next run is tried again then, though nothing in the folder has changed.
    passing = set(tables["issues"].filter(pl.col("kind").is_in(PASSING))["document_id"].drop_nulls())
    digests = {document: digest for document, digest in made.inputs.items() if document not in passing}
    counts = _counts(before, tables["sources"])
    known = {*found["document_id"], *found["source"]}
    unknown = ", ".join(name for name in work.rework.documents if name not in known)
    notes = {"to be worked on again, but not found": unknown} if unknown else {}
    return Result(tables, {**digests, "sources": fingerprint_of(found, issues)}, made.numbers, counts, notes=notes)


def _last_sources(store: StageStore) -> pl.DataFrame | None:
    try:
        return store.read("raw", "sources")["sources"]
    except StageMissingError:
        return None


def _counts(before: pl.DataFrame | None, now: pl.DataFrame) -> dict[str, int]:
    """Sources seen, new, changed and vanished since the last run, and those that could not be read."""
    old = {} if before is None else dict(before.select("source", "source_sha256").iter_rows())
    new = dict(now.select("source", "source_sha256").iter_rows())
    return {
        "sources seen": len(new),
        "sources new": len(new.keys() - old.keys()),
        "sources changed": sum(old[source] != new[source] for source in new.keys() & old.keys()),
        "sources vanished": len(old.keys() - new.keys()),
        "sources failed": now.filter(outcome="refused").height,
    }


raw = stage_assets("raw", ABOUT, MADE_FROM, _do, keep_stage("raw"))
