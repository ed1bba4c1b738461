"""The one bridge: a Great Expectations result becomes a Dagster asset check, with the failing rows named.

Great Expectations is imported where it is first needed: it takes seconds, and definitions must load fast.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any

import dagster as dg
import polars as pl

from expectations.check import Check, Evidence
from expectations.suites import checks_of, suite
from pipeline.tables.stages import ALL_STAGES

ROWS_SHOWN = 20
CELL = 60
"""Characters of a cell in the table of failing rows; wider cells make the page unreadable."""


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


def evaluate(stage: str, evidence: Evidence) -> Iterator[dg.AssetCheckResult]:
    """Validate every table of a stage and say, for each expectation, what failed and where.

    An expectation that cannot be evaluated fails with the reason; it never passes in silence.
    """
    for table in ALL_STAGES[stage]:
        yield from evaluate_table(stage, table.name, evidence)


def evaluate_table(stage: str, table: str, evidence: Evidence) -> Iterator[dg.AssetCheckResult]:
    """The same for one table."""
    checks = checks_of(stage, table)
    if not checks:
        return
    key = dg.AssetKey([stage, table])
    columns, broken = _view(checks, evidence, table)
    outcomes = _validate(columns, [c for c in checks if c.name not in broken], evidence.declared[table].primary_key)
    for check in checks:
        if check.name in broken:
            yield _result(check, key, {"success": False, "result": {}}, broken[check.name])
        else:
            yield _result(check, key, *outcomes[check.name])


def _view(checks: tuple[Check, ...], evidence: Evidence, table: str) -> tuple[pl.DataFrame, dict[str, str]]:
    """The key, the columns that the checks read and the derived ones; and the checks whose column cannot be had."""
    frame = evidence.frames[table]
    wanted: dict[str, pl.Series] = {n: frame[n] for n in evidence.declared[table].primary_key}
    broken: dict[str, str] = {}
    for check in checks:
        try:
            wanted |= {n: frame[n] for n in check.columns}
            wanted |= {n: derive(evidence, table).alias(n) for n, derive in check.derived.items()}
        except Exception as error:
            broken[check.name] = f"could not be evaluated: {type(error).__name__}: {error}"
    return pl.DataFrame(list(wanted.values())), broken


@cache
def _context() -> Any:
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return (
        context.data_sources.add_pandas("tables")
        .add_dataframe_asset("table")
        .add_batch_definition_whole_dataframe("rows")
    )


def _validate(
    columns: pl.DataFrame, checks: list[Check], key: tuple[str, ...]
) -> dict[str, tuple[dict[str, Any], str | None]]:
    """Great Expectations' result for each check, and the reason where it could not be evaluated."""
    import great_expectations as gx

    expectations = [
        {
            "type": check.expectation,
            "kwargs": dict(check.arguments),
            "severity": "critical" if check.blocking else "warning",
            "description": check.question,
            "meta": {"check": check.name},
        }
        for check in checks
    ]
    batch = _context().get_batch({"dataframe": columns.to_pandas(use_pyarrow_extension_array=True)})
    validated = batch.validate(
        gx.ExpectationSuite(name="suite", expectations=expectations),
        result_format={
            "result_format": "COMPLETE",
            "unexpected_index_column_names": list(key),
            "partial_unexpected_count": ROWS_SHOWN,
            "return_unexpected_index_query": False,
        },
    ).to_json_dict()
    return {
        r["expectation_config"]["meta"]["check"]: (r, _exception(r.get("exception_info") or {}))
        for r in validated["results"]
    }


def _exception(info: dict[str, Any]) -> str | None:
    """The message of an expectation that raised; Great Expectations nests it one level deeper for metrics."""
    for part in (info, *(v for v in info.values() if isinstance(v, dict))):
        if part.get("raised_exception"):
            return f"could not be evaluated: {part.get('exception_message')}"
    return None


def _result(check: Check, key: dg.AssetKey, outcome: dict[str, Any], problem: str | None) -> dg.AssetCheckResult:
    passed = bool(outcome["success"]) and problem is None
    found = outcome.get("result") or {}
    rows = [{k: _cell(v) for k, v in row.items()} for row in (found.get("unexpected_index_list") or [])[:ROWS_SHOWN]]
    metadata: dict[str, Any] = {
        "question": check.question,
        "expectation": check.expectation,
        "rows checked": found.get("element_count", 0) or 0,
        "rows failing": found.get("unexpected_count", 0) or 0,
    }
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
