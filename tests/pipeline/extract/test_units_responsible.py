"""Responsible bodies, in every form of line and clause."""

import pytest

from pipeline.extract.measures import find_measures
from pipeline.extract.units import read_units
from pipeline.structure.document import structure_document

LEAD, HELP, ANSWER = "lead", "cooperate", "responsible"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("责任单位:区发展改革委、科创集团按分工牵头", [("区发展改革委", LEAD), ("科创集团", LEAD)]),
        ("责任单位:区城运中心牵头,各街道配合", [("区城运中心", LEAD), ("各街道", HELP)]),
        (
            "(责任单位:区民政局、区地区办按分工牵头,各街道配合",
            [("区民政局", LEAD), ("区地区办", LEAD), ("各街道", HELP)],
        ),
        ("责任单位:区商务委", [("区商务委", ANSWER)]),
        ("牵头单位：区商务委；配合单位：区财政局、各街道", [("区商务委", LEAD), ("区财政局", HELP), ("各街道", HELP)]),
        ("主责部门：市住房和城乡建设局(市人民防空办公室)", [("市住房和城乡建设局(市人民防空办公室)", LEAD)]),
        ("（区教育局、区卫生健康委负责）", [("区教育局", ANSWER), ("区卫生健康委", ANSWER)]),
        ("（由市发改委会同市财政局负责）", [("市发改委", LEAD), ("市财政局", HELP)]),
        (
            "（市发改委牵头，市财政局、市商务局等按职责分工负责）",
            [("市发改委", LEAD), ("市财政局", ANSWER), ("市商务局", ANSWER)],
        ),
        (
            "（责任单位：市教育局牵头，各县（市、区）人民政府配合）",
            [("市教育局", LEAD), ("各县（市、区）人民政府", HELP)],
        ),
        ("责任单位：各县、市、区人民政府", [("各县、市、区人民政府", ANSWER)]),
        ("（牵头单位：区人力资源、社会保障局）", [("区人力资源、社会保障局", LEAD)]),
        (
            "责任单位：区委宣传部（区文明办、区新闻办）、团区委",
            [("区委宣传部（区文明办、区新闻办）", ANSWER), ("团区委", ANSWER)],
        ),
        ("牵头责任单位：自治区妇女联合会", [("自治区妇女联合会", LEAD)]),
        ("责任领导：张三；责任单位：区商务委；完成时限：6月底前", [("区商务委", ANSWER)]),
    ],
)
def test_names_and_roles(line: str, expected: list[tuple[str, str]]) -> None:
    assert [(line[u.start : u.end], u.role) for u in read_units(line, 0, len(line))] == expected


@pytest.mark.parametrize(
    ("name", "group"),
    [("各街道", True), ("相关成员单位", True), ("市直有关部门", True), ("区商务委", False), ("科创集团", False)],
)
def test_groups(name: str, group: bool) -> None:
    line = f"责任单位：{name}"
    assert [u.is_group for u in read_units(line, 0, len(line))] == [group]


def units(text: str) -> dict[str, list[str]]:
    structure = structure_document(text)
    return {
        text[(s := structure.sentences[m.sentence]).start : s.end]: [text[u.start : u.end] for u in m.units]
        for m in find_measures(structure)
    }


def test_a_clause_after_a_full_stop_goes_for_its_whole_item() -> None:
    text = (
        "一、任务\n1.教育工作。新建学校2所。改造学校3所。(责任单位:区教育局)\n"
        "2.卫生工作。新建医院1座。改造诊所2家。(责任单位:区卫健委)\n"
    )
    assert units(text) == {
        "新建学校2所。": ["区教育局"],
        "改造学校3所。": ["区教育局"],
        "新建医院1座。": ["区卫健委"],
        "改造诊所2家。": ["区卫健委"],
    }


def test_a_line_of_its_own_closes_several_items() -> None:
    text = "一、教育工作\n（1）新建学校2所。\n（2）改造学校3所。\n牵头单位：区教育局\n配合单位：各街道\n"
    assert set(map(tuple, units(text).values())) == {("区教育局", "各街道")}


def test_a_clause_inside_a_sentence_is_no_part_of_it() -> None:
    text = "一、任务\n新建学校2所（区教育局负责）。改造诊所3家（区卫健委负责）。\n"
    assert units(text) == {"新建学校2所": ["区教育局"], "改造诊所3家": ["区卫健委"]}


def test_a_line_that_comes_first_goes_for_what_follows() -> None:
    text = "一、保障措施\n牵头单位：区政府办公室\n加强组织领导，健全工作机制。\n"
    assert units(text) == {"加强组织领导，健全工作机制。": ["区政府办公室"]}


def test_units_as_headings() -> None:
    text = "一、分工\n（一）区教育局\n1.新建学校2所。\n2.改造学校3所。\n（二）区卫生健康委\n新建医院1座。\n"
    assert units(text) == {
        "新建学校2所。": ["区教育局"],
        "改造学校3所。": ["区教育局"],
        "新建医院1座。": ["区卫生健康委"],
    }


def test_a_line_cut_by_semicolons() -> None:
    text = "一、任务\n1.新建学校2所，改造学校。\n责任单位：区教育局；区财政局；各街道\n"
    assert list(units(text).values()) == [["区教育局", "区财政局", "各街道"]]
