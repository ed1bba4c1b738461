"""The change table: every row that differs between two releases, and no other."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.changes import changes, read_tables, summary
from pipeline.publish.release import assemble
from pipeline.tables.arrow import frame
from pipeline.tables.published import MEASURE_UNITS, PUBLISHED
from tests.conftest import Stages

UNITS = st.dictionaries(
    st.tuples(st.sampled_from(["mea_a", "mea_b"]), st.integers(1, 3)),
    st.tuples(st.sampled_from(["区发改委", "区教育局"]), st.sampled_from(["lead", "cooperate"])),
)


def units(rows: dict[tuple[str, int], tuple[str, str]]) -> pl.DataFrame:
    made = [
        {
            "measure_id": measure, "document_id": "doc_a", "ordinal": n, "unit_name": name, "role": role,
            "is_group": False, "start": 0, "end": 4, "raw_start": 0, "raw_end": 4,
        }
        for (measure, n), (name, role) in rows.items()
    ]  # fmt: skip
    return frame(MEASURE_UNITS, made)


@given(UNITS, UNITS)
def test_every_row_that_differs_is_told_and_no_other(
    before: dict[tuple[str, int], tuple[str, str]], after: dict[tuple[str, int], tuple[str, str]]
) -> None:
    made = changes({"measure_units": units(before)}, {"measure_units": units(after)})
    told = {row["id"]: (row["change"], row["columns"]) for row in made.iter_rows(named=True)}
    expected = {}
    for key in before.keys() | after.keys():
        name = f"{key[0]}/{key[1]}"
        if key not in after:
            expected[name] = ("removed", [])
        elif key not in before:
            expected[name] = ("added", [])
        elif before[key] != after[key]:
            pairs = zip(("unit_name", "role"), before[key], after[key], strict=True)
            expected[name] = ("changed", [n for n, old, new in pairs if old != new])
    assert told == expected


def test_a_release_against_itself_and_against_none(stages: Stages) -> None:
    tables = assemble({k: v for k, v in stages.items() if k != "published"})
    assert changes(tables, tables).is_empty()
    assert summary(changes(tables, tables), tables, tables) == "Nothing changed."
    first = changes({}, tables)
    assert first.height == sum(t.height for t in tables.values()) and set(first["change"]) == {"added"}
    assert "first release" in summary(first, {}, tables)


def test_a_document_that_left_and_one_that_changed(stages: Stages) -> None:
    new = dict(stages["published"])
    gone, edited = new["documents"]["document_id"][0], new["documents"]["document_id"][1]
    last = new
    new = {n: t.filter(pl.col("document_id") != gone) if "document_id" in t.columns else t for n, t in new.items()}
    new["documents"] = new["documents"].with_columns(
        title=pl.when(document_id=edited).then(pl.lit("另一标题")).otherwise("title")
    )
    made = changes(last, new)
    assert made.filter(table="documents", change="changed")["columns"].to_list() == [["title"]]
    assert set(made.filter(change="removed")["document_id"]) == {gone}
    told = summary(made, last, new)
    assert "| documents | 0 | 1 | 1 |" in told and "- changed: 另一标题" in told and "- removed: " in told


def test_a_release_that_is_not_there_has_no_tables(tmp_path) -> None:  # type: ignore[no-untyped-def]
    assert read_tables(tmp_path) == {}
    (tmp_path / "parquet").mkdir()
    (tmp_path / "parquet" / f"{PUBLISHED[0].name}.parquet").write_bytes(b"no parquet")
    assert read_tables(tmp_path) == {}
