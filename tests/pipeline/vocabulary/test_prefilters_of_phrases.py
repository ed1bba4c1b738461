"""What tells quickly that a sentence holds none of a list says so only when that is so."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vocabulary.phrases import Phrases, _needed
from pipeline.vocabulary.words import Words, opening_pattern


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (".{2,9}等(各项)?工作", ["工作"]),
        (".{2,9}(方面|项)[。：]", ["方面", "项"]),
        (r"[^，]{2}(方面|项)\d(年|月|日)", ["方面", "项"]),
        ("[^，]{2}(方面|项)(?!工作|任务)", ["方面", "项"]),
        ("建(设|议(书|稿))?[的]是?", ["建"]),
        (".(方面|事(项))", [""]),
        (".(方面|项)?", [""]),
        (".+工作|任务", [""]),
        (r"\d+", [""]),
    ],
)
def test_letters_that_a_pattern_cannot_do_without(pattern: str, needed: list[str]) -> None:
    assert _needed(pattern) == needed


_PATTERNS = [
    "^.{0,2}是",
    "^[^，]{0,2}(方面|项)[。：]$",
    "^(今年|明年)?.要(?!求)",
    "^(重点|主要)抓好",
    "(抓好|做好)工作",
    "项+目",
]
_SENTENCES = st.lists(st.sampled_from([*"是项要求目抓好今年。，：", "方面", "主要", "工作", "做好"]), max_size=8).map(
    "".join
)


@given(st.lists(st.sampled_from(_PATTERNS), max_size=4), _SENTENCES)
def test_the_question_is_that_of_the_patterns(patterns: list[str], sentence: str) -> None:
    assert (sentence in Phrases(patterns)) == any(re.search(pattern, sentence) for pattern in patterns)


@given(st.sets(st.sampled_from(["推进", "推", "加快", "快要", "要"]), min_size=1), st.text(alphabet="推进加快要，"))
def test_no_word_begins_where_the_pattern_of_openings_is_silent(words: set[str], text: str) -> None:
    places = {found.start() for found in opening_pattern(words).finditer(text)}
    assert all(at in places for at in range(len(text)) if Words(words).at(text, at))
