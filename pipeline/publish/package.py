"""All files of a release, built into an empty folder."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from pipeline.publish.accuracy import ACCURACY_FILE, MEASURED_FILE, read_accuracy
from pipeline.publish.croissant import croissant
from pipeline.publish.csv import write_csv
from pipeline.publish.datapackage import datapackage
from pipeline.publish.dictionary import DICTIONARY, dictionary_page, dictionary_table
from pipeline.publish.manifest import (
    CHECKSUMS,
    MANIFEST,
    Manifest,
    ReleaseFacts,
    TableFacts,
    checksums,
    describe_file,
    make_manifest,
    manifest_json,
)
from pipeline.publish.parquet import write_parquet
from pipeline.publish.readme import release_page
from pipeline.publish.unchanged import LastRelease
from pipeline.tables.published import PUBLISHED
from pipeline.tables.schema import Table


def build(
    tables: Mapping[str, pl.DataFrame], folder: Path, facts: ReleaseFacts, last: LastRelease | None = None
) -> Manifest:
    """Writes the whole release into an empty folder, the manifest last; returns the manifest.

    The same tables and facts give the same bytes, whether or not some are taken from the `last` release. Raises
    ValueError when a table is missing, unknown or not as declared.
    """
    if set(tables) != (declared := {table.name for table in PUBLISHED}):
        raise ValueError(f"tables missing or not declared: {sorted(set(tables) ^ declared)}")
    (folder / "parquet").mkdir()
    (folder / "csv").mkdir()
    written = [_write_table(tables[table.name], table, folder, facts, last) for table in PUBLISHED]
    texts = {
        "README.md": release_page(written, facts, read_accuracy()),
        "croissant.json": _json(croissant(written, facts)),
        "data_dictionary.md": dictionary_page(),
        "datapackage.json": _json(datapackage(written, facts)),
    }
    for name, text in texts.items():
        _write(folder / name, text)
    write_csv(dictionary_table(), DICTIONARY, folder / "data_dictionary.csv")
    (folder / ACCURACY_FILE).write_bytes(MEASURED_FILE.read_bytes())
    files = [describe_file(folder, name) for name in sorted([*texts, ACCURACY_FILE, "data_dictionary.csv"])]
    manifest = make_manifest(facts, written, files)
    _write(folder / MANIFEST, manifest_json(manifest))
    _write(folder / CHECKSUMS, checksums((*manifest.listed(), describe_file(folder, MANIFEST))))
    return manifest


def _write_table(
    data: pl.DataFrame, table: Table, folder: Path, facts: ReleaseFacts, last: LastRelease | None
) -> TableFacts:
    if last and (taken := last.take(data, table, folder)):
        return taken
    parquet, csv = f"parquet/{table.name}.parquet", f"csv/{table.name}.csv"
    write_parquet(data, table, folder / parquet, facts.dataset_version)
    cut = write_csv(data, table, folder / csv)
    return TableFacts(table.name, len(data), describe_file(folder, parquet), describe_file(folder, csv), cut)


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _write(path: Path, text: str) -> None:
    """The same line ends on every system."""
    path.write_text(text, "utf-8", newline="\n")
