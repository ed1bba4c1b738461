"""Page breaks, and the heads, feet and numbers of pages around them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.pages import page_marks
from pipeline.clean.space import line_ends
from pipeline.clean.stage import clean_text
from pipeline.text import TracedText, replay

ORDER = "一二三四五六七八九十甲乙丙丁戊己"
BODY = [
    f"{x}类工作取得新的进展，全市{'很' * (i % 3)}多项目建成投产，{x}类项目完成投资{i + 3}亿元。"
    for i, x in enumerate(ORDER)
]


def cleaned(text: str) -> str:
    traced = TracedText(text)
    traced = traced.edit(line_ends(traced.text))
    traced = traced.edit(page_marks(traced.text))
    assert replay(text, traced.changes) == traced.text
    return traced.text


def pages(*framed: tuple[str, str], break_: str = "\f") -> str:
    """Two lines of the body a page, with what stands above and below."""
    made = []
    for i, (head, foot) in enumerate(framed):
        made.append("\n".join(filter(None, [head, BODY[2 * i], BODY[2 * i + 1], foot])))
    return break_.join(made)


def body(count: int) -> str:
    return "\n".join(BODY[: 2 * count])


def test_page_breaks_become_line_ends() -> None:
    assert cleaned(pages(("", ""), ("", ""))) == body(2)
    assert cleaned(pages(("", ""), ("", ""), break_="\r\n\f\r\n")) == body(2)


@pytest.mark.parametrize("foot", ["{}", "- {} -", "— {} —", "第 {} 页", "·{}·", "某市公报　第{}期第1页 {}", "{}/4"])
def test_numbers_that_rise_with_the_pages_go(foot: str) -> None:
    framed = [("", foot.format(i, i)) for i in range(5, 9)]
    if "期" in foot:
        framed = [("", f"某市公报 2023年第3期 {i}") for i in range(5, 9)]
    assert cleaned(pages(*framed)) == body(4)


def test_heads_that_come_again_go() -> None:
    assert cleaned(pages(*[("某市人民政府公报 2023年第3期", "")] * 4)) == "某市人民政府公报 2023年第3期\n" + body(4)


def test_the_head_of_the_first_page_goes_where_the_title_repeats_it() -> None:
    text = pages(*[("政府工作报告", "")] * 4).replace("政府工作报告\n", "政府工作报告\n2023年某市政府工作报告\n", 1)
    assert cleaned(text) == "2023年某市政府工作报告\n" + body(4)


def test_heads_of_odd_and_even_pages_go() -> None:
    framed = [("政府公报" if i % 2 else "某市人民政府文件", "") for i in range(1, 8)]
    assert cleaned(pages(*framed)) == "政府公报\n" + body(7)


def test_numbers_in_sections_that_begin_again_go() -> None:
    assert cleaned(pages(("", "1"), ("", "2"), ("", "1"), ("", "2"))) == body(4)


def test_a_sentence_cut_by_head_and_foot_is_joined() -> None:
    half = len(BODY[0]) // 2
    first = f"{BODY[1]}\n{BODY[0][:half]}\n- 1 -\f公报\n{BODY[0][half:]}\n{BODY[2]}"
    text = f"{first}\n- 2 -\f公报\n{BODY[3]}\n- 3 -\f公报\n{BODY[4]}"
    assert clean_text(text).traced.text == "\n".join([BODY[1], BODY[0], *BODY[2:5]])


@pytest.mark.parametrize(
    "line", ["附件{}", "表{}", "（单位：万元）", "| 序号 | 指标 |", "第{}章 总则", "（{}）重点任务", "一、总体要求{}"]
)
def test_what_opens_a_page_as_text_stays(line: str) -> None:
    framed = [(line.format(i), "") for i in range(1, 5)]
    kept = cleaned(pages(*framed)).splitlines()
    assert [x for x in kept if x not in BODY] == [head for head, _ in framed]


def test_a_line_that_comes_twice_by_chance_stays() -> None:
    text = pages(("", ""), ("特此通知", ""), ("", ""), ("特此通知", ""))
    assert cleaned(text).count("特此通知") == 2


def test_a_number_that_does_not_count_pages_stays() -> None:
    assert cleaned(pages(("", "2023"), ("", "1978"), ("", "35"), ("", "2049"))).count("2023") == 1


def test_every_change_is_on_record() -> None:
    changes = clean_text(pages(*[("某市公报", f"{i}") for i in range(1, 5)])).traced.changes
    assert {c.kind for c in changes if "running_head" in c.rule} == {"boilerplate"}
    assert sum("running_head" in c.rule for c in changes) == 4


@given(st.lists(st.text("甲乙。\f\n\r 12-", max_size=12), max_size=8).map("\f".join))
def test_no_page_break_is_left_and_changes_replay(text: str) -> None:
    assert "\f" not in cleaned(text)


def test_numbers_parted_by_a_blank_are_two() -> None:
    assert clean_text("1 1\f1").traced.text == "1 1\n1"
