"""A numeral in its place in the text: what the rules for its role look at."""

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.extract.numerals import NumeralToken


class Place(NamedTuple):
    """A numeral with what the rules look at: its neighbours in the text and what it is enclosed in.

    `at` is its index among the numerals; `quotation` is the text inside the “…” around it, empty outside; `title`
    tells whether it is inside 《…》.
    """

    text: str
    numerals: Sequence[NumeralToken]
    at: int
    numeral: NumeralToken
    before: str
    after: str
    quotation: str
    title: bool
