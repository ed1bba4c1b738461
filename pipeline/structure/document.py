"""The structure of a whole text: sections, sentences, periods."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.structure.front import (
    contents_lines,
    document_year,
    front_lines,
    is_front_line,
    signature_lines,
)
from pipeline.structure.headings import RANK_TITLE, Heading, find_headings, find_leads
from pipeline.structure.kinds import fill_kinds, kind_of_heading, kind_of_type, kind_of_wording
from pipeline.structure.lines import Line, split_lines
from pipeline.structure.model import Period, Section, SectionKind, Sentence, SentenceRole, Structure
from pipeline.structure.outline import Node, Outline
from pipeline.structure.periods import read_period, whole_years
from pipeline.structure.responsibility import BRACKET, is_responsibility, names_bodies
from pipeline.structure.sentences import split_sentences
from pipeline.structure.titles import document_type

# A title page is not longer.
_TITLE = 600
_UNDATED_TYPES = frozenset({"opinions", "notice", "other"})
# Dates on the title page that are not what the document is about.
_MEETING_LINE = re.compile(r"会议|通过|施行|公布|日")
# A report to a people's congress looks back on the year before; another report on work is about its own year.
_TO_A_CONGRESS = re.compile(r"政府\s*工作|代表大会|各位代表")
# Less text than this does not show what it is about.
_ENOUGH_TO_TELL = 200
_BLANK = " \t\r\n\u3000\ufeff*#：:。"


def structure_document(text: str) -> Structure:
    """Headings, sentences and periods of a text. Never fails; a text without headings is one section.

    Linear in the length of the text.
    """
    lines = split_lines(text)
    headings = find_headings(text, lines)
    front = front_lines(text, lines, [_is_marked(found) for found in headings])
    contents = contents_lines(text, lines)
    if contents.start <= front < contents.stop:
        front = contents.stop
    signed = signature_lines(text, lines, front)
    outline, sentences = _walk(text, lines, headings, front, signed)
    nodes = outline.finish(len(text))
    front_end = lines[front - 1].end if front else 0
    signature = "\n".join(text[lines[n].start : lines[n].end] for n in sorted(signed))
    closing = bool(signed) and max(signed) == len(lines) - 1
    sections, period = _sections(text, nodes, front_end, signature, closing)
    return Structure(text, sections, tuple(sentences), period)


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

    @classmethod
    def read(cls, title: str, year: int | None) -> "About":
        """From the title page; a work report is about the year it was given in, whatever else its title says.

        What opinions and notices are about is not known from the day they were signed.
        """
        type_ = document_type(title)
        given = whole_years(year, year) if year and type_ not in _UNDATED_TYPES else Period()
        named = (line for line in title.splitlines() if not _MEETING_LINE.search(line))
        said = next((p for line in named if (p := read_period(line, year))), None)
        is_report = type_ == "work_report" and _TO_A_CONGRESS.search(title) is not None
        period = given if is_report or said is None else said
        return cls(year, period, kind_of_type(type_), type_ == "yearbook", is_report)


def _is_marked(found: Sequence[Heading]) -> bool:
    """Whether a line opens with a heading that can be no title: marked, or of Markdown's second level and below."""
    if not found:
        return False
    first = found[0]
    return first.scheme != "dash" and (
        first.label_end > first.start or (first.scheme == "hash" and first.rank > RANK_TITLE)
    )


def _walk(
    text: str, lines: Sequence[Line], headings: Sequence[Sequence[Heading]], front: int, signed: frozenset[int]
) -> tuple[Outline, list[Sentence]]:
    outline = Outline()
    sentences: list[Sentence] = []
    closing = len(lines)
    while closing - 1 in signed:
        closing -= 1
    for number, line in enumerate(lines):
        if number < front or number in signed:
            if number == closing or outline.current is None:
                outline.add(None, line.start)
            role: SentenceRole = "front" if number < front else "signature"
            sentences.append(Sentence(line.start, line.end, outline.current or 0, number, role))
            continue
        if outline.current is None and not headings[number]:
            outline.add(None, line.start)
        if not headings[number] and _only_preamble(outline) and is_front_line(text, line):
            # A second title, under the notice that passes the document on.
            sentences.append(Sentence(line.start, line.end, 0, number, "front"))
            continue
        if line.table:
            # A row is no sentence; it is kept whole, so that whoever reads sentences can pass it over.
            sentences.append(Sentence(line.start, line.end, outline.current or 0, number, "body"))
            continue
        _walk_line(text, line, number, headings[number], outline, sentences)
    return outline, sentences


def _only_preamble(outline: Outline) -> bool:
    return len(outline.nodes) == 1 and outline.nodes[0].heading is None


