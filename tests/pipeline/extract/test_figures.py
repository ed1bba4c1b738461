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
        ("plan", "对100万美元以上项目进行排查", "other"),
        ("plan", "落实20条措施", "other"),
        ("glossary", "指50家企业", "other"),
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
    ],
)
def test_period(structured, text: str, end: date) -> None:  # type: ignore[no-untyped-def]
    assert rows(structured(text), "period")[-1][1].end == end  # type: ignore[attr-defined]


def test_a_deadline_holds_for_the_rest_of_its_paragraph(structured) -> None:  # type: ignore[no-untyped-def]
    found = rows(structured("到2025年养老床位不少于9755张。护理型床位占60%。"), "period")
    assert [period.end for _, period in found] == [date(2025, 12, 31)] * 2  # type: ignore[attr-defined]


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


def test_rows_are_figures(structured) -> None:  # type: ignore[no-untyped-def]
    figures, _ = find_figures(structured("建成学校3所"))
    assert all(isinstance(figure, Figure) for figure in figures)
