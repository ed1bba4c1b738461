"""Short cuts of the readers of periods and kinds say what the full rule says."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.kinds import _RESULT
from pipeline.extract.measures import _TO_COME
from pipeline.structure import periods

_PIECES = [
    "2023",
    "年",
    "以来",
    "二〇二三",
    "“十四五”",
    "十五五",
    "时期",
    "过去",
    "近",
    "三",
    "两",
    "来",
    "本届",
    "第十届",
]
_HEADINGS = st.lists(st.sampled_from([*_PIECES, "人民政府", "今年", "上年", "工作", "回顾", "-", "至"]), max_size=8)


@given(_HEADINGS.map("".join))
def test_a_heading_without_the_signs_names_no_period(heading: str) -> None:
    if periods._EXPRESSION.search(heading):
        assert any(sign in heading for sign in periods._SIGNS)


@pytest.mark.parametrize("before", ["", "，", "比", "较", "于", "年", "实", "现"])
@pytest.mark.parametrize("word", ["去年", "上年", "现有", "建成", "要抓", "要求"])
def test_words_that_another_before_them_takes_back(before: str, word: str) -> None:
    taken_back = {"去年": "比较于年", "上年": "比较于年", "现有": "实"}.get(word, "")
    if word not in ("建成", "要抓", "要求"):
        assert (_RESULT.search(before + word) is None) == (before != "" and before in taken_back)
    assert (_TO_COME.search(before + word) is not None) == bool(re.search("要[^求]", word))
