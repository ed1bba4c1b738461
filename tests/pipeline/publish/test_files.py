"""The files of a table: what other programs read in them."""

import csv
import json
import math
import re

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from release_factory import LONG, NASTY_TEXTS, nasty, stages

from pipeline.publish.csv import CELL_LIMIT, CUT_SIGN, GUARDED, read_csv, write_csv
from pipeline.publish.parquet import write_parquet
from pipeline.publish.release import assemble
from pipeline.tables.arrow import frame
from pipeline.tables.published import NUMERIC_TARGETS, PUBLISHED, REMOVED_PASSAGES
from pipeline.tables.schema import Column, Table

ROWS = 40
PLAIN = Table(
    "plain",
    "",
    "",
    "",
    (
        Column("id", "string", "", "", ""),
        Column("text", "string", "", "", "", True),
        Column("items", "list<string>", "", "", "", True),
        Column("number", "float64", "", "", "", True),
        Column("day", "date", "", "", "", True),
        Column("yes", "bool", "", "", "", True),
    ),
    ("id",),
    (),
)


@pytest.fixture(scope="module")
def tables():
    return assemble(stages(ROWS))


@pytest.fixture(scope="module")
def folder(tmp_path_factory, tables):
    made = tmp_path_factory.mktemp("files")
    for table in PUBLISHED:
        write_parquet(tables[table.name], table, made / f"{table.name}.parquet", "2026.1")
        write_csv(tables[table.name], table, made / f"{table.name}.csv")
    return made


def cells(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


def written(tmp_path, *texts, table=PLAIN):
    path = tmp_path / "t.csv"
    rows = [{"id": f"x_{n}", "text": text} for n, text in enumerate(texts)]
    cut = write_csv(frame(table, rows), table, path)
    return [row[1] for row in cells(path)[1:]], cut, read_csv(path, table)["text"].to_list()


@pytest.mark.parametrize("table", PUBLISHED, ids=lambda t: t.name)
def test_parquet_holds_every_cell_for_every_reader(folder, tables, table):
    path = folder / f"{table.name}.parquet"
    expected = tables[table.name]
    assert pl.read_parquet(path).equals(expected)
    assert pl.DataFrame(duckdb.sql(f"FROM '{path}'").arrow()).equals(expected)
    assert pq.read_table(path).to_pylist() == expected.to_dicts()
    arrow_typed = pd.read_parquet(path, dtype_backend="pyarrow")
    assert list(arrow_typed.columns) == list(table.names) and len(arrow_typed) == ROWS


def test_parquet_says_what_it_holds(folder):
    path = folder / "numeric_targets.parquet"
    field = pq.read_schema(path).field("bound")
    assert field.metadata[b"description"].decode() == NUMERIC_TARGETS.column("bound").description
    keys = dict(duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall())
    assert json.loads(keys[b"columns"])["bound"]["codes"]["ge"]
    assert keys[b"dataset_version"] == b"2026.1"


def test_parquet_is_compressed_with_statistics_and_page_index(folder):
    column = pq.ParquetFile(folder / "numeric_targets.parquet").metadata.row_group(0).column(0)
    assert (column.compression, column.is_stats_set, column.has_column_index) == ("ZSTD", True, True)


def test_parquet_bytes_do_not_tell_how_polars_chunked_the_frame(tmp_path):
    whole = nasty(NUMERIC_TARGETS, 30)
    pieces = pl.concat([whole[:7], whole[7:8], whole[8:]], rechunk=False)
    for name, data in (("a", whole), ("b", pieces)):
        write_parquet(data, NUMERIC_TARGETS, tmp_path / name, "1")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_parquet_refuses_a_missing_value_where_none_may_be(tmp_path):
    spoiled = nasty(NUMERIC_TARGETS, 3).with_columns(quote=pl.lit(None, pl.String))
    with pytest.raises(ValueError, match=r"numeric_targets.*quote"):
        write_parquet(spoiled, NUMERIC_TARGETS, tmp_path / "t", "1")


@pytest.mark.parametrize("table", PUBLISHED, ids=lambda t: t.name)
def test_csv_equals_parquet_cell_for_cell_except_where_cut(folder, tables, table):
    back = read_csv(folder / f"{table.name}.csv", table)
    for name in table.names:
        for found, expected in zip(back[name].to_list(), tables[table.name][name].to_list(), strict=True):
            assert found == expected or (expected == LONG and CUT_SIGN in found)


@pytest.mark.parametrize("table", PUBLISHED, ids=lambda t: t.name)
def test_csv_opens_rightly_in_a_spreadsheet(folder, table):
    path = folder / f"{table.name}.csv"
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf") and raw.endswith(b"\r\n")
    assert len(raw.decode("utf-8-sig").splitlines()) == raw.count(b"\n") == raw.count(b"\r") == ROWS + 1
    texts = {c.name for c in table.columns if c.dtype in ("string", "list<string>")}
    header, *rows = cells(path)
    for row in rows:
        for name, cell in zip(header, row, strict=True):
            assert len(cell.encode("utf-16-le")) <= 2 * CELL_LIMIT
            assert name not in texts or not re.match(r"[=+\-@\t\r\x00]", cell)
            assert name in texts or not cell.startswith("'")


def test_csv_numbers_are_numbers_and_ids_and_codes_are_texts_for_pandas_and_duckdb(folder, tables):
    path = folder / "numeric_targets.csv"
    read = pd.read_csv(path, keep_default_na=False, na_values=[""])
    assert read["value"].tolist() == tables["numeric_targets"]["value"].to_list()
    for column in ("target_id", "document_id", "measure_id"):
        assert read[column].dropna().map(lambda v: isinstance(v, str)).all()
    types = dict(duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{path}')").fetchall())
    assert types["target_id"] == "VARCHAR" and types["value"] == "DOUBLE" and types["period_start"] == "DATE"
    assert duckdb.sql(f"SELECT value FROM '{path}'").fetchall() == tables["numeric_targets"].select("value").rows()


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("---2023年1月6日在大会上", "'---2023年1月6日在大会上"),
        ("＝1", "'＝1"),
        ("'引", "''引"),
        ("(1)", "'(1)"),
        ("(一)", "(一)"),
        ("1.", "'1."),
        ("1.推进", "1.推进"),
        ("3/4", "'3/4"),
        ("2021-09", "'2021-09"),
        ("2021年3月", "'2021年3月"),
        ("007", "'007"),
        ("2.70", "'2.70"),
        ("2.7", "2.7"),
        ("310106", "310106"),
        ("310106198001011234", "'310106198001011234"),
        ("TRUE", "'TRUE"),
        ("甲\n乙\r\n丙", "甲↵乙␍↵丙"),
        ("键↵入", "键⎋↵入"),
        ("⎋", "⎋⎋"),
        ("", ""),
    ],
)
def test_a_text_cell_is_shown_so_and_reads_back(tmp_path, text, cell):
    assert written(tmp_path, text) == ([cell], {}, [text])


