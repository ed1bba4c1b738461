"""Comparison and commitment of a figure, read off the clause before the number."""

import re

from pipeline.vocabulary.lists import alternatives

_COMPARISON, _COMMITMENT = (re.compile(alternatives("figure_words", name)) for name in ("comparison", "commitment"))


def comparison_of(before: str) -> str | None:
    """同比, 可比, 年均: the last word of comparison before the number."""
    found = _COMPARISON.findall(before)
    return found[-1] if found else None


def commitment_of(before: str) -> str | None:
    """确保, 力争, 预期: the first word of commitment in the clause."""
    match = _COMMITMENT.search(before)
    return match[0] if match else None
