"""The frame that every stage stands in: read, call the verb, check, and only then write."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from logging import getLogger
from time import monotonic
from typing import Any

import dagster as dg
import polars as pl

from assets.attempt import Verb
from assets.folders import Folders
from assets.judged import Judgement, judge
from assets.presentation import column_schema, counts_in_words, table_metadata
from assets.resources import Fetching, OnlyRefresh, Rework
from assets.reuse import SET_ASIDE, Made, Progress, per_document
from assets.storage import Frames, StageStore
from assets.versions import checks_version, code_version
from expectations.bridge import specs
from expectations.check import Evidence
from pipeline.tables.stages import ALL_STAGES

FRESHNESS = dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=50), warn_window=timedelta(hours=26))
"""A daily refresh, two hours late, warns; two missed ones fail."""

RETRIES, RETRY_PAUSE = 2, 5
"""Further tries of a stage when the system fails to read or write, and the seconds before each."""

progress_log = getLogger("district_documents.progress")
"""Lines for whoever waits at a terminal; the run's own log has them too."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a stage's work gives: its tables, what to note for the next run, and numbers for the run's page."""

    tables: Frames
    inputs: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, int | float | str] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    """Numbers about the run as a whole, which the list of runs shows too, as tags."""
    previous_rows: Mapping[str, int] = field(default_factory=dict)
    earlier: Frames = field(default_factory=dict)
    """Tables of earlier stages that the checks look at, under "stage/table"."""
    notes: Mapping[str, Any] = field(default_factory=dict)
    """What else to show on the run's page."""

    def without(self, judgement: Judgement) -> "Result":
        """The same, less the documents that were set aside: they are worked on again at the next run."""
        inputs = {name: digest for name, digest in self.inputs.items() if name not in judgement.aside}
        numbers = dict(self.numbers)
        if judgement.aside:
            numbers[SET_ASIDE] = len(judgement.aside) + int(numbers.get(SET_ASIDE, 0))
        return replace(self, tables=judgement.tables, inputs=inputs, numbers=numbers)


@dataclass(frozen=True, slots=True)
class Work:
    """What a stage's work is given."""

    folders: Folders
    store: StageStore
    progress: Progress
    fetching: Fetching
    rework: Rework

    def per_document(self, stage: str, verb: Verb, inputs: Frames) -> Made:
        """The stage's verb on the documents that changed, or that this run is to do again; the rest as it was."""
        again = self._again(inputs["documents"])
        return per_document(stage, verb, inputs, code_version(stage), self.store, self.progress, again)

    def _again(self, documents: pl.DataFrame) -> frozenset[str]:
        """The ids of the documents (columns document_id, source) that are to be worked on though nothing changed."""
        if self.rework.everything:
            return frozenset(documents["document_id"])
        named = pl.col("document_id", "source").is_in(self.rework.documents)
        return frozenset(documents.filter(pl.any_horizontal(named))["document_id"])


Do = Callable[[Work], Result]
Keep = Callable[[Work, Result], Mapping[str, Any]]
"""Puts the checked result in its place, and returns what to show of it."""


def stage_assets(
    stage: str, about: Mapping[str, str], deps: Mapping[str, list[str]], do: Do, keep: Keep
) -> dg.AssetsDefinition:
    """One op for a stage, one asset for each of its tables, one check for each expectation.

    `about` describes each table's asset; `deps` names what each is made from, as "stage/table" ("*" for all).
    """
    described = [
        dg.AssetSpec(
            [stage, table.name],
            deps=[d.split("/") for d in (*deps.get("*", ()), *deps.get(table.name, ()))],
            description=about.get(table.name) or f"{table.row[0].upper()}{table.row[1:]}. 每行:{table.row_zh}。",
            group_name=stage,
            kinds={"polars", "parquet"},
            code_version=code_version(stage),
            freshness_policy=FRESHNESS,
            metadata={"dagster/column_schema": column_schema(table)},
        )
        for table in ALL_STAGES[stage]
    ]

    @dg.multi_asset(name=stage, specs=described, check_specs=list(specs(stage)))
    def made(
        context: dg.AssetExecutionContext,
        folders: Folders,
        fetching: Fetching,
        rework: Rework,
        only_refresh: OnlyRefresh,  # Held while the run lasts.
    ) -> Iterator[Any]:
        began = monotonic()
        store = StageStore(folders.stages_path)
        work = Work(folders, store, _progress(context, stage), fetching, rework)
        try:
            result = do(work)
        except OSError as error:
            # A network drive that stumbled may be well again; nothing has been written yet.
            raise dg.RetryRequested(max_retries=RETRIES, seconds_to_wait=RETRY_PAUSE) from error
        declared = {t.name: t for t in ALL_STAGES[stage]}
        evidence = Evidence(declared, {**result.earlier, **result.tables}, result.previous_rows)
        judgement = judge(stage, evidence, {} if rework.everything else store.passed(stage), checks_version())
        failed = []
        for check in judgement.results:
            yield check
            if not check.passed:
                place = check.asset_key.path[-1] if check.asset_key else stage
                blocking = check.severity == dg.AssetCheckSeverity.ERROR
                failed += [f"{place}.{check.check_name}: {check.description}"] if blocking else []
                _say(context, f"  {'FAILED' if blocking else 'doubt'}  {place}: {check.description}")
        store.note_passed(stage, judgement.passed)
        rejected = store.reject(stage, result.tables) if failed or judgement.aside else None
        if failed:
            raise dg.Failure(
                f"{len(failed)} blocking check(s) of stage {stage} failed; nothing was overwritten. "
                f"The rejected tables are in {rejected}. {' | '.join(failed)}",
                allow_retries=False,
            )
        result = result.without(judgement)
        shown = {**result.notes, **keep(work, result)}
        context.instance.add_run_tags(context.run.run_id, _tags(result.counts))
        _say(context, f"{stage}: {counts_in_words(result.tables)} ({monotonic() - began:.1f} s)")
        for table in ALL_STAGES[stage]:
            yield dg.MaterializeResult(
                asset_key=[stage, table.name],
                metadata={
                    **table_metadata(table, result.tables[table.name]),
                    **result.counts,
                    **result.numbers,
                    **shown,
                },
            )

    return made


def keep_stage(stage: str) -> Keep:
    """Write the stage's tables for the next stage to read."""

    def keep(work: Work, result: Result) -> Mapping[str, Any]:
        work.store.write(stage, result.tables, result.inputs)
        return {}

    return keep


def _tags(counts: Mapping[str, int]) -> dict[str, str]:
    """“sources new”: 3 as the tag sources/new: 3."""
    return {name.replace(" ", "/", 1).replace(" ", "_"): str(count) for name, count in counts.items()}


def _progress(context: dg.AssetExecutionContext, stage: str) -> Progress:
    def say(done: int, of: int) -> None:
        _say(context, f"{stage}: {done} of {of} documents")

    return say


def _say(context: dg.AssetExecutionContext, line: str) -> None:
    progress_log.info(line)
    context.log.info(line)
