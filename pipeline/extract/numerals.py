"""Every numeral of a text, in digits, in Chinese characters (三十五, 二〇二三) and mixed (1.2万亿), with its value.

One compiled expression finds them all; nothing here decides what a numeral means.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

Form = Literal["digits", "chinese", "positional", "fraction", "mark"]

_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_TEN = {"十": 10, "百": 100, "千": 1000}
_MYRIAD = {"万": 10**4, "亿": 10**8}
MAGNITUDE = {
    "": 1.0,
    **{a + b: float(x * y) for a, x in _TEN.items() for b, y in _MYRIAD.items()},
    **{a: float(x) for a, x in (_TEN | _MYRIAD).items()},
    "万亿": 1e12,
}
"""What a magnitude word multiplies by: 千, 万, 百万, 亿, 万亿."""

CHINESE_NUMERALS = "零〇○一二三四五六七八九十百千万亿两"
# 千克, 千米, 千瓦 and 百分点 are units of their own; a comma groups digits only by three.
_NUMERAL = re.compile(
    rf"(\d{{1,3}}(?:[, ]\d{{3}})+(?!\d)(?:\.\d+)?|(?<![\d/])\d{{1,2}}/\d{{1,3}}(?![\d/十百万])|\d+(?:[.．]\d+)?)"
    r"(?:[ ]?((?:万亿|[十百千]?[万亿])(?![一二三四五六七八九]))|(千(?![克米瓦伏卡赫升])|百(?!分)))?"
    rf"|([{CHINESE_NUMERALS}]+(?:分之[{CHINESE_NUMERALS}]+)?(?:点[零〇一二三四五六七八九]+[万亿]*)?)"
    r"|([①-⒛㈠-㈩Ⅰ-Ⅻ])"
)

# A longer run of digits or numeral characters is no number.
_LONGEST = 24
# Searching for one class of characters is several times as fast as searching for the whole expression.
_FIRST = re.compile(rf"[\d{CHINESE_NUMERALS}①-⒛㈠-㈩Ⅰ-Ⅻ]")


class NumeralToken(NamedTuple):
    """One numeral: `text[start:end]`, its magnitude word included.

    `value` is the number without the magnitude (1.2 for 1.2万亿), `magnitude` the word (万亿) or empty.
    A fraction (三分之二) has its quotient as value; 百分之五 is 5 with the magnitude "%".
    """

    start: int
    end: int
    value: float
    magnitude: str
    form: Form


def numerals_of(text: str) -> Iterator[NumeralToken]:
    """All numerals of the text in order; they never overlap."""
    end = 0
    while begin := _FIRST.search(text, end):
        start = begin.start()
        match = _NUMERAL.match(text, start)
        if match is None:  # a sign of the class that begins no numeral
            end = start + 1
            continue
        end = match.end()
        if end - start > _LONGEST:
            yield NumeralToken(start, end, 0.0, "", "positional")
            continue
        index = match.lastindex
        if index == 4:
            yield NumeralToken(start, end, *_chinese(match[4]))
        elif index == 5:
            yield NumeralToken(start, end, 0.0, "", "mark")
        else:
            yield _digits_token(start, end, match[1], match[2] or match[3] or "")


def _digits_token(start: int, end: int, number: str, magnitude: str) -> NumeralToken:
    if "/" in number:
        upper, lower = map(int, number.split("/"))
        if upper < lower:
            return NumeralToken(start, end, upper / lower, magnitude, "fraction")
        return NumeralToken(start, end, float(upper), magnitude, "digits")
    value = float(number.replace(",", "").replace(" ", "").replace("．", "."))
    return NumeralToken(start, end, value, magnitude, "digits")


@lru_cache(maxsize=4096)
def _chinese(word: str) -> tuple[float, str, Form]:
    """Value, magnitude and form of a numeral in characters; a text has the same few over and over."""
    if "分之" in word:
        return _fraction(word)
    stem = word.rstrip("万亿")
    magnitude = word[len(stem) :]
    if magnitude not in MAGNITUDE:  # 亿万: no number
        return 0.0, "", "positional"
    if "点" not in stem and ("万" in stem or "亿" in stem):  # 二十亿零三百万: no one magnitude to split off
        return chinese_value(word), "", "chinese"
    if not stem:
        return 1.0, magnitude, "chinese"
    form: Form = "positional" if len(stem) > 1 and not set(stem) & (_TEN.keys() | _MYRIAD.keys()) else "chinese"
    return chinese_value(stem), magnitude, form


def _fraction(word: str) -> tuple[float, str, Form]:
    lower, upper = word.split("分之")[:2]
    if lower in ("百", "千"):
        return chinese_value(upper), "%" if lower == "百" else "‰", "fraction"
    denominator = chinese_value(lower)
    return chinese_value(upper) / denominator if denominator else 0.0, "", "fraction"


@lru_cache(maxsize=4096)
def chinese_value(word: str) -> float:
    """The number that Chinese numeral characters write: 三百二十一 is 321, 二〇二三 is 2023, 四点五 is 4.5, 百 is 100.

    Any run of numeral characters has a value; one that is no well-formed number gets the sum of what it holds.
    """
    whole, _, decimals = word.partition("点")
    value = float(_integer(whole)) if whole else 0.0
    if decimals:
        value += float("0." + "".join(str(_DIGIT[c]) for c in decimals if c in _DIGIT))
    return value


def _integer(word: str) -> int:
    for sign, size in (("亿", 10**8), ("万", 10**4)):
        if sign in word:
            upper, _, lower = word.rpartition(sign)
            return (_integer(upper) if upper else 1) * size + (_integer(lower) if lower else 0)
    if all(c in _DIGIT for c in word):
        return int("".join(str(_DIGIT[c]) for c in word))
    total = digit = 0
    for c in word:
        if c in _DIGIT:
            digit = _DIGIT[c]
        else:
            total += (digit or 1) * _TEN[c]
            digit = 0
    return total + digit
