"""A document on which a verb fails is set aside; the machine's own failures are not the document's."""

from pathlib import Path

import polars as pl
import pytest

from assets.attempt import attempt, few
from assets.reuse import Made, per_document
from assets.storage import Frames, StageStore
from tests.assets.test_reuse import documents, verb


def failing(tables: Frames) -> Frames:
    """Fails on each text that holds POISON, and as the machine would on one that holds DISK."""
    text = "".join(tables["documents"]["raw_text"])
    if "DISK" in text:
        raise OSError("no space left on device")
    if "POISON" in text:
        raise ValueError("cannot be read")
    return verb(tables)


def run(store: StageStore, texts: dict[str, str]) -> Made:
    made = per_document("cleaned", failing, documents(texts), "1", store, lambda done, of: None)
    store.write("cleaned", made.tables, made.inputs)
    return made


def test_the_others_go_on(tmp_path: Path) -> None:
    made = run(StageStore(tmp_path), {"a": "x", "b": "POISON", "c": "z"})
    assert made.tables["documents"]["text"].to_list() == ["X", "Z"]
    (issue,) = made.tables["issues"].iter_rows(named=True)
    assert (issue["document_id"], issue["kind"], issue["severity"]) == ("doc_b", "set_aside", "error")
    assert "b.txt" in issue["message"]
    assert "ValueError: cannot be read" in issue["message"]
    assert made.numbers["documents set aside"] == 1


def test_what_was_set_aside_is_tried_again_and_the_rest_is_not(tmp_path: Path) -> None:
    store = StageStore(tmp_path)
    texts = {"a": "x", "b": "POISON", "c": "z"}
    first = run(store, texts)
    again = run(store, texts)
    assert (again.recomputed, again.reused) == (1, 2)
    assert again.tables["issues"].equals(first.tables["issues"])
    healed = run(store, {**texts, "b": "y"})
    assert healed.tables["documents"]["text"].to_list() == ["X", "Y", "Z"]
    assert healed.tables["issues"].is_empty()


def test_what_fails_on_many_is_no_fault_of_theirs(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        run(StageStore(tmp_path), {"a": "x", "b": "POISON", "c": "POISON"})


def test_a_failure_of_the_machine_ends_the_attempt() -> None:
    with pytest.raises(OSError, match="no space"):
        attempt(failing, documents({"a": "x", "b": "DISK"}))


@pytest.mark.parametrize(
    ("odd", "of", "expected"), [(1, 1, False), (1, 2, True), (2, 3, False), (10, 100, True), (11, 100, False)]
)
def test_how_many_may_be_odd(odd: int, of: int, expected: bool) -> None:
    assert few([str(n) for n in range(odd)], of) is expected


def test_tables_hold_only_what_is_asked_for() -> None:
    (made,) = attempt(failing, documents({"a": "x", "b": "y"})).made
    assert made["documents"].select(pl.len()).item() == 2
