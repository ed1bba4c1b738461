"""Every number of a text that measures something, and every numeral with the role it plays."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, takewhile
from typing import NamedTuple

from pipeline.extract.attributes import commitment_after, commitment_of, comparison_of
from pipeline.extract.basis import Run, basis_of
from pipeline.extract.cells import read_cells
from pipeline.extract.enumerations import share_bounds
from pipeline.extract.indicators import clause_start, clause_starts
from pipeline.extract.kinds import describes_place, is_parameter, kind_of
from pipeline.extract.model import Figure, Numeral
from pipeline.extract.numerals import numerals_of
from pipeline.extract.parameters import is_granted, is_tariff, opens_tariff, speaks_of_grants
from pipeline.extract.periods import period_of, periods_for
from pipeline.extract.quantities import Quantity
from pipeline.extract.reading import read_numerals
from pipeline.extract.subjects import indicators_of
from pipeline.extract.table_context import is_planned, row_of
from pipeline.structure.kinds import kind_of_type
from pipeline.structure.model import Period, Section, SectionKind, Structure
from pipeline.structure.titles import document_type

# What stands further before a number in its clause says nothing about it.
_LONGEST_CLAUSE = 200
_LONGEST_STRETCH = 20
# Lines before the text that may hold the title, after those who issue it.
_LONGEST_FRONT = 12
# 工作总结暨工作计划: what its headings do not call a plan reports.
_REPORTS = re.compile("报告|总结|情况|回顾|评估|解读")
# Sections that may lay down rules; the others tell what was done and what a term means.
_RULES = frozenset({"plan", "body", "preamble"})
_NO_SECTION = Section(None, 1, None, None, "body", Period(), 0, 0)


def find_figures(structure: Structure) -> tuple[list[Figure], list[Numeral]]:
    """Every measuring number as a figure, and every numeral of the text with its role.

    Figures and numerals are in text order; a numeral that a figure takes in names it by its index.
    Linear in the length of the text; raises for no text.
    """
    tokens = list(numerals_of(structure.text))
    said = _said_by_title(structure)
    figures: list[Figure] = []
    numerals: list[Numeral] = []
    group: list[Quantity] = []
    current: int | None = None
    cells = read_cells(structure, tokens) if structure.tables else {}
    for read in read_numerals(structure, tokens, cells):
        if group and read.sentence != current:
            figures += _figures(structure, group, current, said)
            group = []
        current = read.sentence
        claimed = None
        if read.quantity is not None:
            claimed = len(figures) + len(group)
            group.append(read.quantity)
        elif cells and read.role == "figure" and (figure := cells[read.first].figure) is not None:
            claimed = len(figures)
            figures.append(figure)
        for index in range(read.first, read.last + 1):
            token = tokens[index]
            numerals.append(Numeral(token.start, token.end, read.role, claimed))
    if group:
        figures += _figures(structure, group, current, said)
    return figures, numerals


def _purpose_of_title(structure: Structure) -> SectionKind | None:
    """What the text is for where its headings do not say: a plan, or None for any other document."""
    first = structure.sentences[0] if structure.sentences else None
    if first is None or first.role != "front":
        return None
    title = structure.text[first.start : first.end].partition("\n")[0].strip()
    return None if _REPORTS.search(title) or kind_of_type(document_type(title)) != "plan" else "plan"


class _Said(NamedTuple):
    """What the title says: the purpose where no heading says one, whether a tariff is set or rules are laid down."""

    purpose: SectionKind | None
    tariff: bool
    rules: bool


def _said_by_title(structure: Structure) -> _Said:
    front = takewhile(lambda sentence: sentence.role == "front", structure.sentences[:_LONGEST_FRONT])
    lines = (structure.text[sentence.start : sentence.end].splitlines() for sentence in front)
    titles = [line.strip() for line in chain.from_iterable(lines)]
    return _Said(_purpose_of_title(structure), any(map(is_tariff, titles)), any(map(_lays_down_rules, titles)))


def _lays_down_rules(title: str) -> bool:
    return document_type(title) == "opinions" and _REPORTS.search(title) is None


def _stretch(structure: Structure, at: int) -> int:
    """Where the sentences that ； joins to this one begin: 目标是：A增长5%；B增长6%."""
    sentences = structure.sentences
    for first in range(at, max(-1, at - _LONGEST_STRETCH), -1):
        if structure.text[sentences[first].start - 1 : sentences[first].start] not in ("；", ";"):
            return sentences[first].start
    return sentences[at].start


def _of_years_to_come(period: Period, document: Period) -> bool:
    """Whether a number has its period only from a plan of several years: what came before the plan is not of them."""
    several = document.start is not None and document.end is not None and document.start.year < document.end.year
    return several and period is document


def _figures(structure: Structure, group: Sequence[Quantity], at: int | None, said: _Said) -> Iterator[Figure]:
    """The figures of one sentence; `said` is what the title says."""
    if at is None:
        return
    text, sentence, document = structure.text, structure.sentences[at], structure.period
    section = structure.section_of(at) if structure.sections else _NO_SECTION
    purpose = said.purpose if said.purpose and section.kind in ("preamble", "body") else section.kind
    if sentence.role in ("task", "table") and purpose != "review":
        purpose = "plan" if sentence.role == "task" or is_planned(structure, section) else purpose
    rules = purpose in _RULES
    grants = rules and speaks_of_grants(text, sentence.start, sentence.end)
    tariff = rules and (said.tariff or opens_tariff(section.heading or ""))
    spoken = periods_for(text, sentence, section.period, document)
    quantities = share_bounds(text, group)
    clauses = clause_starts(text, sentence.start, sentence.end)
    phrases = indicators_of(text, clauses, sentence.end, quantities)
    run = Run()
    stretch = sentence.start if purpose in ("plan", "review") else _stretch(structure, at)
    for quantity, phrase in zip(quantities, phrases, strict=True):
        before = text[clause_start(clauses, quantity.start) : quantity.start][-_LONGEST_CLAUSE:]
        period = period_of(quantity.start, spoken, section, document)
        ruled = tariff or (grants and is_granted(text, sentence.start, before, quantity, rules=said.rules))
        ruled = ruled or describes_place(before)
        parameter = ruled or is_parameter(text, quantity)
        basis = "level" if parameter else basis_of(text, before, quantity, run)
        if not parameter:
            run.add(quantity, basis, text[quantity.end : quantity.end + 1])
        kind = "other" if ruled else kind_of(text, stretch, before, quantity, purpose, period, document)
        if kind == "result" and said.purpose == "plan" and _of_years_to_come(period, document):
            period = Period()
        yield Figure(
            start=quantity.start,
            end=quantity.end,
            sentence=at,
            kind=kind,
            indicator=phrase.text or (sentence.role in ("table", "task") and row_of(structure, quantity.start)) or None,
            value=quantity.value,
            value_high=quantity.value_high,
            unit=quantity.unit or None,
            base_unit=quantity.base_unit or None,
            base_value=quantity.base_value,
            bound=quantity.bound,
            bound_as_written=quantity.bound_as_written,
            basis=basis,
            comparison=comparison_of(before),
            commitment=commitment_of(before) or commitment_after(text, quantity.end),
            denominator=phrase.denominator,
            period=Period() if parameter else period,
        )
