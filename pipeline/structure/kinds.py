"""The kind of a section (review, plan, problems, glossary …): from its heading, its parent, or its wording."""

import re
from collections.abc import Sequence

from pipeline.structure.model import Period, SectionKind
from pipeline.vocabulary.lists import alternatives
from pipeline.vocabulary.words import words

_CUES: dict[str, re.Pattern[str]] = {
    name: re.compile(alternatives("headings", name))
    for name in (
        *("review", "review_strong", "plan", "plan_of_year", "plan_strong"),
        *("problems", "situation", "glossary", "appendix"),
    )
}
# 补齐短板, 进一步改善发展环境: not what is wrong but what is done about it.
_REMEDY = re.compile(r"补|解决|破解|化解|着力|整改|聚焦|防范|应对|改善|优化|提升|加强|加快|推进|强化|营造|努力|打造")
_VERBS = words("verbs", "adverbs", "actions", "soft")
_LONGEST_NOTES_HEADING = 30
# Wording of things to come and of things done, counted where a heading says nothing.
_TO_COME = re.compile(r"(?<![主重需必紧首])要|将|必须|力争|确保|努力|争取|今年|继续|计划|应当")
_DONE = re.compile(r"了|已|比上年|比去年|去年|取得|获得|荣获|建成|实现|达到|完成|同比|累计|一年来|五年来|过去")
# The same in the heading itself weighs as much as this many words of the text.
_HEADING_WEIGHT = 10
_HEADING_DONE = re.compile(
    r"了|取得|迈出|迈上|呈现|显著|明显|稳步|有力|有效|得到|持续向好|新台阶|新成绩|新进展|增强$|提升$|改善$"
)
_SAMPLE = 4000
# Less text than this does not show what it is about.
ENOUGH_TO_TELL = 200
# 生态建设取得新成效, 不能满足现状: in a plan, what is hoped for.
_HOPED = re.compile(r"成效|成绩|新成就|满足现状")
# Types of document whose sections tell what to do, or what was done, unless a heading says otherwise.
_KIND_OF_TYPE: dict[str, SectionKind] = {
    "plan": "plan",
    "work_points": "plan",
    "opinions": "plan",
    "disclosure_report": "review",
    "statistical_bulletin": "review",
    "yearbook": "review",
}


def kind_of_heading(
    heading: str, parent: SectionKind | None, period: Period | None, year: int | None
) -> SectionKind | None:
    """What the heading says, or None.

    Inside a review, plan or glossary only strong wording counts. Where the wording serves both
    (2023年主要工作), the year decides: `year` is the document's, `period` the heading's own.
    """
    if len(heading) <= _LONGEST_NOTES_HEADING and _says("glossary", heading):
        return "glossary"
    if _says("appendix", heading):
        return "appendix"
    if parent in ("glossary", "appendix"):
        return parent
    nested = parent in ("review", "plan", "problems")
    reviews = _says("review_strong" if nested else "review", heading)
    reviews = reviews and not (parent == "plan" and _HOPED.search(heading))
    plans = _says("plan_strong" if nested else "plan", heading)
    plans = plans or (not nested and period is not None and _says("plan_of_year", heading))
    remedy = _REMEDY.search(heading) is not None or _VERBS.end_at(heading, 0, len(heading)) > 0
    if _says("problems", heading) and not _says("plan_strong", heading) and not remedy:
        return "problems"
    if reviews and plans:
        return None if nested else "body"
    if plans:
        return "plan"
    if not nested and _says("situation", heading) and not remedy:
        return "problems"
    if reviews or (parent == "plan" and not remedy and _kind_of_period(period, year) == "review"):
        return "review"
    return None if nested else _kind_of_period(period, year)


def _says(name: str, heading: str) -> bool:
    return _CUES[name].search(heading) is not None


def _kind_of_period(period: Period | None, year: int | None) -> SectionKind | None:
    if period is None or year is None or period.start is None or period.end is None:
        return None
    if period.end.year < year:
        return "review"
    return "plan" if period.start.year >= year else None


def fill_kinds(said: Sequence[SectionKind | None], dated: Sequence[bool]) -> list[SectionKind | None]:
    """Kinds of the sections on the top level of a work report, which reviews first and plans after.

    A silent heading after the review is plan. Where no review is named, what stands before a plan that names
    its year (`dated`) is review.
    """
    reviewed = [i for i, kind in enumerate(said) if kind in ("review", "body")]
    planned = [i for i, kind in enumerate(said) if kind == "plan" and dated[i]]
    filled: list[SectionKind | None] = []
    for i, kind in enumerate(said):
        if kind is None and reviewed and i > reviewed[-1]:
            kind = "plan"
        elif kind in (None, "plan") and not reviewed and planned and i < planned[0]:
            kind = "review"
        filled.append(kind)
    return filled


def fill_silent(
    kinds: Sequence[SectionKind | None], headings: Sequence[str], texts: Sequence[str]
) -> list[SectionKind | None]:
    """Kinds of the top-level sections of a work report whose headings say nothing: by their wording and their place.

    What follows a review and is not clearly one itself is plan. A heading without text is the first line of the next.
    """
    filled: list[SectionKind | None] = []
    reviewed = False
    for kind, heading, text in zip(kinds, headings, texts, strict=True):
        if kind is None and len(text) > ENOUGH_TO_TELL:
            kind = kind_of_wording(heading, text)
            kind = "plan" if reviewed and kind == "body" else None if kind == "body" else kind
        reviewed = reviewed or kind in ("review", "body")
        filled.append(kind)
    for i in range(len(filled) - 2, -1, -1):
        if filled[i] is None and len(texts[i]) <= ENOUGH_TO_TELL:
            filled[i] = filled[i + 1]
    return filled


def kind_of_wording(heading: str, sample: str) -> SectionKind:
    """Review or plan by what the text itself talks about; "body" when neither clearly prevails."""
    sample = sample[:_SAMPLE]
    to_come, done = len(_TO_COME.findall(sample)), len(_DONE.findall(sample))
    done += _HEADING_WEIGHT * len(_HEADING_DONE.findall(heading))
    if to_come > 1.5 * done:
        return "plan"
    return "review" if done > 1.5 * to_come else "body"


def kind_of_type(document_type: str) -> SectionKind | None:
    """What the sections of a type of document are about by default."""
    return _KIND_OF_TYPE.get(document_type)
