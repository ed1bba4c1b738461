"""A stage's tables judged by its checks, once for all documents, and once more without the few odd ones."""

from collections.abc import Mapping
from dataclasses import dataclass

import dagster as dg

from assets.attempt import few
from assets.storage import Frames
from expectations.bridge import Evaluation
from expectations.check import Evidence
from pipeline.tables.aside import set_aside
from pipeline.tables.stages import STAGES


@dataclass(frozen=True, slots=True)
class Judgement:
    """The tables that may go on, every check's result, and which documents passed and which were set aside (why)."""

    tables: Frames
    results: list[dg.AssetCheckResult]
    passed: Mapping[str, str]
    aside: Mapping[str, str]


def judge(stage: str, evidence: Evidence, before: Mapping[str, str], version: str) -> Judgement:
    """Evaluate every check of the stage on the tables of `evidence`.

    Where few documents fail a blocking check by rows of their own, they are set aside and the rest is judged anew:
    what one odd document holds must not keep a thousand others from their readers. The check that found them then
    warns. A release is judged as a whole. `before` and `version`: see `Evaluation`.
    """
    declared = evidence.declared
    tables = {name: table for name, table in evidence.frames.items() if name in declared}
    first = Evaluation(stage, evidence, before, version)
    results = list(first.results())
    if not first.odd or stage not in STAGES or not few(first.odd, tables["documents"].height):
        return Judgement(tables, results, first.passed(), {})
    sources = dict(tables["documents"].select("document_id", "source").iter_rows())
    rest = set_aside(stage, tables, first.odd, sources)
    second = Evaluation(stage, Evidence(declared, {**evidence.frames, **rest}, evidence.previous_rows), before, version)
    both = zip(results, second.results(), strict=True)
    results = [_warning(was) if now.passed and not was.passed else now for was, now in both]
    return Judgement(rest, results, second.passed(), first.odd)


def _warning(result: dg.AssetCheckResult) -> dg.AssetCheckResult:
    """The result of a check that all pass but the documents that were set aside."""
    return dg.AssetCheckResult(
        passed=False,
        asset_key=result.asset_key,
        check_name=result.check_name,
        severity=dg.AssetCheckSeverity.WARN,
        description=f"{result.description} (The document is set aside; the rest passes.)",
        metadata=result.metadata,
    )
