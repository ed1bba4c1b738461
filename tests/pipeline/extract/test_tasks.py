"""Rows of task breakdowns: the measure, the bodies of its columns, the deadline."""

from datetime import date

import pytest

from pipeline.extract.measures import find_measures
from pipeline.extract.model import Measure
from pipeline.extract.tasks import deadline_of
from pipeline.structure.document import structure_document
from pipeline.structure.model import Period

YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


def measures(*lines: str) -> tuple[str, list[Measure]]:
    text = "\n".join(("某区2025年工作要点", "一、重点任务", *lines))
    return text, find_measures(structure_document(text))


def test_a_row_is_a_measure_with_bodies_and_deadline() -> None:
    text, found = measures(
        "| 序号 | 工作任务 | 牵头单位 | 配合单位 | 完成时限 |",
        "| --- | --- | --- | --- | --- |",
        "| 1 | 推进学校建设，新增学位500个。 | 区教育局 | 区财政局、区住建局 | 6月底前 |",
    )
    assert [(m.status, m.action, m.deadline) for m in found] == [("planned", "推进", date(2025, 6, 30))]
    assert [(text[u.start : u.end], u.role) for u in found[0].units] == [
        ("区教育局", "lead"),
        ("区财政局", "cooperate"),
        ("区住建局", "cooperate"),
    ]


def test_words_in_the_cell_outrank_the_head() -> None:
    text, found = measures("| 工作任务 | 责任单位 | 责任人 |", "| 推进学校建设。 | 区教育局牵头，区财政局配合 | 张三 |")
    assert [(text[u.start : u.end], u.role) for u in found[0].units] == [
        ("区教育局", "lead"),
        ("区财政局", "cooperate"),
    ]


def test_a_body_that_spans_rows_holds_for_each() -> None:
    text, found = measures("| 工作任务 | 责任单位 |", "| 推进学校建设。 | 区教育局 |", "| 扩大招生规模。 | |")
    assert [[text[u.start : u.end] for u in m.units] for m in found] == [["区教育局"], ["区教育局"]]


def test_a_task_without_a_verb_is_one_all_the_same() -> None:
    _, found = measures("| 工作任务 | 责任单位 |", "| 老旧小区电梯 | 区住建局 |")
    assert [m.action for m in found] == [None]


def test_rows_of_values_are_no_measures() -> None:
    assert measures("| 指标 | 目标 |", "| 推进项目数 | 50 |")[1] == []


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("6月底前", date(2025, 6, 30)),
        ("2025年12月", date(2025, 12, 31)),
        ("2025-06-30", date(2025, 6, 30)),
        ("2024年8月31日前", date(2024, 8, 31)),
        ("12月底", date(2025, 12, 31)),
        ("3月—9月", date(2025, 9, 30)),
        ("2026年", date(2026, 12, 31)),
        ("年底前", date(2025, 12, 31)),
        ("持续推进", None),
        ("", None),
    ],
)
def test_deadlines_as_cells_write_them(due: str, expected: date | None) -> None:
    assert deadline_of(due, YEAR) == expected
