"""Documents that look back by their titles, and those that look back and plan."""

from datetime import date

import pytest

from pipeline.structure.document import structure_document
from pipeline.structure.model import Structure


def kinds(structure: Structure) -> dict[str | None, tuple[str, int | None]]:
    return {s.heading: (s.kind, s.period.end.year if s.period.end else None) for s in structure.sections if s.heading}


@pytest.mark.parametrize(
    "title", ["县扶贫专项2020年工作总结", "某街道2020年概况", "某县2020年财政收支情况", "某镇2020年工作情况（节选）"]
)
def test_sections_of_an_account_are_review(title: str) -> None:
    structure = structure_document(
        f"{title}\n\n一、资金完成情况\n投入资金5万元。\n二、机构改革\n设置办公室5个。\n三、下一步打算\n新建学校1所。"
    )
    assert kinds(structure) == {
        "资金完成情况": ("review", 2020),
        "机构改革": ("review", 2020),
        "下一步打算": ("plan", 2020),
    }


def test_a_later_year_in_an_account_is_plan() -> None:
    structure = structure_document("某局2022年工作总结\n\n一、抓好培训\n培训2次。\n二、2023年重点\n培训5次。")
    assert kinds(structure)["2023年重点"] == ("plan", 2023)


def test_an_account_without_a_year_in_its_title_is_about_the_one_that_opens_its_sentences() -> None:
    structure = structure_document(
        "某镇概况\n\n【简况】 某镇位于县城南部,建于1958年。1998年,全镇总产值6亿元。\n【农业】 全年产粮3万吨。"
    )
    assert (structure.period.start, structure.period.end) == (date(1998, 1, 1), date(1998, 12, 31))
    assert kinds(structure) == {"简况": ("review", 1998), "农业": ("review", 1998)}


def test_a_history_has_no_one_year() -> None:
    structure = structure_document("某镇概况\n\n【沿革】 1958年,建立公社。1984年,改为镇。")
    assert structure.period.end is None


def test_a_title_that_names_a_review_and_a_plan_tells_the_kind_of_each_year() -> None:
    structure = structure_document(
        "某街道2022年工作总结暨2023年工作计划\n\n一、2022年重点工作\n改造小区3个。\n二、存在问题\n力量不足。\n三、2023年工作\n改造小区5个。"
    )
    assert kinds(structure)["2022年重点工作"] == ("review", 2022)
    assert kinds(structure)["存在问题"][0] == "problems"
    assert kinds(structure)["2023年工作"] == ("plan", 2023)


def test_final_accounts_and_the_coming_budget() -> None:
    structure = structure_document(
        "某市2022年财政决算和2023年市级预算情况\n\n一、市本级收支决算情况2022年,收入完成27亿元,支出完成20亿元。\n调出资金1亿元。\n"
        "二、2023年市级预算情况2023年预算按照四本预算编制,统筹安排。\n"
        "(一)政府性基金预算市本级政府性基金收入43亿元,上年结余收入5亿元。"
    )
    assert kinds(structure) == {
        "市本级收支决算情况": ("review", 2022),
        "2023年市级预算情况": ("plan", 2023),
        "政府性基金预算": ("plan", 2023),
    }


def test_a_text_without_headings_turns_from_the_review_to_the_plan() -> None:
    structure = structure_document(
        "某县2022年财政决算和2023年预算安排情况\n\n现将情况公布。县本级收入完成12亿元。二、2023年县本级预算收入安排13亿元,上年结余2亿元。"
    )
    sections = [structure.section_of(i) for i, s in enumerate(structure.sentences) if s.role == "body"]
    assert [(s.kind, s.period.end.year if s.period.end else None) for s in sections] == [
        ("review", 2022),
        ("review", 2022),
        ("plan", 2023),
    ]


@pytest.mark.parametrize(
    ("title", "kind"),
    [("2021年某区民生实事项目", "plan"), ("2021年某区统计公报", "review"), ("关于某事的函", "preamble")],
)
def test_a_text_without_headings_is_what_its_title_says(title: str, kind: str) -> None:
    structure = structure_document(f"{title}\n\n新建学校5所。\n培训教师50人。")
    assert {s.kind for s in structure.sections} == {kind}
