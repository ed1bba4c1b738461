"""The period a number is about: the words of its own sentence first, then its section, then its document."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.structure.model import Period, Section, Sentence
from pipeline.structure.periods import LASTING, YEAR, part_of_year, whole_years, year_value, years_from

_PART = (
    r"上半年|下半年|第?[一二三四1-4]季度|前三季度|1[-—–－~～至到](?P<until{0}>1[0-2]|[2-9])月份?"
    r"|(?P<month{0}>1[0-2]|[1-9])月(?:份|底|末)?(?!\d{{1,2}}[日号])"
)
_PLAN = r"[到至]?“(?P<plan>十[一二三四五六七]?五|[六七八九]五)”(?P<end>末|期末)?"
_EXPRESSION = re.compile(
    rf"(?=[\d一二三五今本全当去上下明“前第过近这未往到至])(?:[到至]?(?P<from>{YEAR})年?[-—–－~～至到]{{1,2}}(?P<to>{YEAR})年"
    rf"|{LASTING}"
    rf"|[到至]?(?P<year>{YEAR})年(?:度|的)?(?P<part>{_PART.format(1)})?"
    rf"|(?P<this>今年|本年|全年|当年)(?P<this_part>{_PART.format(2)})?|(?P<last>去年|(?<!以)上年)|(?P<next>明年)"
    rf"|{_PLAN}"
    r"|(?P<lone>前三季度|上半年|下半年|第?[一二三四]季度"
    r"|(?<!\d)1[-—–－~～至到]{1,2}(?P<until3>1[0-2]|[2-9])月(?!\d{1,2}[日号])份?)"
    r"|(?P<past>(?:过去的?|近|这)[三五]年|(?<![\d十])[三五]年[来间]|(?<=[，,。；])[三五]年(?=累计|共|间))"
    r"|(?P<coming>(?:今后|未来|往后)[三五]年))"
)
# 比2020年增加, 较上年提高, 自2016年以来: a base of comparison is not the period of the number.
_BASE_BEFORE = re.compile(
    r"(?:(?:比|较|与|同|相比|自|超|不低于|高于|低于|超过|于|和|对|是|相当于|起自|早在|按|按照|高出|低出)|于[我全本][省市县区])$"
)
_BASE_AFTER = re.compile(
    r"(?:同期|以来|底以来|相比|基础上|起|度?结[转余]|水平(?:的)?(?:基础)?上|为基|的基础|之前|以前|出生|前|可比价|不变价|现行价|价格|平均汇率|汇率"
    r"|规划(?:目标|任务|确定|提出)|普法|的?[近约]?[\d.一二三四五六七八九十两]{1,6}[多余]?倍)"
)
# 从2015年的69%上升到99%: the year is that of the first number only.
_FROM_YEAR = re.compile(r"[由从]$")
_CHANGED_TO = re.compile(r"[到至为达]")


# A sentence without any of these names no period.
_SIGNS = ("年", "季度", "五”", "月")
# A deadline holds for the sentences after it in its paragraph, this many characters on.
_DEADLINE = re.compile(rf"[到至](?:(?P<year>{YEAR})年|{_PLAN})")
_DEADLINE_REACH = 400
_LONGEST_TITLE = 120


class Spoken(NamedTuple):
    """A period that a sentence names, where its words begin and end in the text, and how far it holds."""

    start: int
    end: int
    period: Period
    until: int


def spoken_periods(text: str, start: int, end: int, section: Period, document: Period) -> list[Spoken]:
    """The periods named in `text[start:end]`, bases of comparison left out; 去年 and 全年 are read by the section."""
    found: list[Spoken] = []
    if not any(text.find(sign, start, end) >= 0 for sign in _SIGNS):
        return found
    for match in _EXPRESSION.finditer(text, start, end):
        if not match["begin"] and _is_base(text, start, match):
            continue
        reach = max(start, match.start() - _LONGEST_TITLE)
        if text.rfind("《", reach, match.start()) > text.rfind("》", reach, match.start()):
            continue
        period = _period(match, section, document)
        if period is not None:
            found.append(Spoken(match.start(), match.end(), period, _reach(text, match, end)))
    return found


def _is_base(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether the period is what a number is compared with (比2020年, 自2016年以来)."""
    before = _BASE_BEFORE.search(text, max(start, match.start() - 3), match.start())
    return before is not None or _BASE_AFTER.match(text, match.end()) is not None


def _reach(text: str, match: re.Match[str], end: int) -> int:
    if match["begin"] or not _FROM_YEAR.search(text, max(0, match.start() - 1), match.start()):
        return end
    changed = _CHANGED_TO.search(text, match.end(), end)
    return changed.start() if changed else end


