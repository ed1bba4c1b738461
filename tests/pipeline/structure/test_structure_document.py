"""The structure of short texts: headings of every scheme, sentences, kinds and periods."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.structure.document import structure_document
from pipeline.structure.model import Structure

REPORT = """政府工作报告
——2023年1月6日在某区第三届人民代表大会第三次会议上
某区区长 张三
各位代表：
现在，我代表区人民政府，向大会作政府工作报告，请予审议。
一、2022年工作回顾
2022年是极不平凡的一年。
（一）经济运行稳中有进
改革开放持续推进。深化国资国企改革，组建成立两家集团；完善公司治理结构。
二、2023年工作安排
（一）促进发展
全面加大改革开放力度。主动对接国家战略，积极争取先行先试，建设一批项目。
名词解释
1、科创护照
由各区联合发行的护照。
"""


def headings(text: str) -> list[tuple[int, str | None, str | None]]:
    return [(s.level, s.label, s.heading) for s in structure_document(text).sections if s.label or s.heading]


def spoken(structure: Structure, role: str = "body") -> list[str]:
    return [structure.text[s.start : s.end] for s in structure.sentences if s.role == role]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一、总体要求\n坚持发展。\n（一）重点\n推进建设。\n1．教育\n新建学校。", ["一、", "（一）", "1．"]),
        ("第一章 总则\n第一节 目的\n制定本办法。", ["第一章", "第一节"]),
        ("第一部分 回顾\n一、经济\n推进建设。", ["第一部分", "一、"]),
        ("【概况】\n全区推进建设。", ["【】"]),
        ("专栏2 重点工程\n推进建设工程。", ["专栏2"]),
        ("行动一：科技创新\n推进建设工程。", ["行动一："]),
        ("⒈加强教育\n新建学校两所，改造学校。", ["⒈"]),
        ("一、工作任务\n(1)加强教育\n新建学校两所，改造学校。", ["一、", "(1)"]),
    ],
)
def test_marks_of_every_scheme(text: str, expected: list[str]) -> None:
    assert [label for _, label, _ in headings(text) if label] == expected


def test_numbers_may_restart_under_each_heading() -> None:
    found = headings("一、甲方面\n1.教育\n新建学校。\n二、乙方面\n1.卫生\n新建医院。")
    assert found == [(1, "一、", "甲方面"), (2, "1.", "教育"), (1, "二、", "乙方面"), (2, "1.", "卫生")]


def test_numbers_may_skip_and_run_on() -> None:
    found = headings("一、甲方面\n（二）教育\n新建学校。\n（五）卫生\n新建医院。\n四、乙方面\n推进建设。")
    assert [(level, label) for level, label, _ in found] == [(1, "一、"), (2, "（二）"), (2, "（五）"), (1, "四、")]


def test_markdown_and_bold_headings() -> None:
    assert headings("# 规划\n## 目标\n推进建设。\n")[-1][2] == "目标"
    text = "**一、工作回顾**\n**对外开放不断深化。**积极融入一体化，出台政策。\n"
    assert headings(text) == [(1, "一、", "工作回顾"), (2, None, "对外开放不断深化")]


@pytest.mark.parametrize(
    ("paragraph", "heading", "rest"),
    [
        ("1.外防输入、内防反弹。聚焦重点人员，压实四方责任，健全防控链。", "外防输入、内防反弹", "聚焦重点人员"),
        ("深化法治政府建设。坚持运用法治思维解决问题，着力提升决策质量。", "深化法治政府建设", "坚持运用"),
        ("（一）积极更新治理理念主动提升创新思维、科技思维，加强源头治理，引导参与。", "积极更新治理理念", "主动提升"),
        ("2.优化治理体系,构建共治局面一是强化党建引领。搭建协商平台,探索接待日。", "优化治理体系,构建共治局面", "搭建"),
    ],
)
def test_headings_that_open_a_paragraph(paragraph: str, heading: str, rest: str) -> None:
    structure = structure_document("一、任务\n" + paragraph)
    assert heading in [s.heading for s in structure.sections]
    assert spoken(structure)[0].startswith(rest)


def test_a_list_of_numbered_sentences_has_no_headings() -> None:
    structure = structure_document("一、实事项目\n1.新建学校2所，新增学位300个。\n2.新建公园3座，新增绿地2公顷。")
    assert spoken(structure) == ["新建学校2所，新增学位300个。", "新建公园3座，新增绿地2公顷。"]


def test_numbered_lead_in_is_a_heading_and_its_mark_is_dropped() -> None:
    structure = structure_document(
        "一、任务\n一是强化规划引领力。坚持规划先行，聚焦目标。二是强化政策牵引力。全面落实政策。"
    )
    assert spoken(structure, "heading")[1:] == ["强化规划引领力。", "强化政策牵引力。"]
    assert spoken(structure) == ["坚持规划先行，聚焦目标。", "全面落实政策。"]


def test_kinds_and_periods_of_a_report() -> None:
    structure = structure_document(REPORT)
    by_heading = {s.heading: s for s in structure.sections}
    review, plan = by_heading["2022年工作回顾"], by_heading["2023年工作安排"]
    assert (review.kind, review.period.end) == ("review", date(2022, 12, 31))
    assert (plan.kind, plan.period.start) == ("plan", date(2023, 1, 1))
    assert by_heading["改革开放持续推进"].kind == "review"
    assert by_heading["名词解释"].kind == by_heading["科创护照"].kind == "glossary"
    assert structure.period.start == date(2023, 1, 1)


@pytest.mark.parametrize(
    ("title", "start", "end"),
    [
        ("某区国民经济“十四五”规划", date(2021, 1, 1), date(2025, 12, 31)),
        ("某区2021年第一季度工作要点", date(2021, 1, 1), date(2021, 3, 31)),
        ("2020年某区信息公开工作年度报告", date(2020, 1, 1), date(2020, 12, 31)),
        ("某区教育行动计划(2021-2023年)", date(2021, 1, 1), date(2023, 12, 31)),
    ],
)
def test_period_of_the_document(title: str, start: date, end: date) -> None:
    period = structure_document(f"{title}\n一、总体情况\n推进各项工作。").period
    assert (period.start, period.end) == (start, end)


def test_a_problems_section_inside_a_review() -> None:
    text = "某区“十四五”规划\n一、“十三五”发展回顾\n（一）主要成效\n建成学校。\n（二）主要问题\n能力不足。"
    kinds = {s.heading: s.kind for s in structure_document(text).sections}
    assert kinds["主要成效"] == "review" and kinds["主要问题"] == "problems"


def test_signature_and_front() -> None:
    structure = structure_document(
        "关于做好工作的通知\n各街道：\n请认真落实各项工作要求。\n某区人民政府\n2021年9月16日\n"
    )
    assert spoken(structure, "front") == ["关于做好工作的通知", "各街道："]
    assert spoken(structure, "signature") == ["某区人民政府", "2021年9月16日"]
    assert structure.sections[-1].kind == "signature"


def test_a_table_of_contents_is_front() -> None:
    contents = "目录\n一、发展基础......1\n二、重点任务......3\n"
    text = f"某区教育规划\n{contents}一、发展基础\n建成学校。\n二、重点任务\n新建学校。\n"
    assert headings(text) == [(1, "一、", "发展基础"), (1, "二、", "重点任务")]


def test_a_row_of_a_table_is_kept_whole() -> None:
    structure = structure_document("一、情况\n| 规章；规定 | 0 |\n推进建设。")
    assert spoken(structure, "table") == ["| 规章；规定 | 0 |"]
    assert spoken(structure) == ["推进建设。"]


def test_front_matter_is_front() -> None:
    structure = structure_document("---\ntitle: 2020年政府工作报告\n---\n\n一、回顾\n推进建设。")
    assert spoken(structure, "front") == ["title: 2020年政府工作报告"]


CHARACTERS = "一二（）()【】“”《》。；;，,、:：1.2、是第章节**#\n 推进建设工作增长％年"


@given(st.text(alphabet=CHARACTERS, max_size=200))
def test_sentences_stand_in_order_and_sections_hold_them(text: str) -> None:
    structure = structure_document(text)
    position = 0
    for sentence in structure.sentences:
        assert position <= sentence.start < sentence.end <= len(text)
        position = sentence.end
        section = structure.sections[sentence.section]
        assert section.start <= sentence.start and sentence.end <= section.end
    for index, section in enumerate(structure.sections):
        if section.parent is not None:
            assert section.parent < index
            assert structure.sections[section.parent].start <= section.start
            assert section.end <= structure.sections[section.parent].end


@pytest.mark.parametrize(
    "text",
    [
        "推进工作" * 50_000,
        "（" * 20_000 + "推进。" * 20_000,
        "(" * 200 + "完成建设。" + ")" * 200,
        "（“《" * 50_000,
        "5\n" * 50_000,
    ],
)
def test_bad_input_is_read_in_linear_time(text: str) -> None:
    assert structure_document(text).text == text


def test_no_half_of_a_bracketed_heading_is_left_at_the_head_of_a_sentence() -> None:
    text = "某镇概况\n\n【农业】全年产粮3万吨。"
    structure = structure_document(text)
    assert [text[s.start : s.end] for s in structure.sentences if s.role == "body"] == ["全年产粮3万吨。"]