@pytest.mark.parametrize(
    ("number", "cell"),
    [(2.7e8, "270000000"), (143780.54, "143780.54"), (1e15, "1000000000000000"), (-0.5, "-0.5"), (5e-7, "0.0000005")],
)
def test_numbers_are_written_plainly_and_never_guarded(tmp_path, number, cell):
    write_csv(frame(PLAIN, [{"id": "x", "number": number}]), PLAIN, tmp_path / "t.csv")
    assert cells(tmp_path / "t.csv")[1][3] == cell


def test_a_long_text_is_cut_with_a_mark_and_counted(tmp_path):
    limit = "字" * CELL_LIMIT
    (short, long, wide), cut, back = written(tmp_path, limit, limit + "字", "𠮷" * 20_000)
    assert cut == {"text": 2} and back[0] == short == limit
    assert CUT_SIGN in long and "32768" in long and CUT_SIGN in wide and "20000" in wide
    assert [len(cell.encode("utf-16-le")) // 2 for cell in (long, wide)] == [CELL_LIMIT, CELL_LIMIT - 1]


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_a_number_that_is_none_is_refused(tmp_path, number):
    with pytest.raises(ValueError, match="plain: number"):
        write_csv(frame(PLAIN, [{"id": "x", "number": number}]), PLAIN, tmp_path / "t.csv")


def test_a_list_with_a_missing_item_is_refused(tmp_path):
    with pytest.raises(ValueError, match="items"):
        write_csv(frame(PLAIN, [{"id": "x", "items": ["a", None]}]), PLAIN, tmp_path / "t.csv")


def test_reading_another_table_is_refused(folder):
    with pytest.raises(ValueError, match="has not the columns"):
        read_csv(folder / "sources.csv", REMOVED_PASSAGES)


def test_reading_a_spoiled_cell_is_refused(tmp_path):
    (tmp_path / "t.csv").write_text("id,text,items,number,day,yes\nx,,,eins,,\n", "utf-8-sig")
    with pytest.raises(ValueError, match="not of its column's type"):
        read_csv(tmp_path / "t.csv", PLAIN)


TEXTS = st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("=+-@'\t\n\r\x00;⎋↵␍,\"10.()/")))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "id": TEXTS,
                "text": st.none() | TEXTS | st.sampled_from(NASTY_TEXTS[:-1]),
                "items": st.none() | st.lists(TEXTS, max_size=4),
                "number": st.none() | st.floats(allow_nan=False, allow_infinity=False),
                "day": st.none() | st.dates(),
                "yes": st.none() | st.booleans(),
            }
        ),
        max_size=5,
    )
)
def test_csv_gives_back_every_cell(tmp_path_factory, rows):
    path = tmp_path_factory.getbasetemp() / "law.csv"
    data = frame(PLAIN, rows)
    assert write_csv(data, PLAIN, path) == {}
    assert read_csv(path, PLAIN).equals(data)


def test_the_guard_takes_linear_time():
    assert pl.Series(["1" * 1_000_000 + "x"]).str.contains(GUARDED).to_list() == [False]
