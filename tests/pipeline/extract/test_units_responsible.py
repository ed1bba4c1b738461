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
        ("配合单位：市教育局，各区、县级市", [("市教育局", HELP), ("各区", HELP), ("县级市", HELP)]),
        ("配合单位：各县、区人民政府", [("各县、区人民政府", HELP)]),
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
        ("牵头县领导：张三；牵头及责任单位：县住建局、各镇街", [("县住建局", LEAD), ("各镇街", LEAD)]),
        (
            "（省发展改革委、能源局等省有关部门和各地级以上市人民政府按职责分工负责）",
            [("省发展改革委", ANSWER), ("能源局", ANSWER), ("省有关部门", ANSWER), ("各地级以上市人民政府", ANSWER)],
        ),
        (
            "（市政府办公室牵头，市级各有关部门及各县市区政府配合）",
            [("市政府办公室", LEAD), ("市级各有关部门", HELP), ("各县市区政府", HELP)],
        ),
        (
            "〔市生态环境局牵头，各县、区人民政府（管委会）负责落实。以下均需落实，不再列出〕",
            [("市生态环境局", LEAD), ("各县、区人民政府（管委会）", ANSWER)],
        ),
        ("（财政部牵头，12月底前完成）", [("财政部", LEAD)]),
        ("责任单位：市发展改革委（牵头）、市财政局", [("市发展改革委", LEAD), ("市财政局", ANSWER)]),
        ("责任单位：市教育局、市财政局（排名第一的为牵头单位，下同）", [("市教育局", LEAD), ("市财政局", ANSWER)]),
        ("责任部门：市环保局、经信委。列第一位的为牵头部门，下同", [("市环保局", LEAD), ("经信委", ANSWER)]),
        ("——责任单位：区教育局", [("区教育局", ANSWER)]),
        ("（区级责任领导：王五，责任单位：区水务局）", [("区水务局", ANSWER)]),
        ("主体责任单位：各镇；监管责任单位：区生态环境局", [("各镇", ANSWER), ("区生态环境局", ANSWER)]),
        ("责任分工：市教育局负责统筹协调，市财政局负责资金保障", [("市教育局", LEAD), ("市财政局", ANSWER)]),
        ("责任单位：各镇（街道）、开发区", [("各镇（街道）", ANSWER), ("开发区", ANSWER)]),
        ("（区教育局、各镇街按职责抓好落实）", [("区教育局", ANSWER), ("各镇街", ANSWER)]),
        (
            "（国家发展改革委牵头，财政部等按职责分工负责，年内持续推进）",
            [("国家发展改革委", LEAD), ("财政部", ANSWER)],
        ),
        ("（市公安局牵头督导，市水务局负责）", [("市公安局", LEAD), ("市水务局", ANSWER)]),
        (
            "（市工业和信息化局、市住房和城乡建设局负责）",
            [("市工业和信息化局", ANSWER), ("市住房和城乡建设局", ANSWER)],
        ),
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


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("推进节能改造，由市经委牵头，市发改委、市建委配合。", ["市经委", "市发改委", "市建委"]),
        (
            "推进清洁生产，由市国土局负责，会同市农林局、各区县人民政府落实。",
            ["市国土局", "市农林局", "各区县人民政府"],
        ),
        ("健全党委领导、政府负责、社会协同、公众参与的机制。", []),
        ("深化东西部协作。", []),
        ("推进园区建设，加强组织领导，层层抓好落实。", []),
    ],
)
def test_clauses_that_end_a_sentence(sentence: str, expected: list[str]) -> None:
    assert units(f"一、任务\n{sentence}\n") == {sentence: expected}


def test_a_sentence_of_its_own_without_a_label() -> None:
    text = "一、任务\n1.加快园区建设。市发展改革委牵头，市财政局、市自然资源局配合。\n"
    assert units(text) == {"加快园区建设。": ["市发展改革委", "市财政局", "市自然资源局"]}


def test_brackets_that_hold_names_alone() -> None:
    text = (
        "一、任务\n1.推进项目建设。\n（省发展改革委、省煤炭厅）\n"
        "2.推进基地建设。（发展改革委、财政部）\n3.推进改革。（市发改委）\n"
    )
    assert list(units(text).values()) == [["省发展改革委", "省煤炭厅"], ["发展改革委", "财政部"], ["市发改委"]]


def test_a_clause_in_the_middle_of_a_sentence_parts_it() -> None:
    text = "一、任务\n支持改造（区发改委负责），推进建设（区财政局负责）。\n"
    assert units(text) == {"支持改造": ["区发改委"], "推进建设": ["区财政局"]}
