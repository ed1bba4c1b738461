"""The character model: probabilities that are probabilities, and what counts as the same character."""

import numpy as np
import pytest

from pipeline.clean.noise_model import CharacterModel, Counts, character_model, code_points, fold, is_han
from pipeline.clean.noise_names import (
    has_parallel,
    is_listed,
    may_be_of_person,
    may_be_of_place,
    may_be_of_thing,
    of_one_radical,
)


@pytest.fixture
def small() -> CharacterModel:
    """Counted over 甲乙丙甲乙丁 and line ends: 甲乙 twice, 甲乙丙 and 甲乙丁 once."""
    characters = "\0\n甲乙丙丁"
    size = len(characters)
    pairs = {"甲乙": 2.0, "乙丙": 1.0, "乙丁": 1.0, "丙甲": 1.0}
    keys = np.array(sorted(characters.index(p[0]) * size + characters.index(p[1]) for p in pairs))
    by_key = {characters.index(p[0]) * size + characters.index(p[1]): n for p, n in pairs.items()}
    first = int(np.searchsorted(keys, characters.index("甲") * size + characters.index("乙")))
    return CharacterModel(
        Counts(
            characters=characters,
            count=np.array([0.0, 1, 2, 2, 1, 1]),
            novel=np.array([0.0, 0, 0, 1, 1, 1]),
            pair=keys,
            pair_count=np.array([by_key[int(k)] for k in keys]),
            triple=np.array([first * size + characters.index("丙")]),
            triple_count=np.array([2.0]),
        )
    )


def test_probabilities_after_one_character_sum_to_one(small: CharacterModel) -> None:
    every = np.arange(small.size)
    for first in every:
        total = np.exp(small.after_one(np.full(small.size, first), every)).sum()
        assert total == pytest.approx(1, abs=0.15)


def test_probabilities_after_two_characters_sum_to_one(small: CharacterModel) -> None:
    every = np.arange(small.size)
    a, b = (np.full(small.size, i) for i in small.ids("甲乙"))
    assert np.exp(small.after_two(a, b, every)).sum() == pytest.approx(1, abs=0.15)


def test_what_was_counted_is_likelier(small: CharacterModel) -> None:
    a, b, c, d = small.ids("甲乙丙丁").reshape(-1, 1)
    assert small.after_one(a, b) > small.after_one(a, c)
    assert small.after_two(a, b, c) > small.after_two(a, b, d)
    assert small.pair_count(a, b) == 2 and small.pair_count(a, d) == 0
    assert small.pair_seen(a, b) and not small.pair_seen(b, a)


def test_pairs_beyond_the_dense_table_are_found() -> None:
    model = character_model()
    first, second = model.ids("鼢"), model.ids("鼠")
    assert max(first[0], second[0]) >= 4096
    assert model.pair_seen(first, second)
    assert model.after_one(first, second) > model.after_one(second, first)


def test_digits_letters_and_marks_of_both_widths_are_one_character() -> None:
    ids = character_model().ids
    for one, other in (("0", "7"), ("0", "3"), ("a", "Z"), (",", "，"), ("(", "（"), (":", "：")):
        assert ids(one) == ids(other)
    assert ids("市") != ids("县")
    assert fold("2021年(GDP):") == "0000年（AAA）："


def test_unlisted_characters_and_lone_surrogates_have_the_id_nought() -> None:
    assert character_model().ids("\ud800\U0010fffd").tolist() == [0, 0]


def test_ids_go_from_frequent_to_rare() -> None:
    single = character_model().single[1:]
    assert np.all(np.diff(single) <= 1e-9)


def test_chinese_characters_are_told_from_the_rest() -> None:
    assert is_han(code_points("市㐀𠀀A1、。")).tolist() == [True, True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("before", "run", "after", "is_name"),
    [
        ("县委书记", "王燊", "主持", True),
        ("由", "欧阳晗", "同志牵头", True),
        ("编辑:", "亓鑫淼", "\n", True),
        ("全力保", "王燊", "障企业", False),
        ("县委书记", "怯瓮", "主持", False),
        ("县委书记", "王燊瓮鹬", "主持", False),
    ],
)
def test_names_of_persons(before: str, run: str, after: str, is_name: bool) -> None:
    text = before + run + after
    assert may_be_of_person(text, len(before), len(before) + len(run)) is is_name


def test_names_of_things() -> None:
    assert may_be_of_thing("加快德余高速建设", 4)
    assert may_be_of_thing("峁墕村", 2)
    assert may_be_of_place("辖吾合沙鲁乡", 1, 5)
    assert may_be_of_place("辖吾合沙鲁乡", 1, 6)
    assert not may_be_of_place("全力保怯瓮障企业", 3, 5)
    assert not may_be_of_thing("全力保怯瓮障企业", 5)


def test_an_item_of_a_list_stands_between_separators() -> None:
    assert is_listed("黑鹳、猞猁、兔狲", 3, 5)
    assert not is_listed("黑鹳、猞猁等物种", 3, 5)
    assert not is_listed("猞猁、兔狲", 0, 2)


def test_members_of_a_parallelism_know_each_other() -> None:
    text = "求木之长者,必固其根本;欲流之远者,必浚其泉源"
    assert has_parallel(text, text.index("必固其"), text.index("必固其") + 3)
    assert not has_parallel("全力保怯瓮鹬障企业", 3, 6)


def test_characters_of_one_radical() -> None:
    assert of_one_radical("养殖鲈鲤", 2, 4) and of_one_radical("镧铈", 0, 2)
    assert not of_one_radical("全力保怯瓮障企业", 3, 5)
