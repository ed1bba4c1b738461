"""Numerals in digits, in Chinese and mixed, with their value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.numerals import CHINESE_NUMERALS, MAGNITUDE, chinese_value, numerals_of


@pytest.mark.parametrize(
    ("written", "value", "magnitude"),
    [
        ("8.5", 8.5, ""),
        ("143780.54万", 143780.54, "万"),
        ("1.2万亿", 1.2, "万亿"),
        ("3千亿", 3, "千亿"),
        ("5百万", 5, "百万"),
        ("12,345", 12345, ""),
        ("34 753", 34753, ""),
        ("50 万", 50, "万"),
        ("１０４６５", 10465, ""),
        ("十二", 12, ""),
        ("两", 2, ""),
        ("一百零五", 105, ""),
        ("三万七千五百", 37500, ""),
        ("二十亿零三百万", 2_003_000_000, ""),
        ("三十万", 30, "万"),
        ("一点二万亿", 1.2, "万亿"),
        ("亿", 1, "亿"),
        ("百分之四点五", 4.5, "%"),
        ("千分之六", 6, "‰"),
        ("三分之二", 2 / 3, ""),
        ("3/4", 0.75, ""),
        ("二〇二三", 2023, ""),
    ],
)
def test_value_and_magnitude(written: str, value: float, magnitude: str) -> None:
    (numeral,) = numerals_of(written)
    assert (numeral.start, numeral.end) == (0, len(written))
    assert numeral.value == pytest.approx(value)
    assert numeral.magnitude == magnitude


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("增长5%,2021年", ["5", "2021"]),
        ("2.5千克和300千瓦", ["2.5", "千", "300", "千"]),
        ("0.3百分点", ["0.3", "百"]),
        ("2400多万人", ["2400", "万"]),
        ("第一、二产业", ["一", "二"]),
        ("①加快Ⅲ类水", ["①", "Ⅲ"]),
        ("没有数", []),
    ],
)
def test_numerals_of_a_text(text: str, written: list[str]) -> None:
    assert [text[n.start : n.end] for n in numerals_of(text)] == written


@given(st.integers(min_value=1, max_value=9999))
def test_chinese_numbers_are_read_as_written(number: int) -> None:
    assert chinese_value(_in_chinese(number)) == number


def _in_chinese(number: int) -> str:
    digits, places = "零一二三四五六七八九", ("", "十", "百", "千")
    parts = [
        (digits[int(c)] + places[place]) if c != "0" else "零"
        for place, c in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True)
    ]
    written = "".join(parts).rstrip("零")
    while "零零" in written:
        written = written.replace("零零", "零")
    return written


@given(st.text(alphabet=CHINESE_NUMERALS + "0123456789.,/点分之①Ⅲ年 ", max_size=60))
def test_any_text_gives_disjoint_numerals_in_order(text: str) -> None:
    position = 0
    for numeral in numerals_of(text):
        assert position <= numeral.start < numeral.end <= len(text)
        assert numeral.magnitude in MAGNITUDE or numeral.magnitude in ("%", "‰")
        position = numeral.end


def test_a_run_of_digits_too_long_for_a_number_has_no_value() -> None:
    (numeral,) = numerals_of("7" * 5000)
    assert numeral.form == "positional"
    assert numeral.value == 0
