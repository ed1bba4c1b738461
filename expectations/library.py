"""Great Expectations, imported where it is first needed and without what no check of ours calls.

Its expectations on distributions import scipy.stats and altair with all that these stand on: a third of the time of
the import. Here both are loaded when one of their names is first used.
"""

import sys
from collections.abc import Sequence
from functools import cache
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType
from typing import Any

LATER = frozenset({"scipy.stats", "altair"})


class _LaterFinder(MetaPathFinder):
    """Finds the modules that are to be loaded when they are first used (importlib: “Implementing lazy imports”)."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in LATER:
            return None
        spec = PathFinder.find_spec(fullname, path)
        if spec and spec.loader:
            spec.loader = LazyLoader(spec.loader)
        return spec


@cache
def great_expectations() -> Any:
    """The library."""
    finder = _LaterFinder()
    sys.meta_path.insert(0, finder)
    try:
        import great_expectations as library
    finally:
        sys.meta_path.remove(finder)
    return library


def validator(frame: Any, result_format: dict[str, Any]) -> Any:
    """What validates suites on a pandas frame. `Batch.validate` makes the same, and hashes the frame twice for it."""
    great_expectations()
    from great_expectations.validator.v1_validator import Validator

    return Validator(_batches(), result_format, {"dataframe": frame})


@cache
def _batches() -> Any:
    """What a frame is handed to: a batch definition of a context that keeps nothing."""
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = great_expectations().get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    return (
        context.data_sources.add_pandas("tables")
        .add_dataframe_asset("table")
        .add_batch_definition_whole_dataframe("rows")
    )
