"""The suite of each stage: what its declarations imply, and what its own file adds."""

from functools import cache
from importlib import import_module

from expectations.check import Check
from expectations.schema import schema_checks
from pipeline.tables.stages import ALL_STAGES


@cache
def suite(stage: str) -> tuple[Check, ...]:
    """All checks of a stage, in a fixed order. Raises KeyError when there is no such stage."""
    own: tuple[Check, ...] = import_module(f"expectations.{stage}").CHECKS
    return (*schema_checks(ALL_STAGES[stage]), *own)


def checks_of(stage: str, table: str) -> tuple[Check, ...]:
    """The checks of one table of a stage."""
    return tuple(c for c in suite(stage) if c.table == table)
