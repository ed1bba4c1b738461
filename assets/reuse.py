"""Work only on what changed: a document whose inputs and rules are the same is taken from the last run."""

from collections.abc import Callable, Container, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from os import cpu_count

import polars as pl

from assets.attempt import Attempt, Verb, attempt, few, only
from assets.storage import Frames, StageMissingError, StageStore
from pipeline.tables.arrow import conform, frame
from pipeline.tables.aside import set_aside
from pipeline.tables.digests import document_digests
from pipeline.tables.stages import ALL_STAGES

Progress = Callable[[int, int], None]

BATCH = 16
"""Documents a worker takes at a time: enough to hide the start of a process, few enough to show progress."""

POOL_FROM = 3 * BATCH
"""Below this many documents one process is faster than starting others."""


SET_ASIDE = "documents set aside"
"""How the run's page calls documents that a verb failed on, or a check."""


@dataclass(frozen=True, slots=True)
class Made:
    """The tables of a stage, what each document was made from, and how many were worked on and set aside."""

    tables: Frames
    inputs: dict[str, str]
    recomputed: int
    reused: int
    failed: int

    @property
    def numbers(self) -> dict[str, int]:
        """For the run's page."""
        return {
            "documents recomputed": self.recomputed,
            "documents reused": self.reused,
            SET_ASIDE: self.failed,
        }


def per_document(
    stage: str,
    verb: Verb,
    inputs: Frames,
    version: str,
    store: StageStore,
    progress: Progress,
    again: Container[str] = (),
) -> Made:
    """Run `verb` on the documents whose inputs or rules changed since the last run, and take the rest from it.

    `inputs` are tables with a `document_id`; `verb` must treat each document by itself. The documents `again` are
    worked on though nothing changed. A few on which the verb fails are set aside, with an issue; they are tried again
    at the next run. Raises what the verb raises when it fails on more.
    """
    found = document_digests(inputs, version)
    digests = {d: found[d] for d in inputs["documents"]["document_id"]}
    before = store.inputs(stage)
    fresh = [d for d, digest in digests.items() if before.get(d) != digest or d in again]
    kept = sorted(set(digests) - set(fresh))
    try:
        old = store.read(stage) if kept else {}
    except StageMissingError:
        old, fresh, kept = {}, list(digests), []
    attempts = list(_run(verb, inputs, sorted(fresh), progress))
    failed = {document: reason for tried in attempts for document, reason in tried.failed.items()}
    if failed and not few(failed, len(digests)):
        raise next(tried.error for tried in attempts if tried.error)
    parts = [only(old, kept)] if kept else []
    tables = _gather(stage, parts + [frames for tried in attempts for frames in tried.made])
    if failed:
        sources = dict(inputs["documents"].select("document_id", "source").iter_rows())
        tables = set_aside(stage, tables, failed, sources)
    made_from = {d: digest for d, digest in digests.items() if d not in failed}
    return Made(tables, made_from, len(fresh), len(kept), len(failed))


def _run(verb: Verb, inputs: Frames, documents: list[str], progress: Progress) -> Iterator[Attempt]:
    batches = [documents[i : i + BATCH] for i in range(0, len(documents), BATCH)]
    work = (only(inputs, batch) for batch in batches)
    done = 0
    for batch, made in zip(batches, _mapped(verb, work, len(documents)), strict=True):
        done += len(batch)
        progress(done, len(documents))
        yield made


def _mapped(verb: Verb, work: Iterator[Frames], documents: int) -> Iterator[Attempt]:
    tried = partial(attempt, verb)
    if documents < POOL_FROM:
        yield from map(tried, work)
        return
    with ProcessPoolExecutor(cpu_count() or 1, mp_context=get_context("spawn")) as pool:
        yield from pool.map(tried, work)


def _gather(stage: str, parts: list[Frames]) -> Frames:
    """The stage's tables; a table that no verb gives rows to by document is left to the stage, and empty here."""
    return {
        table.name: conform(
            table, pl.concat([frame(table), *(conform(table, p[table.name]) for p in parts if table.name in p)])
        )
        for table in ALL_STAGES[stage]
    }
