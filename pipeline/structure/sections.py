"""From the outline to sections: what each is called, its kind, and the period it is about."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.structure.accounts import is_account, year_told
from pipeline.structure.front import document_year
from pipeline.structure.headings import Heading
from pipeline.structure.horizon import Goals, goals_of
from pipeline.structure.kinds import (
    ENOUGH_TO_TELL,
    fill_kinds,
    fill_silent,
    kind_of_heading,
    kind_of_type,
    kind_of_wording,
)
from pipeline.structure.model import Period, Section, SectionKind, Sentence
from pipeline.structure.naming import find_title, type_of_front
from pipeline.structure.outline import Node
from pipeline.structure.passages import OPENING, Course, Topic, periods_by_kind, topics_of
from pipeline.structure.periods import read_period, whole_years
from pipeline.structure.responsibility import find_clause

# A title page is not longer.
_TITLE = 600
_MANY_YEARS = re.compile(r"[两三四五十]年")
_UNDATED_TYPES = frozenset({"opinions", "notice", "other"})
# Types whose goals say which years they are about, where their title does not.
_TYPES_WITH_GOALS = frozenset({"plan", "opinions"})
# Dates on the title page that are not what the document is about.
_MEETING_LINE = re.compile(r"会议|通过|施行|公布|日")
# A report to a people's congress looks back on the year before; another report on work is about its own year.
_TO_A_CONGRESS = re.compile(r"政府\s*工作|代表大会|各位代表")
_SALUTATION = 7
_NO_PERIOD = Period()
_BLANK = " \t\r\n\u3000\ufeff*#：:。"


@dataclass(frozen=True, slots=True)
class About:
    """What the document as a whole is about."""

    year: int | None
    period: Period
    kind_by_type: SectionKind | None
    uniform: bool
    """Whether all sections are of that kind, whatever their headings name (a yearbook's entries)."""
    looks_back: bool
    """Whether a review in it is of the year before (a work report)."""
    by_kind: Mapping[SectionKind, Period] = field(default_factory=dict)
    """Of a title that names what it reviews and what it plans (2022年决算和2023年预算), the period of each."""
    asks_goals: bool = False
    """Whether the goals tell the period, as the title of the plan does not."""
    horizon: Period = _NO_PERIOD
    """The year, with an open start, that a plan sets for its goals and the tasks after them."""
    goals_start: int = 0
    """Where those goals begin."""

    @classmethod
    def read(cls, title: str, year: int | None, opening: str = "") -> "About":
        """From the title page; a work report is about the year it was given in, whatever else its title says.

        `opening` is the text, whose first words may say what it passes on where no line is a title.
        What opinions and notices are about is not known from the day they were signed.
        """
        lines = title.splitlines()
        named_title = find_title(lines, opening) or ""
        type_ = type_of_front(lines, named_title)
        given = whole_years(year, year) if year and type_ not in _UNDATED_TYPES else Period()
        named = [line for line in (*lines, named_title) if not _MEETING_LINE.search(line)]
        said = next((p for line in named if (p := read_period(line, year))), None)
        if type_ == "plan" and _MANY_YEARS.search(named_title):
            given = Period()  # which three years a 三年行动计划 is about, its date does not tell
        is_report = type_ == "work_report" and _TO_A_CONGRESS.search(title) is not None
        period = given if is_report or said is None else said
        pairs = (periods_by_kind(re.sub(r"\s", "", line), year) for line in named if not is_report)
        by_kind = next(filter(None, pairs), {})
        account = type_ == "other" and not by_kind and is_account(named_title or (lines[0] if lines else ""))
        kind = None if by_kind else "review" if account else kind_of_type(type_)
        if account and period.end is None:
            period = year_told(opening)
        asks_goals = said is None and type_ in _TYPES_WITH_GOALS
        return cls(year, period, kind, type_ == "yearbook", is_report, by_kind, asks_goals)

    def with_goals(self, goals: Goals | None) -> "About":
        """The years that the goals set are the document's; one year to come, that of the goals and what follows."""
        if goals is None or goals.period.end == self.period.end:
            return self
        if goals.period.start:
            return replace(self, period=goals.period)
        return replace(self, horizon=goals.period, goals_start=goals.start)


class Sections:
    """Makes the sections of a text in text order, and follows those about two things sentence by sentence."""

    def __init__(self, text: str, nodes: Sequence[Node], front_end: int, signature: str, closing: bool) -> None:
        """`signature` is the text of the signature; `closing` says whether the last node is that."""
        self._text = text
        self._nodes = nodes
        self._names = [_name(text, node) for node in nodes]
        title = text[:front_end] if front_end else next(filter(None, self._names), "")
        self.about = About.read(title[:_TITLE], document_year(text, front_end, signature, self._names), text)
        if self.about.asks_goals:
            self.about = self.about.with_goals(goals_of(text, nodes, self._names, self.about.year))
        self._tops = _top_kinds(text, nodes, self._names, self.about)
        self._headless = all(node.heading is None or node.heading.brief for node in nodes)
        self._signature = len(nodes) - 1 if closing else None
        self.made: list[Section] = []
        self.passages: dict[int, Section] = {}
        self._courses: list[Course | None] = []
        # Whether a section's own heading, or that of a section around it, says its kind or period.
        self._settled: list[bool] = []

    def build(self, sentences: Sequence[Sentence]) -> None:
        """Makes every section; a course hears the sentences before a heading first."""
        paragraph, opening = -1, True
        for index, sentence in enumerate(sentences):
            while len(self.made) <= sentence.section:
                self._make(len(self.made))
            course = self._courses[sentence.section]
            if course is not None:
                self._hear(course, index, sentence, opening or sentence.paragraph != paragraph)
            # 各位代表！ opens nothing by itself.
            opening = sentence.end - sentence.start <= _SALUTATION
            paragraph = sentence.paragraph
        while len(self.made) < len(self._nodes):
            self._make(len(self.made))

    def _hear(self, course: Course, index: int, sentence: Sentence, opens: bool) -> None:
        node = self._nodes[sentence.section]
        words = self._text[sentence.start : min(sentence.end, sentence.start + OPENING)]
        if node.parent is not None or sentence.role != "heading":
            course.hear(words, sentence.start, node.end if opens else None)
        section = self.made[sentence.section]
        if not self._settled[sentence.section] and (narrowed := course.narrow(section)) is not section:
            self.passages[index] = narrowed

    def _make(self, index: int) -> None:
        node, name, about = self._nodes[index], self._names[index], self.about
        parent = self.made[node.parent] if node.parent is not None else None
        course = self._courses[node.parent] if node.parent is not None else None
        if course is not None and parent is not None and not self._settled[node.parent or 0]:
            course.hear(name[:OPENING], node.start, node.end)
            parent = course.narrow(parent)
        own = read_period(name, about.year) if name else None
        if index == self._signature:
            kind: SectionKind = "signature"
        else:
            kind = self._tops.get(index) or _kind(self._text, node, name, parent, own, about)
            if self._headless and about.kind_by_type is not None:
                kind = about.kind_by_type
        label = _label(self._text, node.heading) if node.heading else None
        period = _period(own, kind, node.start, parent, about)
        self.made.append(
            Section(node.parent, node.level, label or None, name or None, kind, period, node.start, node.end)
        )
        if parent is None and node.heading and not about.uniform and about.kind_by_type is None:
            topics = topics_of(name, kind, about.year, about.looks_back)
            course = Course(topics, about.year, node.end) if len(topics) > 1 else None
        elif self._headless and about.by_kind and kind != "signature":
            course = Course([Topic(*topic, named=True) for topic in about.by_kind.items()], about.year, node.end)
        self._courses.append(course)
        within = node.parent is not None and self._settled[node.parent]
        self._settled.append(within or (parent is not None and (own is not None or kind != parent.kind)))


def _name(text: str, node: Node) -> str:
    """The words of a heading, without who is responsible."""
    if node.heading is None:
        return ""
    clause = find_clause(text, node.heading.label_end, node.heading.end)
    end = clause if clause >= 0 else node.heading.end
    return text[node.heading.label_end : end].replace("*", "").strip(_BLANK)


def _label(text: str, heading: Heading) -> str:
    """The mark as written; of 【…】 both halves."""
    label = text[heading.start : heading.label_end].strip()
    return label + "】" if heading.scheme == "title_bracket" else label


def _top_kinds(text: str, nodes: Sequence[Node], names: Sequence[str], about: About) -> dict[int, SectionKind]:
    """Kinds of the top-level sections that a heading or its place between others settles."""
    if about.uniform:
        return {}
    tops = [i for i, node in enumerate(nodes) if node.parent is None and node.heading and not node.heading.brief]
    periods = [read_period(names[i], about.year) for i in tops]
    above = about.kind_by_type if about.kind_by_type == "review" else None
    said = [kind_of_heading(names[i], above, period, about.year) for i, period in zip(tops, periods, strict=True)]
    said = [_kind_of_title(kind, period, about) for kind, period in zip(said, periods, strict=True)]
    if about.kind_by_type is None:
        said = fill_kinds(said, [period is not None for period in periods])
    if about.looks_back:
        samples = [text[nodes[i].start : nodes[i].end] for i in tops]
        said = fill_silent(said, [names[i] for i in tops], samples)
    return {i: kind for i, kind in zip(tops, said, strict=True) if kind is not None}


def _kind_of_title(said: SectionKind | None, own: Period | None, about: About) -> SectionKind | None:
    """What a heading says, unless its period is one that the title gives to the review or to the plan.

    In an account of a year, what is about a later one is plan.
    """
    if own is None or said not in (None, "review", "plan", "body"):
        return said
    by_title = next((kind for kind, p in about.by_kind.items() if (p.start, p.end) == (own.start, own.end)), None)
    last = about.period.end
    if by_title is None and about.kind_by_type == "review" and last and own.start and own.start > last:
        return "plan"
    return by_title or said


def _kind(text: str, node: Node, name: str, parent: Section | None, own: Period | None, about: About) -> SectionKind:
    if node.heading is None:
        return "preamble"
    if node.heading.brief and parent is not None:
        return parent.kind
    if about.uniform and about.kind_by_type:
        return about.kind_by_type
    # In a report on what was done, only strong wording tells of plans.
    above = parent.kind if parent else "review" if about.kind_by_type == "review" else None
    said = kind_of_heading(name, above, own, about.year)
    if said is not None:
        return said
    if parent is not None and parent.kind != "body":
        return parent.kind
    if about.kind_by_type is not None:
        return about.kind_by_type
    return kind_of_wording(name, text[node.start : node.end]) if node.end - node.start > ENOUGH_TO_TELL else "body"


def _period(own: Period | None, kind: SectionKind, start: int, parent: Section | None, about: About) -> Period:
    """The heading's own words first, then the parent's period, then what the kind means in a report of that year."""
    if own is not None:
        return own
    if kind in about.by_kind and (parent is None or (parent.kind != kind and parent.period == about.period)):
        return about.by_kind[kind]
    sets = about.horizon.end and start >= about.goals_start
    if kind == "plan" and sets and (parent is None or parent.period == about.period):
        return about.horizon
    if parent is not None and (parent.kind == kind or parent.period.start):
        return parent.period
    year, document = about.year, about.period
    if year is not None and about.looks_back and kind in ("review", "problems"):
        return document if document.end and document.end.year < year else whole_years(year - 1, year - 1)
    return Period() if kind in ("glossary", "signature") else document
