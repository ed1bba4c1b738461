"""The scoring itself, on tables so small that the right counts are plain."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from pipeline.tables.accuracy import ALL, BOTH
from tests.scoring.labels import FigureLabel, LabelledDocument, MeasureLabel, last_day, read_labels
from tests.scoring.passages import dice, overlap, same_term
from tests.scoring.score import accuracy, compare
from tests.scoring.tally import Count, Tally

ELEVATORS = "加快推进旧区改造,完成加装电梯120台以上。"
BEDS = "新增养老床位350张。"
FIGURES = {"target_id": pl.String, "document_id": pl.String, "kind": pl.String, "indicator": pl.String,
    "value": pl.Float64, "value_high": pl.Float64, "unit": pl.String, "bound": pl.String, "basis": pl.String,
    "period_end": pl.Date, "quote": pl.String, "sentence": pl.String, "start": pl.Int64}  # fmt: skip
MEASURES = {"measure_id": pl.String, "document_id": pl.String, "text": pl.String, "status": pl.String}
UNITS = {"measure_id": pl.String, "unit_name": pl.String, "role": pl.String}


def label(**changes: Any) -> FigureLabel:
    whole = {"quote": "120台以上", "context": "完成加装电梯120台以上", "kind": "target", "indicator": "加装电梯",
        "value": 120.0, "value_high": None, "unit": "台", "bound": "ge", "basis": "new",
        "period_end": date(2024, 12, 31), "optional": False}  # fmt: skip
    return FigureLabel(**{**whole, **changes})


def row(**changes: Any) -> dict[str, Any]:
    whole = {"target_id": "t", "document_id": "doc", "kind": "target", "indicator": "加装电梯", "value": 120.0,
        "value_high": None, "unit": "台", "bound": "ge", "basis": "new", "period_end": date(2024, 12, 31),
        "quote": "120台以上", "sentence": ELEVATORS, "start": 0}  # fmt: skip
    return {**whole, **changes}


def beds(**changes: Any) -> dict[str, Any]:
    whole = {"kind": "result", "indicator": "养老床位", "value": 350.0, "unit": "张", "bound": "eq", "quote": "350张"}
    return row(**{**whole, "sentence": BEDS, "start": 50, **changes})


def score(
    figures: tuple[FigureLabel, ...] = (),
    rows: list[dict[str, Any]] | None = None,
    measures: tuple[MeasureLabel, ...] = (),
    measure_rows: list[dict[str, Any]] | None = None,
    unit_rows: list[dict[str, Any]] | None = None,
    clean: str | None = None,
    text: str = "",
    sha256: str = "a",
) -> Tally:
    documents = [LabelledDocument("one", "a", "a plan", figures, measures, clean)]
    targets = [r for r in rows or [] if r["kind"] == "target"]
    facts = [r for r in rows or [] if r["kind"] != "target"]
    tables = {
        "documents": pl.DataFrame([{"document_id": "doc", "source_sha256": sha256, "text": text}]),
        "numeric_targets": pl.DataFrame(targets, FIGURES),
        "numeric_facts": pl.DataFrame(facts, FIGURES),
        "measures": pl.DataFrame(measure_rows or [], MEASURES),
        "measure_units": pl.DataFrame(unit_rows or [], UNITS),
    }
    return compare(tables, documents)[ALL]


def test_a_hit() -> None:
    tally = score((label(),), [row()])
    assert tally.counts[BOTH, "row"] == tally.counts["numeric_targets", "row"] == Count(1, 1, 1)
    assert tally.counts["numeric_targets", "whole row"] == Count(1, 1, 1)
    assert tally.counts[BOTH, "indicator"] == Count(1, 1, 1)
    assert not tally.wrong


def test_a_miss() -> None:
    tally = score((label(),), [])
    assert tally.counts[BOTH, "row"] == Count(0, 0, 1)
    assert tally.counts["numeric_targets", "whole row"] == Count(0, 1, 1)
    assert tally.wrong == ["one: missed figure '120台以上' in '完成加装电梯120台以上' (target)"]


def test_a_false_row() -> None:
    tally = score((label(),), [row(), beds()])
    assert tally.counts[BOTH, "row"] == Count(1, 2, 1)
    assert tally.counts["numeric_facts", "row"] == Count(0, 1, 0)
    assert len(tally.wrong) == 1 and "false figure '350张'" in tally.wrong[0]


@pytest.mark.parametrize("rows", [[row()], []])
def test_an_optional_label_counts_neither_way(rows: list[dict[str, Any]]) -> None:
    tally = score((label(optional=True),), rows)
    assert tally.counts[BOTH, "row"] == tally.counts["numeric_targets", "row"] == Count(0, 0, 0)
    assert not tally.wrong


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unit", "部"),
        ("bound", "eq"),
        ("indicator", "旧区"),
        ("period_end", None),
        ("period_end", date(2025, 12, 31)),
        ("value_high", 130.0),
        ("basis", "level"),
    ],
)
def test_a_wrong_value_is_counted_at_its_field_alone(field: str, value: object) -> None:
    tally = score((label(),), [row(**{field: value})])
    assert tally.counts[BOTH, "row"] == Count(1, 1, 1)
    wrong = {name for (table, name), count in tally.counts.items() if table == BOTH and not count.correct}
    assert wrong == {field}
    whole = field in ("value_high", "basis")
    assert tally.counts["numeric_targets", "whole row"].correct == whole


def test_a_target_published_as_a_result_is_missing_in_one_table_and_false_in_the_other() -> None:
    tally = score((label(),), [row(kind="result")])
    assert tally.counts[BOTH, "kind"] == Count(0, 1, 1)
    assert tally.counts["numeric_targets", "row"] == Count(0, 0, 1)
    assert tally.counts["numeric_facts", "row"] == Count(0, 1, 0)


def test_the_same_value_in_another_sentence_is_no_hit() -> None:
    assert score((label(),), [row(sentence="新建公共充电桩120台。")]).counts[BOTH, "row"] == Count(0, 1, 1)


def test_a_row_is_taken_by_one_label_only_and_the_nearer_indicator_wins() -> None:
    clause = "新建A楼3处、B园3处"
    in_order, reversed_order = ("A楼", "B园"), ("B园", "A楼")
    labels = tuple(label(value=3.0, quote="3处", context=clause, indicator=name) for name in in_order)
    rows = [row(value=3.0, quote="3处", sentence=clause, indicator=name) for name in reversed_order]
    tally = score((*labels, label()), [*rows, row(start=30)])
    assert tally.counts[BOTH, "row"] == tally.counts[BOTH, "indicator"] == Count(3, 3, 3)
    assert score(labels, rows[:1]).counts[BOTH, "row"] == Count(1, 1, 2)


def test_a_labelled_document_that_is_not_there_is_missed_whole() -> None:
    tally = score((label(),), [row()], sha256="another", clean="全文")
    assert tally.counts[BOTH, "row"] == Count(0, 0, 1)
    assert tally.counts["documents", "text"] == Count(0, 0, 2)


def test_measures_their_status_and_their_bodies() -> None:
    labels = (
        MeasureLabel("加快推进旧区改造,完成加", "电梯120台以上", "planned", ("区房管局", "区建委"), ("区房管局",)),
        MeasureLabel("新增养老床位350张", "床位350张", "done", (), ()),
    )
    rows = [
        {"measure_id": "m1", "document_id": "doc", "text": ELEVATORS, "status": "done"},
        {"measure_id": "m2", "document_id": "doc", "text": "坚持人民至上。", "status": "planned"},
    ]
    units = [{"measure_id": "m1", "unit_name": name, "role": "lead"} for name in ("区房管局", "区民政局")]
    tally = score(measures=labels, measure_rows=rows, unit_rows=units)
    assert tally.counts["measures", "row"] == Count(1, 2, 2)
    assert tally.counts["measures", "status"] == Count(0, 1, 1)
    assert tally.counts["measure_units", "unit_name"] == Count(1, 2, 2)
    assert tally.counts["measure_units", "role = lead"] == Count(1, 2, 1)
    assert "one: wrong unit_name of 加快推进旧区改造,完成加…: missed 区建委, false 区民政局" in tally.wrong


def test_text_counts_words_not_marks() -> None:
    assert score(clean="深化改革，", text="深化 改革,再谜").counts["documents", "text"] == Count(4, 6, 4)


def test_shares_follow_from_the_counts() -> None:
    documents = [LabelledDocument("one", "a", "a plan", (), (), None)]
    tally = Tally()
    tally.add("measures", "row", 1, 4, 2)
    tally.add("measures", "status", 3, 4, 4)
    tally.add("measure_units", "unit_name", 0, 0, 0)
    rows = accuracy({"one": tally}, documents, "held_out").to_dicts()
    assert [(r["field"], r["precision"], r["recall"], r["f1"], r["accuracy"]) for r in rows] == [
        ("row", 0.25, 0.5, 0.3333, None),
        ("status", None, None, None, 0.75),
    ]
    assert not rows[0]["recomputed"]


@pytest.mark.parametrize(
    ("period", "day"),
    [
        (None, None),
        ("2023", date(2023, 12, 31)),
        ("2016/2020", date(2020, 12, 31)),
        ("2022Q1-Q3", date(2022, 9, 30)),
        ("2021Q1", date(2021, 3, 31)),
        ("2022H1", date(2022, 6, 30)),
        ("2024-02", date(2024, 2, 29)),
        ("2022-06-15", date(2022, 6, 15)),
    ],
)
def test_the_last_day_of_a_labelled_period(period: str | None, day: date | None) -> None:
    assert last_day(period) == day


def test_passages_are_compared_without_marks_and_width() -> None:
    assert overlap("完成（加装）电梯", "完成(加装)电梯 120台") == 1.0
    assert dice("旧区改造", "电梯") == 0.0
    assert same_term("加装电梯", "电梯") and same_term("ＧＤＰ", "GDP") and not same_term("", "电梯")


def test_labels_of_a_set_that_is_not_there_are_refused(tmp_path: Any) -> None:
    (tmp_path / "index.json").write_text('{"x": {"sha256": "a", "what": "a plan", "set": "other"}}')
    assert [d.name for d in read_labels(tmp_path, "other")] == ["x"]
    with pytest.raises(ValueError, match="held_out"):
        read_labels(tmp_path, "held_out")
