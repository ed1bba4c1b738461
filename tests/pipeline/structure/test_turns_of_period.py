"""Sections about two things: each passage has the kind and period of the one it is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.structure.document import structure_document
from pipeline.structure.passages import topics_of

FRONT = "政府工作报告\n——2021年1月6日在某市第三届人民代表大会第三次会议上\n市长 张三\n各位代表：\n"

About = tuple[str, int | None, int | None]


def abouts(body: str) -> dict[str, About]:
    """For each sentence of the body the kind and years of its passage."""
    structure = structure_document(FRONT + body)
    found: dict[str, About] = {}
    for index, sentence in enumerate(structure.sentences):
        section = structure.section_of(index)
        start, end = section.period.start, section.period.end
        words = structure.text[sentence.start : sentence.end]
        found[words] = (section.kind, start.year if start else None, end.year if end else None)
    return found


def test_a_section_that_looks_back_and_plans_turns_with_the_words_that_open_a_paragraph() -> None:
    found = abouts(
        "一、2020年工作回顾和2021年工作的总体要求\n"
        "刚刚过去的2020年，全市生产总值增长3%。\n"
        "新建学校五所，改造道路十条。\n"
        "各位代表，2021年是关键的一年。\n"
        "综合考虑各方面因素，今年经济社会发展的主要预期目标是：生产总值增长6%。\n"
        "城镇登记失业率控制在4%以内。\n"
        "二、推进产业升级\n新建厂房两座。"
    )
    assert found["新建学校五所，改造道路十条。"] == ("review", 2020, 2020)
    assert found["各位代表，2021年是关键的一年。"] == ("plan", 2021, 2021)
    assert found["城镇登记失业率控制在4%以内。"] == ("plan", 2021, 2021)
    assert found["新建厂房两座。"] == ("plan", 2021, 2021)


def test_goals_without_a_year_are_the_plan_of_the_year() -> None:
    found = abouts(
        "一、2020年工作回顾和2021年工作目标\n2020年，全市新建学校五所。\n主要预期目标是：生产总值增长6%。\n"
        "二、工作措施\n新建厂房两座。"
    )
    assert found["主要预期目标是：生产总值增长6%。"] == ("plan", 2021, 2021)


def test_subsections_take_what_holds_where_they_begin() -> None:
    found = abouts(
        "一、“十四五”时期主要目标和2021年重点任务\n"
        "今后五年，生产总值年均增长6%。\n"
        "2021年是“十四五”开局之年，我们要起好步。\n"
        "（一）推进产业升级\n新建厂房两座。\n"
        "（二）改善民生\n到2025年，新建学校五所。\n新建医院一所。\n"
    )
    assert found["今后五年，生产总值年均增长6%。"] == ("plan", 2021, 2025)
    assert found["推进产业升级"] == ("plan", 2021, 2021)
    assert found["新建厂房两座。"] == ("plan", 2021, 2021)
    assert found["新建医院一所。"] == ("plan", 2021, 2021)


def test_a_heading_that_names_its_own_period_keeps_it() -> None:
    found = abouts(
        "一、“十三五”发展成就和“十四五”目标任务\n"
        "（一）“十三五”时期成就\n1.经济发展\n新建厂房两座。\n"
        "（二）“十四五”时期任务\n1.产业升级\n改造道路十条。\n"
        "二、2021年重点工作\n新建学校五所。"
    )
    assert found["新建厂房两座。"] == ("review", 2016, 2020)
    assert found["改造道路十条。"] == ("plan", 2021, 2025)


def test_a_review_of_a_year_and_of_five() -> None:
    found = abouts(
        "一、2020年和“十三五”时期政府工作回顾\n"
        "2020年是极不平凡的一年。\n生产总值增长3%。\n"
        "五年来，全市面貌焕然一新。\n新建学校五十所。\n"
        "过去一年，我们还加强自身建设。\n二、2021年工作安排\n新建厂房两座。"
    )
    assert found["生产总值增长3%。"] == ("review", 2020, 2020)
    assert found["新建学校五十所。"] == ("review", 2016, 2020)
    assert found["过去一年，我们还加强自身建设。"] == ("review", 2020, 2020)


@pytest.mark.parametrize(
    "sentence",
    [
        "比2020年增加两所，新建学校五所。",
        "自2020年以来，新建学校五所。",
        "三年来，新建学校五所。",
        "2018年，新建学校五所。",
        "实施“十三五”学校工程，新建学校五所。",
    ],
)
def test_comparisons_and_other_periods_turn_nothing(sentence: str) -> None:
    found = abouts(f"一、过去五年工作回顾\n{sentence}\n改造道路十条。\n二、2021年工作安排\n新建厂房两座。")
    assert found["改造道路十条。"] == ("review", 2016, 2020)


def test_a_year_within_a_paragraph_is_about_its_own_sentence() -> None:
    found = abouts("一、过去五年工作回顾\n五年来，教育进步。2020年新建学校五所。改造道路十条。\n二、今年工作安排\n好。")
    assert found["改造道路十条。"] == ("review", 2016, 2020)


@pytest.mark.parametrize(
    ("heading", "years"),
    [
        ("全力以赴做好“十四五”开局工作", (2021, 2021)),
        ("决胜“十四五”收官之年的重点任务", (2025, 2025)),
        ("“十四五”时期主要目标", (2021, 2025)),
        ("2035年远景目标及“十四五”时期目标", (2021, 2025)),
    ],
)
def test_what_a_section_opens_with(heading: str, years: tuple[int, int]) -> None:
    period = topics_of(heading, "plan", 2021, looks_back=True)[0].period
    assert period.start is not None and period.end is not None
    assert (period.start.year, period.end.year) == years


def test_a_heading_without_years_that_names_both_opens_with_the_review() -> None:
    found = abouts("一、工作回顾和主要任务\n新建学校五所。\n今年，我们要再接再厉。\n改造道路十条。\n二、措施\n好。")
    assert found["新建学校五所。"] == ("review", 2020, 2020)
    assert found["改造道路十条。"] == ("plan", 2021, 2021)


def test_a_work_report_without_telling_headings_looks_back_first() -> None:
    review = "去年以来，我们完成了工程建设，取得了成绩，实现了增长，建成了学校。" * 8
    plan = "学校、医院、道路、桥梁、公园、厂房，样样都有自己的用处和好处。" * 8
    found = abouts(f"一、攻坚克难\n{review}\n二、砥砺奋进\n一切从实际出发。{plan}")
    assert found["一切从实际出发。"][0] == "plan"


@given(st.lists(st.sampled_from(["今年，", "五年来，", "2020年", "建设学校。", "\n", "（一）任务\n", "未来五年，"])))
def test_every_sentence_has_a_section(parts: list[str]) -> None:
    structure = structure_document(FRONT + "一、2020年工作回顾和2021年任务\n" + "".join(parts))
    for index, sentence in enumerate(structure.sentences):
        section = structure.section_of(index)
        plain = structure.sections[sentence.section]
        assert (section.start, section.end, section.heading) == (plain.start, plain.end, plain.heading)
