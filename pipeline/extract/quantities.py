"""Numbers with their unit, magnitude, range and bound words: 不少于9755张, 20至30家, 1.2万亿元以上, 百余处, 5%-6%.

A quantity is read off the numerals of the text from left to right; each piece (unit, bound before, bound after)
is one longest-match lookup in a word list, so the time is linear in the text.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.extract.numerals import MAGNITUDE, NumeralToken, chinese_value
from pipeline.vocabulary.lists import mapping, terms
from pipeline.vocabulary.words import Words, words

_CLASSES = ("noun", "age", "time", "rank", "count", "measure", "money", "rate")
UNIT = Words(word for name in _CLASSES if name != "noun" for word in words("units", name).words)
NOUN_UNIT = words("units", "noun")
_NOT_A_UNIT = words("units", "not_a_unit")
_CODES_BEFORE = {**mapping("bounds", "before_magnitude"), **mapping("bounds", "before")}
_CODES_INSIDE, _CODES_AFTER = mapping("bounds", "inside"), mapping("bounds", "after")
_BEFORE, _BEFORE_MAGNITUDE = Words(mapping("bounds", "before")), Words(mapping("bounds", "before_magnitude"))
_INSIDE, _AFTER = Words(_CODES_INSIDE), Words(_CODES_AFTER)
_INSIDE_OPENINGS, _AFTER_OPENINGS = (frozenset(word[0] for word in bounds.words) for bounds in (_INSIDE, _AFTER))
_NOT_A_BOUND = words("bounds", "not_a_bound")
_UPPER_LIMIT = words("bounds", "upper_limit")
_MAGNITUDE_ONLY = frozenset("十百千万亿")
_RANGE = re.compile(r"[%％‰]?(?:[-—–~～－―─]{1,2}|至|到)")
# The other unit meant, in brackets: 8县（区）, 11条（段）, 3万头（只）.
# Deaths 15.1/10万, a road density of 41公里/百平方公里: what a unit is counted per may have a number of its own.
_PER_NUMBER = re.compile(r"[/／](?:10|十|百)?[万千](?![克米瓦伏卡赫升])|[/／](?:10|100|十|百)(?=[^\d.万千])")
_UNIT_NOTE = re.compile(r"[（(][区市县旗镇乡村街道段只头套台件个处次户家座所项辆场、]{1,6}[）)]")


@cache
def unit_class() -> Mapping[str, str]:
    """Unit to the list of units.yaml it stands in: rate, money, measure, count, rank, time, age, noun."""
    return {word: name for name in _CLASSES for word in terms("units", name)}


class Quantity(NamedTuple):
    """A number with what belongs to it; `text[start:end]` is the quote, bound words included.

    `unit` has the magnitude as written (亿元); `base_unit` has it not (元); `unit_end` is where the unit ends.
    `last` is the index of the last numeral it takes in.
    """

    start: int
    end: int
    unit_end: int
    last: int
    value: float
    value_high: float | None
    unit: str
    base_unit: str
    base_value: float
    bound: str
    bound_as_written: str | None
    unit_kind: str


def quantity_at(text: str, numerals: Sequence[NumeralToken], index: int) -> Quantity:
    """The quantity whose first numeral is `numerals[index]`; its unit is empty where no unit follows."""
    first = numerals[index]
    last = _range_end(text, numerals, index)
    last_of_range = last
    upper = numerals[last]
    inside, unit_start = _inside(text, upper)
    magnitude = upper.magnitude if upper.magnitude not in ("%", "‰") else ""
    if inside and not magnitude and (detached := _detached_magnitude(numerals, last, unit_start)):
        magnitude, last, unit_start = detached, last + 1, unit_start + len(detached)
        if "亿" in text[first.start : first.end]:  # 五亿四千多万: the magnitude belongs to the lower part only
            first = first._replace(value=chinese_value(text[first.start : first.end] + magnitude))
            magnitude = ""
    if first.magnitude in ("%", "‰"):
        base_unit, kind, unit_end = first.magnitude, "rate", upper.end
    else:
        base_unit, kind = _unit(text, unit_start, upper)
        unit_end = unit_start + len(base_unit)
    value, high = _values(text, first, upper if last_of_range > index else None)
    before = _bound_before(text, first)
    after = _AFTER.at(text, unit_end) if text[unit_end : unit_end + 1] in _AFTER_OPENINGS else ""
    if after in ("多", "余") and text[unit_end + 1 : unit_end + 2] not in _CLAUSE_END:
        after = ""
    while last + 1 < len(numerals) and numerals[last + 1].start < unit_end:
        last += 1  # 千 of 千瓦
    bound, written = _bound(before, inside, after)
    lower_magnitude = first.magnitude if first.magnitude in MAGNITUDE and first.magnitude else magnitude
    return Quantity(
        start=first.start - len(before),
        end=unit_end + len(after),
        unit_end=unit_end,
        last=last,
        value=value,
        value_high=high,
        unit=(magnitude + base_unit).strip(),
        base_unit=base_unit,
        base_value=value * MAGNITUDE[lower_magnitude],
        bound=bound,
        bound_as_written=written,
        unit_kind=kind,
    )


def negative(text: str, quantity: Quantity) -> Quantity:
    """A rate, amount or measure with the sign of minus before it (自然增长率为-1.69‰); after a number it is a dash."""
    at = quantity.start - 1
    if text[at] not in MINUS or quantity.unit_kind not in _SIGNED or quantity.bound != "eq":
        return quantity
    if not "\u4e00" <= text[at - 1] <= "\u9fff" and text[at - 1] not in "（(：: ":
        return quantity
    return quantity._replace(start=at, value=-quantity.value, base_value=-quantity.base_value)


def with_unit_of(quantity: Quantity, other: Quantity) -> Quantity:
    """A number without a unit in a list whose later number has it (1.9和1.8个百分点)."""
    multiplier = other.base_value / other.value if other.value else 1.0
    return quantity._replace(
        unit=other.unit, base_unit=other.base_unit, base_value=quantity.value * multiplier, unit_kind=other.unit_kind
    )


MINUS = frozenset("-－−﹣")
"""Signs of minus."""
_SIGNED = frozenset({"rate", "money", "measure"})
_CLAUSE_END = ("", "，", ",", "。", "；", ";", "、", "的", "！", ")", "）", "\n")


def _range_end(text: str, numerals: Sequence[NumeralToken], index: int) -> int:
    """Index of the numeral that closes a range (3到5家, 10万元至20万元); `index` itself where there is none."""
    if index + 1 >= len(numerals):
        return index
    first, second = numerals[index], numerals[index + 1]
    if not 0 < second.start - first.end <= _LONGEST_GAP or second.form == "mark" or first.form == "mark":
        return index
    gap = text[first.end : second.start]
    if gap == "、" and _neighbours(text, first, second):
        return index + 1
    match = _RANGE.match(gap)
    if match is None:
        unit = UNIT.at(gap, 0)
        match = _RANGE.match(gap, len(unit)) if unit else None
        if match is None or unit != UNIT.at(text, second.end):
            return index
    stepwise = gap[-1] in "到至" and text[first.start - 1 : first.start] in ("从", "由", "自")
    return (
        index + 1
        if match.end() == len(gap) and not stepwise and second.value > first.value * _step(first, second)
        else index
    )


def _neighbours(text: str, first: NumeralToken, second: NumeralToken) -> bool:
    """七、八元: two neighbouring numbers of money or measure are one range."""
    if first.form != "chinese" or first.magnitude or first.end - first.start > 1 or second.form != "chinese":
        return False
    unit = UNIT.at(text, second.end)
    if second.value != first.value + 1 or unit_class().get(unit) not in ("money", "measure"):
        return False
    return not text.startswith("第", first.start - 1)


# Between the numerals of a range: a unit (个百分点) and 至.
_LONGEST_GAP = 6


def _step(first: NumeralToken, second: NumeralToken) -> float:
    """What the first value is multiplied by to be compared with the second, when only one has a magnitude."""
    if not first.magnitude or first.magnitude == second.magnitude or "%" in (first.magnitude + second.magnitude):
        return 1.0
    return MAGNITUDE.get(first.magnitude, 1.0) / MAGNITUDE.get(second.magnitude, 1.0)


def _values(text: str, first: NumeralToken, upper: NumeralToken | None) -> tuple[float, float | None]:
    if upper is not None:
        return first.value, upper.value
    word = text[first.start : first.end]
    if first.form == "positional" and len(word) == 2 and first.value % 10 == first.value // 10 + 1:
        return float(first.value // 10), float(first.value % 10)  # 七八个
    return first.value, None


def _inside(text: str, numeral: NumeralToken) -> tuple[str, int]:
    """The bound word between number and unit (4000多户), and where the unit begins."""
    word = _INSIDE.at(text, numeral.end) if text[numeral.end : numeral.end + 1] in _INSIDE_OPENINGS else ""
    start = numeral.end + len(word)
    if text[start : start + 1] == " " and UNIT.at(text, start + 1):
        start += 1
    return word, start


def _detached_magnitude(numerals: Sequence[NumeralToken], index: int, start: int) -> str:
    """The magnitude that stands after the bound word (2400多万): a numeral of its own, without digits."""
    if index + 1 >= len(numerals):
        return ""
    token = numerals[index + 1]
    alone = token.start == start and token.value == 1.0 and token.end - token.start == len(token.magnitude)
    return token.magnitude if alone else ""


def _unit(text: str, start: int, numeral: NumeralToken) -> tuple[str, str]:
    """Unit and its kind at `start`; a second unit after a slash belongs to it (微克/立方米)."""
    unit = UNIT.at(text, start) if numeral.form != "fraction" or numeral.magnitude else ""
    if len(unit) == 1 and (numeral.magnitude or unit == "人") and _NOT_A_UNIT.at(text, start):
        unit = ""
    if not unit and (per_number := _PER_NUMBER.match(text, start)) and not numeral.magnitude:
        return per_number[0], "rate"
    if not unit:
        noun = NOUN_UNIT.at(text, start) if numeral.form == "digits" and not numeral.magnitude else ""
        note = _UNIT_NOTE.match(text, start + len(noun)) if noun else None
        return text[start : note.end()] if note else noun, "noun" if noun else ""
    end = start + len(unit)
    kind = unit_class()[unit]
    if text[end : end + 1] in ("(", "（") and (note := _UNIT_NOTE.match(text, end)):
        return text[start : note.end()], kind
    if text[end : end + 1] in ("/", "／"):
        per_number = _PER_NUMBER.match(text, end)
        stop = per_number.end() if per_number else end + 1
        if per := UNIT.at(text, stop):
            return text[start : stop + len(per)], "measure"
    return unit, kind


def _bound_before(text: str, first: NumeralToken) -> str:
    start = first.start
    word = _BEFORE.before(text, start)
    if not word and text[start] in _MAGNITUDE_ONLY and _MAGNITUDE_ONLY.issuperset(text[start : first.end]):
        word = _BEFORE_MAGNITUDE.before(text, start)
    if len(word) == 1 and _NOT_A_BOUND.before(text, start):
        return ""
    return word


def _bound(before: str, inside: str, after: str) -> tuple[str, str | None]:
    """The code of the bound and its words; what follows the number settles 控制在…左右."""
    if before and (not after or before not in _UPPER_LIMIT):
        return _CODES_BEFORE[before], before + ("…" + after if after else "")
    if after:
        return _CODES_AFTER[after], f"{before}…{after}" if before else after
    if inside:
        return _CODES_INSIDE[inside], inside
    return "eq", None
