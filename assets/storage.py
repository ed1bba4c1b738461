"""Stage tables on disk. A stage is whole or absent: its manifest is written last and names every file's digest."""

import json
import os
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

import polars as pl

from pipeline.tables.arrow import conform
from pipeline.tables.stages import ALL_STAGES

Frames = dict[str, pl.DataFrame]
MANIFEST = "stage.json"
PASSED = "passed.json"
COMPRESSION: Final = "lz4"
"""Stage tables are written at every run and read once or twice: against zstd 60% of the time, 170% of the bytes."""


class StageMissingError(Exception):
    """A stage was asked for that has not been materialised, or whose files are damaged."""


class StageStore:
    """The stage tables of one release, one folder a stage."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, stage: str, tables: Mapping[str, pl.DataFrame], inputs: Mapping[str, str] | None = None) -> None:
        """Replace a stage's tables. `inputs` is what each document was made from (see `assets.reuse`).

        A kill half-way leaves a folder that `read` refuses, never a mixture that it takes.
        """
        folder = self._folder / stage
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MANIFEST).unlink(missing_ok=True)
        files = {}
        for table in ALL_STAGES[stage]:
            if table.name in tables:
                path = folder / f"{table.name}.parquet"
                conform(table, tables[table.name]).write_parquet(path, compression=COMPRESSION)
                files[table.name] = sha256(path.read_bytes()).hexdigest()
        _replace(folder / MANIFEST, json.dumps({"files": files, "inputs": dict(inputs or {})}))

    def reject(self, stage: str, tables: Mapping[str, pl.DataFrame]) -> Path:
        """Keep tables that a check held back, for a person to look at; returns their folder. Nothing reads them."""
        folder = self._folder / "rejected" / stage
        folder.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            table.write_parquet(folder / f"{name}.parquet")
        return folder

    def path(self, stage: str, table: str) -> Path:
        """The Parquet file of one table, for a person to open."""
        return self._folder / stage / f"{table}.parquet"

    def read(self, stage: str, *names: str) -> Frames:
        """The named tables of a stage, or all. Raises StageMissingError when the stage is absent or damaged."""
        files = self._manifest(stage)["files"]
        return {name: self._table(stage, name, files[name]) for name in names or files}

    def inputs(self, stage: str) -> dict[str, str]:
        """Document id to the digest of what it was made from; empty when the stage is absent or damaged."""
        try:
            return self._manifest(stage)["inputs"]
        except StageMissingError:
            return {}

    def passed(self, stage: str) -> dict[str, str]:
        """The documents that passed the checks of a stage, as `note_passed` was told; none where that is unreadable."""
        try:
            noted = json.loads((self._folder / stage / PASSED).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return noted if isinstance(noted, dict) else {}

    def note_passed(self, stage: str, documents: Mapping[str, str]) -> None:
        """Note for the next run which documents passed: each with a digest of its rows and of the checks."""
        (self._folder / stage).mkdir(parents=True, exist_ok=True)
        _replace(self._folder / stage / PASSED, json.dumps(dict(documents)))

    def _manifest(self, stage: str) -> dict[str, dict[str, str]]:
        try:
            made: dict[str, dict[str, str]] = json.loads((self._folder / stage / MANIFEST).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise StageMissingError(
                f"stage {stage} has not been made yet, or not to its end: materialise it first"
            ) from error
        return made

    def _table(self, stage: str, name: str, digest: str) -> pl.DataFrame:
        path = self._folder / stage / f"{name}.parquet"
        try:
            content = path.read_bytes()
        except OSError as error:
            raise StageMissingError(
                f"stage {stage}: table {name} cannot be read ({error}): materialise it again"
            ) from error
        if sha256(content).hexdigest() != digest:
            raise StageMissingError(f"stage {stage}: table {name} is not as it was written: materialise it again")
        return pl.read_parquet(content)


def _replace(path: Path, text: str) -> None:
    """Write beside, sync, replace: a reader sees the old content or the new, nothing between."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(path)
