"""The period a number is about: its own sentence, its section, the horizon of its plan."""

from datetime import date

import pytest

from pipeline.extract.figures import find_figures
from pipeline.extract.periods import period_of, periods_for, spoken_periods
from pipeline.structure.document import structure_document
from pipeline.structure.model import Period

REPORT = Period(date(2023, 1, 1), date(2023, 12, 31))
HORIZON = Period(None, date(2025, 12, 31))


def years(period: Period) -> tuple[int | None, int | None]:
    return period.start.year if period.start else None, period.end.year if period.end else None


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("从2023年起，用3年时间，投入100亿元。", 2023, 2025),
        ("自2021年起五年内培训500人。", 2021, 2025),
        ("到2025年达到500人。", 2025, 2025),
    ],
)
def test_years_that_a_sentence_counts(sentence: str, first: int, last: int) -> None:
    spoken = spoken_periods(sentence, 0, len(sentence), REPORT, REPORT)
    assert [years(said.period) for said in spoken] == [(first, last)]


def test_years_counted_since_are_still_a_base_of_comparison() -> None:
    sentence = "自2016年起，增长5%。"
    assert spoken_periods(sentence, 0, len(sentence), REPORT, REPORT) == []


def test_the_year_of_yearly_sales_above_a_size_is_not_the_last() -> None:
    sentence = "培育5家以上年销售收入过亿元的企业。"
    assert spoken_periods(sentence, 0, len(sentence), REPORT, REPORT) == []


def test_a_number_under_a_horizon_is_about_that_year() -> None:
    text = "关于支持种业的意见\n\n一、发展目标\n到2025年建成基地。\n二、任务\n培训500人。"
    structure = structure_document(text)
    index = next(i for i, s in enumerate(structure.sentences) if text.startswith("培训", s.start))
    section = structure.section_of(index)
    spoken = periods_for(text, structure.sentences[index], section.period, structure.period)
    assert section.period == HORIZON
    assert years(period_of(text.index("500"), spoken, section, structure.period)) == (2025, 2025)


def test_this_year_is_not_the_horizon() -> None:
    sentence = "今年新建5所。"
    unknown = spoken_periods(sentence, 0, len(sentence), HORIZON, Period())
    assert [years(said.period) for said in unknown] == [(None, None)]
    spoken = spoken_periods(sentence, 0, len(sentence), HORIZON, REPORT)
    assert [years(said.period) for said in spoken] == [(2023, 2023)]


@pytest.mark.parametrize(
    "sentence",
    ["收入线不低于我市上年度人均收入的60%。", "今年新收申请40件，上年度结转申请18件。", "上年结余3亿元。"],
)
def test_a_year_before_that_a_number_is_measured_by_or_carried_over_from_is_none(sentence: str) -> None:
    assert all(
        years(said.period) != (2022, 2022) for said in spoken_periods(sentence, 0, len(sentence), REPORT, REPORT)
    )


def test_what_was_reached_before_a_plan_is_not_of_the_years_of_the_plan() -> None:
    text = "某区学前教育三年行动计划（2021-2023年）\n\n一、工作基础\n已建成幼儿园80所。\n二、主要任务\n新建幼儿园20所。"
    figures, _ = find_figures(structure_document(text))
    found = [(figure.value, figure.kind, years(figure.period)) for figure in figures]
    assert found == [(80, "result", (None, None)), (20, "target", (2021, 2023))]


@pytest.mark.parametrize("text", ["全市总面积695平方公里。", "现辖6镇。"])
def test_what_a_place_is_is_no_result_of_a_year(text: str) -> None:
    (figure,), _ = find_figures(structure_document(f"2023年政府工作报告\n\n一、2023年工作回顾\n{text}"))
    assert (figure.kind, years(figure.period)) == ("other", (None, None))


def test_banks_of_a_place_do_report_results() -> None:
    text = "2023年政府工作报告\n\n一、2023年工作回顾\n辖内银行发放贷款194亿元。"
    (figure,), _ = find_figures(structure_document(text))
    assert (figure.kind, years(figure.period)) == ("result", (2023, 2023))
