"""Look-up of vocabulary words and patterns."""

import re

import pytest

from pipeline.vocabulary.lists import terms
from pipeline.vocabulary.phrases import Phrases
from pipeline.vocabulary.words import Words


def test_the_longest_word_wins() -> None:
    words = Words(["全面", "全面推进", "推进"])
    assert words.end_at("全面推进建设", 0, 6) == 4
    assert words.end_at("全面推进建设", 0, 3) == 2
    assert words.end_at("建设", 0, 2) == 0
    assert words.end_at("", 0, 0) == 0


def test_a_run_of_words() -> None:
    assert Words(["积极", "有序"]).skip("积极有序推进", 0, 6) == 4


def test_ending() -> None:
    assert Words(["竣工"]).ends_with("工程竣工。", 0, 4)
    assert not Words(["竣工"]).ends_with("工程竣工。", 0, 5)


@pytest.mark.parametrize(
    ("sentence", "found"), [("要做好工作", True), ("抓好工作", True), ("工作要做好", True), ("办好工作", False)]
)
def test_phrases_anchored_and_anywhere(sentence: str, found: bool) -> None:
    assert (sentence in Phrases(["^要", "(抓好|做好)工作", "要做"])) == found


@pytest.mark.parametrize(
    "name", ["thanks", "judgement", "guiding", "goals", "announcements", "definitions", "planned", "done"]
)
def test_phrases_say_what_the_plain_patterns_say(name: str) -> None:
    patterns = terms("statements", name)
    plain = re.compile("|".join(patterns))
    phrases = Phrases(list(patterns))
    for sentence in (
        "各位代表：",
        "今年要做好以下工作：",
        "已经完成改造。",
        "是指推进建设。",
        "表示衷心的感谢！",
        "到2025年，建成学校。",
    ):
        assert (sentence in phrases) == (plain.search(sentence) is not None)
