"""Numerals that belong to a year, a date or a time of day: 2022年, 3月29日, 9时30分, 2021-02-26.

Ratios are here too: they are written like times of day (3:1).
"""

import re

from pipeline.extract.numerals import NumeralToken
from pipeline.extract.place import Place

_DATE_SIGNS = re.compile(r"\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)")
_CLOCK = re.compile(r"[01]?\d[:：][0-5]\d(?!\d|[:：∶]|\.)")
_MONTH_DAY = re.compile(r"[\d一二三四五六七八九十]{1,3}[日号]")
_YEAR_TAIL = re.compile(r"(?:年度?|[-—–－~～至到/]{1,2}(?:19|20)\d\d\s?年|[〕\]﹞】）)])")
_RATIO = re.compile(r"[\d.]+[%％]?\s?[:：∶]\s?\d")
_RATIO_LEFT = re.compile(r"[\d%％]")


def _is_year(numeral: NumeralToken) -> bool:
    return numeral.end - numeral.start == 4 and numeral.form != "chinese" and 1900 <= numeral.value <= 2100


def calendar(place: Place) -> str | None:
    """2022年 period, 3月29日 date, 9时30分 time, 90年代 period."""
    text, numeral, after = place.text, place.numeral, place.after
    if _is_year(numeral):
        return _year(place)
    if after == "年":
        if text.startswith("年代", numeral.end) or (50 <= numeral.value <= 99 and numeral.form == "digits"):
            return "period"
        return None
    if after == "月":
        if _MONTH_DAY.match(text, numeral.end + 1):
            return "date"
        return "period" if numeral.value <= 12 else None
    if after in "日号" and after and place.before in ("月", "、", "-", "至", "—", "日", "到") and numeral.value <= 31:
        return "date" if place.before == "月" or _beside_date(place) else None
    if after == "世" and text.startswith("世纪", numeral.end):
        return "period"
    return _clock(place)


def _year(place: Place) -> str | None:
    text, numeral = place.text, place.numeral
    if _DATE_SIGNS.match(text, numeral.start):
        return "date"
    if place.before in "〔[﹝【" and place.before:
        return "document_number"
    if place.after == "年":
        match = _AFTER_YEAR.match(text, numeral.end)
        return "date" if match else "period"
    if _YEAR_TAIL.match(text, numeral.end) or _next_is_year(place):
        return "period"
    return "period" if place.after and numeral.form == "digits" and place.after in _AFTER_BARE_YEAR else None


_AFTER_YEAR = re.compile(r"年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}[日号]")


# 2021第一季度, 2035远景, 2017国际: a year written without 年.
_AFTER_BARE_YEAR = frozenset("第远上下国中全世")


def _next_is_year(place: Place) -> bool:
    """2021、2022年: the first of two years."""
    following = place.at + 1
    if following >= len(place.numerals):
        return False
    other = place.numerals[following]
    return _is_year(other) and other.start - place.numeral.end <= 2 and place.text[other.end : other.end + 1] == "年"


def _beside_date(place: Place) -> bool:
    """29日 in 3月28、29日."""
    previous = place.numerals[place.at - 1] if place.at else None
    return previous is not None and place.text[previous.start - 1 : previous.start] == "月"


def _clock(place: Place) -> str | None:
    text, numeral = place.text, place.numeral
    if numeral.form != "digits":
        return None
    if place.after == "时" and place.before in "日午晨晚" and place.before:
        return "time"
    if place.before in ":：∶" and place.before and _RATIO_LEFT.match(text, numeral.start - 2):
        return "other"
    if place.after in ":：∶" and place.after and _RATIO.match(text, numeral.start):
        clock = _CLOCK.match(text, numeral.start)
        return "time" if clock and numeral.value < 24 else "other"
    return None


def date_part(place: Place) -> str | None:
    """The month and day of 2021-02-26; the second half of a clock time."""
    if place.before not in "-./" or not place.before:
        return None
    start = place.numeral.start
    for back in (5, 7, 8):
        match = _DATE_SIGNS.match(place.text, start - back) if start >= back else None
        if match and match.end() >= place.numeral.end:
            return "date"
    return None


def ratio(place: Place) -> str | None:
    """26.7%：39.3%：34.0%: parts of a whole set side by side."""
    text, numeral = place.text, place.numeral
    left = place.before and place.before in ":：∶" and _RATIO_LEFT.match(text, numeral.start - 2)
    return "other" if left or _RATIO.match(text, numeral.start) else None
