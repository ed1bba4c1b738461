"""What the numbers of one list share: a unit (1.9和1.8个百分点), a role (1、2号线), a bound (分别达到A、B以上)."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.extract.place import Place
from pipeline.extract.quantities import Quantity, quantity_at
from pipeline.extract.roles import role_of
from pipeline.extract.wording import any_of

_LINK = re.compile(rf"[、和及与至到—–~-]|以及|，|(?:分别)?(?:{any_of('figure_words', 'change_to')})(?:到|至|为)")
_LIST_GAP = re.compile(r"、|和|及|与|以及")
# 投资2亿元或纳税5000万元以上的项目: the bound of a choice of conditions.
_OR = re.compile(r"(?:或者?|或是)[^，,。；;：:、\d]{1,12}")
_CLAUSE_BREAK = re.compile(r"[，,；;。：:]")
# Before the first number of a list these hold for all of it.
_LIST_BOUNDS = frozenset(("不低于", "不少于", "至少", "不得少于", "不得低于", "不超过", "不高于"))
_REACHED_BOUNDS = frozenset(("超过", "突破", "高于"))
# How far before a number 分别 still governs it.
_DISTRIBUTED_REACH = 24
# A longer list of bare numbers than this is a table.
_LONGEST_LIST = 12


class Lent(NamedTuple):
    """What a list lends to its numbers without a unit, up to the numeral `last`.

    `what` is the quantity whose unit they share, the role the list plays, or None where nothing in it tells.
    """

    last: int
    what: Quantity | str | None


def lent_by_list(place: Place) -> Lent:
    """What the numbers that follow in the same list say of one without a unit."""
    text, numerals, last = place.text, place.numerals, place.at
    stop = min(len(numerals), last + _LONGEST_LIST)
    while last + 1 < stop and _LINK.fullmatch(text, numerals[last].end, numerals[last + 1].start):
        last += 1
        numeral = numerals[last]
        if numeral.form != "digits":
            return Lent(last, None)
        later = place._replace(at=last, numeral=numeral, before="", after=text[numeral.end : numeral.end + 1])
        if role := role_of(later):
            return Lent(last, role)
        quantity = quantity_at(text, numerals, last)
        if quantity.unit:
            return Lent(last, quantity)
    return Lent(last, None)


def share_bounds(text: str, quantities: Sequence[Quantity]) -> list[Quantity]:
    """The quantities of a sentence with the bounds that a list shares.

    不低于14个A、129个B: what precedes the first bounds all.
    分别达到136.7万亩、10.4亿斤以上: so does what follows the last.
    """
    shared = list(quantities)
    if not any(quantity.bound_as_written for quantity in shared):
        return shared  # nothing to share, as in most sentences
    for index in range(len(shared) - 1):
        if _bounded_before(text, shared[index], shared[index + 1]):
            shared[index + 1] = _bounded_as(shared[index + 1], shared[index])
    for index in range(len(shared) - 2, -1, -1):
        if _bounded_after(text, shared[index], shared[index + 1]):
            shared[index] = _bounded_as(shared[index], shared[index + 1])
    return shared


def _bounded_before(text: str, one: Quantity, two: Quantity) -> bool:
    listed = one.bound_as_written in _LIST_BOUNDS or (
        one.bound_as_written in _REACHED_BOUNDS and _distributed(text, one)  # 分别超过90家和870家
    )
    return (
        two.bound == "eq"
        and listed
        and text[two.start - 1] in "、和及"
        and _CLAUSE_BREAK.search(text, one.end, two.start) is None
    )


def _bounded_after(text: str, one: Quantity, two: Quantity) -> bool:
    return (
        one.bound == "eq"
        and two.end > two.unit_end
        and (
            (_LIST_GAP.fullmatch(text, one.end, two.start) is not None and _distributed(text, one))
            or (
                one.unit_kind == two.unit_kind
                and text.startswith("的", two.end)
                and _OR.fullmatch(text, one.end, two.start) is not None
            )
        )
    )


def _distributed(text: str, one: Quantity) -> bool:
    return "分别" in text[max(0, one.start - _DISTRIBUTED_REACH) : one.start]


def _bounded_as(quantity: Quantity, other: Quantity) -> Quantity:
    return quantity._replace(bound=other.bound, bound_as_written=other.bound_as_written)
