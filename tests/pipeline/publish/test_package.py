"""What the files around the tables say."""

import csv
import json
import re
from hashlib import sha256

import duckdb
import polars as pl
import pytest
from release_factory import stages

from pipeline.publish.csv import read_csv
from pipeline.publish.dictionary import DICTIONARY
from pipeline.publish.manifest import CHECKSUMS, MANIFEST, ReleaseFacts, read_manifest
from pipeline.publish.package import build
from pipeline.publish.release import assemble
from pipeline.tables.published import PUBLISHED, SCHEMA_VERSION

FACTS = ReleaseFacts("2026.1", "a" * 64, "b" * 64, {"documents": 5}, released_on="2026-01-31")
TOP = {
    "README.md",
    "accuracy.csv",
    "croissant.json",
    "data_dictionary.csv",
    "data_dictionary.md",
    "datapackage.json",
    CHECKSUMS,
    MANIFEST,
}


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    folder = tmp_path_factory.mktemp("release")
    build(assemble(stages(24)), folder, FACTS)
    return folder


def digest(folder, path):
    return sha256((folder / path).read_bytes()).hexdigest()


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def loaded(folder, name):
    return json.loads((folder / name).read_text("utf-8"))


def test_the_folder_holds_what_is_announced_and_nothing_else(release):
    tables = {f"{form}/{t.name}.{form}" for t in PUBLISHED for form in ("parquet", "csv")}
    assert set(files(release)) == TOP | tables


def test_the_same_tables_give_the_same_bytes(release, tmp_path):
    build(assemble(stages(24)), tmp_path, FACTS)
    assert files(tmp_path) == files(release)


def test_no_file_names_the_machine(release):
    for path, content in files(release).items():
        assert str(release).encode() not in content, path


def test_the_manifest_states_rows_bytes_hashes_and_what_it_was_made_from(release):
    manifest = read_manifest(release)
    assert manifest is not None
    assert (manifest.dataset_version, manifest.schema_version) == ("2026.1", SCHEMA_VERSION)
    assert (manifest.sources_sha256, manifest.rules_sha256, manifest.counts) == ("a" * 64, "b" * 64, {"documents": 5})
    assert manifest.table("documents").rows == 24
    for file in manifest.listed():
        assert (file.bytes, file.sha256) == ((release / file.path).stat().st_size, digest(release, file.path))


def test_checksums_cover_every_file_but_themselves(release):
    lines = (release / CHECKSUMS).read_text("utf-8").splitlines()
    stated = {path: sha for sha, path in (line.split("  ") for line in lines)}
    assert stated == {p: sha256(content).hexdigest() for p, content in files(release).items() if p != CHECKSUMS}


def test_the_data_package_describes_the_csv_as_it_is(release):
    package = loaded(release, "datapackage.json")
    assert package["licenses"][0]["name"] == "CC-BY-4.0" and package["version"] == "2026.1"
    names = {r["name"]: {f["name"] for f in r["schema"]["fields"]} for r in package["resources"]}
    for resource, table in zip(package["resources"], PUBLISHED, strict=True):
        path = release / resource["path"]
        assert resource["bytes"] == path.stat().st_size
        assert resource["hash"] == f"sha256:{digest(release, resource['path'])}"
        assert resource["parquet"]["hash"] == f"sha256:{digest(release, resource['parquet']['path'])}"
        with path.open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.reader(file)) == [f["name"] for f in resource["schema"]["fields"]]
        assert resource["schema"]["primaryKey"] == list(table.primary_key)
        for key in resource["schema"].get("foreignKeys", ()):
            other = key["reference"]["resource"] or resource["name"]
            assert set(key["reference"]["fields"]) <= names[other]


def test_codes_are_constraints_too_for_readers_that_overlook_categories(release):
    fields = {
        (r["name"], f["name"]): f
        for r in loaded(release, "datapackage.json")["resources"]
        for f in r["schema"]["fields"]
    }
    for table in PUBLISHED:
        for column in table.columns:
            field = fields[table.name, column.name]
            assert field.get("constraints", {}).get("enum") == (column.codes and list(column.codes.values))


def test_croissant_names_every_column_of_every_parquet(release):
    croissant = loaded(release, "croissant.json")
    assert croissant["@context"]["@vocab"] == "https://schema.org/" and croissant["datePublished"] == "2026-01-31"
    for file in croissant["distribution"]:
        assert file["sha256"] == digest(release, file["contentUrl"])
        assert file["encodingFormat"] == "application/x-parquet"
    sets = {s["@id"]: s for s in croissant["recordSet"]}
    for table in PUBLISHED:
        columns = [f["source"]["extract"]["column"] for f in sets[table.name]["field"]]
        assert columns == list(table.names)
    assert {r["bound/code"] for r in sets["bound"]["data"]} == {"eq", "approx", "ge", "gt", "le", "lt"}


def test_ids_in_croissant_are_unique(release):
    croissant = loaded(release, "croissant.json")
    ids = [f["@id"] for f in croissant["distribution"]] + [s["@id"] for s in croissant["recordSet"]]
    ids += [f["@id"] for s in croissant["recordSet"] for f in s["field"]]
    assert len(ids) == len(set(ids))


def test_the_dictionary_has_a_row_for_every_column_in_both_languages(release):
    rows = read_csv(release / "data_dictionary.csv", DICTIONARY)
    named = {(t.name, c.name) for t in PUBLISHED for c in t.columns}
    assert set(rows.select("table", "column").rows()) == named
    assert not rows.select(pl.col("description", "description_zh", "title_zh").is_null().any()).row(0).count(True)
    page = (release / "data_dictionary.md").read_text("utf-8")
    assert all(f"`{column}` " in page for _, column in named)


def test_the_readme_states_rows_version_licence_and_cut_cells(release):
    page = (release / "README.md").read_text("utf-8")
    assert (
        "2026.1" in page and "CC-BY-4.0" in page and "| documents | 24 |" in page and "| documents 文件 | 24 |" in page
    )
    assert "`documents.text` 1" in page


def test_the_examples_of_the_readme_run(release, monkeypatch):
    monkeypatch.chdir(release)
    page = (release / "README.md").read_text("utf-8")
    python, sql = (re.search(rf"```{language}\n(.*?)```", page, re.DOTALL)[1] for language in ("python", "sql"))
    names = {}
    exec(python, names)
    assert len(names["targets"]) == 24
    assert len(duckdb.sql(sql).fetchall()) == 24


def test_tables_must_be_those_declared(tmp_path):
    tables = assemble(stages(3))
    with pytest.raises(ValueError, match="numerals"):
        build({name: data for name, data in tables.items() if name != "numerals"}, tmp_path, FACTS)
