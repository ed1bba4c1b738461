"""What the heads of a table say of a value in it: its unit, what it measures, its period, target or result."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.extract.numerals import MAGNITUDE
from pipeline.extract.quantities import UNIT, unit_class
from pipeline.structure.marks import read_mark
from pipeline.structure.model import Period
from pipeline.structure.periods import YEAR, read_periods
from pipeline.vocabulary.lists import alternatives, terms
from pipeline.vocabulary.words import words

_MAGNITUDE = re.compile(r"万亿|[十百千]?[万亿]|[十百千]")
_NOTE = re.compile(r"[(（〔\[【][^()（）〔〕\[\]【】]{0,80}[)）〕\]】]")
_UNIT_NOTE = re.compile(r"[(（\[【〔]\s*(?:(?:计量)?单位\s*[:：]\s*)?([^()（）〔〕\[\]【】]{1,12})[)）〕\]】]")
_UNIT_LINE = re.compile(r"单位\s?[:：]\s?([^\s()（）|、，,。;；]{1,10})")
_UNIT_AT_END = re.compile(r"[（(]?[%％‰][)）]?$")
_LONGEST_RATIO = 10
_PERIOD = re.compile(
    rf"(?:到|至)?{YEAR}\s?[-—–－~～至到]+\s?{YEAR}\s?年?|(?:到|至)?{YEAR}\s?年?(?:上半年|下半年|度|底|末|(?:1[0-2]|[1-9])[-—－~至到](?:1[0-2]|[1-9])月|(?:1[0-2]|[1-9])月(?:底|末)?)?"
    r"|[“\"]?[十一二三四五六七八九]{1,2}五[”\"]?(?:时期|期间|末|期末|规划|以来)?"
)
_BARE_YEAR = re.compile(rf"(?<!\d)({YEAR})(?!\d|\s?[年-])")
_LEFT_OUT = words("table_heads", "left_out")
_GENERIC = frozenset(terms("table_heads", "generic"))
_QUANTITY = words("table_heads", "quantity")
_OF_WHICH = re.compile(r"^(?:其中|[#＃*△▲▼※])\s*[:：]?\s*")
_PLANNED = re.compile(alternatives("table_heads", "planned"))
_REACHED = re.compile(alternatives("table_heads", "reached"))
_PART_OF_PLAN = re.compile(
    r"(?:为|占|完成)((?:年初|年度|全年|当年|上年|调整)?(?:预算|计划|目标|任务)数?)的?(?:比例|比重|[(（]?[%％])"
)
_GROWTH_RATE = re.compile(alternatives("table_heads", "growth_rate"))
_CHANGES = re.compile(r"(?:增长|降低|下降|减少|提高)(?:率|幅度)?$")
_BASES = ("为", "比", "较", "占")
_COMPARED = re.compile(rf"[为比较占与同](?:上一?年|去年|{YEAR}年)")
_BLANK = re.compile(r"[\s\u3000]+")
_EDGES = "、，,：:；;-—* "


class Measured(NamedTuple):
    """A unit as heads and cells of tables write it (万元, 件/万人): what its magnitude multiplies by, its bare form."""

    unit: str
    base: str
    multiplier: float
    kind: str


PERCENT = Measured("%", "%", 1.0, "rate")


@lru_cache(maxsize=4096)
def read_unit(wording: str, trusted: bool = False) -> Measured | None:
    """A wording that is a unit and nothing else; any short wording of a column of units is one (`trusted`)."""
    wording = wording.strip()
    whole = _base(wording)
    if whole is not None:
        return Measured(wording, wording, 1.0, whole)
    found = _MAGNITUDE.match(wording)
    if found:
        rest = wording[found.end() :]
        kind = "count" if not rest else _base(rest)
        if kind is not None:
            return Measured(wording, rest, MAGNITUDE[found[0]], kind)
    return Measured(wording, wording, 1.0, "measure") if trusted and wording else None


def _base(wording: str) -> str | None:
    """The kind of a unit without magnitude; of a ratio (元/平方米, 件/万人) that of what stands above."""
    above, slash, below = wording.replace("／", "/").partition("/")
    if slash and not 0 < len(below) <= _LONGEST_RATIO:
        return None
    kind = unit_class().get(above) if UNIT.at(above, 0) == above else None
    return ("measure" if slash else kind) if kind else None


@lru_cache(maxsize=4096)
def unit_in_head(wording: str) -> Measured | None:
    """The unit that a head names in brackets or with its last sign: 投资（万元）, 收入(单位:亿元), 增长%."""
    for found in _UNIT_NOTE.finditer(wording):
        unit = read_unit(found[1])
        if unit is not None:
            return unit
    end = _UNIT_AT_END.search(wording)
    return read_unit(end[0].strip("（()）")) if end else None


@lru_cache(maxsize=4096)
def unit_above(wording: str) -> Measured | None:
    """The unit that a line above the table states for all of it: 单位：万元."""
    return next((u for found in _UNIT_LINE.finditer(wording) if (u := read_unit(found[1])) is not None), None)


@lru_cache(maxsize=4096)
def says_growth(wording: str) -> bool:
    """Whether a head names a rate of growth, which is a percentage whatever unit the row has."""
    return _GROWTH_RATE.search(wording) is not None


@lru_cache(maxsize=4096)
def part_of_plan(wording: str) -> str | None:
    """The plan of which a head says what part was reached (为预算%, 完成年度计划的%), or None."""
    found = _PART_OF_PLAN.search(wording)
    return found[1] if found else None


@lru_cache(maxsize=4096)
def says_planned(wording: str) -> bool | None:
    """True for 2025年目标, False for 2020年实际, None where a head says neither."""
    if _REACHED.search(wording) or _PART_OF_PLAN.search(wording):
        return False
    return True if _PLANNED.search(wording) else None


@lru_cache(maxsize=4096)
def period_in(wording: str, year: int | None) -> Period | None:
    """The period that a head names, a year without 年 included."""
    wording = _COMPARED.sub("", _BARE_YEAR.sub(r"\1年", wording))
    found = read_periods(wording, year)
    return found[-1][1] if found else None


def term(wording: str) -> str:
    """The words of a row's head that name an indicator: without list mark, unit and 其中."""
    wording = _bare(wording)
    return wording.strip(_EDGES)


