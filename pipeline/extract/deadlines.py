"""By when a measure is to be done: 到2025年底, 年底前, 6月底前, 10月1日前."""

import re
from calendar import monthrange
from datetime import date

from pipeline.structure.model import Period
from pipeline.structure.periods import YEAR, year_value

_DEADLINE = re.compile(
    rf"(?P<year>{YEAR}|今|明|当|本)?年?\s?(?P<month>1[0-2]|[1-9])月(?:(?:(?P<day>3[01]|[12]\d|[1-9])日|底|末)?(?:之?前|以前)|底)"
    rf"|(?:到|至|力争到|力争|确保|争取|于|在)?(?P<by>{YEAR})年(?:年?[底末]|内)?(?:之?前|以前)"
    rf"|(?:(?<![年月日\d])(?:到|至)|力争到|力争|确保|争取)(?P<to>{YEAR})年(?P<part>年?[底末]|上半年)?(?![级度以])"
    rf"|(?P<in>{YEAR})年(?:年?底|年末|年内)"
    r"|(?P<this>(?:今年|年内|年底|今年底|年末|当年)(?:前|之前|底|内|年底前|年内)?)(?=[，,完建实启投全力基竣开])"
    r"|(?P<half>上半年)(?:前|内|，|,|完成)"
)


_THIS_YEAR = frozenset("今明当本")
# What every deadline holds at least one of: most sentences are done with here. Spelled out, so that each choice begins
# with a plain character: the engine then skips to the next of these characters.
_HINT = re.compile("前|底|年内|年末|上半年|到20|至20|到二|至二")


def find_deadline(sentence: str, period: Period) -> date | None:
    """The last day allowed, or None where the sentence names none.

    A month or 年底 without a year is taken in the year that `period`, the section's, ends in; without such a year,
    or where it is only the horizon of a plan, it is no deadline.
    """
    found = _DEADLINE.search(sentence) if _HINT.search(sentence) else None
    if found is None:
        return None
    named = found["by"] or found["to"] or found["in"]
    if named:
        half = found["part"] == "上半年"
        return date(year_value(named), 6, 30) if half else date(year_value(named), 12, 31)
    own = period.end.year if period.start and period.end else None
    year = own if found["year"] is None or found["year"] in _THIS_YEAR else year_value(found["year"])
    if year is None:
        return None
    if found["month"]:
        return _day(year + (found["year"] == "明"), int(found["month"]), found["day"])
    return date(year, 6, 30) if found["half"] else date(year, 12, 31)


def _day(year: int, month: int, day: str | None) -> date:
    last = monthrange(year, month)[1]
    return date(year, month, min(int(day), last) if day else last)
