"""Parameters of a rule: grants, conditions, caps, steps and tariffs are neither targets nor results."""

import pytest

from pipeline.extract.figures import find_figures
from pipeline.extract.parameters import is_tariff, opens_tariff
from pipeline.structure.model import Period, Section, Sentence, Structure


def kinds(structure) -> list[tuple[str, str]]:  # type: ignore[no-untyped-def]
    figures, _ = find_figures(structure)
    return [(structure.text[f.start : f.end], f.kind) for f in figures]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("对首次认定的企业，给予一次性奖励20万元", [("20万元", "other")]),
        ("对来本市落户的创业团队，经认定，最高给予500万元资助", [("最高给予500万元", "other")]),
        ("首次上规的企业，每家奖励5万元", [("5万元", "other")]),
        ("对新认定的市级、区级企业分别给予10万元、5万元奖励", [("10万元", "other"), ("5万元", "other")]),
        ("对贡献突出的企业，分别按50%、30%的比例给予扶持", [("50%", "other"), ("30%", "other")]),
        (
            "对实际投资2亿元或年纳税5000万元以上的项目，给予指标1名",
            [("2亿元", "other"), ("5000万元以上", "other"), ("1名", "other")],
        ),
        ("对引进人才的企业给予补贴，每增加投资5000万元增加1名指标", [("5000万元", "other"), ("1名", "other")]),
        # A fund, a standard that is raised and people to be helped stay what the plan wants.
        ("设立总规模10亿元的引导基金，对重点项目给予支持", [("10亿元", "target")]),
        ("对困难家庭的补助标准提高到600元", [("600元", "target")]),
        ("对500名困难学生每人资助1000元", [("500名", "target"), ("1000元", "other")]),
        ("到2025年企业达到200家", [("200家", "target")]),
    ],
)
def test_what_a_plan_grants_is_a_parameter(structured, text, expected):
    assert kinds(structured(text, kind="plan")) == expected


def test_what_a_review_tells_was_granted_is_a_result(structured):
    assert kinds(structured("对符合条件的企业，给予补助2亿元", kind="review")) == [("2亿元", "result")]


def test_a_parameter_has_no_period(structured):
    figures, _ = find_figures(structured("对首次认定的企业，给予一次性奖励20万元", kind="plan"))
    assert (figures[0].period, figures[0].basis, figures[0].indicator) == (Period(), "level", "一次性奖励")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("关于控制托儿所收费标准的通知", True),
        ("关于公布景区门票价格标准的通知", True),
        ("关于城镇供水价格改革情况的报告", False),
        ("关于做好供水工作的通知", False),
    ],
)
def test_titles_of_tariffs(title, expected):
    assert is_tariff(title) is expected


@pytest.mark.parametrize(("heading", "expected"), [("收费标准", True), ("提高补助标准", False), ("工作要求", False)])
def test_headings_of_tariffs(heading, expected):
    assert opens_tariff(heading) is expected


def test_numbers_under_the_title_of_a_tariff_are_parameters():
    title, text = "市物价局\n关于托儿所收费标准的通知\n", "日托每人每月50元，整托70元。"
    first = title.index("\n") + 1
    whole = title + text
    structure = Structure(
        whole,
        (Section(None, 1, None, None, "body", Period(), 0, len(whole)),),
        (
            Sentence(0, first - 1, 0, 0, "front"),
            Sentence(first, len(title) - 1, 0, 0, "front"),
            Sentence(len(title), len(whole), 0, 0, "body"),
        ),
        Period(),
    )
    assert kinds(structure) == [("50元", "other"), ("70元", "other")]


def test_a_document_that_lays_down_rules_needs_no_condition_to_be_named():
    title, text = "关于支持产业发展的若干政策\n", "符合规定的企业，享受15%的优惠税率。"
    whole = title + text
    structure = Structure(
        whole,
        (Section(None, 1, None, None, "body", Period(), 0, len(whole)),),
        (Sentence(0, len(title) - 1, 0, 0, "front"), Sentence(len(title), len(whole), 0, 0, "body")),
        Period(),
    )
    assert kinds(structure) == [("15%", "other")]
