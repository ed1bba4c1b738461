"""Figures: indicator, kind, period and what numbers of one sentence share."""

from datetime import date

import pytest

from pipeline.extract.figures import find_figures
from pipeline.extract.model import Figure
from pipeline.structure.model import Period


def rows(structure, *names: str) -> list[tuple[object, ...]]:  # type: ignore[no-untyped-def]
    figures, _ = find_figures(structure)
    return [(structure.text[f.start : f.end], *(getattr(f, name) for name in names)) for f in figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("完成加装电梯101台", [("101台", "加装电梯")]),
        ("今年新增5家，明年新增6家", [("5家", None), ("6家", None)]),
        ("吞吐量连续5年居沿海主要港口第一位", [("第一位", "吞吐量")]),
        ("财政收入安排5亿元", [("5亿元", "财政收入")]),
        ("省级财政安排5亿元", [("5亿元", "省级财政安排")]),
        ("水质达到或好于Ⅲ类的水体比例上升8%", [("8%", "水质达到或好于Ⅲ类的水体比例")]),
        ("2025年年底前农村厕所普及率达到95%", [("95%", "农村厕所普及率")]),
        ("新增2个普惠性托育服务点", [("2个", "普惠性托育服务点")]),
        ("地区生产总值可比增长5%左右", [("5%左右", "地区生产总值")]),
        (
            "社会消费品零售总额5973亿元、下降3.5%",
            [("5973亿元", "社会消费品零售总额"), ("3.5%", "社会消费品零售总额")],
        ),
        (
            "3家社区食堂、3家托育园及12个老年助餐点",
            [("3家", "社区食堂"), ("3家", "托育园"), ("12个", "老年助餐点")],
        ),
        (
            "粮食播种面积、粮食总产量分别达到136.7万亩、10.4亿斤以上",
            [("136.7万亩", "粮食播种面积"), ("10.4亿斤以上", "粮食总产量")],
        ),
        ("城乡居民收入分别增长3.9%和6.7%", [("3.9%", "城乡居民收入"), ("6.7%", "城乡居民收入")]),
        (
            "城镇和农村居民人均可支配收入分别增长6%和7%",
            [("6%", "城镇和农村居民人均可支配收入"), ("7%", "城镇和农村居民人均可支配收入")],
        ),
        ("市场主体从75.5万户增加到140.3万户", [("75.5万户", "市场主体"), ("140.3万户", "市场主体")]),
        ("工业增加值比上年增长5%，高于全市0.6个百分点", [("5%", "工业增加值"), ("0.6个百分点", "工业增加值")]),
        ("大力治理“断头路”，打通24条26.4公里", [("24条", "“断头路”"), ("26.4公里", "“断头路”")]),
        ("服务外包出口规模居全国第二", [("第二", "服务外包出口规模")]),
        ("制造业项目占比不低于40%", [("不低于40%", "制造业项目")]),
        ("开设托班的幼儿园占幼儿园总数比重不低于65%", [("不低于65%", "托班的幼儿园")]),
        ("75%的行政村达到标准", [("75%", "行政村")]),
        ("进出口额分别提高1.9和1.8个百分点", [("1.9", "进出口额"), ("1.8个百分点", "进出口额")]),
        ("3个景区创建为国家4A级旅游景区", [("3个", "景区")]),
        (
            "城镇收入7963元，农村收入2102元，分别增长7%和15%",
            [
                ("7963元", "城镇收入"),
                ("2102元", "农村收入"),
                ("7%", "城镇收入"),
                ("15%", "农村收入"),
            ],
        ),
        ("固定资产投资10亿元，完成年度计划的119%", [("10亿元", "固定资产投资"), ("119%", "固定资产投资")]),
        ("税收收入6亿元，完成年初预算7亿元的96%", [("6亿元", "税收收入"), ("7亿元", "预算"), ("96%", "税收收入")]),
        ("税收收入3.1亿元，同比增收1204万元", [("3.1亿元", "税收收入"), ("1204万元", "税收收入")]),
        ("人均产值38214元，按平均汇率计算为5686美元", [("38214元", "人均产值"), ("5686美元", "人均产值")]),
        ("死亡率由2010年的13‰降至2014年的8.9‰", [("13‰", "死亡率"), ("8.9‰", "死亡率")]),
        ("城镇化率2025年达到65%", [("65%", "城镇化率")]),
        ("全乡总面积48.5平方公里", [("48.5平方公里", "全乡总面积")]),
        ("辖31个村、387个村民小组", [("31个", "村"), ("387个", "村民小组")]),
        ("全省11个县的公路里程超过300公里", [("11个", "县的公路里程"), ("超过300公里", "县的公路里程")]),
        ("资助学生41人次、资助金额73万元", [("41人次", "学生"), ("73万元", "资助金额")]),
        ("建立35个专业乡镇和近百个特色村", [("35个", "专业乡镇"), ("近百个", "特色村")]),
        ("可实现10个村出列、19449人脱贫", [("10个", "村"), ("19449人", "村")]),
        ("贫困户12户（甲镇7户，乙镇5户，丙镇没有一户贫困）", [("12户", "贫困户"), ("7户", "甲镇"), ("5户", "乙镇")]),
        ("种植业增加值82亿元", [("82亿元", "种植业增加值")]),
        ("全国共有医院15个", [("15个", "医院")]),
    ],
)
def test_indicator(structured, text: str, expected: list[tuple[str, str]]) -> None:  # type: ignore[no-untyped-def]
    found = rows(structured(text), "indicator")
    assert [quote for quote, _ in found] == [quote for quote, _ in expected]
    for (_, indicator), (_, wanted) in zip(found, expected, strict=True):
        assert indicator == wanted or wanted in str(indicator)


