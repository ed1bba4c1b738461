"""What a number is a share of or counted per."""

import pytest

from pipeline.extract.denominators import denominator_before


@pytest.mark.parametrize(
    ("words", "kind", "denominator", "left"),
    [
        ("服务业占生产总值的比重为", "rate", "生产总值", "服务业"),
        ("研发经费占生产总值比重较2018年提高", "rate", "生产总值", "研发经费"),
        ("消费占收入的比重由2015年的", "rate", "收入", "消费"),
        ("税收占比达到", "rate", None, "税收占比达到"),
        ("产品国内市场占有率", "rate", None, "产品国内市场占有率"),
        ("投资完成年度计划的", "rate", "年度计划", "投资"),
        ("税收完成年计划的", "rate", "年计划", "税收"),
        ("收入为调整预算的", "rate", "调整预算", "收入"),
        ("投资完成年初预算", "money", None, "投资完成年初预算"),
        ("每千名老年人拥有床位", "count", "每千名老年人", "拥有床位"),
        ("每千人口拥有床位", "count", "每千人口", "拥有床位"),
        ("到2025年每千人口床位", "count", "每千人口", "床位"),
        ("低保标准提高到每人每月", "money", "每人每月", "低保标准提高到"),
        ("产值平均每年增长", "rate", None, "产值平均每年增长"),
    ],
)
def test_denominator(words: str, kind: str, denominator: str | None, left: str) -> None:
    found, start, end = denominator_before(words, 0, len(words), kind)
    assert (found, words[start:end]) == (denominator, left)
