"""Numbers that lost a character: document numbers, dates, years, and runs of place numbers."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache, cached_property

from pipeline.clean.lexicon import any_of, terms
from pipeline.clean.lines import BLANKS, HAN, disjoint, lines
from pipeline.clean.model import Doubt
from pipeline.text import Edit

_RULE, _KIND = "damaged_number", "damage"
_YEAR = r"(?:19[4-9]|20[0-4])\d"
_YEARS = re.compile(rf"(?<!\d)({_YEAR})(?=年|[-./]\d{{1,2}}[-./]\d|[〕］\]])")
_FULL_DATE = re.compile(rf"(?<!\d)({_YEAR})(?:年|[-./])(\d{{1,2}})(?:月|[-./])(\d{{1,2}})(?!\d)")
_BETWEEN_YEARS = re.compile(rf"(?<!\d){_YEAR}年?([-—–－~～]{{1,2}}){_YEAR}(?!\d)")
_SIGNED_WITHIN_DAYS = 120
_LONGEST_RANGE = 30

_RUN = re.compile("[0-9]{4,9}")
_YEAR_AND_NUMBER = re.compile(rf"({_YEAR})([1-9]\d{{0,3}})")
_OPENING = frozenset("〔[(（【{")
_MARKED_NUMBER = re.compile(rf"(?<=[{HAN}])[?？]({_YEAR})[?？](?=\d{{1,4}}号)")
_TITLE_MARK = re.compile(rf"(?<=[{HAN},，、)）”])[?？](?=[{HAN}“])|(?<=[{HAN}])[?？](?=[(（])")
_DAY_LOST = re.compile(rf"(?:\A|(?<=\n))[{BLANKS}]*({_YEAR})年(\d{{1,2}})月(\d{{1,2}})(?=[{BLANKS}]*(?:\n|\Z))")
_LONGEST_DAY = 24
_SPACED_DAY = re.compile(
    rf"[{{{BLANKS}]*({_YEAR})[{BLANKS}]{{1,4}}(\d{{1,2}})[{BLANKS}]{{1,4}}(\d{{1,2}})[}}{BLANKS}]*"
)
_DAY_LOST = re.compile(rf"({_YEAR})年(\d{{1,2}})月(\d{{1,2}})")
_SPACED_DAY = re.compile(
    rf"(?:\A|(?<=\n))[{BLANKS}{{]*({_YEAR})[{BLANKS}]{{1,4}}(\d{{1,2}})[{BLANKS}]{{1,4}}(\d{{1,2}})[{BLANKS}}}]*(?=\n|\Z)"
)
_YEAR_AND_DAY = re.compile(rf"({_YEAR})(0?[1-9]\d{{1,2}}|1[0-2]\d\d)")
_TWO_YEARS = re.compile(rf"({_YEAR})({_YEAR})")
_YEAR_AND_MONTH = re.compile(rf"({_YEAR})(1[0-2]|[1-9])")
_LINE_ENDS = re.compile(rf"[{BLANKS}]*(?:\n|\Z)")
_WIDEST_INDENT = 120
_LINE_BEGIN = re.compile(rf"(?:\A|\n)[{BLANKS}]*\Z")
_CHINESE_YEAR = re.compile("二([一二三四][一二三四五六七八九])年")
_CHINESE_DIGITS = frozenset("一二三四五六七八九〇零○十百千万几两第")
_PLOT_RUN = re.compile(r"[A-Z]\d{1,3}[A-Z]?-\d{1,3}(?:[A-Z]\d{1,3}[A-Z]?-\d{1,3})+")
_PLOT_AND_COUNT = re.compile(r"[A-Z]\d{1,2}-(?:\d{4,8}(?=街坊|地块|号)|\d{2,4}(?=个|宗|幅))")


class _Dates:
    """What the document says of time elsewhere, looked up only where a number is in doubt."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def years(self) -> frozenset[int]:
        return frozenset(int(m.group(1)) for m in _YEARS.finditer(self.text))

    @cached_property
    def days(self) -> Sequence[date]:
        """The different days, in their order."""
        found = (_day(int(m[1]), int(m[2]), int(m[3])) for m in _FULL_DATE.finditer(self.text))
        return sorted({d for d in found if d})

    def has(self, day: date, within: int = 0) -> bool:
        """Whether the day, or one that follows within so many days, stands in full elsewhere."""
        at = bisect_left(self.days, day)
        return at < len(self.days) and (self.days[at] - day).days <= within

    @cached_property
    def dash(self) -> str:
        """The dash that stands between years elsewhere."""
        found = _BETWEEN_YEARS.search(self.text)
        return found.group(1) if found else "-"


