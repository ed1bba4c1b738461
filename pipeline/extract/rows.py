"""From what was found in one document to rows of the published tables: ids, quotes and both kinds of offsets."""

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any

from pipeline.extract.model import Citation, Figure, GlossaryEntry, Measure, Numeral
from pipeline.structure.model import Structure
from pipeline.tables.identity import Occurrences, stable_id
from pipeline.text import TracedText

Row = dict[str, Any]

PATH_JOIN = " > "


class DocumentRows:
    """Builds the rows of one document; keeps the ids that rows of other tables refer to."""

    def __init__(self, document_id: str, traced: TracedText, structure: Structure) -> None:
        self._document_id = document_id
        self._traced = traced
        self._structure = structure
        self._text = structure.text
        self._section_ids = self._name_sections()
        self._measure_of_sentence: dict[int, str] = {}
        self._figure_ids: list[str] = []

    def sections(self) -> Iterator[Row]:
        """Rows of `sections`."""
        for i, section in enumerate(self._structure.sections):
            yield self._row(
                section.start,
                section.end,
                section_id=self._section_ids[i],
                parent_id=None if section.parent is None else self._section_ids[section.parent],
                ordinal=i + 1,
                level=section.level,
                label=section.label,
                heading=section.heading,
                path=self._path(i),
                kind=section.kind,
                period_start=section.period.start,
                period_end=section.period.end,
            )

    def measures(self, measures: Sequence[Measure]) -> Iterator[Row]:
        """Rows of `measures`; to be called before the rows that refer to measures."""
        ids = Occurrences("mea", self._document_id)
        for ordinal, measure in enumerate(measures, 1):
            sentence = self._structure.sentences[measure.sentence]
            wording = self._text[sentence.start : sentence.end]
            measure_id = ids.next(wording)
            self._measure_of_sentence[measure.sentence] = measure_id
            yield self._row(
                sentence.start,
                sentence.end,
                measure_id=measure_id,
                section_id=self._section_ids[sentence.section],
                ordinal=ordinal,
                text=wording,
                status=measure.status,
                action=measure.action,
                object=measure.object,
                deadline=measure.deadline,
                topic=self._topic(sentence.section),
            )

    def measure_units(self, measures: Sequence[Measure]) -> Iterator[Row]:
        """Rows of `measure_units`."""
        for measure in measures:
            for ordinal, unit in enumerate(measure.units, 1):
                yield self._row(
                    unit.start,
                    unit.end,
                    measure_id=self._measure_of_sentence[measure.sentence],
                    ordinal=ordinal,
                    unit_name=self._text[unit.start : unit.end],
                    role=unit.role,
                    is_group=unit.is_group,
                )

    def figures(self, figures: Sequence[Figure]) -> Iterator[Row]:
        """Rows of `numeric_targets` (kind "target") and `numeric_facts`; to be called before the rows of numerals."""
        targets, facts = Occurrences("tgt", self._document_id), Occurrences("fct", self._document_id)
        for f in figures:
            sentence = self._structure.sentences[f.sentence]
            whole, quote = self._text[sentence.start : sentence.end], self._text[f.start : f.end]
            row = self._row(
                f.start,
                f.end,
                section_id=self._section_ids[sentence.section],
                measure_id=self._measure_of_sentence.get(f.sentence),
                period_text=f.period.text,
                period_start=f.period.start,
                period_end=f.period.end,
                quote=quote,
                sentence=whole,
            )
            row.update(zip(_COPIED, _copied(f), strict=True))
            is_target = f.kind == "target"
            figure_id = (targets if is_target else facts).next(whole, quote)
            row["target_id" if is_target else "fact_id"] = figure_id
            self._figure_ids.append(figure_id)
            yield row

    def numerals(self, numerals: Sequence[Numeral]) -> Iterator[Row]:
        """Rows of `numerals`."""
        ids = Occurrences("num", self._document_id)
        for n in numerals:
            written = self._text[n.start : n.end]
            yield self._row(
                n.start,
                n.end,
                numeral_id=ids.next(written),
                as_written=written,
                role=n.role,
                row_id=None if n.figure is None else self._figure_ids[n.figure],
            )

    def citations(self, citations: Sequence[Citation]) -> Iterator[Row]:
        """Rows of `citations`; which document of the release is meant is settled when the release is put together."""
        ids = Occurrences("cit", self._document_id)
        for c in citations:
            yield self._row(
                c.start,
                c.end,
                citation_id=ids.next(c.title),
                section_id=self._section_at(c.start),
                title=c.title,
                document_number=c.document_number,
                quote=self._text[c.start : c.end],
            )

    def glossary(self, entries: Sequence[GlossaryEntry]) -> Iterator[Row]:
        """Rows of `glossary`."""
        ids = Occurrences("glo", self._document_id)
        for e in entries:
            yield self._row(
                e.start,
                e.end,
                glossary_id=ids.next(e.term),
                term=e.term,
                definition=self._text[e.start : e.end],
            )

    def issue(self, kind: str, severity: str, message: str, start: int | None = None, end: int | None = None) -> Row:
        """One row of `issues`, about the document or a place in it."""
        words = None if start is None or end is None else self._text[start:end]
        return {
            "issue_id": stable_id("iss", self._document_id, kind, message, words or "", str(start or 0)),
            "document_id": self._document_id,
            "kind": kind,
            "severity": severity,
            "message": message,
            "text": words,
            "start": start,
            "end": end,
        }

    def _row(self, start: int, end: int, **columns: Any) -> Row:
        """The columns, with those that say where in the document the row stands."""
        columns["document_id"] = self._document_id
        columns["start"], columns["end"] = start, end
        columns["raw_start"], columns["raw_end"] = self._traced.raw_span(start, end)
        return columns

    def _name_sections(self) -> list[str]:
        ids = Occurrences("sec", self._document_id)
        return [ids.next(self._path(i)) for i in range(len(self._structure.sections))]

    def _path(self, index: int) -> str:
        names: list[str] = []
        at: int | None = index
        while at is not None:
            section = self._structure.sections[at]
            names.append((section.label or "") + (section.heading or ""))
            at = section.parent
        return PATH_JOIN.join(name for name in reversed(names) if name)

    def _topic(self, index: int) -> str | None:
        """The nearest heading above."""
        at: int | None = index
        while at is not None:
            section = self._structure.sections[at]
            if section.heading:
                return section.heading
            at = section.parent
        return None

    def _section_at(self, offset: int) -> str | None:
        """The innermost section that holds the offset: the last that starts before it and has not ended."""
        found = None
        for i, section in enumerate(self._structure.sections):
            if section.start > offset:
                break
            if offset < section.end:
                found = self._section_ids[i]
        return found


_COPIED = (
    "kind",
    "indicator",
    "value",
    "value_high",
    "unit",
    "base_unit",
    "base_value",
    "bound",
    "bound_as_written",
    "basis",
    "comparison",
    "commitment",
    "denominator",
)
_copied = attrgetter(*_COPIED)