def _walk_line(
    text: str, line: Line, number: int, headings: Sequence[Heading], outline: Outline, sentences: list[Sentence]
) -> None:
    position = line.start
    for heading in headings:
        section = outline.add(heading, heading.start)
        clause = BRACKET.search(text, heading.label_end, heading.end)
        position = clause.start() if clause else heading.end
        if heading.end > heading.label_end:
            start, end = _words(text, heading.label_end, position)
            if end > start:
                sentences.append(Sentence(start, end, section, number, "heading"))
    spans = list(split_sentences(text, position, line.end))
    leads = dict(find_leads(text, spans, position, themed=len(headings) > 1))
    for index, (start, end) in enumerate(spans):
        lead = leads.get(index)
        if lead is not None:
            outline.add(lead, lead.start)
        role: SentenceRole = "heading" if lead else "body"
        if is_responsibility(text, start, end) or _continues(text, sentences, number, start, end):
            role = "responsibility"
        sentences.append(Sentence(start, end, outline.current or 0, number, role))
    outline.end_paragraph(line.end)


def _continues(text: str, sentences: Sequence[Sentence], number: int, start: int, end: int) -> bool:
    """A part of a responsibility line that a semicolon cut off: 责任单位:A;B;C."""
    before = sentences[-1] if sentences else None
    return (
        before is not None
        and before.role == "responsibility"
        and before.paragraph == number
        and text[before.end - 1] in "；;"
        and names_bodies(text, start, end)
    )


def _words(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without blanks and emphasis around it."""
    while start < end and text[start] in " \t\u3000*#\xa0":
        start += 1
    while end > start and text[end - 1] in " \t\u3000*#\xa0":
        end -= 1
    return start, end


def _sections(
    text: str, nodes: Sequence[Node], front_end: int, signature: str, closing: bool
) -> tuple[tuple[Section, ...], Period]:
    names = [_name(text, node) for node in nodes]
    title = text[:front_end] if front_end else next(filter(None, names), "")
    about = About.read(title[:_TITLE], document_year(text, front_end, signature, names))
    tops = _top_kinds(nodes, names, about)
    made: list[Section] = []
    for index, node in enumerate(nodes):
        parent = made[node.parent] if node.parent is not None else None
        own = read_period(names[index], about.year) if names[index] else None
        if closing and index == len(nodes) - 1:
            kind: SectionKind = "signature"
        else:
            kind = tops.get(index) or _kind(text, node, names[index], parent, own, about)
        label = _label(text, node.heading) if node.heading else None
        period = _period(own, kind, parent, about)
        made.append(
            Section(node.parent, node.level, label or None, names[index] or None, kind, period, node.start, node.end)
        )
    return tuple(made), about.period


def _name(text: str, node: Node) -> str:
    """The words of a heading, without who is responsible."""
    if node.heading is None:
        return ""
    clause = BRACKET.search(text, node.heading.label_end, node.heading.end)
    end = clause.start() if clause else node.heading.end
    return text[node.heading.label_end : end].replace("*", "").strip(_BLANK)


def _label(text: str, heading: Heading) -> str:
    """The mark as written; of 【…】 both halves."""
    label = text[heading.start : heading.label_end].strip()
    return label + "】" if heading.scheme == "title_bracket" else label


def _top_kinds(nodes: Sequence[Node], names: Sequence[str], about: About) -> dict[int, SectionKind]:
    """Kinds of the top-level sections that a heading or its place between others settles."""
    if about.uniform:
        return {}
    tops = [i for i, node in enumerate(nodes) if node.parent is None and node.heading and not node.heading.brief]
    periods = [read_period(names[i], about.year) for i in tops]
    said = [kind_of_heading(names[i], None, period, about.year) for i, period in zip(tops, periods, strict=True)]
    if about.kind_by_type is None:
        said = fill_kinds(said, [period is not None for period in periods])
    return {i: kind for i, kind in zip(tops, said, strict=True) if kind is not None}


def _kind(text: str, node: Node, name: str, parent: Section | None, own: Period | None, about: About) -> SectionKind:
    if node.heading is None:
        return "preamble"
    if node.heading.brief and parent is not None:
        return parent.kind
    if about.uniform and about.kind_by_type:
        return about.kind_by_type
    said = kind_of_heading(name, parent.kind if parent else None, own, about.year)
    if said is not None:
        return said
    if parent is not None and parent.kind != "body":
        return parent.kind
    if about.kind_by_type is not None:
        return about.kind_by_type
    return kind_of_wording(name, text[node.start : node.end]) if node.end - node.start > _ENOUGH_TO_TELL else "body"


def _period(own: Period | None, kind: SectionKind, parent: Section | None, about: About) -> Period:
    """The heading's own words first, then the parent's period, then what the kind means in a report of that year."""
    if own is not None:
        return own
    if parent is not None and (parent.kind == kind or parent.period.start):
        return parent.period
    year, document = about.year, about.period
    if year is not None and about.looks_back and kind in ("review", "problems"):
        return document if document.end and document.end.year < year else whole_years(year - 1, year - 1)
    return Period() if kind in ("glossary", "signature") else document