def numbers(text: str) -> tuple[list[Edit], list[Doubt]]:
    """Edits where one reading alone is possible and the document's own dates agree; doubts elsewhere."""
    dates = _Dates(text)
    found = [made for run in _RUN.finditer(text) if (made := _judge(run, dates))]
    found += _chinese_years(text)
    found += _plots(text)
    found += _question_marks(text)
    found += _lone_days(text, dates)
    edits = [made for made in found if isinstance(made, Edit)]
    return disjoint(edits), [made for made in found if isinstance(made, Doubt)]


def _judge(run: re.Match[str], dates: _Dates) -> Edit | Doubt | None:
    if run.string[run.end() : run.end() + 1].isdigit():
        return None
    for rule in _RULES:
        made = rule(run, dates)
        if made:
            return made
    return None


def _doubt(m: re.Match[str], message: str) -> Doubt:
    return Doubt(m.start(), m.end(), "damaged_number", message)


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\n(（])[{HAN}]{{1,6}}(?:{any_of(terms('damage', 'agencies'))})$")


def _document_number(run: re.Match[str], dates: _Dates) -> Edit | Doubt | None:
    """杨府办20213, 杨府办〔20213 → 杨府办〔2021〕3号"""
    m, text = _YEAR_AND_NUMBER.fullmatch(run.group()), run.string
    if not m:
        return None
    start = run.start() - (text[max(0, run.start() - 1) : run.start()] in _OPENING)
    marked = text.startswith("号", run.end())
    end = run.end() + marked
    if not (_LINE_ENDS.match(text, end) or text[end] in ")）") or not _agency().search(
        text[max(0, start - 12) : start]
    ):
        return None
    if int(m[1]) in dates.years:
        return Edit(start, end, f"〔{m[1]}〕{m[2]}号", _RULE, _KIND)
    return _doubt(run, f"a document number whose brackets are lost, perhaps 〔{m[1]}〕{m[2]}号")


def _signature_date(run: re.Match[str], dates: _Dates) -> Edit | Doubt | None:
    """2021222 on a line of its own → 2021年2月22日"""
    m, text = _YEAR_AND_DAY.fullmatch(run.group()), run.string
    if not m or not _LINE_ENDS.match(text, run.end()) or not _opens_line(text, run.start()):
        return None
    readings = list(_readings(int(m[1]), m[2]))
    near = [d for d in readings if dates.has(d, _SIGNED_WITHIN_DAYS)]
    chosen = readings if len(readings) == 1 and readings[0].year in dates.years else near
    if len(chosen) != 1:
        return _doubt(run, "perhaps a date whose 年, 月 and 日 are lost; several readings, or no other date agrees")
    day = chosen[0]
    certainty = "sure" if len(readings) == 1 else "likely"
    return Edit(run.start(), run.end(), f"{day.year}年{day.month}月{day.day}日", _RULE, _KIND, certainty)


def _opens_line(text: str, at: int) -> bool:
    return _LINE_BEGIN.search(text, max(0, at - _WIDEST_INDENT), at) is not None


def _readings(year: int, rest: str) -> Iterator[date]:
    for i in range(1, len(rest)):
        if (rest[i] != "0" or len(rest) == len("0105")) and (day := _day(year, int(rest[:i]), int(rest[i:]))):
            yield day


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_of_month(run: re.Match[str], dates: _Dates) -> Edit | Doubt | None:
    """2017210日 → 2017年2月10日; 2017年210日 → 2017年2月10日"""
    text = run.string
    m = _YEAR_AND_DAY.fullmatch(run.group())
    if not m or not text.startswith("日", run.end()):
        return None
    readings = list(_readings(int(m[1]), m[2]))
    near = [d for d in readings if dates.has(d)]
    chosen = near if len(readings) > 1 else readings
    if len(chosen) != 1:
        return _doubt(run, "a year, a month and a day run together; several readings") if readings else None
    return Edit(run.start(), run.end(), f"{chosen[0].year}年{chosen[0].month}月{chosen[0].day}", _RULE, _KIND, "likely")