def deadline_before(text: str, paragraph: int, start: int) -> Period | None:
    """The last 到2025年 of the paragraph before `start`; None where there is none near."""
    found = None
    for match in _DEADLINE.finditer(text, paragraph, start):
        if match["year"]:
            year = year_value(match["year"])
            found = whole_years(year, year, match[0])
        else:
            found = _five_year_plan(match, match[0])
    return found


def periods_for(text: str, sentence: Sentence, section: Period, document: Period) -> list[Spoken]:
    """The periods that hold in a sentence: its own, else that at the head of the sentences that ； joins to it.

    Else a deadline to come that its paragraph has set before it.
    Where neither section nor document tells of a period, the first that the paragraph has named holds on.
    """
    spoken = spoken_periods(text, sentence.start, sentence.end, section, document)
    if spoken:
        return spoken
    reach = max(0, sentence.start - _DEADLINE_REACH)
    paragraph = max(text.rfind("\n", reach, sentence.start) + 1, reach)
    if section.start is None and (document.end is None or section.end is not None):
        said = spoken_periods(text, paragraph, sentence.start, section, document)
        return [said[0]._replace(until=sentence.end)] if said else []
    if text[sentence.start - 1 : sentence.start] in ("；", ";"):
        stretch = max(paragraph, text.rfind("。", reach, sentence.start) + 1)
        said = spoken_periods(text, stretch, sentence.start, section, document)
        if said and said[0].start == stretch and _DEADLINE.search(text, said[0].end, sentence.start) is None:
            return [Spoken(sentence.start, sentence.start, said[0].period, sentence.end)]
    if section.end and document.end and section.end < document.end:
        return []  # what is reviewed is done
    deadline = deadline_before(text, paragraph, sentence.start)
    if deadline and deadline.end and document.end and deadline.end > document.end:
        return [Spoken(sentence.start, sentence.start, deadline, sentence.end)]
    return []


def period_of(position: int, spoken: Sequence[Spoken], section: Section, document: Period) -> Period:
    """The last period named before the number, else the section's, else the document's.

    An explanation of terms is about no period unless it names one.
    """
    for said in reversed(spoken):
        if said.start <= position < said.until:
            return said.period
    period = section.period if section.period.end is not None or section.kind == "glossary" else document
    if period.start is None and period.end is not None:
        return whole_years(period.end.year, period.end.year)  # as a number by 到2015年 is about that year
    return period


def _period(match: re.Match[str], section: Period, document: Period) -> Period | None:
    text = match[0]
    if match["from"]:
        first, last = year_value(match["from"]), year_value(match["to"])
        return whole_years(first, max(first, last), text)
    if match["begin"]:
        return years_from(match)
    if match["year"]:
        return part_of_year(year_value(match["year"]), match["part"], match["month1"], text, match["until1"])
    if match["plan"]:
        return _five_year_plan(match, text)
    year = (_year_of(section) if section.start else None) or _year_of(document)
    if year is None:
        return Period(text=text) if section.end else None  # which year 今年 is, the horizon of a plan does not tell
    return _relative(match, year, section, document, text)


def _relative(match: re.Match[str], year: int, section: Period, document: Period, text: str) -> Period | None:
    if match["this"]:
        year = _this_year(match["this"], year, document)
        return part_of_year(year, match["this_part"], match["month2"], text, match["until2"])
    if match["lone"]:
        return part_of_year(year, match["lone"], None, text, match["until3"])
    now = _year_of(document) or year
    if match["last"]:
        return whole_years(now - 1, now - 1, text)
    if match["next"]:
        return whole_years(now + 1, now + 1, text)
    return _years_around(match, now, section, text)


def _years_around(match: re.Match[str], now: int, section: Period, text: str) -> Period | None:
    """过去五年, 今后五年: the section's own stretch of years where it has one, else counted from the document's."""
    if section.start and section.end and section.end.year > section.start.year:
        return Period(section.start, section.end, text)
    count = 5 if "五" in text else 3
    return whole_years(now - count, now - 1, text) if match["past"] else whole_years(now, now + count - 1, text)


def _this_year(word: str, year: int, document: Period) -> int:
    """今年 is the year of the document; 全年 and 当年 are the year the section is about."""
    return (_year_of(document) or year) if word in ("今年", "本年") else year


def _year_of(period: Period) -> int | None:
    return period.end.year if period.end else None


def _five_year_plan(match: re.Match[str], text: str) -> Period:
    """The sixth five-year plan began in 1981, each later one five years after; 末 is its last year."""
    written = match["plan"][:-1]
    number = _PLAN_NUMBER[written]
    start = 1981 + 5 * (number - 6)
    return whole_years(start + 4, start + 4, text) if match["end"] else whole_years(start, start + 4, text)


_PLANS = ("六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五", "十六", "十七")
_PLAN_NUMBER = {written: number for number, written in enumerate(_PLANS, start=6)}
