"""Work only on what changed: a document whose inputs and rules are the same is taken from the last run."""

import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from multiprocessing import get_context
from os import cpu_count

import polars as pl

from assets.storage import Frames, StageMissingError, StageStore
from pipeline.tables.arrow import conform, frame
from pipeline.tables.stages import ALL_STAGES

Verb = Callable[[Frames], Frames]
Progress = Callable[[int, int], None]

BATCH = 16
"""Documents a worker takes at a time: enough to hide the start of a process, few enough to show progress."""

POOL_FROM = 3 * BATCH
"""Below this many documents one process is faster than starting others."""


@dataclass(frozen=True, slots=True)
class Made:
    """The tables of a stage, what each document was made from, and how many were worked on."""

    tables: Frames
    inputs: dict[str, str]
    recomputed: int
    reused: int


def per_document(stage: str, verb: Verb, inputs: Frames, version: str, store: StageStore, progress: Progress) -> Made:
    """Run `verb` on the documents whose inputs or rules changed since the last run, and take the rest from it.

    `inputs` are tables with a `document_id`; `verb` must treat each document by itself.
    """
    digests = _digests(inputs, version)
    before = store.inputs(stage)
    fresh = [d for d, digest in digests.items() if before.get(d) != digest]
    kept = sorted(set(digests) - set(fresh))
    try:
        old = store.read(stage) if kept else {}
    except StageMissingError:
        old, fresh, kept = {}, list(digests), []
    parts = [_only(old, kept)] if kept else []
    parts += _run(verb, inputs, sorted(fresh), progress)
    return Made(_gather(stage, parts), digests, len(fresh), len(kept))


def _digests(inputs: Frames, version: str) -> dict[str, str]:
    """For each document, one digest of all its rows in all input tables, and of the rules."""
    found = {d: sha256(version.encode()) for d in inputs["documents"]["document_id"]}
    for name in sorted(inputs):
        for row in inputs[name].iter_rows(named=True):
            if row["document_id"] in found:
                line = json.dumps([name, row], ensure_ascii=False, default=str, sort_keys=True)
                found[row["document_id"]].update(line.encode("utf-8", "surrogatepass"))
    return {d: digest.hexdigest() for d, digest in found.items()}


def _only(tables: Frames, documents: list[str]) -> Frames:
    return {name: table.filter(pl.col("document_id").is_in(documents)) for name, table in tables.items()}


def _run(verb: Verb, inputs: Frames, documents: list[str], progress: Progress) -> Iterator[Frames]:
    batches = [documents[i : i + BATCH] for i in range(0, len(documents), BATCH)]
    work = (_only(inputs, batch) for batch in batches)
    done = 0
    for batch, made in zip(batches, _mapped(verb, work, len(documents)), strict=True):
        done += len(batch)
        progress(done, len(documents))
        yield made


def _mapped(verb: Verb, work: Iterator[Frames], documents: int) -> Iterator[Frames]:
    if documents < POOL_FROM:
        yield from map(verb, work)
        return
    with ProcessPoolExecutor(cpu_count() or 1, mp_context=get_context("spawn")) as pool:
        yield from pool.map(verb, work)


def _gather(stage: str, parts: list[Frames]) -> Frames:
    return {
        table.name: conform(table, pl.concat([frame(table), *(conform(table, p[table.name]) for p in parts)]))
        for table in ALL_STAGES[stage]
    }
