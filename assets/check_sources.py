"""`make check-sources`: each mistake of the catalogue with its line, and how much there is to read. Fetches nothing."""

import argparse
import sys
from collections import Counter
from pathlib import Path

import polars as pl

from assets.folders import ROOT
from pipeline.read.catalogue import Catalogue, load_catalogue
from pipeline.read.stage import SourceFolderError, find_sources


def main(arguments: list[str] | None = None) -> int:
    """0 when nothing is wrong, 1 when something is (errors and warnings), 2 when the folder cannot be read."""
    cli = argparse.ArgumentParser(prog="make check-sources", description=__doc__)
    cli.add_argument("--sources", type=Path, default=ROOT / "sources", help="folder of documents")
    folder = cli.parse_args(arguments).sources.resolve()
    try:
        found, issues = find_sources(folder)
    except SourceFolderError as error:
        print(f"make check-sources: {error}", file=sys.stderr)
        return 2
    wrong = [i for i in issues if i["severity"] != "info"]
    for one in issues:
        print(f"{one['severity']:<8}{one['message']}")
    refused = found.filter(pl.col("refusal").is_not_null())
    for source, kind, why in refused.select("source", "refusal_kind", "refusal").iter_rows():
        print(f"{'error':<8}{why if kind == 'catalogue' else f'{source}: {why}'}")
    print(_summary(load_catalogue(folder), found, folder))
    return 1 if wrong or refused.height else 0


def _summary(catalogue: Catalogue, found: pl.DataFrame, folder: Path) -> str:
    """What there is to read, in a few words."""
    kinds = Counter(entry.kind for entry in catalogue.entries.values())
    listed = ", ".join(f"{n} {kind}" for kind, n in kinds.items()) or "nothing"
    named = f"The catalogue names {listed}." if catalogue.found else "There is no catalogue."
    readable = found.filter(pl.col("refusal").is_null()).height
    return f"{named} {readable:,} documents to read in {folder}; addresses are asked by `make dataset` only."


if __name__ == "__main__":
    sys.exit(main())
