"""How the time of a rule grows with its text, on a machine that may be busy."""

import timeit
from collections.abc import Callable
from time import process_time
from typing import TypeVar

T = TypeVar("T")

ROUNDS = 6
"""A quadratic rule is slow in every round; a rule that was disturbed once is not."""


def grows_linearly(work: Callable[[T], object], short: T, long: T, times: int) -> bool:
    """Whether work on `long`, which is `times` as large as `short`, takes at most three times that much longer.

    Processor time, without the garbage collector: a sweep through all that a test session holds takes longer than
    the rules do. A third of a second is given for nothing, since short times are not proportional.
    """
    work(short)
    return any(_seconds(work, long) < 0.3 + 3 * times * _seconds(work, short) for _ in range(ROUNDS))


def _seconds(work: Callable[[T], object], value: T) -> float:
    return timeit.timeit(lambda: work(value), timer=process_time, number=1)
