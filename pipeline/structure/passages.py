"""Sections about two things (1999年工作回顾和2000年工作的总体要求): which of them each passage is about.

A passage turns with the words that open it (五年来, 2021年, 今年工作总的要求): what they name holds until others do.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.structure.model import Period, Section, SectionKind
from pipeline.structure.periods import period_at, read_periods, whole_years
from pipeline.vocabulary.lists import alternatives

# A period so far from the start of a sentence still opens it: 综合考虑各方面因素，2021年的主要预期目标是.
OPENING = 48
# What may stand between the start of a clause and the period that it opens with.
_BEFORE = re.compile(
    r"(?:^|[，,：:])(?:各位代表[，,！!：:]?|同志们[，,！!]?|在|展望|回顾|回望|做好|"
    r"(?:即将|刚刚)?(?:过去|结束)的|刚刚走过的|\s|[一二三四五六七八九十]{1,3}、)*$"
)
# 2015年以来, 今年1月: a base of comparison, or only a part of the year.
_AFTER = re.compile(
    r"以来|相比|同期|前|基础上|底|末|初|春节|第?[一二三四]季度|上半年|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
)
# Within a paragraph only the very first words of a sentence turn what follows.
_FIRST_WORDS = 12
# Most sentences open with none of these and turn nothing.
_SIGNS = re.compile("年|五”|目标")
_GOALS = re.compile(r"主要(?:预期|调控)目标(?:[是为：:]|建议)|(?:预期|调控)目标(?:[是为：:]|建议)")
_WHOLE_YEAR = re.compile(r"全年|这一年[，,里]")
_REVIEWS = re.compile(alternatives("headings", "review"))
_PLANS = re.compile(alternatives("headings", "plan", "plan_of_year"))
_TERM = 5
# 四年来 in the last year of a government is its term; 三年来 is only three years.
_SHORTEST_TERM = 4


@dataclass(frozen=True, slots=True)
class Topic:
    """One of the things that a section is about."""

    kind: SectionKind
    period: Period
    named: bool = False
    """Whether the heading names it."""

    @property
    def is_yearly(self) -> bool:
        """Whether it is about one year or less."""
        start, end = self.period.start, self.period.end
        return bool(start and end and start.year == end.year)


def topics_of(heading: str, kind: SectionKind, year: int | None, looks_back: bool) -> tuple[Topic, ...]:
    """What a section on the top level may be about, the first what it opens with; empty where its kind says nothing.

    First comes what the heading names. A report to a congress (`looks_back`) given in `year` speaks in a review of
    the year before and of the five years past, in a plan of the year and of the five to come.
    """
    if kind not in ("review", "plan", "body"):
        return ()
    topics = list(_named(heading, kind, year))
    # A far prospect (2035年远景目标及“十四五”时期) is not what a section opens with.
    topics.sort(key=lambda topic: bool(year and topic.period.end and topic.period.end.year > year + _TERM))
    if looks_back and year is not None:
        if not topics and kind == "body":
            opening = _kind_after(heading, 0) or kind
            about_year = year - 1 if opening == "review" else year
            topics = [Topic(opening, whole_years(about_year, about_year))]
        if kind in ("review", "body"):
            topics += [Topic("review", whole_years(year - 1, year - 1)), Topic("review", _past(year))]
        if kind in ("plan", "body"):
            topics += [Topic("plan", whole_years(year, year)), Topic("plan", whole_years(year, year + _TERM - 1))]
    unique: list[Topic] = []
    for topic in topics:
        if all(not _same(topic.period, known.period) or topic.kind != known.kind for known in unique):
            unique.append(topic)
    return tuple(unique)


def periods_by_kind(title: str, year: int | None) -> dict[SectionKind, Period]:
    """Of a title that names what it reviews and what it plans (2022年工作总结和2023年工作计划), the period of each.

    Empty where it does not name both.
    """
    found: dict[SectionKind, Period] = {}
    for topic in _named(title, "body", year):
        found.setdefault(topic.kind, topic.period)
    found.pop("body", None)
    return found if len(found) == 2 else {}


def _past(year: int) -> Period:
    return whole_years(year - _TERM, year - 1)


def _named(heading: str, kind: SectionKind, year: int | None) -> Iterator[Topic]:
    """The periods of a heading, each of the kind of the wording after it (1999年|回顾, 2000年|总体要求)."""
    for end, period in read_periods(heading, year):
        yield Topic(_kind_after(heading, end) or kind if kind == "body" else kind, period, named=True)


def _kind_after(heading: str, position: int) -> SectionKind | None:
    review, plan = _REVIEWS.search(heading, position), _PLANS.search(heading, position)
    if review and (plan is None or review.start() < plan.start()):
        return "review"
    return "plan" if plan else None


class Course:
    """Follows a section from sentence to sentence; `current` is the topic that holds."""

    def __init__(self, topics: Sequence[Topic], year: int | None, end: int) -> None:
        self._topics = topics
        self._year = year
        self._end = end
        self.current = topics[0]
        # What paragraphs have turned to, and how far each holds.
        self._held = [(end, topics[0])]
        self._narrowed: tuple[Section, Topic, Section] | None = None

    def hear(self, words: str, start: int, until: int | None) -> None:
        """Takes in the next sentence or heading, which begins at `start`.

        One that opens a paragraph turns all that follows up to `until`, the end of its innermost section, and from a
        review to a plan all that follows; another (`until` is None) turns the rest of its paragraph.
        """
        if until is not None:
            while len(self._held) > 1 and start >= self._held[-1][0]:
                self._held.pop()
            self.current = self._held[-1][1]
        opening = words[:OPENING]
        if _SIGNS.search(opening) is None:
            return
        topic = self._turned_by(opening, len(opening) if until is not None else _FIRST_WORDS)
        if topic is None or topic is self.current:
            return
        if until is None and topic.kind == self.current.kind and topic.is_yearly:
            return  # 2007年… between others in a review of five years speaks of its own sentence
        if until is not None and self._moves_on(topic):
            self._held = [(self._end, topic)]
        elif until is not None:
            self._held.append((until, topic))
        self.current = topic

    def _moves_on(self, topic: Topic) -> bool:
        """From a review to a plan, or in a plan to what its heading names later (今后五年目标和2023年工作)."""
        if topic.kind != self.current.kind:
            return True
        return topic.named and topic.kind == "plan" and topic.is_yearly and not self.current.is_yearly

    def narrow(self, section: Section) -> Section:
        """The section as if it were about the current topic alone; itself where it is about nothing else."""
        topic, known = self.current, self._narrowed
        if known is not None and known[0] is section and known[1] is topic:
            return known[2]
        narrow = section
        if topic.kind != section.kind or topic.period != section.period:
            narrow = replace(section, kind=topic.kind, period=topic.period)
        self._narrowed = section, topic, narrow
        return narrow

    def _turned_by(self, opening: str, reach: int) -> Topic | None:
        for position in _clause_starts(opening[:reach]):
            found = period_at(opening, position, len(opening), self._year)
            if found is None or _AFTER.match(opening, found[0]):
                continue
            topic = self._about(found[1])
            if topic is not None:
                return topic
        if _GOALS.search(opening):
            goals = self._yearly("plan")
            return goals if goals and (goals.named or self.current.kind != "plan") else None
        return self._yearly(self.current.kind) if _WHOLE_YEAR.match(opening) else None

    def _yearly(self, kind: SectionKind) -> Topic | None:
        return next((topic for topic in self._topics if topic.kind == kind and topic.is_yearly), None)

    def _about(self, period: Period) -> Topic | None:
        """The topic of just that period, else the shortest that ends with it (过去四年 in a review of five)."""
        said = [topic for topic in self._topics if topic.kind != "body"]
        exact = next((topic for topic in said if _same(topic.period, period)), None)
        if exact is not None or period.start is None or period.end is None:
            return exact
        if period.end.year - period.start.year + 1 < _SHORTEST_TERM:
            return None
        ending = [t for t in said if t.period.end == period.end and t.period.start]
        around = [t for t in ending if t.period.start and t.period.start <= period.start]
        return max(around, key=lambda t: t.period.start.toordinal() if t.period.start else 0, default=None)


def _same(one: Period, other: Period) -> bool:
    return one.start == other.start and one.end == other.end


def _clause_starts(opening: str) -> Iterator[int]:
    """Where in the opening of a sentence a period would stand first in its clause."""
    for position, character in enumerate(opening):
        if character in _PERIOD_OPENS and _BEFORE.search(opening, max(0, position - 16), position):
            yield position


_PERIOD_OPENS = frozenset('12一二五今本去上过前近这未往“"十三四九八新第')
