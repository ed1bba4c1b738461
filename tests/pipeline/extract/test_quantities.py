"""Number, range, unit with magnitude, and bound words."""

import pytest

from pipeline.extract.numerals import numerals_of
from pipeline.extract.quantities import Quantity, quantity_at


def quantity(text: str) -> tuple[str, Quantity]:
    found = quantity_at(text, list(numerals_of(text)), 0)
    return text[found.start : found.end], found


@pytest.mark.parametrize(
    ("text", "quote", "value", "unit", "bound"),
    [
        ("减免租金约8.5亿元，", "约8.5亿元", 8.5, "亿元", "approx"),
        ("不少于9755张。", "不少于9755张", 9755, "张", "ge"),
        ("展演29000场次以上，", "29000场次以上", 29000, "场次", "ge"),
        ("惠及租户4000多户", "4000多户", 4000, "户", "gt"),
        ("增长5%左右", "5%左右", 5, "%", "approx"),
        ("突破2.3万亿元", "突破2.3万亿元", 2.3, "万亿元", "gt"),
        ("控制在3.5%以内", "控制在3.5%以内", 3.5, "%", "le"),
        ("控制在5%左右", "控制在5%左右", 5, "%", "approx"),
        ("浓度控制在175微克/立方米以下", "控制在175微克/立方米以下", 175, "微克/立方米", "le"),
        ("高于全市0.6个百分点", "0.6个百分点", 0.6, "个百分点", "eq"),
        ("休憩座椅百余处", "百余处", 100, "处", "gt"),
        ("荣誉近百项", "近百项", 100, "项", "approx"),
        ("上千家企业", "上千家", 1000, "家", "ge"),
        ("亿元以上产业项目", "亿元以上", 1, "亿元", "ge"),
        ("不足百分之五", "不足百分之五", 5, "%", "lt"),
        ("2400多万人口", "2400多万", 2400, "万", "gt"),
        ("1万多名干部", "1万多名", 1, "万名", "gt"),
        ("竣工53 亿元", "53 亿元", 53, "亿元", "eq"),
        ("建设8县（区）", "8县（区）", 8, "县（区）", "eq"),
        ("产能300万千瓦", "300万千瓦", 300, "万千瓦", "eq"),
        ("降到15.1/10万，", "15.1/10万", 15.1, "/10万", "eq"),
        ("低于18/10万。", "低于18/10万", 18, "/10万", "lt"),
        ("密度41.7公里/百平方公里", "41.7公里/百平方公里", 41.7, "公里/百平方公里", "eq"),
        ("电价1分/千瓦时", "1分/千瓦时", 1, "分/千瓦时", "eq"),
    ],
)
def test_quantity(text: str, quote: str, value: float, unit: str, bound: str) -> None:
    written, found = quantity(text)
    assert written == quote
    assert (found.value, found.value_high, found.unit, found.bound) == (value, None, unit, bound)


@pytest.mark.parametrize(
    ("text", "quote", "low", "high"),
    [
        ("培育20至30家", "20至30家", 20, 30),
        ("增长5%-6%", "5%-6%", 5, 6),
        ("引进3到5家", "3到5家", 3, 5),
        ("投资10万元至20万元", "10万元至20万元", 10, 20),
        ("降低百分之三至八", "百分之三至八", 3, 8),
        ("来了七八个", "七八个", 7, 8),
    ],
)
def test_range(text: str, quote: str, low: float, high: float) -> None:
    written, found = quantity(text)
    assert written == quote
    assert (found.value, found.value_high) == (low, high)


def test_from_a_to_b_is_no_range() -> None:
    _, found = quantity("从3家到5家")
    assert (found.value, found.value_high) == (3, None)


@pytest.mark.parametrize(
    ("text", "base_value", "base_unit"),
    [
        ("8.5亿元", 8.5e8, "元"),
        ("28万平方米", 280_000, "平方米"),
        ("5000万至1亿元", 5e7, "元"),
        ("3%", 3, "%"),
        ("三千万吨", 3e7, "吨"),
    ],
)
def test_magnitude_is_multiplied_out(text: str, base_value: float, base_unit: str) -> None:
    _, found = quantity(text)
    assert found.base_value == pytest.approx(base_value)
    assert found.base_unit == base_unit


@pytest.mark.parametrize("text", ["签约160个", "侦破30起", "节约5吨", "最近3年"])
def test_the_end_of_another_word_is_no_bound(text: str) -> None:
    _, found = quantity(text)
    assert found.bound == "eq"
