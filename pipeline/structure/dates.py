"""Days as documents write them: 2021年9月16日, 2021-09-22, 二〇二一年九月十六日, 2023.1.6."""

import re
from collections.abc import Iterator
from datetime import date

from pipeline.structure.periods import YEAR, year_value

_DAY = re.compile(
    rf"(?<![\d])({YEAR})\s?(?:年|[-./—])\s?(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])\s?(?:月|[-./—])"
    r"\s?(3[01]|[12]\d|0?[1-9]|三十一?|[二廿]?十[一二三四五六七八九]?|廿[一二三四五六七八九]|[一二三四五六七八九])\s?日?(?!\d)"
)
_HAN = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def find_days(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, date]]:
    """Days written out in full, with where each begins; impossible ones (2月30日) are left out."""
    for found in _DAY.finditer(text, start, len(text) if end is None else end):
        try:
            yield found.start(), date(year_value(found[1]), _small(found[2]), _small(found[3]))
        except ValueError:
            continue


def first_day(text: str) -> date | None:
    """The first day in a stretch of text, or None."""
    return next((day for _, day in find_days(text)), None)


def _small(written: str) -> int:
    """A month or day, in digits or Chinese numerals up to 三十一."""
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.replace("廿", "二十").partition("十")
    if not ten:
        return _HAN[written]
    return 10 * _HAN.get(tens, 1) + _HAN.get(ones, 0)
