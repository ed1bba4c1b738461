"""What the quick search of a list rests on holds for every list."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.vocabulary.lists import _file, terms
from pipeline.vocabulary.phrases import Phrases
from pipeline.vocabulary.words import Words

_LISTS = sorted(_file("statements"))
_WORDS = st.lists(st.text("全面推进建设", min_size=1, max_size=4), min_size=1, max_size=6)
_TEXT = st.text("全面推进建设", max_size=8)


@pytest.mark.parametrize("name", _LISTS)
def test_no_pattern_is_a_choice_without_brackets(name: str) -> None:
    for pattern in terms("statements", name):
        bare = re.sub(r"\[[^]]*\]", "", pattern)
        while (inner := re.sub(r"\([^()]*\)", "", bare)) != bare:
            bare = inner
        assert "|" not in bare


@pytest.mark.parametrize("name", _LISTS)
@given(st.data())
def test_phrases_find_what_the_patterns_as_they_stand_find(name: str, data: st.DataObject) -> None:
    patterns = list(terms("statements", name))
    pieces = [piece for pattern in patterns for piece in re.findall(r"[\u4e00-\u9fff]+", pattern)]
    words = st.sampled_from([*pieces, "，", "。", "：", "2025年", "《", "》", "三", "建设"])
    sentence = "".join(data.draw(st.lists(words, max_size=6)))
    assert (sentence in Phrases(patterns)) == (re.search("|".join(patterns), sentence) is not None)


@given(_WORDS, _TEXT, st.integers(0, 8))
def test_words_at_and_before_a_place_are_the_longest(given_words: list[str], text: str, place: int) -> None:
    words = Words(given_words)
    assert words.at(text, place) == max((w for w in given_words if text.startswith(w, place)), key=len, default="")
    place = min(place, len(text))
    assert words.before(text, place) == max((w for w in given_words if text[:place].endswith(w)), key=len, default="")
    for end in range(place, len(text) + 1):
        fitting = [w for w in given_words if text.startswith(w, place, end)]
        assert words.end_at(text, place, end) == place + max(map(len, fitting), default=0)
