"""Tables: heads of several levels, groups, tasks, prose, and what is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.structure.document import structure_document
from pipeline.structure.model import Structure
from pipeline.structure.tables import Cell, holds_value
from tests.growth import grows_linearly

RULE = "| --- | --- | --- |"


def document(*lines: str) -> Structure:
    return structure_document("\n".join(("一、情况", *lines)))


def spoken(structure: Structure, role: str) -> list[str]:
    return [structure.text[s.start : s.end] for s in structure.sentences if s.role == role]


@pytest.mark.parametrize(
    "words",
    ["3500", "≥6.5%", "6%左右", "〔4.8〕", "-3.1", "1,234.56", "60-80", "3万家以上", "超过2", "<5.5", "12.3万元/人"],
)
def test_a_number_with_its_unit_and_bound_is_a_value(words: str) -> None:
    assert holds_value(words, Cell(0, len(words)))


@pytest.mark.parametrize(
    "words", ["", "—", "三季度", "5G基站", "G312国道", "完成省下达任务", "第1类", "1.属于国家秘密"]
)
def test_words_are_no_value(words: str) -> None:
    assert not holds_value(words, Cell(0, len(words)))


def test_the_line_under_the_head_is_nothing() -> None:
    structure = document("| 指标 | 单位 | 目标 |", RULE, "| 产值 | 亿元 | 5 |")
    assert spoken(structure, "table") == ["| 指标 | 单位 | 目标 |", "| 产值 | 亿元 | 5 |"]
    assert [row.kind for row in structure.tables[0].rows] == ["head", "body"]


def test_a_head_of_two_levels_spans_its_columns() -> None:
    structure = document("| 县区 | 工业 | |", RULE, "| 县区 | 总量 | 增速 |", "| 东区 | 5 | 6 |")
    table = structure.tables[0]
    levels = [[structure.text[a:b] for a, b in column.levels] for column in table.rows[-1].columns]
    assert levels == [["县区"], ["工业", "总量"], ["工业", "增速"]]


def test_a_group_may_have_a_head_of_its_own() -> None:
    lines = (
        "| 第一项 | 第一项 |",
        "| 内容 | 件数 |",
        "| 规章 | 0 |",
        "| 第五项 | |",
        "| 内容 | 数量 |",
        "| 许可 | 3 |",
    )
    assert [row.kind for row in document(*lines).tables[0].rows] == ["group", "head", "body", "group", "head", "body"]


def test_tasks_are_sentences_and_their_theme_is_none() -> None:
    structure = document(
        "| 重点任务 | 具体举措 | 责任单位 |", RULE, "| 优化服务 | 推行一网通办。压缩时限。 | 区民政局 |"
    )
    assert spoken(structure, "task") == ["推行一网通办。", "压缩时限。"]


def test_a_task_that_spans_rows_is_said_once() -> None:
    row = "| 推进河道整治工程建设 | 区水务局 |"
    assert spoken(document("| 工作任务 | 责任单位 |", RULE, row, row), "task") == ["推进河道整治工程建设"]


def test_an_empty_line_parts_two_tables() -> None:
    structure = document("| 指标 | 值 |", "| 产值 | 5 |", "", "| 年份 | 值 |", "| 2020 | 6 |")
    assert [len(table.rows) for table in structure.tables] == [2, 2]


def test_a_cell_a_line_is_no_table() -> None:
    assert document("产值", "亿元", "3500").tables == ()


def test_a_bar_inside_a_cell_is_escaped() -> None:
    structure = document(r"| 甲\|乙 | 值 |", "| 丙 | 5 |")
    assert len(structure.tables[0].rows[0].cells) == 2


def test_a_date_in_a_metadata_head_is_not_the_year_of_the_document() -> None:
    head = "---\n标题: 某区2026年政府工作报告\n成文日期: 2023年01月16日\n---\n各位代表：\n一、安排\n新建学校。"
    start = structure_document(head).period.start
    assert start is not None and start.year == 2026


def test_a_date_in_a_metadata_head_stands_where_nothing_else_does() -> None:
    start = structure_document("发布日期：2023年1月16日\n某区政府工作报告\n一、安排\n新建学校。").period.start
    assert start is not None and start.year == 2023


def test_a_remark_on_publication_is_no_text() -> None:
    structure = structure_document("某区方案\n一、任务\n新建学校。\n附件：责任清单\n（此件公开发布）")
    assert spoken(structure, "signature") == ["（此件公开发布）"]


@given(st.text("| \\\n-—（5年目标亿元。，任务单位序号", max_size=200))
def test_sentences_of_any_table_stand_in_order_and_never_overlap(text: str) -> None:
    structure = structure_document("| 任务 | 单位 |\n" + text)
    ends = 0
    for sentence in structure.sentences:
        assert ends <= sentence.start < sentence.end <= len(structure.text)
        ends = sentence.end


@pytest.mark.parametrize("line", ["| 指标 | 值 |\n", "|" + " |" * 2000 + "\n", "| （（（（1 | 2 |\n", "|\\\n"])
def test_the_time_is_linear(line: str) -> None:
    assert grows_linearly(structure_document, line * (6_000 // len(line)), line * (60_000 // len(line)), 10)