def test_a_list_shares_the_bound_after_its_last_number(structured) -> None:  # type: ignore[no-untyped-def]
    found = rows(structured("播种面积、总产量分别达到136.7万亩、10.4亿斤以上"), "bound")
    assert found == [("136.7万亩", "ge"), ("10.4亿斤以上", "ge")]


def test_a_list_shares_the_bound_before_its_first_number(structured) -> None:  # type: ignore[no-untyped-def]
    found = rows(structured("建设不低于14个示范县、129个示范乡镇"), "bound")
    assert found == [("不低于14个", "ge"), ("129个", "ge")]


def test_a_list_shares_what_is_exceeded(structured) -> None:  # type: ignore[no-untyped-def]
    found = rows(structured("甲类企业和乙类企业分别超过90家和870家"), "bound")
    assert found == [("超过90家", "gt"), ("870家", "gt")]


def test_a_list_of_points_shares_the_percentage(structured) -> None:  # type: ignore[no-untyped-def]
    found = rows(structured("各行业分别拉动增长0.6个、2.3个、3.7个百分点"), "unit")
    assert [unit for _, unit in found] == ["个百分点"] * 3


def test_minus_belongs_to_the_number(structured) -> None:  # type: ignore[no-untyped-def]
    assert rows(structured("自然增长率为-1.69‰"), "value") == [("-1.69‰", -1.69)]
    assert rows(structured("投放-储备2亿元"), "value") == [("2亿元", 2)]


def test_an_amount_after_an_abbreviation(structured) -> None:  # type: ignore[no-untyped-def]
    assert rows(structured("实现GDP19.92亿元"), "value", "indicator") == [("19.92亿元", 19.92, "GDP")]


def test_a_list_shares_its_unit(structured) -> None:  # type: ignore[no-untyped-def]
    found = rows(structured("参保人数分别净增3.2和4.5万人"), "unit", "base_value")
    assert found == [("3.2", "万人", 32000), ("4.5万人", "万人", 45000)]


