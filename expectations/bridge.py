"""The one bridge: a Great Expectations result becomes a Dagster asset check, with the failing rows named."""

from collections.abc import Iterator, Mapping
from typing import Any

import dagster as dg
import polars as pl

from expectations.check import Check, Evidence
from expectations.library import great_expectations, validator
from expectations.passed import Passed
from expectations.suites import checks_of, suite
from pipeline.tables.stages import ALL_STAGES

ROWS_SHOWN = 20
CELL = 60
"""Characters of a cell in the table of failing rows; wider cells make the page unreadable."""

Outcome = tuple[dict[str, Any], str | None]
"""A result of Great Expectations as JSON, and the reason where there could be none."""

_FAILED: dict[str, Any] = {"success": False, "result": {}}
_IN_SHORT = {"result_format": "BOOLEAN_ONLY"}
_IN_FULL = {
    "result_format": "COMPLETE",
    "partial_unexpected_count": ROWS_SHOWN,
    "return_unexpected_index_query": False,
}


def specs(stage: str) -> Iterator[dg.AssetCheckSpec]:
    """The Dagster check of every expectation of a stage."""
    for check in suite(stage):
        warning = f" (Warns only: {check.warns_because}.)" if check.warns_because else ""
        yield dg.AssetCheckSpec(
            check.name,
            asset=dg.AssetKey([stage, check.table]),
            description=check.question + warning,
            blocking=check.blocking,
        )


class Evaluation:
    """All checks of a stage, evaluated on its tables once.

    `before` are the documents that passed an earlier evaluation (its `passed`) of the checks of this `version`. The
    rows of those that are still the same are not judged by themselves again, and the results say so.
    """

    def __init__(
        self, stage: str, evidence: Evidence, before: Mapping[str, str] | None = None, version: str = ""
    ) -> None:
        self._stage, self._evidence = stage, evidence
        self._passed = Passed(evidence, before or {}, version)
        self._fresh = evidence.without(self._passed.taken)
        self.odd: dict[str, str] = {}
        """Documents with a row that fails a blocking check by itself, each with what the check asks."""

    def results(self) -> Iterator[dg.AssetCheckResult]:
        """For each expectation, what failed and where.

        An expectation that cannot be evaluated fails with the reason; it never passes in silence.
        """
        for table in ALL_STAGES[self._stage]:
            yield from self.of_table(table.name)

    def of_table(self, table: str) -> Iterator[dg.AssetCheckResult]:
        """The same for one table."""
        checks = checks_of(self._stage, table)
        outcomes: dict[str, Outcome] = {}
        # Without documents taken as passed, one look serves both kinds of checks.
        parts = [(self._evidence, checks)]
        if self._passed.taken:
            own, whole = (tuple(c for c in checks if c.by_document == kind) for kind in (True, False))
            parts = [(self._fresh, own), (self._evidence, whole)]
        for evidence, part in parts:
            if part:
                outcomes |= _outcomes(part, evidence, table)
        for check in checks:
            outcome, problem = outcomes[check.name]
            if problem or not outcome["success"]:
                named = self._passed.note(check, outcome.get("result") or {})
                if check.blocking:
                    self.odd |= {d: f"{check.table}: {check.question} No" for d in named if d not in self.odd}
            yield _result(check, dg.AssetKey([self._stage, table]), outcome, problem, self._rows_taken(check))

    def passed(self) -> dict[str, str]:
        """Documents that need no second look while they are the same. Known when all results have been taken."""
        return self._passed.now()

    def _rows_taken(self, check: Check) -> int:
        """Rows of the check's table that were not looked at again."""
        if not check.by_document:
            return 0
        return self._evidence.frames[check.table].height - self._fresh.frames[check.table].height


def evaluate(stage: str, evidence: Evidence) -> Iterator[dg.AssetCheckResult]:
    """Validate every row of every table of a stage; see `Evaluation`."""
    return Evaluation(stage, evidence).results()


def evaluate_table(stage: str, table: str, evidence: Evidence) -> Iterator[dg.AssetCheckResult]:
    """The same for one table."""
    return Evaluation(stage, evidence).of_table(table)


def _outcomes(checks: tuple[Check, ...], evidence: Evidence, table: str) -> dict[str, Outcome]:
    """What each check found, and the reason where it could not be evaluated."""
    columns, broken = _view(checks, evidence, table)
    sound = [c for c in checks if c.name not in broken]
    found: dict[str, Outcome] = {name: (_FAILED, problem) for name, problem in broken.items()}
    if columns.is_empty() and all(c.by_document for c in checks):
        # Of no rows, whatever is said of each holds.
        return found | {c.name: ({"success": True, "result": {"element_count": 0}}, None) for c in sound}
    return found | (_validate(columns, sound, evidence.declared[table].primary_key) if sound else {})