@lru_cache(maxsize=4096)
def _bare(wording: str) -> str:
    mark = read_mark(wording, 0, len(wording)) if wording else None
    if mark and mark.end < len(wording):
        wording = wording[mark.end :]
    wording = _OF_WHICH.sub("", _BLANK.sub("", wording))
    for found in reversed(list(_NOTE.finditer(wording))):
        inside = _UNIT_NOTE.fullmatch(found[0])
        if wording[: found.start()] and (inside is None or read_unit(inside[1]) or found.end() == len(wording)):
            wording = wording[: found.start()] + wording[found.end() :]
    return _UNIT_AT_END.sub("", wording)


def column_term(levels: Sequence[str]) -> str:
    """What the head of a column adds to the indicator; empty where it is only a year, a unit or 目标."""
    last = _bare(levels[-1]).strip(_EDGES) if levels else ""
    kept = [named for level in levels if (named := _without_left_out(_bare(level)))]
    if last in _GENERIC:
        kept = [named for named in kept if named != last]
        return (kept[-1] if kept else "") + last
    if len(kept) > 1 and kept[-1] in _QUANTITY and kept[-2] != kept[-1]:
        return kept[-2] + kept[-1]  # 增速 under 规上工业增加值
    return kept[-1] if kept else ""


def full_column_term(levels: Sequence[str]) -> str:
    """The same from all levels of a head, for a table whose rows have no heads."""
    kept = [_PERIOD.sub("", _bare(level)).strip(_EDGES) for level in levels]
    return "".join(dict.fromkeys(filter(None, kept)))


def _without_left_out(wording: str) -> str:
    wording = _PERIOD.sub("", wording).strip(_EDGES)
    changed = True
    while changed and wording:
        changed = False
        end = _LEFT_OUT.end_at(wording, 0, len(wording))
        if end == len(wording) or (end and wording[:end] not in _SINGLE):
            wording, changed = wording[end:], True
            continue
        last = _LEFT_OUT.before(wording, len(wording))
        if last and last not in _SINGLE and len(last) < len(wording) and not _QUANTITY_ALONE.fullmatch(last):
            rest = wording[: -len(last)]
            if rest.endswith(_BASES):
                break  # 为上年 names what is compared with
            wording, changed = rest, True
    return wording.strip(_EDGES)


# Taken off only where nothing else is left: 完成 of 完成率, 年 of 年均.
_SINGLE = frozenset(("完成", "年", "底", "末", "期", "到", "至", "为", "单位"))
_QUANTITY_ALONE = re.compile("数量")


def joined(row: str, column: str) -> str:
    """One term from the heads of a row and a column: 一般公共预算收入增速, 属于国家秘密（商业企业）."""
    if not row or not column or column in row or column in _GENERIC:
        return row or column
    if row in _GENERIC:
        return column + row
    if says_growth(column) and _CHANGES.search(row):
        return row
    if row in column:
        return column
    return row + column if _QUANTITY.before(column, len(column)) else f"{row}（{column}）"


def row_terms(parents: Sequence[str], head: str) -> str:
    """The term of a row; 其他 and 合计 say nothing without the head before them."""
    named = term(head)
    if named in _GENERIC:
        outer = next((term(parent) for parent in reversed(parents) if term(parent) not in ("", named)), "")
        return outer + named
    return named


def first_said(wordings: Sequence[str], year: int | None) -> Period | None:
    """The first period that any of the wordings names."""
    return next(_periods(wordings, year), None)


def _periods(wordings: Sequence[str], year: int | None) -> Iterator[Period]:
    for wording in wordings:
        period = period_in(wording, year)
        if period is not None:
            yield period
