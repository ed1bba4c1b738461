"""Blanks between the digits of numbers: 1 9 9 8 年, 7 4 7 7 2 亿元, as wires of the 1990s were set and OCR reads."""

import re

from pipeline.clean.lines import HAN
from pipeline.text import Edit

_FEWEST_YEARS = 2
_SPACED_YEAR = re.compile(r"[12](?<!\d\d)(?: [09] ?\d ?\d|[09] \d ?\d|[09]\d \d) ?年")
_FRACTION = r"(?: ?\. ?\d{1,2}(?: \d{1,2}){0,4})?"
_NUMBER = re.compile(
    rf"(?<![\d.A-Za-z])\d{{1,3}}(?: \d{{1,3}}){{0,9}}{_FRACTION} ?(?=[{HAN}%％℃]|[、，。；,;)）](?!\d))"
)
_SINGLE_SHARE = 0.5
_BLANK = re.compile(" ")
_PART = re.compile(r"\d+")


def spaced_digits(text: str) -> list[Edit]:
    """Edits that take out the blanks inside of numbers, in a text that writes its years so.

    Numbers beside each other stay apart: a part of the number is one digit mostly, and a word or mark follows it, which
    in a row of a table it does not.
    """
    years = _SPACED_YEAR.finditer(text)
    if sum(1 for _ in zip(years, range(_FEWEST_YEARS), strict=False)) < _FEWEST_YEARS:
        return []
    return [
        Edit(m.start() + blank.start(), m.start() + blank.end(), "", "spaced_digits", "space")
        for m in _NUMBER.finditer(text)
        if " " in m[0] and _is_one(m[0])
        for blank in _BLANK.finditer(m[0])
    ]


def _is_one(number: str) -> bool:
    parts = _PART.findall(number)
    return sum(len(part) == 1 for part in parts) >= _SINGLE_SHARE * len(parts)
