"""`make dataset`: materialise all assets in one run, with progress and a summary in the terminal."""

import argparse
import logging
import sys
import warnings
from pathlib import Path

from assets.folders import ROOT, Folders, prepare_home
from assets.storage import StageMissingError, StageStore
from assets.versions import release_state
from pipeline.publish.errors import ReleaseError
from pipeline.publish.verify import verify_release
from pipeline.read.stage import SourceFolderError, fingerprint


def main(arguments: list[str] | None = None) -> int:
    """Build the release; 0 when it stands, 1 when a check held it back, 2 when the folders cannot be used."""
    options = _options(arguments)
    folders = Folders(sources=str(options.sources.resolve()), output=str(options.output.resolve()))
    _show_progress()
    try:
        state = release_state(fingerprint(folders.sources_path))
        if not options.force and _is_current(folders, state):
            print(f"Nothing has changed: {folders.output_path} is the release of {folders.sources_path}.")
            return 0
        if not _materialise(folders):
            print("The release was held back; the last one stands as it was. `make ui` shows each failed check.")
            return 1
    except (SourceFolderError, ReleaseError) as error:
        print(f"make dataset: {error}", file=sys.stderr)
        return 2
    _summarise(folders)
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    cli = argparse.ArgumentParser(prog="make dataset", description=__doc__)
    cli.add_argument("--sources", type=Path, default=ROOT / "sources", help="folder of documents")
    cli.add_argument("--output", type=Path, default=ROOT / "output", help="folder of the release")
    cli.add_argument("--force", action="store_true", help="build even when nothing has changed")
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


def _materialise(folders: Folders) -> bool:
    """One run of the job in the instance that the UI shows. Whether every step succeeded."""
    prepare_home()
    import dagster as dg

    from assets.definitions import definitions

    run = definitions.resolve_job_def("dataset").execute_in_process(
        instance=dg.DagsterInstance.get(),
        run_config={
            "resources": {"folders": {"config": {"sources": folders.sources, "output": folders.output}}},
            "loggers": {"console": {"config": {"log_level": "CRITICAL"}}},
        },
        tags={"sources": folders.sources_path.name, "output": folders.output_path.name},
        raise_on_error=False,
    )
    for event in run.get_step_failure_events():
        error = event.step_failure_data.error
        cause = error.cause if error and error.cause else error
        print(f"\n{event.step_key} failed: {cause.message.strip() if cause else 'no reason given'}", file=sys.stderr)
    return run.success


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
    print("Doubted (rows of issues):" if doubts else "Nothing was doubted.")
    for stage, kind, n in doubts:
        print(f"  {n:>8,}  {kind} ({stage})")


if __name__ == "__main__":
    sys.exit(main())
