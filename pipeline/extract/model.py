"""What is extracted from a text.

Offsets are in the document's final text, half-open; `sentence` indexes Structure.sentences.
"""

from dataclasses import dataclass
from datetime import date

from pipeline.structure.model import Period


@dataclass(frozen=True, slots=True)
class Figure:
    """One number that measures something: a target, or a fact (kind "result" or "other")."""

    start: int
    end: int
    sentence: int
    kind: str
    indicator: str | None
    value: float
    value_high: float | None
    unit: str | None
    base_unit: str | None
    base_value: float | None
    bound: str
    bound_as_written: str | None
    basis: str | None
    comparison: str | None
    commitment: str | None
    denominator: str | None
    period: Period


@dataclass(frozen=True, slots=True)
class Numeral:
    """One numeral of the text and its role; `figure` indexes the list of figures where one claims it."""

    start: int
    end: int
    role: str
    figure: int | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One responsible body, at the place that names it; `start:end` is exactly its name."""

    start: int
    end: int
    role: str
    is_group: bool


@dataclass(frozen=True, slots=True)
class Measure:
    """One sentence that states an action; its span is the sentence's."""

    sentence: int
    status: str
    action: str | None
    object: str | None
    deadline: date | None
    units: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """《title》 with the document number that may follow; `start:end` covers both."""

    start: int
    end: int
    title: str
    document_number: str | None


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """An explained term; `start:end` is exactly the definition."""

    start: int
    end: int
    term: str
