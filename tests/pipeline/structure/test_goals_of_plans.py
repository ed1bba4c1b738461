"""The years that a plan without a period in its title sets itself in its goals."""

from datetime import date

import pytest

from pipeline.extract.figures import find_figures
from pipeline.structure.document import structure_document
from pipeline.structure.model import Structure

TITLE = "关于推进人才工程的实施意见\n\n"


def years(structure: Structure, heading: str) -> tuple[int | None, int | None]:
    period = next(s.period for s in structure.sections if s.heading == heading)
    return period.start.year if period.start else None, period.end.year if period.end else None


def about(text: str) -> dict[str, int | None]:
    """The last year that each number of the text is about."""
    figures, _ = find_figures(structure_document(text))
    return {text[f.start : f.end]: f.period.end.year if f.period.end else None for f in figures}


@pytest.mark.parametrize(
    ("goal", "first", "last"),
    [
        ("2012年起5年内，初步建成人才高地。", 2012, 2016),
        ("从2012年起,用5年时间,建成人才高地。", 2012, 2016),
        ("力争用三年时间（2022—2024年），建成人才高地。", 2022, 2024),
        ("自2021年开始，利用两年左右时间，建成人才高地。", 2021, 2022),
    ],
)
def test_years_counted_from_the_first_are_those_of_the_plan(goal: str, first: int, last: int) -> None:
    structure = structure_document(f"{TITLE}一、总体目标\n{goal}\n二、主要任务\n建设基地20个。")
    assert (structure.period.start, structure.period.end) == (date(first, 1, 1), date(last, 12, 31))
    assert years(structure, "主要任务") == (first, last)


def test_numbers_of_such_a_plan_are_about_its_years() -> None:
    found = about(f"{TITLE}一、总体目标\n2012年起5年内，引进人才2000名。\n二、主要任务\n5年内培养企业家100名。")
    assert found == {"2000名": 2016, "100名": 2016}


def test_one_year_to_come_is_the_horizon_of_the_goals_and_of_the_tasks_after_them() -> None:
    text = (
        f"{TITLE}一、实施范围\n涉及河流47条。\n二、发展目标\n到2015年将我市建设成为创新型城市。\n研发投入占比达2.5%。\n"
        "三、主要任务\n建设孵化器15家。\n到2013年建成实验室3个。"
    )
    structure = structure_document(text)
    assert structure.period.end is None
    assert years(structure, "实施范围") == (None, None)
    assert years(structure, "发展目标") == years(structure, "主要任务") == (None, 2015)
    assert about(text) == {"47条": None, "2.5%": 2015, "15家": 2015, "3个": 2013}


def test_goals_for_several_years_set_none() -> None:
    structure = structure_document(
        f"{TITLE}一、发展目标\n到2015年建成园区。到2020年建成基地。\n二、主要任务\n建设孵化器15家。"
    )
    assert years(structure, "主要任务") == (None, None)


def test_a_year_that_has_passed_is_no_goal() -> None:
    text = f"{TITLE}某府发〔2018〕3号\n一、发展目标\n到2015年已建成园区。\n二、主要任务\n建设孵化器15家。"
    assert years(structure_document(text), "主要任务") == (None, None)


def test_a_period_in_the_title_stands() -> None:
    text = "某市学前教育三年行动计划(2011-2013)\n\n一、主要目标\n到2012年新建幼儿园10所。\n二、主要任务\n培训教师50人。"
    structure = structure_document(text)
    assert (structure.period.start, structure.period.end) == (date(2011, 1, 1), date(2013, 12, 31))
    assert about(text) == {"10所": 2012, "50人": 2013}


def test_the_first_sentence_that_sets_goals_tells_where_no_heading_does() -> None:
    text = f"{TITLE}总体目标是:到2025年建成基地20个。\n一、主要任务\n培训教师50人。"
    assert years(structure_document(text), "主要任务") == (None, 2025)
