"""Short texts with a structure made by hand, so that a test of extraction does not rest on the reading of headings."""

from collections.abc import Callable
from datetime import date

import pytest

from pipeline.structure.model import Period, Section, SectionKind, Sentence, Structure

Structured = Callable[..., Structure]
DOCUMENT = Period(date(2023, 1, 1), date(2023, 12, 31))


@pytest.fixture
def structured() -> Structured:
    """A text of one section whose sentences end with 。 or ；."""

    def build(
        text: str, kind: SectionKind = "body", period: Period = DOCUMENT, document: Period = DOCUMENT
    ) -> Structure:
        sentences, start = [], 0
        for index, character in enumerate(text + "。"):
            if character in "。；" and index >= start:
                sentences.append(Sentence(start, min(index + 1, len(text)), 0, 0, "body"))
                start = index + 1
        section = Section(None, 1, None, None, kind, period, 0, len(text))
        return Structure(text, (section,), tuple(s for s in sentences if s.end > s.start), document)

    return build