def _year_range(run: re.Match[str], dates: _Dates) -> Edit | Doubt | None:
    """(20212025) → (2021-2025)"""
    m, text = _TWO_YEARS.fullmatch(run.group()), run.string
    if not m:
        return None
    in_brackets = text[run.start() - 1 : run.start()] in ("(", "（") and text[run.end() : run.end() + 1] in (")", "）")
    if not in_brackets and not text.startswith("年", run.end()):
        return None
    if int(m[1]) < int(m[2]) <= int(m[1]) + _LONGEST_RANGE:
        return Edit(run.start() + 4, run.start() + 4, dates.dash, _RULE, _KIND)
    return _doubt(run, "two years run together")


def _month(run: re.Match[str], dates: _Dates) -> Edit | Doubt | None:
    """20215月 → 2021年5月"""
    m = _YEAR_AND_MONTH.fullmatch(run.group())
    if not m or not run.string.startswith("月", run.end()):
        return None
    if int(m[1]) in dates.years:
        return Edit(run.start() + 4, run.start() + 4, "年", _RULE, _KIND)
    return _doubt(run, "a year and a month run together")


def _place(run: re.Match[str], dates: _Dates) -> Doubt | None:
    """5354街坊, where the document's other numbers of 街坊 have three digits at most: no reading is certain."""
    text, digits = run.string, run.group()
    noun = next((noun for noun in terms("damage", "places") if text.startswith(noun, run.end())), None)
    if noun is None or text[run.start() - 1 : run.start()] == "-" or not re.search(rf"(?<![\d-])\d{{1,3}}{noun}", text):
        return None
    middle = len(digits) // 2
    return _doubt(run, f"two numbers of {noun} run together, perhaps {digits[:middle]}、{digits[middle:]}")


_RULES: tuple[Callable[[re.Match[str], _Dates], Edit | Doubt | None], ...] = (
    _place,
    _document_number,
    _signature_date,
    _day_of_month,
    _year_range,
    _month,
)


def _chinese_years(text: str) -> list[Edit | Doubt]:
    """二三五年 → 二〇三五年"""
    found = (m for m in _CHINESE_YEAR.finditer(text) if text[m.start() - 1 : m.start()] not in _CHINESE_DIGITS)
    return [Edit(m.start(1), m.start(1), "〇", _RULE, _KIND) for m in found]


def _question_marks(text: str) -> list[Edit | Doubt]:
    """国办发?2014?17号 → 国办发〔2014〕17号; where this stands, other question marks stood for 《 and 》."""
    numbered = list(_MARKED_NUMBER.finditer(text)) if "?" in text or "？" in text else []
    if not numbered:
        return []
    made: list[Edit | Doubt] = [Edit(m.start(), m.end(), f"〔{m[1]}〕", _RULE, _KIND) for m in numbered]
    others = list(_TITLE_MARK.finditer(text))
    if others:
        message = f"question marks stand for other marks, here and in {len(others) - 1} other places, perhaps 《 and 》"
        made.append(Doubt(others[0].start(), others[0].end(), "doubtful_text", message))
    return made


def _lone_days(text: str, dates: _Dates) -> Iterator[Edit]:
    """On a line of its own: 2017年6月23 → 2017年6月23日; 2017 6 23 shortly before a date of the document, too."""
    for line in lines(text):
        if len(line.text) > _LONGEST_DAY or not line.text[-1].isdigit():
            continue
        if (m := _DAY_LOST.fullmatch(line.text)) and _day(*map(int, m.groups())):
            yield Edit(line.end, line.end, "日", _RULE, _KIND)
            continue
        m = _SPACED_DAY.fullmatch(line.text)
        day = _day(*map(int, m.groups())) if m else None
        if day and dates.has(day, _SIGNED_WITHIN_DAYS):
            yield Edit(line.start, line.end, f"{day.year}年{day.month}月{day.day}日", _RULE, _KIND, "likely")


def _plots(text: str) -> list[Edit | Doubt]:
    """N3-01N4-02, C1-15个地块: the marks between plot codes are lost."""
    runs = (_doubt(m, "plot codes run together; the marks between them are lost") for m in _PLOT_RUN.finditer(text))
    counts = (_doubt(m, "a plot code and the next number run together") for m in _PLOT_AND_COUNT.finditer(text))
    return [*runs, *counts]
