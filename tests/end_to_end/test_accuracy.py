"""The accuracy that the release states is what this code gives on the labels of the five documents."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipeline.publish.accuracy import read_accuracy
from pipeline.tables.accuracy import ALL, BOTH, RECOMPUTED
from tests.conftest import ROOT, Stages
from tests.scoring.labels import read_labels
from tests.scoring.score import accuracy, compare
from tests.scoring.tally import Count, Tally

LABELS = read_labels(ROOT / "tests" / "gold", RECOMPUTED)


@pytest.fixture(scope="module")
def tallies(stages: Stages) -> dict[str, Tally]:
    return compare(stages["published"], LABELS)


def f1(count: Count) -> float:
    return 2 * count.correct / (count.predicted + count.labelled)


def test_the_stated_accuracy_is_the_measured_one(tallies: dict[str, Tally]) -> None:
    stated = read_accuracy().filter(pl.col("label_set") == RECOMPUTED)
    measured = accuracy(tallies, LABELS, RECOMPUTED)
    try:
        assert_frame_equal(stated, measured)
    except AssertionError as difference:
        pytest.fail(f"run `make accuracy`: {difference}")


@pytest.mark.parametrize(
    ("table", "field", "floor"),
    [
        (BOTH, "row", 0.90),
        ("numeric_targets", "row", 0.90),
        ("measures", "row", 0.80),
        ("measure_units", "unit_name", 0.95),
        ("measure_units", "role = lead", 0.95),
    ],
)
def test_rows_found_stay_above_their_floor(tallies: dict[str, Tally], table: str, field: str, floor: float) -> None:
    wrong = "\n".join(tallies[ALL].wrong[:40])
    assert f1(tallies[ALL].counts[table, field]) >= floor, wrong


@pytest.mark.parametrize("field", ["kind", "unit", "bound", "indicator", "period_end"])
def test_values_stay_above_their_floor(tallies: dict[str, Tally], field: str) -> None:
    count = tallies[ALL].counts[BOTH, field]
    assert count.correct / count.labelled >= 0.85, "\n".join(tallies[ALL].wrong[:40])


def test_the_damaged_text_is_whole_again(tallies: dict[str, Tally]) -> None:
    text = tallies["s003"].counts["documents", "text"]
    wrong = max(text.predicted, text.labelled) - text.correct
    assert wrong / text.labelled <= 0.002


def test_every_labelled_document_is_a_source_of_ours(stages: Stages) -> None:
    held = set(stages["published"]["documents"]["source_sha256"])
    assert {labels.source_sha256 for labels in LABELS} == held


def test_figures_that_no_test_recomputes_are_marked() -> None:
    stated = read_accuracy()
    assert stated.filter(pl.col("recomputed") != (pl.col("label_set") == RECOMPUTED)).is_empty()