@pytest.mark.parametrize(
    ("section", "text", "kind"),
    [
        ("review", "完成加装电梯101台", "result"),
        ("plan", "完成加装电梯101台", "target"),
        ("plan", "目前已建成加装电梯101台", "result"),
        ("body", "力争加装电梯101台", "target"),
        ("body", "加装电梯101台", "result"),
        ("review", "到2025年，养老床位不少于9755张", "target"),
        ("plan", "一般公共预算收入决算数为3亿元", "result"),
        ("plan", "一般公共预算收入3亿元", "target"),
        ("body", "市本级预算安排3亿元", "target"),
        ("plan", "对100万美元以上项目进行排查", "other"),
        ("plan", "落实20条措施", "other"),
        ("glossary", "指50家企业", "other"),
        ("review", "投资完成年度计划的105%", "result"),
        ("body", "组织应急演练培训3场", "result"),
        ("body", "人均预期寿命达到78岁", "result"),
        ("body", "到2025年参保率达到95%", "target"),
        ("plan", "覆盖常住人口20万以上的城市", "other"),
        ("plan", "建设万吨级以上泊位", "other"),
    ],
)
def test_kind(structured, section: str, text: str, kind: str) -> None:  # type: ignore[no-untyped-def]
    (found,) = rows(structured(text, section), "kind")
    assert found[1] == kind


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("养老床位达到9755张", date(2023, 12, 31)),
        ("到2025年养老床位达到9755张", date(2025, 12, 31)),
        ("2022年前三季度生产总值增长0.6%", date(2022, 9, 30)),
        ("一季度生产总值增长0.6%", date(2023, 3, 31)),
        ("“十四五”期间造林5万亩", date(2025, 12, 31)),
        ("行政许可884项，比2020年增加689项", date(2023, 12, 31)),
        ("去年引进企业5家", date(2022, 12, 31)),
        ("2021-2023年培训500人次", date(2023, 12, 31)),
        ("一九八二年产量增长百分之五", date(1982, 12, 31)),
        ("按2005年可比价格计算增长10%", date(2023, 12, 31)),
        ("按2019年平均汇率计算为5686美元", date(2023, 12, 31)),
        ("联网率从2015年的69%上升到99%", date(2023, 12, 31)),
        ("收入1321元，约为2001年的2倍", date(2023, 12, 31)),
        ("完成“十一五”规划目标，里程增加2公里", date(2023, 12, 31)),
        ("1—11月投资增长11%", date(2023, 11, 30)),
    ],
)
def test_period(structured, text: str, end: date) -> None:  # type: ignore[no-untyped-def]
    assert rows(structured(text), "period")[-1][1].end == end  # type: ignore[attr-defined]


def test_a_deadline_holds_for_the_rest_of_its_paragraph(structured) -> None:  # type: ignore[no-untyped-def]
    found = rows(structured("到2025年养老床位不少于9755张。护理型床位占60%。"), "period")
    assert [period.end for _, period in found] == [date(2025, 12, 31)] * 2  # type: ignore[attr-defined]


def test_a_deadline_does_not_hold_for_what_is_reviewed(structured) -> None:  # type: ignore[no-untyped-def]
    before = Period(date(2022, 1, 1), date(2022, 12, 31))
    found = rows(structured("编制到2035年的规划1个。绿化1000公顷。", "review", before), "period")
    assert found[-1][1].end == date(2022, 12, 31)  # type: ignore[attr-defined]


def test_a_year_holds_for_the_sentences_that_a_semicolon_joins(structured) -> None:  # type: ignore[no-untyped-def]
    found = rows(structured("1997年产值90亿元；人均收入5092元。税收3亿元。"), "period")
    assert [period.end.year for _, period in found] == [1997, 1997, 2023]  # type: ignore[attr-defined]


