"""Notices and what they pass on: addressees, signatures in the middle, sentences that are no headings."""

import pytest

from pipeline.structure.document import structure_document
from pipeline.structure.prescriptions import prescribes

NOTICE = """某区人民政府办公室关于印发方案的通知
各街道办事处，区人民政府各部门、各直属机构：
现将方案印发给你们，并就有关事项通知如下：
一、各责任单位要高度重视，制订工作方案。
二、区考评机构要加强考核。
某区人民政府办公室
2023年1月3日
2023年重点工作责任分解方案
一、重点工作
推进项目建设。
"""


def roles(text: str) -> dict[str, str]:
    return {text[s.start : s.end]: s.role for s in structure_document(text).sentences}


def test_a_title_under_a_signature_begins_what_the_notice_passes_on() -> None:
    found = roles(NOTICE)
    assert found["2023年重点工作责任分解方案"] == "front"
    assert found["某区人民政府办公室"] == found["2023年1月3日"] == "signature"
    sections = structure_document(NOTICE).sections
    assert [s.heading for s in sections] == [None, None, None, None, "重点工作"]
    assert sections[3].kind == "preamble"


def test_tasks_told_to_somebody_are_no_headings() -> None:
    assert roles(NOTICE)["各责任单位要高度重视，制订工作方案。"] == "body"


@pytest.mark.parametrize(
    "sentence",
    [
        "各牵头单位要加强组织领导。",
        "请各县区抓好落实。",
        "区督查室要跟踪督办。",
        "客运企业必须具备条件。",
        "委员会由主任、委员组成。",
    ],
)
def test_sentences_that_prescribe(sentence: str) -> None:
    assert prescribes(sentence, 0, len(sentence))


@pytest.mark.parametrize(
    "heading", ["加强组织领导。", "必须坚持党的领导。", "各项事业全面进步。", "突出重要领域改革。", "将改革进行到底。"]
)
def test_headings_that_do_not(heading: str) -> None:
    assert not prescribes(heading, 0, len(heading))


def test_addressees_that_a_mirror_set_before_the_paragraph() -> None:
    text = (
        "关于印发要点的通知\n各县（市、区）人民政府，市政府各部门：现将《某市要点》印发给你们。\n一、要求\n新建学校。\n"
    )
    assert roles(text)["各县（市、区）人民政府，市政府各部门："] == "front"
    assert roles(text)["现将《某市要点》印发给你们。"] == "body"


def test_long_titles_and_long_addressees_are_front() -> None:
    title = "某市人民政府办公室关于印发" + "某区“清洁排放区”建设暨大气污染防治工作" * 2 + "责任分解方案的通知"
    written_to = (
        "、".join(f"某{n}市" for n in "甲乙丙丁戊己庚辛壬癸") + "人民政府，中国石油天然气集团有限公司、各有关单位："
    )
    assert set(roles(f"{title}\n{written_to}\n现将方案印发给你们。\n").values()) == {"front", "body"}
    assert roles(f"{title}\n{written_to}\n现将方案印发给你们。\n")[written_to] == "front"


def test_a_task_and_who_answers_for_it_are_no_heading() -> None:
    text = "一、目标\n（一）地区生产总值增长7%以上\n责任单位：区发展改革局\n（二）建成两所学校\n责任单位：区教育局\n"
    assert roles(text)["地区生产总值增长7%以上"] == roles(text)["建成两所学校"] == "body"


def test_sentences_of_a_list_are_no_headings() -> None:
    text = (
        "第四条 责任主要包括：\n（一）深入学习精神，落实部署。\n（二）统筹谋划工作，组织实施规划。\n"
        "第五条 附则\n本办法自公布之日起施行。\n"
    )
    assert roles(text)["统筹谋划工作，组织实施规划。"] == "body"


def test_a_report_on_what_was_done_has_no_plan_without_strong_wording() -> None:
    text = "某街道2022年度法治政府建设工作报告\n一、2022年主要措施\n完善机制。\n二、下一步工作打算\n加强学习。\n"
    assert [s.kind for s in structure_document(text).sections if s.heading] == ["review", "plan"]


def test_numbers_set_apart_by_blanks_only() -> None:
    text = "某镇2018年政府信息公开年度报告\n一 概 述\n公开信息3条。\n二 复议、诉讼和申诉情况\n没有收到。\n"
    assert [(s.label, s.heading) for s in structure_document(text).sections[1:]] == [
        ("一", "概 述"),
        ("二", "复议、诉讼和申诉情况"),
    ]


def test_a_list_of_attachments_above_a_signature_belongs_to_it() -> None:
    text = "关于印发要点的通知\n一、要求\n抓好落实。\n附件：1.任务分解表\n2.实事分解表\n某区人民政府\n2018年8月16日\n"
    found = roles(text)
    assert found["附件：1.任务分解表"] == found["2.实事分解表"] == found["某区人民政府"] == "signature"


def test_articles_are_no_headings() -> None:
    text = (
        "第一章 总则\n第一条 本规定适用于本市。\n第二条 市主管部门负责管理工作。\n第三条 运输条件\n（一）具备资格。\n"
    )
    headings = [(s.label, s.heading) for s in structure_document(text).sections]
    assert headings[1:4] == [("第一条", None), ("第二条", None), ("第三条", "运输条件")]


def test_where_a_page_stands_on_its_site_is_front() -> None:
    assert (
        roles("> 政务公开 > 政府公报 > 2014年第29期\n某市要点\n一、要求\n新建。\n")[
            "政务公开 > 政府公报 > 2014年第29期"
        ]
        == "front"
    )