def _view(checks: tuple[Check, ...], evidence: Evidence, table: str) -> tuple[pl.DataFrame, dict[str, str]]:
    """The key, the document, the columns that the checks read and the derived ones; and the checks without a column."""
    frame = evidence.frames[table]
    named = {*evidence.declared[table].primary_key, "document_id"} & set(frame.columns)
    wanted: dict[str, pl.Series] = {n: frame[n] for n in frame.columns if n in named}
    broken: dict[str, str] = {}
    for check in checks:
        try:
            wanted |= {n: frame[n] for n in check.columns}
            wanted |= {n: derive(evidence, table).alias(n) for n, derive in check.derived.items()}
        except Exception as error:
            broken[check.name] = f"could not be evaluated: {type(error).__name__}: {error}"
    return pl.DataFrame(list(wanted.values())), broken


def _validate(view: pl.DataFrame, checks: list[Check], key: tuple[str, ...]) -> dict[str, Outcome]:
    """Great Expectations' result for each check, and the reason where it could not be evaluated.

    Which rows fail is asked only of the checks that fail, and only for them the columns that name a row are handed
    over: to have all this ready for all checks takes twice the time.
    """
    read = {name for check in checks for name in (*check.columns, *check.derived)}
    found = _ask(view.select(n for n in view.columns if n in read) if read else view, checks, _IN_SHORT)
    if failed := [c for c in checks if not found[c.name][0]["success"]]:
        named = [*key, *({"document_id"} & set(view.columns) - set(key))]
        found |= _ask(view, failed, {**_IN_FULL, "unexpected_index_column_names": named})
    for outcome, _ in found.values():
        outcome.setdefault("result", {}).setdefault("element_count", view.height)
    return found


def _ask(data: pl.DataFrame, checks: list[Check], result_format: dict[str, Any]) -> dict[str, Outcome]:
    expectations = [
        {
            "type": check.expectation,
            "kwargs": dict(check.arguments),
            "severity": "critical" if check.blocking else "warning",
            "meta": {"check": check.name},
        }
        for check in checks
    ]
    suite = great_expectations().ExpectationSuite(name="suite", expectations=expectations)
    asked = validator(data.to_pandas(use_pyarrow_extension_array=True), result_format)
    results = asked.validate_expectation_suite(suite).results
    return {r.expectation_config.meta["check"]: _outcome(r) for r in results}


def _outcome(result: Any) -> Outcome:
    if result.success:
        return {"success": True}, None
    said = result.to_json_dict()
    return said, _exception(said.get("exception_info") or {})


def _exception(info: dict[str, Any]) -> str | None:
    """The message of an expectation that raised; Great Expectations nests it one level deeper for metrics."""
    for part in (info, *(v for v in info.values() if isinstance(v, dict))):
        if part.get("raised_exception"):
            return f"could not be evaluated: {part.get('exception_message')}"
    return None


def _result(
    check: Check, key: dg.AssetKey, outcome: dict[str, Any], problem: str | None, taken: int
) -> dg.AssetCheckResult:
    passed = bool(outcome["success"]) and problem is None
    found = outcome.get("result") or {}
    rows = [{k: _cell(v) for k, v in row.items()} for row in (found.get("unexpected_index_list") or [])[:ROWS_SHOWN]]
    metadata: dict[str, Any] = {
        "question": check.question,
        "expectation": check.expectation,
        "rows checked": found.get("element_count", 0) or 0,
        "rows failing": found.get("unexpected_count", 0) or 0,
    }
    if check.by_document:
        metadata["rows taken as checked"] = taken
    if check.warns_because:
        metadata["warns only because"] = check.warns_because
    if rows and not passed:
        metadata["failing rows"] = dg.MetadataValue.table([dg.TableRecord(row) for row in rows])
    return dg.AssetCheckResult(
        passed=passed,
        asset_key=key,
        check_name=check.name,
        severity=dg.AssetCheckSeverity.ERROR if check.blocking else dg.AssetCheckSeverity.WARN,
        description=None if passed else problem or _in_words(check, found, rows),
        metadata=metadata,
    )


def _in_words(check: Check, found: dict[str, Any], rows: list[dict[str, str]]) -> str:
    """What failed, in one sentence, with the first rows by id."""
    if not rows:
        return f"{check.question} No: found {found.get('observed_value')}."
    first = "; ".join(", ".join(f"{k}={v}" for k, v in row.items()) for row in rows[:3])
    return f"{check.question} No: {found.get('unexpected_count')} of {found.get('element_count')} rows. {first}"


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= CELL else text[: CELL - 1] + "…"
