"""Repeated passages are found and the cleaner copy is kept; what reports repeat by habit stays."""

import time

import pytest

from pipeline.deduplicate.passages import find_repeats, likely_repeats
from pipeline.deduplicate.removal import remove_repeats
from pipeline.text import TracedText
from tests.pipeline.deduplicate.reports import PARAGRAPHS as P


def text_of(*paragraphs: str) -> str:
    return "\n".join(paragraphs)


def without_repeats(text: str) -> str:
    return remove_repeats(TracedText(text))[0].text


def test_a_block_that_stands_twice_in_a_row_is_kept_once() -> None:
    heading = "4、深化重点领域信息公开工作。"
    once = text_of(P[5], heading, P[0], P[1], P[2], P[6])
    assert without_repeats(text_of(P[5], heading, P[0], P[1], P[2], heading, P[0], P[1], P[2], P[6])) == once


def test_a_block_that_stands_again_elsewhere_is_kept_where_it_stood_first() -> None:
    assert without_repeats(text_of(P[0], P[1], P[5], P[6], P[0], P[1], P[7])) == text_of(P[0], P[1], P[5], P[6], P[7])


def test_a_passage_that_stands_three_times_is_kept_once() -> None:
    assert without_repeats(text_of(P[0], P[1], P[5], P[0], P[1], P[6], P[0], P[1])) == text_of(P[0], P[1], P[5], P[6])


@pytest.mark.parametrize("noisy_first", [True, False])
def test_the_copy_without_noise_is_kept(noisy_first: bool) -> None:
    clean = text_of(P[2], P[3])
    noisy = clean.replace("社会救助", "热键乘社会救助").replace("信息公示", "信息公酷婶轿示")
    copies = (noisy, clean) if noisy_first else (clean, noisy)
    made, removed = remove_repeats(TracedText(text_of(P[0], *copies, P[1])))
    assert made.text == text_of(P[0], clean, P[1])
    assert removed[0].differences == ("热键乘 → ", "酷婶轿 → ")
    assert removed[0].reason.endswith("it reads cleaner")
    assert made.text[removed[0].kept_start : removed[0].kept_end] == clean


def test_noise_in_both_copies_is_settled_by_the_other() -> None:
    first = text_of(P[2].replace("社会救助", "社会救热键乘助"), P[3])
    second = text_of(P[2], P[3].replace("信息公示", "信息公酷婶轿示"))
    made, _ = remove_repeats(TracedText(text_of(P[0], first, P[4], second)))
    assert made.text == text_of(P[0], text_of(P[2], P[3]), P[4])
    assert [c.rule for c in made.changes] == ["settled_by_copy", "repeated_passage"]


def test_what_one_copy_lost_the_other_keeps() -> None:
    whole = text_of(P[5], P[6])
    torn = whole.replace("专项举措", "专举措").replace("职业指导", "职业导")
    assert without_repeats(text_of(P[0], torn, P[1], whole, P[2])) == text_of(P[0], P[1], whole, P[2])


def test_a_copy_whose_lines_are_broken_otherwise_is_found() -> None:
    copy = P[0][:30] + "\n" + P[0][30:] + P[1]
    assert without_repeats(text_of(P[0], P[1], P[5], copy, P[6])) == text_of(P[0], P[1], P[5], P[6])


def test_a_copy_numbered_otherwise_is_found() -> None:
    first, second = text_of("1、" + P[0], P[1]), text_of("3、" + P[0], P[1])
    assert without_repeats(text_of(first, "2、" + P[5], second)) == text_of(first, "2、" + P[5])


def test_the_sentence_after_a_copy_stays_though_it_begins_alike() -> None:
    text = text_of("着力强军。" + P[0], P[1], "着力强军。" + P[0], P[1], "着力强国。", P[4])
    assert without_repeats(text) == text_of("着力强军。" + P[0], P[1], "着力强国。", P[4])


FORMULAS = {
    "salutation": "各位代表，现在我代表区人民政府向大会作报告，请予审议。",
    "closing": "让我们更加紧密地团结在党中央周围，同心同德，开拓进取，为夺取全面建设的新胜利而努力奋斗！",
    "units": "（责任单位：区发展改革委、区经济信息化委、区商务委、区财政局、区人力资源社会保障局、区规划资源局、"
    "区生态环境局、区建设管理委、区文化旅游局、各街道办事处）",
    "heading": "（一）主要工作",
    "guiding thought": "坚持以人民为中心的发展思想，全面贯彻新发展理念，加快构建新发展格局，推动高质量发展。",
    "table row": "项目名称\n建设地点\n建设内容\n总投资\n责任单位\n完成时限",
}


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=FORMULAS)
@pytest.mark.parametrize("times", [2, 6])
def test_what_reports_repeat_by_habit_stays(formula: str, times: int) -> None:
    text = "\n".join(f"{paragraph}\n{formula}" for paragraph in P[:times])
    assert find_repeats(text) == []


def test_statements_of_one_pattern_with_other_numbers_stay() -> None:
    pattern = (
        "{}年，完成旧区改造{}万平方米，新建公园绿地{}公顷，新增公共停车泊位{}个，新增就业岗位{}个。"
        "城市环境持续改善，群众满意度稳步提升，各项工作取得新的成效。"
    )
    years = [pattern.format(2018 + i, 12 + 7 * i, 5 + 3 * i, 800 + 91 * i, 31_000 + 777 * i) for i in range(3)]
    assert likely_repeats(text_of(*years, P[0])) == []


def test_measures_of_one_wording_for_other_places_stay() -> None:
    wording = (
        "{}街道负责辖区内老旧小区改造的组织协调、居民意愿征询、矛盾调处和长效管理工作。{}街道落实专人，每月报送进度。"
    )
    text = text_of(*(wording.format(name, name) for name in ("大桥", "平凉", "江浦", "四平", "控江")))
    assert find_repeats(text) == []


def test_a_list_of_tasks_with_the_responsible_units_stays_beside_the_text() -> None:
    units = (
        "责任单位：区政府办公室、区司法局、各街道办事处",
        "责任单位：区财政局、区发展改革委、区审计局",
        "责任单位：区教育局、区卫生健康委",
    )
    annex = [line for pair in zip(P[:3], units, strict=True) for line in pair]
    assert find_repeats(text_of(*P[:3], P[5], "附件：任务分工", *annex)) == []


def test_one_long_paragraph_in_two_sections_is_doubted_not_removed() -> None:
    text = text_of("一、公开", P[5], P[1], "二、服务", P[5], P[2])
    assert find_repeats(text) == []
    (doubt,) = likely_repeats(text)
    assert not doubt.certain and text[doubt.start : doubt.end] == P[5]


@pytest.mark.parametrize("text", ["", "\n", "。", "甲", "一" * 5000, "。！？" * 2000, "\ud800" * 3000, " \n" * 3000])
def test_texts_that_are_none(text: str) -> None:
    assert without_repeats(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ((P[0] + "\n") * 20_000, P[0]),
        (P[0] * 20_000, P[0]),
        ("各位代表：\n" * 200_000, None),
        ("".join(f"第{i}条\n{P[0]}\n" for i in range(2_000)), None),
    ],
    ids=["paragraph", "one line", "short line", "numbered"],
)
def test_very_many_copies_take_linear_time(text: str, left: str | None) -> None:
    started = time.process_time()
    made = without_repeats(text)
    assert time.process_time() - started < 8
    if left is not None:
        assert made.strip() == left
