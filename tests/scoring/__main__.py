"""`make accuracy`: measure the tables against the labels and write the figures where every release takes them from.

Without a dataset the five documents of `sources/` are taken through the stages. For documents outside the project:
`make dataset SOURCES=… OUTPUT=RELEASE`, then `python -m tests.scoring --dataset RELEASE --set held_out`.
"""

import argparse
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from pipeline.publish.accuracy import accuracy_page, write_accuracy
from pipeline.tables.accuracy import ALL, LABEL_SETS, RECOMPUTED
from tests.conftest import ROOT, through_stages
from tests.scoring.labels import read_labels
from tests.scoring.score import accuracy, compare

TABLES = ("documents", "measures", "measure_units", "numeric_targets", "numeric_facts")


def main(arguments: list[str] | None = None) -> None:
    """Measures, writes and prints; with --wrong also says what is missed, false or wrong."""
    options = _options(arguments)
    labelled = read_labels(options.gold, options.set)
    tables = _release(options.dataset) if options.dataset else through_stages(ROOT / "sources")["published"]
    tallies = compare(tables, labelled)
    rows = accuracy(tallies, labelled, options.set)
    if not options.only_print:
        write_accuracy(rows)
    print(accuracy_page(rows, "en"))
    for line in tallies[ALL].wrong[: options.wrong]:
        print(line)


def _options(arguments: list[str] | None) -> argparse.Namespace:
    cli = argparse.ArgumentParser(
        prog="python -m tests.scoring", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    cli.add_argument("--dataset", type=Path, help="folder of a release; else the tables are made from sources/")
    cli.add_argument("--gold", type=Path, default=ROOT / "tests" / "gold", help="folder of labels")
    cli.add_argument("--set", choices=list(LABEL_SETS.values), default=RECOMPUTED, help="which labels of the folder")
    cli.add_argument("--wrong", type=int, default=0, metavar="N", help="print the first N rows that are not right")
    cli.add_argument("--only-print", action="store_true", help="leave accuracy.csv as it is")
    options = cli.parse_args(arguments)
    if options.dataset and options.set == RECOMPUTED and not options.only_print:
        cli.error(f"the set {RECOMPUTED} is measured on sources/ only, as the test does; name another with --set")
    return options


def _release(folder: Path) -> Mapping[str, pl.DataFrame]:
    return {name: pl.read_parquet(folder / "parquet" / f"{name}.parquet") for name in TABLES}


if __name__ == "__main__":
    main()
