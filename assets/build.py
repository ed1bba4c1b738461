"""`make dataset`: materialise all assets in one run, with progress and a summary in the terminal."""

import argparse
import logging
import sys
import warnings
from pathlib import Path
from typing import Any

from assets.folders import HOME, ROOT, Folders, prepare_home
from assets.resources import BusyError
from assets.storage import StageMissingError, StageStore
from assets.versions import release_state
from pipeline.publish.errors import ReleaseError
from pipeline.publish.verify import verify_release
from pipeline.read.catalogue import load_catalogue
from pipeline.read.fetched import address_entries
from pipeline.read.stage import SourceFolderError, fingerprint
from pipeline.tables.codes import CHANGE


class HistoryError(Exception):
    """Dagster's own database, which holds the history of runs, cannot be written."""


def main(arguments: list[str] | None = None) -> int:
    """Build the release; 0 when it stands, 1 when a check held it back, 2 when the folders cannot be used."""
    options = _options(arguments)
    folders = Folders(sources=str(options.sources.resolve()), output=str(options.output.resolve()))
    _show_progress()
    try:
        # What the addresses say today is known only when they have been asked.
        asks = not options.no_fetch and bool(address_entries(load_catalogue(folders.sources_path)))
        state = release_state(fingerprint(folders.sources_path))
        if not options.force and not asks and _is_current(folders, state):
            print(f"Nothing has changed: {folders.output_path} is the release of {folders.sources_path}.")
            return 0
        if not _materialise(folders, options):
            print("The release was held back; the last one stands as it was. `make ui` shows each failed check.")
            return 1
    except (SourceFolderError, ReleaseError, BusyError, HistoryError) as error:
        print(f"make dataset: {error}", file=sys.stderr)
        return 2
    _summarise(folders)
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    cli = argparse.ArgumentParser(prog="make dataset", description=__doc__)
    cli.add_argument("--sources", type=Path, default=ROOT / "sources", help="folder of documents")
    cli.add_argument("--output", type=Path, default=ROOT / "output", help="folder of the release")
    cli.add_argument("--force", action="store_true", help="build every document anew, even when nothing has changed")
    cli.add_argument("--no-fetch", action="store_true", help="ask no address; what was fetched before is used")
    cli.add_argument("--contact", default="", help="your mail address or page, for webmasters of the addresses asked")
    return cli.parse_args(arguments)


def _show_progress() -> None:
    warnings.filterwarnings("ignore", category=DeprecationWarning)
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(asctime)s  %(message)s", "%H:%M:%S"))
    log = logging.getLogger("district_documents.progress")
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False


def _is_current(folders: Folders, state: str) -> bool:
    """Whether the release of this very state stands, whole, in the output folder."""
    made = StageStore(folders.stages_path).inputs("published").get("state")
    return made == state and not verify_release(folders.output_path)


def _materialise(folders: Folders, options: argparse.Namespace) -> bool:
    """One run of the job in the instance that the UI shows. Whether every step succeeded."""
    prepare_home()
    import dagster as dg
    from sqlalchemy.exc import SQLAlchemyError

    from assets.definitions import definitions

    run_config = {
        "resources": {
            "folders": {"config": {"sources": folders.sources, "output": folders.output}},
            "fetching": {"config": {"enabled": not options.no_fetch, "contact": options.contact}},
            "rework": {"config": {"everything": options.force}},
        },
        "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
    }
    try:
        run = definitions.resolve_job_def("dataset").execute_in_process(
            instance=dg.DagsterInstance.get(),
            run_config=run_config,
            tags={"sources": folders.sources_path.name, "output": folders.output_path.name},
            raise_on_error=False,
        )
    except SQLAlchemyError as error:
        why = str(error).splitlines()[0]
        raise HistoryError(f"the history of runs in {HOME} cannot be written ({why}); make room on its disk") from error
    for event in run.all_events:
        if event.is_failure and (reason := _reason(event)):
            print(f"\n{event.step_key or 'the run'} failed: {reason}", file=sys.stderr)
    return run.success


def _reason(event: Any) -> str | None:
    """The message of a step that failed, or of the resource that could not be had, without what Dagster wraps it in."""
    failure = getattr(event.event_specific_data, "error", None)
    while failure and failure.cause and failure.cls_name and failure.cls_name.startswith(("Dagster", "Retry")):
        failure = failure.cause
    return failure.message.strip() if failure else None


def _summarise(folders: Folders) -> None:
    """What was made, and what was doubted."""
    store = StageStore(folders.stages_path)
    try:
        rows = store.read("published", "release")["release"]
    except StageMissingError:
        return
    print(f"\nThe release stands in {folders.output_path} (parquet/ and csv/):")
    for table, count in rows.iter_rows():
        print(f"  {count:>8,}  {table}")
    doubts = [
        (stage, kind, n)
        for stage in ("raw", "cleaned", "deduplicated", "structured")
        for kind, n in store.read(stage, "issues")["issues"]["kind"].value_counts(sort=True).iter_rows()
    ]
    changed = store.read("published", "changes")["changes"]
    counts = ", ".join(f"{changed.filter(change=c).height:,} {c}" for c in CHANGE.values)
    print(f"Rows that changed since the last release: {counts} ({store.path('published', 'changes')})")
    print("Doubted (rows of issues):" if doubts else "Nothing was doubted.")
    for stage, kind, n in doubts:
        print(f"  {n:>8,}  {kind} ({stage})")


if __name__ == "__main__":
    sys.exit(main())
