"""The years that a plan without a period in its title sets itself in its goals.

2012年起5年内, 用三年时间(2022—2024年), 到2015年.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from pipeline.structure.model import Period
from pipeline.structure.outline import Node
from pipeline.structure.periods import LASTING, YEAR, period_at, whole_years, year_value, years_from
from pipeline.vocabulary.lists import alternatives

_COURSE = re.compile(
    rf"{LASTING}|[1-9一二两三四五六七八九十]\s?年(?:左右)?的?时间\s?[,，]?"
    rf"[(（](?P<from>{YEAR})\s?年?\s?[-—–－~～至到]{{1,2}}\s?(?P<to>{YEAR})\s?年?[)）]"
)
_BY = re.compile(r"(?<![\d年月日])[到至](?=[\d二“\"])")
_GOALS_HEADING = re.compile(alternatives("headings", "goals"))
_GOALS_SENTENCE = re.compile(alternatives("statements", "goals"))
# Goals stand at the head of a plan, and are told in no more than this.
_LONGEST_GOALS = 4000
_FIRST_GOALS = 200
_LONGEST_YEAR = 16
_LONGEST_PLAN_YEARS = 15


class Goals(NamedTuple):
    """Where the goals of a plan begin, and the years that it covers; of a single year to come the start is open."""

    start: int
    period: Period


def goals_of(text: str, nodes: Sequence[Node], names: Sequence[str], year: int | None) -> Goals | None:
    """The period that the goals of a plan set; None where they set none.

    `names` are the headings of `nodes`, `year` is the document's own, before which no goal lies. Goals for several
    years (到2015年…, 到2020年…) give None: each is then about what its own sentences say.
    """
    years: set[int] = set()
    stretches = list(_goals(text, nodes, names))
    for start, end in stretches:
        course = _COURSE.search(text, start, end)
        if course is not None:
            return Goals(start, _whole(course))
        years.update(_years_to_come(text, start, end, year))
    if len(years) != 1:
        return None
    return Goals(stretches[0][0], Period(None, date(years.pop(), 12, 31)))


def _goals(text: str, nodes: Sequence[Node], names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Sections under a heading of goals, outermost only; without such, the first sentence that says goals follow."""
    last = -1
    for node, name in zip(nodes, names, strict=True):
        if node.start >= last and _GOALS_HEADING.search(name):
            last = node.end
            yield node.start, min(node.end, node.start + _LONGEST_GOALS)
    if last < 0 and (found := _GOALS_SENTENCE.search(text)):
        line = text.find("\n", found.end(), found.end() + _FIRST_GOALS)
        yield found.end(), line if line >= 0 else min(len(text), found.end() + _FIRST_GOALS)


def _whole(match: re.Match[str]) -> Period:
    if match["begin"]:
        return years_from(match)
    first, last = year_value(match["from"]), year_value(match["to"])
    return whole_years(first, max(first, last), match[0])


def _years_to_come(text: str, start: int, end: int, year: int | None) -> Iterator[int]:
    for by in _BY.finditer(text, start, end):
        named = period_at(text, by.end(), min(end, by.end() + _LONGEST_YEAR), None)
        if named is None or named[1].end is None:
            continue
        last = named[1].end.year
        if year is None or year <= last <= year + _LONGEST_PLAN_YEARS:
            yield last
