"""Comparison and commitment of a figure, read off the clause before the number."""

import re

from pipeline.vocabulary.lists import alternatives

_COMPARISON, _COMMITMENT = (re.compile(alternatives("figure_words", name)) for name in ("comparison", "commitment"))

# 8%左右（预期性）: plans mark each goal as expected or binding.
_MARKED = re.compile(r"[（(](预期性|约束性)(?:指标|目标)?[)）]")


def comparison_of(before: str) -> str | None:
    """同比, 可比, 年均: the last word of comparison before the number."""
    found = _COMPARISON.findall(before)
    return found[-1] if found else None


def commitment_of(before: str) -> str | None:
    """确保, 力争, 预期: the first word of commitment in the clause."""
    match = _COMMITMENT.search(before)
    return match[0] if match else None


def commitment_after(text: str, end: int) -> str | None:
    """预期性 or 约束性 in brackets right after the number that ends at `end`."""
    match = _MARKED.match(text, end)
    return match[1] if match else None
