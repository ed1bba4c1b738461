"""The words and the networks that the search for noise asks."""

import numpy as np
import pytest

from pipeline.clean.noise import shipped_knowledge
from pipeline.clean.noise_features import Reading, candidates, features
from pipeline.clean.noise_model import character_model, highest, over
from pipeline.clean.noise_network import REACH
from pipeline.clean.noise_words import LENGTHS, WordList, dictionary_words, word_features

TEXT = "持续优化营商环境,深化行政审批制度改革,全力保障企业复工复产。"


def test_the_words_that_ship_are_of_the_lengths_looked_up() -> None:
    words = dictionary_words()
    assert len(words) > 200_000
    assert {len(word) for word in words} == set(LENGTHS)


def test_words_are_told_from_other_characters() -> None:
    model = character_model()
    words = WordList(["环境", "企业家"], model)
    assert words.has(*model.ids("环境").reshape(2, 1))[0]
    assert words.has(*model.ids("企业家").reshape(3, 1))[0]
    assert not words.has(*model.ids("境环").reshape(2, 1))[0]
    assert not words.has(*model.ids("企业").reshape(2, 1))[0]


def test_a_run_inside_a_word_leaves_a_word_across_the_gap() -> None:
    model = character_model()
    reading = Reading.of(TEXT.replace("环境", "环讧蹩境"), model)
    start = np.array([3 + TEXT.index("环境") + 1])
    found = word_features(reading.ids, reading.han, start, start + 2, WordList(["环境", "营商"], model))
    assert found["gap2"][0] and found["gap_left_orphan"][0] and not found["word_all"][0]


def test_a_run_that_is_a_word_is_covered() -> None:
    model = character_model()
    reading = Reading.of(TEXT, model)
    start = np.array([3 + TEXT.index("环境")])
    found = word_features(reading.ids, reading.han, start, start + 2, WordList(["环境"], model))
    assert found["word_all"][0] and found["word_inside"][0] == 2 and not found["gap2"][0]


def test_the_network_reads_single_places_as_it_reads_the_whole() -> None:
    known, _ = shipped_knowledge()
    ids = known.model.ids(TEXT)
    whole = known.network.read(ids[None])[0]
    places = np.array([REACH, REACH + 1, 12, 20])
    assert known.network.at(ids, places)[places] == pytest.approx(whole[places - REACH], abs=1e-4)
    assert not known.network.at(ids, places)[:REACH].any()


def test_the_network_finds_injected_characters_foreign() -> None:
    known, _ = shipped_knowledge()
    noisy = TEXT.replace("保障", "保瞌纽帚障")
    ids = known.model.ids(noisy)
    log_odds = known.network.at(ids, np.arange(len(noisy)))
    run = slice(noisy.index("瞌"), noisy.index("瞌") + 3)
    assert log_odds[run].min() > 0 > np.delete(log_odds, np.r_[run]).mean()


def test_the_judge_asks_for_every_feature() -> None:
    known, judge = shipped_knowledge()
    reading = Reading.of(TEXT.replace("保障", "保瞌纽帚障"), known.model)
    start, end = candidates(reading, known)
    columns = features(reading, start, end, known)
    assert judge.log_odds(columns).max() > 0
    with pytest.raises(KeyError):
        judge.log_odds({name: columns[name] for name in list(columns)[1:]})


def test_sums_and_maxima_of_spans() -> None:
    values, start, end = np.array([1.0, -2.0, 4.0, 8.0]), np.array([0, 1]), np.array([2, 4])
    assert over(values, start, end).tolist() == [-1.0, 10.0]
    assert highest(values, start, end).tolist() == [1.0, 8.0]
