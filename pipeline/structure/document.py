"""The structure of a whole text: sections, sentences, periods."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.structure.front import (
    addressees_end,
    contents_lines,
    front_lines,
    is_front_line,
    signature_lines,
    title_below,
)
from pipeline.structure.headings import RANK_TITLE, Heading, find_headings, find_leads
from pipeline.structure.lines import Line, split_lines
from pipeline.structure.model import Sentence, SentenceRole, Structure
from pipeline.structure.outline import Outline
from pipeline.structure.responsibility import find_clause, is_responsibility, names_bodies
from pipeline.structure.sections import Sections
from pipeline.structure.sentences import split_sentences
from pipeline.structure.table_reader import read_tables
from pipeline.structure.tables import Row, row_sentences


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
    tables = read_tables(text, lines) if "|" in text else []
    rows = {row.line: row for table in tables for row in table.rows}
    outline, sentences = _walk(text, lines, headings, front, signed, rows)
    nodes = outline.finish(len(text))
    front_end = lines[front - 1].end if front else 0
    signature = "\n".join(text[lines[n].start : lines[n].end] for n in sorted(signed))
    closing = bool(signed) and max(signed) == len(lines) - 1
    made = Sections(text, nodes, front_end, signature, closing)
    made.build(sentences)
    return Structure(text, tuple(made.made), tuple(sentences), made.about.period, made.passages, tuple(tables))


def _is_marked(found: Sequence[Heading]) -> bool:
    """Whether a line opens with a heading that can be no title: marked, or of Markdown's second level and below."""
    if not found:
        return False
    first = found[0]
    return first.scheme != "dash" and (
        first.label_end > first.start or (first.scheme == "hash" and first.rank > RANK_TITLE)
    )


def _walk(
    text: str,
    lines: Sequence[Line],
    headings: Sequence[Sequence[Heading]],
    front: int,
    signed: frozenset[int],
    rows: Mapping[int, Row],
) -> tuple[Outline, list[Sentence]]:
    outline = Outline()
    sentences: list[Sentence] = []
    passed_on = frozenset(n for s in signed if s + 1 not in signed for n in title_below(text, lines, s + 1, front))
    closing = len(lines)
    while closing - 1 in signed:
        closing -= 1
    for number, line in enumerate(lines):
        if number in passed_on:
            if outline.current is None or outline.nodes[outline.current].heading is not None:
                outline.add(None, line.start)
            sentences.append(Sentence(line.start, line.end, outline.current or 0, number, "front"))
            continue
        if number < front or number in signed:
            if number == closing or outline.current is None:
                outline.add(None, line.start)
            role: SentenceRole = "front" if number < front else "signature"
            sentences.append(Sentence(line.start, line.end, outline.current or 0, number, role))
            continue
        if outline.current is None and not headings[number]:
            outline.add(None, line.start)
        if line.table:
            row = rows.get(number)  # the line between the head and the rest is none
            spans = row_sentences(text, row) if row else ()
            sentences += [Sentence(a, b, outline.current or 0, number, kind) for a, b, kind in spans]
            continue
        start = line.start
        if not headings[number] and _only_preamble(outline):
            # A second title, under the notice that passes the document on; addressees set before a paragraph.
            start = line.end if is_front_line(text, line) else addressees_end(text, line)
            if start > line.start:
                sentences.append(Sentence(line.start, start, outline.current or 0, number, "front"))
        if start < line.end:
            rest = line if start == line.start else replace(line, start=start)
            _walk_line(text, rest, number, headings[number], outline, sentences)
    return outline, sentences


def _only_preamble(outline: Outline) -> bool:
    return len(outline.nodes) == 1 and outline.nodes[0].heading is None


def _walk_line(
    text: str, line: Line, number: int, headings: Sequence[Heading], outline: Outline, sentences: list[Sentence]
) -> None:
    position = line.start
    for heading in headings:
        section = outline.add(heading, heading.start)
        clause = find_clause(text, heading.label_end, heading.end)
        position = clause if clause >= 0 else heading.end
        if heading.end > heading.label_end:
            start, end = _words(text, heading.label_end, position)
            if end > start:
                sentences.append(Sentence(start, end, section, number, "heading"))
        position += text.startswith("】", position)  # the other half of the mark
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