def test_a_vow_holds_for_the_sentences_that_a_semicolon_joins(structured) -> None:  # type: ignore[no-untyped-def]
    found = rows(structured("主要目标是：产值增长8%；失业率控制在2.5%以内。收入增长7%。"), "kind")
    assert [kind for _, kind in found] == ["target", "target", "result"]


def test_what_the_paragraph_is_about_holds_where_the_document_tells_no_year(structured) -> None:  # type: ignore[no-untyped-def]
    found = rows(structured("1998年产值43亿元。粮食总产29万吨。", "body", Period(), Period()), "period")
    assert [period.end for _, period in found] == [date(1998, 12, 31)] * 2  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "commitment", "comparison"),
    [
        ("力争实际增长5%", "力争", "实际"),
        ("计划完成投资295亿元", "计划", None),
        ("完成年度计划的95%", None, None),
        ("人均预期寿命达到78岁", None, None),
        ("实际利用外资3亿元", None, None),
        ("年均浓度下降5%", None, None),
        ("年均增长5%", None, "年均"),
    ],
)
def test_commitment_and_comparison(  # type: ignore[no-untyped-def]
    structured, text: str, commitment: str | None, comparison: str | None
) -> None:
    (found,) = rows(structured(text), "commitment", "comparison")
    assert found[1:] == (commitment, comparison)


def test_an_unknown_period_stays_unknown(structured) -> None:  # type: ignore[no-untyped-def]
    ((_, period),) = rows(structured("指50家企业", "glossary", Period(), Period()), "period")
    assert period == Period()


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("生产总值增长5%", "growth"),
        ("生产总值达到500亿元", "level"),
        ("能耗下降3%", "decline"),
        ("森林覆盖率达到66.9%", "share"),
        ("新增托位2626个", "new"),
        ("总量居全市第二", "rank"),
    ],
)
def test_basis(structured, text: str, basis: str) -> None:  # type: ignore[no-untyped-def]
    (found,) = rows(structured(text), "basis")
    assert found[1] == basis


def test_comparison_commitment_and_denominator(structured) -> None:  # type: ignore[no-untyped-def]
    figures, _ = find_figures(structured("力争税收同比增长3%，护理型床位占养老床位比重达60%，每千人40平方米"))
    first, second, third = figures
    assert (first.comparison, first.commitment) == ("同比", "力争")
    assert second.denominator == "养老床位"
    assert third.denominator == "每千人"


@pytest.mark.parametrize(
    ("text", "quote", "value", "bound"),
    [
        ("增速排名全市第一", "第一", 1, "eq"),
        ("总量居全国第5位", "第5位", 5, "eq"),
        ("进入全国前十", "前十", 10, "le"),
        ("品牌影响力前十位", "前十位", 10, "le"),
    ],
)
def test_rank(structured, text: str, quote: str, value: float, bound: str) -> None:  # type: ignore[no-untyped-def]
    (figure,), _ = find_figures(structured(text))
    assert (text[figure.start : figure.end], figure.value, figure.bound, figure.unit) == (quote, value, bound, "名次")


@pytest.mark.parametrize("text", ["全国第一家试点", "第一产业发展", "前三季度运行平稳", "第一时间处置"])
def test_an_ordinal_is_no_rank(structured, text: str) -> None:  # type: ignore[no-untyped-def]
    assert find_figures(structured(text))[0] == []


def test_a_measured_time_is_a_figure(structured) -> None:  # type: ignore[no-untyped-def]
    found = rows(structured("平均办理时间从76个工作日减为15个工作日"), "value", "unit")
    assert found == [("76个工作日", 76, "个工作日"), ("15个工作日", 15, "个工作日")]
    assert rows(structured("平均受教育年限达到10.9年"), "value", "unit") == [("10.9年", 10.9, "年")]


def test_rows_are_figures(structured) -> None:  # type: ignore[no-untyped-def]
    figures, _ = find_figures(structured("建成学校3所"))
    assert all(isinstance(figure, Figure) for figure in figures)
