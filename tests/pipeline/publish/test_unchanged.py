"""What is taken from the last release is what would be written anew; nothing else is taken."""

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from release_factory import stages

from pipeline.publish.manifest import ReleaseFacts
from pipeline.publish.package import build
from pipeline.publish.release import assemble
from pipeline.publish.unchanged import LastRelease
from pipeline.tables.published import GLOSSARY, NUMERIC_FACTS, PUBLISHED
from pipeline.tables.schema import Table

FACTS = ReleaseFacts("2026.1", "a" * 64, "b" * 64)
TABLES = assemble(stages(24))


@pytest.fixture
def last(tmp_path: Path) -> Path:
    folder = tmp_path / "last"
    folder.mkdir()
    build(TABLES, folder, FACTS)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def taken(last: Path, to: Path, data: pl.DataFrame, table: Table = GLOSSARY, facts: ReleaseFacts = FACTS) -> bool:
    (to / "parquet").mkdir(parents=True)
    (to / "csv").mkdir()
    return LastRelease(last, facts).take(data, table, to) is not None


def test_a_release_with_one_changed_table_is_the_one_written_anew(last: Path, tmp_path: Path) -> None:
    changed = {**TABLES, "glossary": TABLES["glossary"].head(3)}
    facts = replace(FACTS, sources_sha256="c" * 64)
    for name, before in (("reused", LastRelease(last, facts)), ("anew", None)):
        (tmp_path / name).mkdir()
        build(changed, tmp_path / name, facts, before)
    assert files(tmp_path / "reused") == files(tmp_path / "anew")


def test_every_table_of_the_same_rows_is_taken(last: Path, tmp_path: Path) -> None:
    for table in PUBLISHED:
        assert taken(last, tmp_path / table.name, TABLES[table.name], table), table.name


def test_other_rows_rules_or_versions_are_not_taken(last: Path, tmp_path: Path) -> None:
    data = TABLES["glossary"]
    assert taken(last, tmp_path / "same", data)
    assert not taken(last, tmp_path / "fewer", data.head(5))
    other = data.with_columns(term=pl.when(pl.int_range(pl.len()) == 7).then(pl.lit("别的")).otherwise("term"))
    assert not taken(last, tmp_path / "other", other)
    assert not taken(last, tmp_path / "rules", data, facts=replace(FACTS, rules_sha256="d" * 64))
    assert not taken(last, tmp_path / "version", data, facts=replace(FACTS, dataset_version="2027.1"))
    assert not taken(tmp_path / "nowhere", tmp_path / "none", data)


def test_a_negative_zero_is_another_number(last: Path, tmp_path: Path) -> None:
    data = TABLES["numeric_facts"]
    assert (data["value"] == 0.0).any()
    negative = data.with_columns(value=pl.when(value=0.0).then(-0.0).otherwise("value"))
    assert negative.equals(data)
    assert not taken(last, tmp_path / "to", negative, NUMERIC_FACTS)


@pytest.mark.parametrize("file", ["parquet/glossary.parquet", "csv/glossary.csv"])
def test_a_damaged_file_is_not_taken(last: Path, tmp_path: Path, file: str) -> None:
    content = bytearray((last / file).read_bytes())
    content[len(content) // 2] ^= 1
    (last / file).write_bytes(content)
    assert not taken(last, tmp_path / "flipped", TABLES["glossary"])
    (last / file).unlink()
    assert not taken(last, tmp_path / "missing", TABLES["glossary"])
