"""Reading a release again: is it what its manifest says?"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.csv import read_csv
from pipeline.publish.errors import ReleaseError
from pipeline.publish.manifest import (
    CHECKSUMS,
    MANIFEST,
    FileFacts,
    Manifest,
    TableFacts,
    checksums,
    describe_file,
    read_manifest,
)
from pipeline.tables.arrow import arrow_schema
from pipeline.tables.published import PUBLISHED
from pipeline.tables.schema import Table

_LITTER: Final = {".DS_Store", "Thumbs.db", "desktop.ini", ".gitkeep", ".keep"}
_LITTER_BEGINS: Final = ("~$", ".~lock.")
"""What file managers, version control and open spreadsheets leave in a folder; no part of a release, and no harm."""


def verify_release(target: Path) -> list[str]:
    """What is wrong with the release in a folder, in words; nothing where all is well.

    Every file is hashed, every Parquet read in full, and every CSV compared with its Parquet cell for cell.
    """
    try:
        manifest = read_manifest(target)
    except ReleaseError as error:
        return [str(error)]
    if manifest is None:
        return [f"{target} holds no {MANIFEST}"]
    return [*_files(target, manifest), *_tables(target, manifest)]


def files_below(folder: Path) -> Iterator[str]:
    """Paths of all files below a folder, seen from it, but what file managers and open spreadsheets leave there."""
    for path in folder.rglob("*"):
        if not path.is_dir() and path.name not in _LITTER and not path.name.startswith(_LITTER_BEGINS):
            yield path.relative_to(folder).as_posix()


def _files(target: Path, manifest: Manifest) -> Iterator[str]:
    listed = manifest.listed()
    yield from (problem for stated in listed for problem in _file(target, stated))
    if (target / CHECKSUMS).is_file():
        if (target / CHECKSUMS).read_text("utf-8") != checksums((*listed, describe_file(target, MANIFEST))):
            yield f"{CHECKSUMS} does not agree with {MANIFEST}"
    else:
        yield f"{CHECKSUMS} is missing"
    for path in sorted(set(files_below(target)) - {MANIFEST, CHECKSUMS, *(f.path for f in listed)}):
        yield f"{path} is no part of the release"


def _file(target: Path, stated: FileFacts) -> Iterator[str]:
    if not (target / stated.path).is_file():
        yield f"{stated.path} is missing"
    elif (found := describe_file(target, stated.path)).bytes != stated.bytes:
        yield f"{stated.path} has {found.bytes} bytes, the manifest says {stated.bytes}"
    elif found.sha256 != stated.sha256:
        yield f"{stated.path} has another content than the manifest says"


def _tables(target: Path, manifest: Manifest) -> Iterator[str]:
    stated = {table.name: table for table in manifest.tables}
    for table in PUBLISHED:
        if table.name in stated:
            yield from _table(target, table, stated.pop(table.name))
        else:
            yield f"the table {table.name} is missing"
    yield from (f"the table {name} is not declared" for name in stated)


def _table(target: Path, table: Table, stated: TableFacts) -> Iterator[str]:
    try:
        read = pq.ParquetFile(target / stated.parquet.path).read()
        copy = read_csv(target / stated.csv.path, table)
    except (OSError, ValueError, pa.ArrowException, pl.exceptions.PolarsError) as error:
        yield f"the table {table.name} cannot be read: {error}"
        return
    if not read.schema.equals(arrow_schema(table)):
        yield f"{stated.parquet.path} has not the declared columns"
    elif read.num_rows != stated.rows:
        yield f"{stated.parquet.path} has {read.num_rows} rows, the manifest says {stated.rows}"
    elif len(copy) != stated.rows:
        yield f"{stated.csv.path} has {len(copy)} rows, the manifest says {stated.rows}"
    elif (differing := _differing(copy, pl.DataFrame(read))) != stated.cut_cells:
        yield f"{stated.csv.path} differs from the Parquet in other cells than those cut: {differing}"


def _differing(one: pl.DataFrame, other: pl.DataFrame) -> dict[str, int]:
    """Number of cells that differ, by column, for columns that have any."""
    counts = {name: int(one[name].ne_missing(other[name]).sum()) for name in one.columns}
    return {name: count for name, count in counts.items() if count}
