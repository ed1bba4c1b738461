"""What a release holds: its tables and files with their sizes and hashes, and what it was made from."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import file_digest
from pathlib import Path
from typing import Any, Final

from pipeline.publish.dataset import DATA_LICENCE, NAME
from pipeline.publish.errors import ReleaseError
from pipeline.tables.published import SCHEMA_VERSION

MANIFEST: Final = "manifest.json"
CHECKSUMS: Final = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """What only the caller knows of a release.

    `sources_sha256` and `rules_sha256` are digests of everything that came in and of everything that was applied;
    `counts` are figures to keep beside the release; `released_on` is a date (ISO 8601) set by hand with the version,
    never the clock.
    """

    dataset_version: str
    sources_sha256: str
    rules_sha256: str
    counts: Mapping[str, int] = field(default_factory=dict)
    released_on: str | None = None


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file of the release: its path below the release folder, its size and its hash."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class TableFacts:
    """One table of the release; `cut_cells` counts the cells that the CSV had to cut, by column."""

    name: str
    rows: int
    parquet: FileFacts
    csv: FileFacts
    cut_cells: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A release as it was written. `files` are the files beside the tables, but the manifest and the checksums."""

    dataset_version: str
    schema_version: str
    sources_sha256: str
    rules_sha256: str
    released_on: str | None
    counts: Mapping[str, int]
    tables: tuple[TableFacts, ...]
    files: tuple[FileFacts, ...]

    def listed(self) -> tuple[FileFacts, ...]:
        """Every file whose hash the manifest states."""
        return (*(f for table in self.tables for f in (table.parquet, table.csv)), *self.files)

    def table(self, name: str) -> TableFacts:
        """The facts of one table. Raises KeyError when the release has none of that name."""
        return {table.name: table for table in self.tables}[name]


def describe_file(folder: Path, path: str) -> FileFacts:
    """Size and SHA-256 of a file of the folder."""
    with (folder / path).open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
        return FileFacts(path, file.tell(), digest)


def make_manifest(facts: ReleaseFacts, tables: Iterable[TableFacts], files: Iterable[FileFacts]) -> Manifest:
    """The manifest of the tables and files that were written."""
    return Manifest(
        dataset_version=facts.dataset_version,
        schema_version=SCHEMA_VERSION,
        sources_sha256=facts.sources_sha256,
        rules_sha256=facts.rules_sha256,
        released_on=facts.released_on,
        counts=dict(sorted(facts.counts.items())),
        tables=tuple(tables),
        files=tuple(files),
    )


def manifest_json(manifest: Manifest) -> str:
    """The manifest as it stands in the release."""
    head = {"dataset": NAME, "license": DATA_LICENCE}
    return json.dumps(head | asdict(manifest), ensure_ascii=False, indent=2) + "\n"


def read_manifest(target: Path) -> Manifest | None:
    """The manifest of the release in a folder; None where there is none.

    Raises ReleaseError when a manifest.json stands there that is not ours or cannot be read.
    """
    path = target / MANIFEST
    try:
        stated = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise ReleaseError(f"{path} cannot be read: {error}") from error
    if not isinstance(stated, dict) or stated.get("dataset") != NAME:
        raise ReleaseError(f"{path} is not the manifest of a release of {NAME}")
    try:
        return _from_json(stated)
    except (KeyError, TypeError) as error:
        raise ReleaseError(f"{path} is not a manifest that this version can read: {error!r}") from error


def _from_json(stated: Mapping[str, Any]) -> Manifest:
    tables = (
        TableFacts(t["name"], t["rows"], FileFacts(**t["parquet"]), FileFacts(**t["csv"]), t["cut_cells"])
        for t in stated["tables"]
    )
    return Manifest(
        dataset_version=stated["dataset_version"],
        schema_version=stated["schema_version"],
        sources_sha256=stated["sources_sha256"],
        rules_sha256=stated["rules_sha256"],
        released_on=stated["released_on"],
        counts=stated["counts"],
        tables=tuple(tables),
        files=tuple(FileFacts(**f) for f in stated["files"]),
    )


def checksums(files: Iterable[FileFacts]) -> str:
    """The files as `sha256sum --check` reads them."""
    return "".join(f"{f.sha256}  {f.path}\n" for f in sorted(files, key=lambda f: f.path))
