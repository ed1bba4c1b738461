"""What the structure of a text is made of. Offsets are in the document's final text, half-open."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from pipeline.structure.tables import Table

SectionKind = Literal["preamble", "review", "plan", "problems", "glossary", "appendix", "signature", "body"]
SentenceRole = Literal["front", "heading", "body", "responsibility", "signature", "table", "task"]


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time; either end may be unknown. `text` is the wording it was read from."""

    start: date | None = None
    end: date | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the heading tree; `start:end` runs from its heading to the end of its last descendant.

    `parent` is the index of the enclosing section in `Structure.sections`; `level` counts from 1;
    `label` is the mark as written; `heading` has no mark; both are null for text before any heading.
    """

    parent: int | None
    level: int
    label: str | None
    heading: str | None
    kind: SectionKind
    period: Period
    start: int
    end: int


class Sentence(NamedTuple):
    """A stretch up to and with its final mark (。！？；or the end of the line), without list mark or blanks before it.

    `section` is the index of the innermost section, `paragraph` counts lines of the text that hold words.
    `role` tells headings (run-in ones too), front matter (title, number, dates, salutation), responsibility
    lines and clauses, and signatures from the body; "table" is a run of cells, with the bars between them, or a
    cell that is read by itself, "task" a sentence of a cell that says what is to be done.
    """

    start: int
    end: int
    section: int
    paragraph: int
    role: SentenceRole


@dataclass(frozen=True, slots=True)
class Structure:
    """The whole of a document's structure, in text order."""

    text: str
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    period: Period
    """The period the document as a whole is about."""
    passages: Mapping[int, Section] = field(default_factory=dict)
    """For sentences of a section about two things, the section as their passage narrows its kind and period."""

    tables: tuple[Table, ...] = ()

    def section_of(self, sentence: int) -> Section:
        """The innermost section of a sentence, with the kind and period that hold where the sentence stands."""
        return self.passages.get(sentence) or self.sections[self.sentences[sentence].section]
