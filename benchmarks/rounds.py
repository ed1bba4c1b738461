"""Interleaved timing: each round runs every contender once, so that a machine that slows down slows all of them."""

import gc
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds of one pass: of the processor (all threads), and of the clock on the wall."""

    cpu: float
    wall: float


@dataclass(slots=True)
class Contender:
    """Something that is timed. `run` makes one pass over `characters` characters and says what it took."""

    name: str
    characters: int
    run: Callable[[], Took]
    took: list[Took] = field(default_factory=list)

    @property
    def cpu_speed(self) -> float:
        """Characters a second of processor time, median of the rounds."""
        return self.characters / max(1e-9, median(t.cpu for t in self.took))

    @property
    def best_speed(self) -> float:
        """The same, of the round in which the machine disturbed least."""
        return self.characters / max(1e-9, min(t.cpu for t in self.took))

    @property
    def wall_speed(self) -> float:
        """Characters a second by the clock, median of the rounds."""
        return self.characters / max(1e-9, median(t.wall for t in self.took))


def each(function: Callable[..., object], *items: Iterable[object]) -> Callable[[], object]:
    """The function over all items as work to be timed; results are let go, as they are when a stage writes them."""
    return lambda: deque(map(function, *items), maxlen=0)


def timed(work: Callable[[], object]) -> Callable[[], Took]:
    """Work of this process as what a contender runs. What exists before is hidden from the garbage collector."""

    def run() -> Took:
        gc.collect()
        gc.freeze()
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        return Took(time.process_time() - cpu, time.perf_counter() - wall)

    return run


def race(title: str, contenders: Sequence[Contender], rounds: int) -> None:
    """Fill `took` of every contender; a line of progress on standard error for each pass.

    A pass before the first round does not count: it loads what is loaded once (vocabulary, dictionaries).
    """
    for number in range(rounds + 1):
        for contender in contenders:
            print(
                f"{title}, {f'round {number} of {rounds}' if number else 'warming up'}: {contender.name} …",
                end=" ",
                file=sys.stderr,
                flush=True,
            )
            took = contender.run()
            print(f"{took.cpu:.2f} s", file=sys.stderr)
            if number:
                contender.took.append(took)
