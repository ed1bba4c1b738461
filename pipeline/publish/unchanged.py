"""Files of the last release that need not be written again, because the same writer made them of the same rows."""

from hashlib import sha256
from pathlib import Path

import polars as pl

from pipeline.publish.errors import ReleaseError
from pipeline.publish.manifest import FileFacts, Manifest, ReleaseFacts, TableFacts, read_manifest
from pipeline.tables.published import SCHEMA_VERSION
from pipeline.tables.schema import Table


class LastRelease:
    """The release that stands in a folder; of one that other rules or libraries made, nothing is taken."""

    def __init__(self, folder: Path, facts: ReleaseFacts) -> None:
        self._folder = folder
        last = _manifest(folder)
        made_alike = last is not None and (
            (last.rules_sha256, last.dataset_version, last.schema_version)
            == (facts.rules_sha256, facts.dataset_version, SCHEMA_VERSION)
        )
        self._tables = {table.name: table for table in last.tables} if last and made_alike else {}

    def take(self, data: pl.DataFrame, table: Table, folder: Path) -> TableFacts | None:
        """Copies the table's files into the folder if they hold these very rows; None where they do not.

        A file that is not what the manifest says is not taken.
        """
        stated = self._tables.get(table.name)
        if stated is None or stated.rows != data.height:
            return None
        parquet, csv = self._content(stated.parquet), self._content(stated.csv)
        if parquet is None or csv is None or not _identical(pl.read_parquet(parquet), data):
            return None
        (folder / stated.parquet.path).write_bytes(parquet)
        (folder / stated.csv.path).write_bytes(csv)
        return stated

    def _content(self, file: FileFacts) -> bytes | None:
        try:
            content = (self._folder / file.path).read_bytes()
        except OSError:
            return None
        return content if sha256(content).hexdigest() == file.sha256 else None


def _manifest(folder: Path) -> Manifest | None:
    try:
        return read_manifest(folder)
    except ReleaseError:
        return None


def _identical(one: pl.DataFrame, other: pl.DataFrame) -> bool:
    """The same columns, types and values; 0.0 and -0.0, which count as equal, are told apart by what 1 over them is."""
    if one.schema != other.schema or not one.equals(other):
        return False
    floats = [(1 / pl.col(name)).alias(name) for name, dtype in one.schema.items() if dtype == pl.Float64]
    return not floats or one.select(floats).equals(other.select(floats))
