"""Numbers in tables: each is explained by the heads of its row and column."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.figures import find_figures
from pipeline.extract.heads import column_term, joined, read_unit, row_terms, unit_above, unit_in_head
from pipeline.extract.model import Figure
from pipeline.structure.document import structure_document

RULE = "| --- | --- |"


def figures(*lines: str, section: str = "二、2023年主要目标") -> dict[str, Figure]:
    text = "\n".join(("某区2023年政府工作报告", section, *lines))
    return {text[f.start : f.end]: f for f in find_figures(structure_document(text))[0]}


def roles(*lines: str) -> list[tuple[str, str]]:
    text = "\n".join(("情况", *lines))
    return [(text[n.start : n.end], n.role) for n in find_figures(structure_document(text))[1]]


def test_the_heads_give_indicator_unit_period_and_kind() -> None:
    found = figures(
        "| 指标 | 2020年实际 | 2025年目标 | 年均增速（%） | 属性 |",
        RULE,
        "| 地区生产总值（亿元） | 2650 | 3800左右 | 7 | 预期性 |",
    )
    assert list(found) == ["2650", "3800左右", "7"]
    assert [(f.kind, f.unit, f.indicator) for f in found.values()] == [
        ("result", "亿元", "地区生产总值"),
        ("target", "亿元", "地区生产总值"),
        ("target", "%", "地区生产总值年均增速"),
    ]
    target = found["3800左右"]
    assert target.base_value == pytest.approx(3.8e11)
    assert (target.bound, target.commitment, target.basis) == ("approx", "预期性", "level")
    assert target.period.end is not None and target.period.end.year == 2025


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (("| 指标 | 值 |", "| 产值 | 5万元 |"), "万元"),
        (("| 指标 | 单位 | 值 |", "| 产值 | 亿元 | 5 |"), "亿元"),
        (("| 指标 | 值（万元） |", "| 产值 | 5 |"), "万元"),
        (("单位：万元", "| 指标 | 值 |", "| 产值 | 5 |"), "万元"),
        (("| 指标 | 值 |", "| 产值（亿元） | 5 |"), "亿元"),
        (("| 指标 | 单位 | 增速 |", "| 产值 | 亿元 | 5 |"), "%"),
        (("| 指标 | 值 |", "| 产值 | 5 |"), None),
    ],
)
def test_the_unit_comes_from_the_nearest_place(lines: tuple[str, ...], unit: str | None) -> None:
    assert [f.unit for f in figures(*lines).values()] == [unit]


def test_a_sign_of_minus_belongs_to_the_number() -> None:
    found = figures("| 税种 | 增长% |", "| 所得税 | -3.1 |")
    assert found["-3.1"].value == -3.1


def test_what_five_years_add_up_to_has_the_unit_of_the_row() -> None:
    found = figures("| 指标 | 2025年 | 年均增速〔累计〕 |", "| 专利（件） | 6.5 | 〔3.3〕 |")
    assert (found["3.3"].unit, found["3.3"].indicator) == ("件", "专利（累计）")


def test_brackets_below_a_rate_of_growth_hold_what_the_years_add_up_to() -> None:
    found = figures(
        "| 指标 | 2025年 | 年均增长 |", "| 新增就业（万人） | 30 | 〔6.5〕 |", "| 产值（亿元） | 90 | 5.5 |"
    )
    assert (found["6.5"].unit, found["6.5"].basis) == ("万人", "new")
    assert (found["5.5"].unit, found["5.5"].basis) == ("%", "growth")


def test_a_part_of_the_budget_is_a_result_that_names_the_budget() -> None:
    found = figures("| 项目 | 年初预算数 | 执行数 | 为预算% |", "| 教育支出（万元） | 500 | 510 | 102 |")
    assert (found["102"].kind, found["102"].denominator, found["102"].unit) == ("result", "预算", "%")


def test_a_row_of_a_year_gives_the_period() -> None:
    found = figures("| 年份 | 地区生产总值（亿元） |", "| 2019 | 980.5 |")
    assert list(found) == ["980.5"]
    assert found["980.5"].period.end is not None and found["980.5"].period.end.year == 2019


def test_rows_without_a_head_are_named_by_all_levels() -> None:
    found = figures("| 行政复议 | 行政复议 |", "| 结果维持 | 总计 |", RULE, "| 1 | 7 |")
    assert [f.indicator for f in found.values()] == ["结果维持", "总计"]


def test_units_in_heads_are_no_figures() -> None:
    assert ("亿", "name") in roles("| 投资（亿元） | 值 |", "| 甲 | 5 |")
    assert ("万", "name") in roles("单位：万元", "", "推进。")


def test_no_number_of_a_table_is_unknown() -> None:
    found = roles("| 序号 | 电话 | 数 | 时间 |", "| 1 | 6612345 | 3 | 2025.6 |", "| 1.国家秘密 | 第2条 | 4 | 3 |")
    assert "unknown" not in {role for _, role in found}
    assert found[:4] == [("1", "list_mark"), ("6612345", "other"), ("3", "figure"), ("2025.6", "date")]


@pytest.mark.parametrize(
    ("wording", "unit", "multiplier"),
    [("亿元", "元", 1e8), ("千瓦", "千瓦", 1), ("万元/人", "元/人", 1e4), ("%", "%", 1), ("万", "", 1e4)],
)
def test_units_as_heads_write_them(wording: str, unit: str, multiplier: float) -> None:
    read = read_unit(wording)
    assert read is not None and (read.base, read.multiplier) == (unit, multiplier)


def test_a_bracket_that_holds_no_unit_gives_none() -> None:
    assert unit_in_head("医师（助理）数") is None
    assert unit_above("单位：某市财政局") is None


@pytest.mark.parametrize(
    ("row", "column", "expected"),
    [
        ("产值", "增速", "产值增速"),
        ("国家秘密", "商业企业", "国家秘密（商业企业）"),
        ("产值", "", "产值"),
        ("合计", "总投资", "总投资合计"),
        ("投入增长", "年均增速", "投入增长"),
    ],
)
def test_heads_of_row_and_column_make_one_term(row: str, column: str, expected: str) -> None:
    assert joined(row, column) == expected


def test_generic_heads_take_the_one_around_them() -> None:
    assert row_terms(["（三）不予公开"], "4.其他") == "不予公开其他"
    assert column_term(["法人", "其他"]) == "法人其他"
    assert column_term(["2025年目标"]) == ""


@given(st.text("| \n-0123456789.年亿元%（）目标增速合计", max_size=150))
def test_every_numeral_is_claimed_once_and_quotes_are_the_text(text: str) -> None:
    structure = structure_document("| 指标 | 单位 |\n" + text)
    found, numerals = find_figures(structure)
    ends = 0
    for numeral in numerals:
        assert ends <= numeral.start < numeral.end
        ends = numeral.end
        if numeral.figure is not None:
            figure = found[numeral.figure]
            assert figure.start <= numeral.start and numeral.end <= figure.end
    assert {n.figure for n in numerals if n.figure is not None} == set(range(len(found)))
