"""Short cuts of the structure stage say what the full rule says: plain lines, first letters of marks, place names."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.structure import sentences
from pipeline.structure.marks import _INNER, _LETTERS, _MARK, INNER_MARK_LETTERS, read_mark
from pipeline.structure.places import _COMMON_NOUNS, _codes, _mentioned
from pipeline.structure.responsibility import BRACKET, LABEL, is_clause, is_responsibility, statement_start

_MARKS = "。！；;?()（）《》“”‘’「」『』【】〔〕[]"
_PIECES = st.sampled_from([*_MARKS, "建设", "推进", "区教育局负责", "责任单位：", "，", "\n", " ", "一是", "9"])
_LINES = st.lists(_PIECES, max_size=24).map("".join)


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences.split_sentences(text, 0, len(text))]


@given(_LINES)
@example("《建设）。改造》。")
@example("（“建设。”）改造。")
@example("）建设。（改造）。")
@example("“建设”。”改造。")
@example("(建设）。（改造)。")
@example("[建设。")
@example("建设(区教育局负责)。改造（责任单位：" + "区" * 399 + "）。")
@example("建设(区教育局负责)。改造（责任单位：" + "区" * 396 + "）。")
def test_a_plain_line_has_the_stops_that_the_full_rule_finds(line: str) -> None:
    if sentences._NESTED.search(line) is None:
        expected = sentences._stops_around_brackets(line, 0, len(line))
        assert sentences._stops_of_plain_line(line, 0, len(line)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("推进建设）。完成改造。", ["推进建设）。", "完成改造。"]),
        ("推进建设。）完成改造。", ["推进建设。）", "完成改造。"]),
        ("推进《规划）。完成》改造。", ["推进《规划）。完成》改造。"]),
        ("推进“一网（通）办”。完成改造。", ["推进“一网（通）办”。", "完成改造。"]),
        ("他说：“要‘建设。’”推进工作。", ["他说：“要‘建设。’”推进工作。"]),
        ("推进“建设”。”完成“改造”！", ["推进“建设”。”", "完成“改造”！"]),
        ("推进建设(一期）；完成改造（二期)；", ["推进建设(一期）；", "完成改造（二期)；"]),
        ("推进[建设。完成改造。", ["推进[建设。", "完成改造。"]),
    ],
)
def test_stray_closers_and_nested_quotations(text: str, expected: list[str]) -> None:
    assert split(text) == expected


@given(st.characters(), st.sampled_from(["是推进", "、推进", "要", ")", "一、", "先，"]))
def test_no_mark_begins_with_a_letter_that_the_short_cut_passes_over(letter: str, rest: str) -> None:
    if letter.isalpha() and letter not in INNER_MARK_LETTERS:
        assert _INNER.match(letter + rest) is None
    if letter.isalpha() and letter not in _LETTERS:
        assert _MARK.match(letter + rest) is None


@given(_LINES.filter(bool))
def test_a_mark_and_a_responsibility_clause_are_found_with_and_without_the_short_cut(line: str) -> None:
    full = _MARK.match(line)
    mark = read_mark(line, 0, len(line))
    assert (mark.end if mark else None) == (full.end() if full else None)
    unfiltered = LABEL.match(line) or BRACKET.match(line) or is_clause(line, 0, len(line))
    assert is_responsibility(line, 0, len(line)) == bool(unfiltered or statement_start(line, 0, len(line)) == 0)


@given(st.lists(st.sampled_from(["上海市", "普陀区", "阿克苏", "地区", "市", "区", "的", "内蒙古自治区"])).map("".join))
def test_places_are_those_of_trying_every_length(wording: str) -> None:
    expected: list[str] = []
    position, last = 0, -1
    while position < len(wording):
        ends = range(min(len(wording), position + 15), position + 1, -1)
        name = next((wording[position:end] for end in ends if wording[position:end] in _codes()), "")
        if name in _COMMON_NOUNS and position != last:
            name = ""
        expected += [name] if name else []
        position += len(name) or 1
        last = position if name else last
    assert _mentioned(wording) == list(dict.fromkeys(expected))
