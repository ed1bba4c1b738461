"""Numbers that lost something on the way: digits run together, a decimal point that became a full stop.

Such a number is not extracted; it keeps its row in `numerals` and is reported as an issue.
"""

import re
from collections.abc import Iterable

from pipeline.clean.model import Doubt
from pipeline.extract.model import Numeral
from pipeline.extract.numerals import NumeralToken
from pipeline.extract.quantities import UNIT

_STOPPED_DECIMAL = re.compile(r"\d。\d")
_PLOT_CODE = re.compile(r"[A-Z]\d{0,3}-$")
# A document number without the brackets of its year: 府办20213.
_NUMBERED_BY = re.compile(r"[府政委局办](?:办发|办函|发|办|函|字|规)$")
_RUN_DATE = re.compile(r"(?:19|20)\d{5}(?!\d)")
# Neighbourhoods of a city district are numbered below one thousand.
_LONGEST_BLOCK_NUMBER = 3


def damage_of(text: str, numeral: NumeralToken) -> str | None:
    """What is wrong with a number in digits, as a message; None for a sound one."""
    if numeral.form != "digits":
        return None
    start, end = numeral.start, numeral.end
    if text.startswith("。", end) and _STOPPED_DECIMAL.match(text, end - 1):
        return "a full stop between digits, most likely a decimal point"
    if text[start - 1 : start] == "。" and _STOPPED_DECIMAL.match(text, start - 2):
        return "a full stop between digits, most likely a decimal point"
    if end - start > _LONGEST_BLOCK_NUMBER and text.startswith("街坊", end):
        return "too many digits for the number of a block (街坊), most likely two numbers run together"
    before = text[max(0, start - 6) : start]
    if before.endswith("-") and _PLOT_CODE.search(before) and UNIT.at(text, end) and not text.startswith("号", end):
        return "the code of a plot and a count run together; the count cannot be told"
    if end - start >= _LONGEST_RUN and not numeral.magnitude:
        if _NUMBERED_BY.search(before):
            return "a document number without the brackets of its year"
        if _RUN_DATE.match(text, start) and not UNIT.at(text, end):
            return "year, month and day run together with digits missing; the date cannot be told"
    return None


_LONGEST_RUN = 5


def find_damaged(text: str, numerals: Iterable[Numeral]) -> list[Doubt]:
    """One doubt of kind "damaged_number" for each numeral whose role is "damaged", with what is wrong with it."""
    doubts = []
    for numeral in numerals:
        if numeral.role == "damaged":
            token = NumeralToken(numeral.start, numeral.end, 0.0, "", "digits")
            message = damage_of(text, token) or "a damaged number"
            doubts.append(Doubt(numeral.start, numeral.end, "damaged_number", message))
    return doubts
