"""Processes that write a release and kill themselves, each at one point: `python release_writer.py <folder>`.

Writes to `<folder>/<point>/output` for every point at once, and prints how each process ended.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from release_factory import stages

from pipeline.publish import package, swap
from pipeline.publish.manifest import ReleaseFacts
from pipeline.publish.release import assemble


def die(*_: Any, **__: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def after(times: int, call: Callable[..., Any]) -> Callable[..., Any]:
    """The call, which kills the process instead when it is made for the n-th time."""
    made = 0

    def counted(*args: Any, **kwargs: Any) -> Any:
        nonlocal made
        made += 1
        return die() if made == times else call(*args, **kwargs)

    return counted


def then_die(call: Callable[..., Any]) -> Callable[..., Any]:
    return lambda *args, **kwargs: (call(*args, **kwargs), die())


def half_removed(folder: Path, **_: Any) -> None:
    shutil.rmtree(folder / "parquet")
    die()


def cannot_exchange(_one: Path, _other: Path) -> bool:
    return False


class Removal:
    """shutil as `swap` sees it, with a removal that is cut short."""

    rmtree = staticmethod(half_removed)


def between_renames() -> None:
    swap.exchange = cannot_exchange
    Path.rename = after(2, Path.rename)  # type: ignore[method-assign]


def after_renames() -> None:
    swap.exchange = cannot_exchange
    swap.shutil = Removal  # type: ignore[assignment]


POINTS: dict[str, Callable[[], Any]] = {
    "building": lambda: setattr(package, "write_csv", after(4, package.write_csv)),
    "flushing": lambda: setattr(swap, "flush_tree", die),
    "verifying": lambda: setattr(swap, "verify_release", die),
    "before the swap": lambda: setattr(swap, "exchange", die),
    "after the swap": lambda: setattr(swap, "exchange", then_die(swap.exchange)),
    "removing the last": lambda: setattr(swap, "shutil", Removal),
    "between two renames": between_renames,
    "after two renames": after_renames,
}


def run(point: str, target: Path) -> int:
    """Writes from a process of its own that dies at the point; returns its number."""
    process = os.fork()
    if process:
        return process
    POINTS[point]()
    swap.write_release(assemble(stages(3)), target, ReleaseFacts("new", "a" * 64, "b" * 64))
    os._exit(0)


if __name__ == "__main__":
    # Nothing has been computed yet, so polars has no threads that a fork would lose.
    processes = {point: run(point, Path(sys.argv[1]) / point / "output") for point in POINTS}
    print(json.dumps({point: os.waitpid(process, 0)[1] for point, process in processes.items()}))
