"""The file of measured figures and the parts of the READMEs that are generated."""

from pathlib import Path

import polars as pl
import pytest

from pipeline.publish.accuracy import accuracy_page, read_accuracy, write_accuracy
from pipeline.publish.examples import language_of, with_fresh_parts
from pipeline.tables.accuracy import ACCURACY, ALL, MEASURED, ordinals
from pipeline.tables.arrow import frame
from pipeline.tables.published import PUBLISHED

MARKS = (
    "A\n<!-- examples: begin -->\nold\n<!-- examples: end -->\nB\n<!-- accuracy: begin --><!-- accuracy: end -->\nC\n"
)


def measured(label_set: str, correct: int, document: str = ALL, field: str = "row") -> dict[str, object]:
    ordinal = ordinals()["measures", field]
    what = MEASURED[ordinal - 1]
    return {
        "label_set": label_set,
        "recomputed": label_set == "development",
        "document": document,
        "about": "a plan",
        "documents": 2,
        "dataset_version": "2026.1",
        "ordinal": ordinal,
        "table": what.table,
        "field": field,
        "counted": what.counted,
        "counted_zh": what.counted_zh,
        "correct": correct,
        "predicted": 1300,
        "labelled": 1500,
        "precision": correct / 1300,
        "recall": correct / 1500,
        "f1": 2 * correct / 2800,
    }


def test_a_set_is_replaced_and_the_others_stay(tmp_path: Path) -> None:
    file = tmp_path / "accuracy.csv"
    write_accuracy(frame(ACCURACY, [measured("held_out", 7), measured("held_out", 7, "d1")]), file)
    write_accuracy(frame(ACCURACY, [measured("development", 8)]), file)
    write_accuracy(frame(ACCURACY, [measured("held_out", 9)]), file)
    assert read_accuracy(file).select("label_set", "correct").rows() == [("development", 8), ("held_out", 9)]


def test_the_page_says_what_was_measured_on_what_and_what_cannot_be_recomputed() -> None:
    rows = frame(ACCURACY, [measured("held_out", 0), measured("held_out", 0, "d1"), measured("development", 1200)])
    page = accuracy_page(rows, "en")
    seen, unseen = page.split("**held_out**")
    assert "upper bound" in seen and "| 1,200 | 1,300 | 1,500 | 0.9231 | 0.8000 | 0.8571 |" in seen
    assert "(1 documents, rules of 2026.1)" in unseen and "cannot recompute" in unseen
    assert "| 0 | 1,300 | 1,500 | 0.0000 | 0.0000 | 0.0000 |" in unseen, "a share of nothing right is not empty"
    assert page.count("| measures | row |") == 2, "single documents stand in the file alone"
    assert "陈述行动的句子" in accuracy_page(rows, "zh")


def test_generated_parts_replace_what_stood_between_the_marks() -> None:
    tables = {table.name: frame(table) for table in PUBLISHED}
    tables[ACCURACY.name] = frame(ACCURACY, [measured("development", 1200)])
    page = with_fresh_parts(MARKS, tables, "en")
    assert "old" not in page and "1,200" in page
    assert page.startswith("A\n") and "\nB\n" in page and page.endswith("\nC\n")
    assert with_fresh_parts(page, tables, "en") == page
    with pytest.raises(ValueError, match="accuracy: begin"):
        with_fresh_parts(MARKS.replace("accuracy", "other"), tables, "en")


def test_the_language_of_a_page_is_in_its_name() -> None:
    assert (language_of(Path("README.md")), language_of(Path("docs/README.zh.md"))) == ("en", "zh")


def test_every_measured_field_is_a_column_of_its_table_or_says_what_it_is() -> None:
    columns = {table.name: set(table.names) for table in PUBLISHED}
    for what in MEASURED:
        for table in what.table.split("+"):
            assert what.field.split(" = ")[0] in columns[table] | {"row", "whole row"}


def test_the_shipped_file_holds_every_measured_field() -> None:
    shipped = read_accuracy().filter(pl.col("document") == ALL, pl.col("label_set") == "development")
    assert {(row["table"], row["field"]) for row in shipped.iter_rows(named=True)} == set(ordinals())
