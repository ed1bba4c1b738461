"""Periods in headings and titles: 2022年, 2021年第一季度, “十三五”期间, 今后五年, 2021-2025年."""

import re
from calendar import monthrange
from datetime import date

from pipeline.structure.model import Period

_HAN_VALUE = {han: value for value, han in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0, "O": 0, "两": 2}
_HAN_YEAR = r"(?:一九[七八九]|二[〇零○O][〇零○O一二三四五])[〇零○O一二三四五六七八九]"
YEAR = rf"(?:(?:19[4-9]|20[0-6])\d|{_HAN_YEAR})"
_FIVE_YEAR_PLAN = (
    r"(?:第(?P<nth>十?[一二三四五六七八九]|十)个五年(?:规划|计划)(?:期间)?|[“\"「]?(?P<plan>十?[一二三四五六七八九]五|十五)[”\"」]?(?P<of>时期|期间|以来|计划|规划|发展|末|的)?)"
    r"(?:的?(?:良好)?(?P<opening>开局|开端|开好局|开好头|起步|首年)|的?(?P<closing>收官之年|最后一年))?"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
LASTING = (
    rf"(?P<begin>{YEAR})\s?年(?:起|开始)[，,]?(?:力争|争取|计划)?(?:利?用)?\s?(?P<lasting>[1-9一二两三四五六七八九]|10|十)\s?年"
    r"(?:内|左右的?时间|的?时间|左右)"
)
"""2012年起5年内, 2022年起，用三年时间: the inside of an expression, read by `years_from`."""

# A government's term of five years.
_TERM = r"(?:本届.{0,4}|第.{1,3}届.{0,4}(?:人民)?)政府(?:任期)?"
_EXPRESSION = re.compile(
    rf"(?P<from>{YEAR})\s?年?\s?[-—–－~～至到]+\s?(?P<to>{YEAR})\s?年"
    rf"|[(（](?P<first>{YEAR})\s?[-—–－~～]+\s?(?P<end>{YEAR})\s?[)）]"
    rf"|{LASTING}"
    rf"|(?P<year>{YEAR})\s?年(?:度|的)?\s?(?P<part>上半年|下半年|第?[一二三四1-4]季度|前三季度|(?P<month>1[0-2]|[1-9])月(?!\d{{1,2}}日))?(?P<since>以来)?"
    rf"|(?P<past>(?:过去的?|前|近|这)\s?(?P<pn>[一二两三四五2-5])年|(?<![\d十])(?P<pm>[一二两三四五2-5])年来|{_TERM}"
    rf"|五年工作?的?(?:回顾)?)"
    rf"|(?P<next>(?:今后|未来|往后)\s?(?P<nn>[一二两三四五2-5])年)"
    rf"|(?P<last>去年|(?<!以)上年(?!结[转余])|上一年(?!结[转余])|过去一年)|(?P<this>今年|本年|新的一年)"
    rf"|{_FIVE_YEAR_PLAN}"
)
# Each expression holds one of these; most headings hold none.
_SIGNS = ("年", "五", "届", "政府", "(", "（")

# 编制“十五五”规划, 增幅高于“十三五”: what is drawn up, or compared with.
_NOT_ABOUT = re.compile(r"(?:编制|谋划|制定|修编|高于|低于|比|较)好?(?:全[省市区县州])?$")


def year_value(written: str) -> int:
    """2023 and 二〇二三 as a number. Raises KeyError for characters that are no digits."""
    if written.isdigit() and written.isascii():
        return int(written)
    value = 0
    for character in written:
        value = value * 10 + _HAN_VALUE[character]
    return value


def whole_years(first: int, last: int, text: str | None = None) -> Period:
    """From 1 January of the first year to 31 December of the last."""
    return Period(date(first, 1, 1), date(last, 12, 31), text)


def read_period(wording: str, year: int | None) -> Period | None:
    """The period a heading or title is about; `year` is the document's own, for 去年, 今后五年 and the like.

    Several periods (今后五年的目标和2023年工作) give the stretch that covers them all; no period gives None.
    """
    found = [period for _, period in read_periods(wording, year)]
    starts = [p.start for p in found if p.start]
    ends = [p.end for p in found if p.end]
    if not found:
        return None
    return Period(
        min(starts) if starts else None, max(ends) if ends else None, "、".join(p.text for p in found if p.text)
    )


def read_periods(wording: str, year: int | None) -> list[tuple[int, Period]]:
    """Every period that a heading names, each with the offset where its words end."""
    if not any(map(wording.__contains__, _SIGNS)):
        return []
    return [
        (match.end(), period)
        for match in _EXPRESSION.finditer(wording)
        if (period := _period(match, year)) and not _NOT_ABOUT.search(wording, 0, match.start())
    ]


def period_at(text: str, start: int, end: int, year: int | None) -> tuple[int, Period] | None:
    """The period whose words begin exactly at `start`, with the offset where they end; None where none does."""
    match = _EXPRESSION.match(text, start, end)
    period = _period(match, year) if match else None
    return (match.end(), period) if match and period else None


def _period(match: re.Match[str], year: int | None) -> Period | None:
    text = match[0]
    if match["from"]:
        return whole_years(year_value(match["from"]), max(year_value(match["to"]), year_value(match["from"])), text)
    if match["first"]:
        return whole_years(year_value(match["first"]), max(year_value(match["end"]), year_value(match["first"])), text)
    if match["begin"]:
        return years_from(match)
    if match["since"] and year:
        first = year_value(match["year"])
        return whole_years(first, max(first, year - 1), text)  # up to the last year that has ended
    if match["year"]:
        return part_of_year(year_value(match["year"]), match["part"], match["month"], text)
    if match["plan"] or match["nth"]:
        return _five_year_plan(match, text)
    return _relative(match, year, text) if year else None


def years_from(match: re.Match[str]) -> Period:
    """The years that a match of `LASTING` counts from its first: 2012年起5年内 is 2012 to 2016."""
    first, count = year_value(match["begin"]), 10 if match["lasting"] == "十" else _count(match["lasting"])
    return whole_years(first, first + count - 1, match[0])


def _relative(match: re.Match[str], year: int, text: str) -> Period | None:
    if match["past"]:
        count = _count(match["pn"] or match["pm"] or "五")
        return whole_years(year - count, year - 1, text)
    if match["next"]:
        return whole_years(year, year + _count(match["nn"]) - 1, text)
    return whole_years(year - 1, year - 1, text) if match["last"] else whole_years(year, year, text)


def _count(written: str) -> int:
    return int(written) if written.isdigit() else _HAN_VALUE[written]


def part_of_year(year: int, part: str | None, month: str | None, text: str, until: str | None = None) -> Period:
    """A half, quarter or month of a year; `until` is the month that 1至6月 ends with; none of them, the whole year."""
    first, last = 1, 12
    if until:
        last = int(until)
    elif month:
        first = last = int(month)
    elif part == "上半年":
        last = 6
    elif part == "下半年":
        first = 7
    elif part == "前三季度":
        last = 9
    elif part:
        last = 3 * next(n for han, n in _QUARTERS.items() if han in part)
        first = last - 2
    return Period(date(year, first, 1), date(year, last, monthrange(year, last)[1]), text)


def _five_year_plan(match: re.Match[str], text: str) -> Period | None:
    """“十三五” is 2016 to 2020; the sixth plan began in 1981 and each since follows five years later.

    “十四五”开局 is its first year alone, “十四五”收官之年 its last.
    """
    written = match["nth"] or match["plan"][:-1]
    if not match["nth"] and "“" not in text and '"' not in text and not match["of"]:
        return None
    number = 10 if written == "十" else (10 if written.startswith("十") else 0) + _HAN_VALUE.get(written[-1], 0)
    if number < 6:
        return None
    start = 1981 + 5 * (number - 6)
    first, last = start + 4 * bool(match["closing"]), start + (0 if match["opening"] else 4)
    return whole_years(first, last, text)
