"""What passed is not looked at again while it is the same, and whatever is doubted or changed is."""

from collections.abc import Mapping

import polars as pl

from expectations.bridge import Evaluation
from expectations.check import Evidence
from pipeline.tables.arrow import frame
from pipeline.tables.digests import document_digests
from pipeline.tables.published import PUBLISHED
from pipeline.tables.stages import ALL_STAGES, CHANGES, RELEASE
from tests.conftest import Stages


def evidence(stages: Stages, stage: str, **other: pl.DataFrame) -> Evidence:
    """The good tables of a stage, some replaced, with those of every stage under "stage/table"."""
    earlier = {f"{s}/{name}": data for s, tables in stages.items() for name, data in tables.items()}
    return Evidence({t.name: t for t in ALL_STAGES[stage]}, {**earlier, **stages[stage], **other})


Numbers = Mapping[tuple[str, str], tuple[bool, int, int]]


def run(stage: str, given: Evidence, before: Mapping[str, str], version: str = "1") -> tuple[Numbers, dict[str, str]]:
    """For each check whether it passed, rows looked at, rows taken as checked; and who passed."""
    evaluation = Evaluation(stage, given, before, version)
    found = {
        (r.asset_key.path[-1] if r.asset_key else "", r.check_name or ""): (
            r.passed,
            int(str(r.metadata["rows checked"].value)),
            int(str(r.metadata["rows taken as checked"].value)) if "rows taken as checked" in r.metadata else 0,
        )
        for r in evaluation.results()
    }
    return found, evaluation.passed()


def test_the_same_rows_are_taken_and_changed_ones_looked_at(stages: Stages) -> None:
    good = evidence(stages, "cleaned")
    first, passed = run("cleaned", good, {})
    assert not any(taken for _, _, taken in first.values())
    documents = good.frames["documents"]
    again, still = run("cleaned", good, passed)
    assert still == passed
    doubted = documents.height - len(passed)
    assert again["documents", "replay_gives_text"] == (True, doubted, len(passed))
    assert again["documents", "key_unique"][1:] == (documents.height, 0)

    changed = next(iter(passed))
    wrong = pl.when(document_id=changed).then(pl.col("text") + "多").otherwise("text")
    spoiled = evidence(stages, "cleaned", documents=documents.with_columns(text=wrong))
    found, now = run("cleaned", spoiled, passed)
    assert found["documents", "replay_gives_text"] == (False, doubted + 1, len(passed) - 1)
    assert set(now) == set(passed) - {changed}


def test_other_checks_look_at_everything(stages: Stages) -> None:
    good = evidence(stages, "cleaned")
    _, passed = run("cleaned", good, {})
    found, _ = run("cleaned", good, passed, version="2")
    assert not any(taken for _, _, taken in found.values())


def test_what_a_run_did_to_a_document_does_not_make_it_another(stages: Stages) -> None:
    def given(*rows: Mapping[str, str]) -> Evidence:
        counts = [{"table": t.name, "rows": stages["published"][t.name].height} for t in PUBLISHED]
        return evidence(stages, "published", release=frame(RELEASE, counts), changes=frame(CHANGES, rows))

    document = stages["published"]["documents"]["document_id"][0]
    change = {"table": "documents", "id": document, "document_id": document, "change": "added"}
    _, passed = run("published", given(), {})
    assert document in passed
    found, now = run("published", given(change, {**change, "id": "other", "change": "nonsense"}), passed)
    assert found["documents", "required_values"][2] == len(passed)
    assert found["changes", "change_known"] == (False, 2, 0)
    assert set(now) == set(passed) - {document}


def test_a_reference_leads_to_a_row_of_the_same_document(stages: Stages) -> None:
    sections, measures = stages["structured"]["sections"], stages["structured"]["measures"]
    other = sections.filter(pl.col("document_id") != measures["document_id"][0])["section_id"][0]
    elsewhere = pl.Series("section_id", [other, *measures["section_id"].to_list()[1:]])
    found, passed = run("structured", evidence(stages, "structured", measures=measures.with_columns(elsewhere)), {})
    assert not found["measures", "section_id_exists"][0]
    assert measures["document_id"][0] not in passed


def test_what_only_warns_warns_at_every_run(stages: Stages) -> None:
    documents = stages["structured"]["documents"]
    first = documents["document_id"][0]
    untitled = documents.with_columns(title=pl.when(document_id=first).then(None).otherwise("title"))
    given = evidence(stages, "structured", documents=untitled)
    one, passed = run("structured", given, {})
    assert not one["documents", "title_known"][0]
    assert first not in passed
    two, _ = run("structured", given, passed)
    assert {check: numbers[0] for check, numbers in two.items()} == {
        check: numbers[0] for check, numbers in one.items()
    }


def test_a_check_that_cannot_be_evaluated_passes_no_document(stages: Stages) -> None:
    given = evidence(stages, "raw", documents=stages["raw"]["documents"].drop("raw_text"))
    found, passed = run("raw", given, {})
    assert not found["documents", "bytes_decoded"][0]
    assert passed == {}


def test_a_digest_is_of_every_cell_of_the_document_and_of_no_other() -> None:
    table = pl.DataFrame({"document_id": ["a", "a", "b", None], "x": ["1", None, "3", "4"], "n": [1, 2, 3, 4]})
    base = document_digests({"t": table})
    assert set(base) == {"a", "b"}
    assert document_digests({"t": table.reverse()}) == base
    for row, column, value in ((0, "x", "2"), (1, "x", ""), (0, "n", 2)):
        cells = table[column].to_list()
        cells[row] = value
        other = document_digests({"t": table.with_columns(pl.Series(column, cells))})
        assert other["a"] != base["a"] and other["b"] == base["b"]
    assert document_digests({"t": table.slice(1)})["a"] != base["a"]
    assert document_digests({"u": table})["a"] != base["a"]
    assert document_digests({"t": table}, "2")["a"] != base["a"]
    swapped = table.with_columns(pl.col("x").reverse())
    assert document_digests({"t": swapped})["b"] != base["b"]
