"""Indicators where a condition, a note in brackets, a heading or a page mark stands in the phrase."""

import pytest

from pipeline.extract.figures import find_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("引进100名左右具有博士、硕士学位的紧缺人才", [("100名左右", "紧缺人才")]),
        ("每年提供4次以上有质量、免费的指导服务", [("4次以上", "指导服务")]),
        ("授权20件有效发明专利", [("20件", "有效发明专利")]),
        ("建成5家建筑面积600平方米以上的营地", [("5家", "营地"), ("600平方米以上", "建筑面积")]),
        (
            "培育5家年销售收入过百亿元、2家年销售收入达500亿元的龙头企业",
            [("5家", "龙头企业"), ("过百亿元", "年销售收入"), ("2家", "龙头企业"), ("500亿元", "年销售收入")],
        ),
        ("招引82个5000万元以上项目", [("82个", "项目"), ("5000万元以上", "项目")]),
        ("甲县等12个区县收入达到3亿元", [("12个", "区县收入"), ("3亿元", "区县收入")]),
        ("60%以上行政村和80%以上乡镇达到标准", [("60%以上", "行政村"), ("80%以上", "乡镇")]),
        ("年末常住人口（含流动人口，下同）达到90万人", [("90万人", "年末常住人口")]),
        ("一般公共预算市本级一般公共预算收入3亿元", [("3亿元", "一般公共预算收入")]),
        ("省转-3-移支付2亿元", [("2亿元", "省转移支付")]),
        ("在孵企业6000家以上", [("6000家以上", "在孵企业")]),
        ("每百万人口年专利授权量达350件", [("350件", "专利授权量")]),
        ("再给予100万元用于科学研究", [("100万元", "科学研究")]),
        ("给予用人单位3万元补贴", [("3万元", "补贴")]),
        ("给予每人300元的医疗补助", [("300元", "医疗补助")]),
        ("建成汽车、家居两个超千亿元的园区", [("超千亿元", "园区")]),
        ("同一企业最多不超过10名", [("最多不超过10名", None)]),
        ("上年结余收入5亿元", [("5亿元", "上年结余收入")]),
    ],
)
def test_indicator(structured, text, expected):  # type: ignore[no-untyped-def]
    structure = structured(text)
    figures, _ = find_figures(structure)
    assert [(structure.text[f.start : f.end], f.indicator) for f in figures] == expected


@pytest.mark.parametrize("mark", ["预期性", "约束性"])
def test_the_mark_of_a_goal_is_its_commitment(structured, mark):  # type: ignore[no-untyped-def]
    (figure,), _ = find_figures(structured(f"生产总值增长8%左右（{mark}）"))
    assert figure.commitment == mark


@pytest.mark.parametrize(
    ("text", "bound"), [("最高奖励50万元", "le"), ("最高可获100万元", "le"), ("上限为3000元", "le")]
)
def test_a_cap_is_an_upper_bound(structured, text, bound):  # type: ignore[no-untyped-def]
    (figure,), _ = find_figures(structured(text))
    assert figure.bound == bound


def test_a_choice_of_conditions_shares_its_bound(structured):  # type: ignore[no-untyped-def]
    figures, _ = find_figures(structured("投资2亿元或年纳税5000万元以上的项目"))
    assert [figure.bound for figure in figures] == ["ge", "ge"]


@pytest.mark.parametrize(
    ("text", "values"),
    [("涨到七、八元", [(7, 8)]), ("第三、四产业园建成2个", [(2, None)])],
)
def test_two_neighbouring_numbers_are_a_range(structured, text, values):  # type: ignore[no-untyped-def]
    figures, _ = find_figures(structured(text))
    assert [(figure.value, figure.value_high) for figure in figures] == values


def test_a_grade_is_no_figure(structured):  # type: ignore[no-untyped-def]
    figures, numerals = find_figures(structured("按二级二类以下标准收费"))
    assert not figures
    assert "figure" not in {numeral.role for numeral in numerals}


def test_the_year_before_is_not_in_the_middle_of_words(structured):  # type: ignore[no-untyped-def]
    figures, _ = find_figures(structured("培育2家以上年收入较高的企业", kind="plan"))
    assert [figure.kind for figure in figures] == ["target"]


def test_what_is_left_of_the_year_before_stands_in_a_budget(structured):  # type: ignore[no-untyped-def]
    figures, _ = find_figures(structured("上年结余收入5亿元", kind="plan"))
    assert [figure.kind for figure in figures] == ["target"]
