"""Basis, comparison and commitment of a figure, read off the clause before the number."""

import re

from pipeline.extract.quantities import Quantity
from pipeline.extract.wording import any_of
from pipeline.vocabulary.lists import terms

_COMPARISON, _COMMITMENT, _GROWTH, _DECLINE, _NEW = (
    re.compile(any_of("figure_words", name)) for name in ("comparison", "commitment", "growth", "decline", "new")
)
_REACHED = ("到", "至", "为", "达", "突破", "超过")
# 7个成片旧改地块 完成控规调整, 562个贫困村 全部出列: what the number counts has got something done.
_DONE_AFTER = re.compile(rf"[^，,。；;：:\d]{{0,14}}?(?:{any_of('figure_words', 'done_after')})")
# An amount is one of change only right after the verb, and not after 提升: 改造提升100个.
_AMOUNT_CHANGED = terms("figure_words", "amount_changed")
_COUNTED = frozenset({"count", "noun", "measure"})
_NEAR = 16


def comparison_of(before: str) -> str | None:
    """同比, 可比, 年均: the last word of comparison before the number."""
    found = _COMPARISON.findall(before)
    return found[-1] if found else None


def commitment_of(before: str) -> str | None:
    """确保, 力争, 预期: the first word of commitment in the clause."""
    match = _COMMITMENT.search(before)
    return match[0] if match else None


def basis_of(text: str, before: str, quantity: Quantity, previous: str | None) -> str:
    """Level, new, growth, decline, share or rank, from the unit and the words around the number.

    `before` is what stands before the number in its clause, `previous` the basis of the number before it in the
    sentence, which a clause without a verb of its own goes on with.
    """
    if quantity.unit_kind == "rank":
        return "rank"
    near = before[-_NEAR:].replace("增加值", "")
    reached = near.endswith(_REACHED)
    may_change = quantity.unit_kind == "rate" or near.removesuffix("了").endswith(_AMOUNT_CHANGED)
    if may_change and (not reached or quantity.unit.endswith("百分点")):
        growth, decline = _place(_GROWTH, near), _place(_DECLINE, near)
        if max(growth, decline) >= 0:
            return "growth" if growth > decline else "decline"
    if quantity.unit_kind == "rate":
        return "share"
    return _level_or_new(text, before, quantity, previous, reached)


def _level_or_new(text: str, before: str, quantity: Quantity, previous: str | None, reached: bool) -> str:
    if reached:
        return "level"
    if quantity.unit_kind not in _COUNTED and quantity.base_unit:
        return "new" if "新增" in before and quantity.unit_kind != "money" else "level"
    if _NEW.search(before) or _DONE_AFTER.match(text, quantity.end):
        return "new"
    return "new" if previous == "new" and not _STATE.search(before) else "level"


_STATE = re.compile(r"[有是占]|惠及|受益|覆盖|总|共")


def _place(pattern: re.Pattern[str], text: str) -> int:
    last = -1
    for match in pattern.finditer(text):
        last = match.start()
    return last
