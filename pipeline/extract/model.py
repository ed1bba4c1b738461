"""What is extracted from a text.

Offsets are in the document's final text, half-open; `sentence` indexes Structure.sentences. Named tuples, since a
frozen dataclass takes twice as long to make and a text gives tens of thousands.
"""

from datetime import date
from typing import NamedTuple

from pipeline.structure.model import Period


class Figure(NamedTuple):
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


class Numeral(NamedTuple):
    """One numeral of the text and its role; `figure` indexes the list of figures where one claims it."""

    start: int
    end: int
    role: str
    figure: int | None = None


class Unit(NamedTuple):
    """One responsible body, at the place that names it; `start:end` is exactly its name."""

    start: int
    end: int
    role: str
    is_group: bool


class Measure(NamedTuple):
    """One sentence that states an action; its span is the sentence's."""

    sentence: int
    status: str
    action: str | None
    object: str | None
    deadline: date | None
    units: tuple[Unit, ...] = ()


class Citation(NamedTuple):
    """《title》 with the document number that may follow; `start:end` covers both."""

    start: int
    end: int
    title: str
    document_number: str | None


class GlossaryEntry(NamedTuple):
    """An explained term; `start:end` is exactly the definition."""

    start: int
    end: int
    term: str
