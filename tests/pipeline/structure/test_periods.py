"""Periods in headings and titles."""

from datetime import date

import pytest

from pipeline.structure.periods import read_period


@pytest.mark.parametrize(
    ("wording", "start", "end"),
    [
        ("2022年工作回顾", date(2022, 1, 1), date(2022, 12, 31)),
        ("一九九四年的主要任务", date(1994, 1, 1), date(1994, 12, 31)),
        ("“十三五”期间的总体情况", date(2016, 1, 1), date(2020, 12, 31)),
        ("“十五”计划执行情况", date(2001, 1, 1), date(2005, 12, 31)),
        ("2022年上半年工作", date(2022, 1, 1), date(2022, 6, 30)),
        ("2022年前三季度", date(2022, 1, 1), date(2022, 9, 30)),
        ("2021年2月", date(2021, 2, 1), date(2021, 2, 28)),
        ("三年行动计划(2020-2022年)", date(2020, 1, 1), date(2022, 12, 31)),
        ("过去五年工作回顾", date(2018, 1, 1), date(2022, 12, 31)),
        ("今后五年的奋斗目标", date(2023, 1, 1), date(2027, 12, 31)),
        ("2019年以来工作回顾", date(2019, 1, 1), date(2022, 12, 31)),
        ("本市的“十三五”规划开局", date(2016, 1, 1), date(2016, 12, 31)),
        ("“十四五”规划收官之年", date(2025, 1, 1), date(2025, 12, 31)),
        ("过去的5年", date(2018, 1, 1), date(2022, 12, 31)),
        ("去年的工作", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022年和过去五年工作回顾", date(2018, 1, 1), date(2022, 12, 31)),
        ("清洁空气行动计划(2013-2017)", date(2013, 1, 1), date(2017, 12, 31)),
        ("2012年起5年内的目标", date(2012, 1, 1), date(2016, 12, 31)),
        ("从2022年开始，用三年时间", date(2022, 1, 1), date(2024, 12, 31)),
    ],
)
def test_periods(wording: str, start: date, end: date) -> None:
    period = read_period(wording, 2023)
    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "wording",
    ["指导思想", "第十五条", "十五个项目", "三五成群", "科学编制“十五五”规划", "增幅高于“十三五”", "上年结余情况"],
)
def test_no_period(wording: str) -> None:
    assert read_period(wording, 2023) is None


def test_relative_wording_needs_the_year_of_the_document() -> None:
    assert read_period("今后五年", None) is None
