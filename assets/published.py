"""Published: the release, built aside, checked, and only then put in the place of the last one."""

from collections.abc import Mapping
from typing import Any

from assets.stage import Result, Work, stage_assets
from assets.versions import release_state, rules_digest
from pipeline.publish.dataset import DATASET_VERSION
from pipeline.publish.manifest import ReleaseFacts, read_manifest
from pipeline.publish.release import assemble
from pipeline.publish.swap import write_release
from pipeline.tables.arrow import frame
from pipeline.tables.published import PUBLISHED
from pipeline.tables.stages import RELEASE, STAGES

ABOUT = {"release": "The release as a whole: every table with its rows, in the output folder. 整个数据集。"}
MADE_FROM = {
    "*": ["deduplicated/sources"],
    "documents": ["structured/documents"],
    "repairs": ["deduplicated/repairs"],
    "removed_passages": ["deduplicated/removed_passages"],
    "issues": [f"{stage}/issues" for stage in STAGES],
    "release": [f"structured/{table.name}" for table in STAGES["structured"]],
} | {
    table.name: [f"structured/{table.name}"]
    for table in STAGES["structured"]
    if table.name not in ("documents", "issues")
}


def _do(work: Work) -> Result:
    tables = assemble({stage: work.store.read(stage) for stage in STAGES})
    counted = [{"table": table.name, "rows": tables[table.name].height} for table in PUBLISHED]
    last = read_manifest(work.folders.output_path)
    return Result(
        {**tables, RELEASE.name: frame(RELEASE, counted)},
        work.store.inputs("raw"),
        previous_rows={} if last is None else {t.name: t.rows for t in last.tables},
    )


def _keep(work: Work, result: Result) -> Mapping[str, Any]:
    tables = {table.name: result.tables[table.name] for table in PUBLISHED}
    digest = result.inputs["sources"]
    write_release(tables, work.folders.output_path, ReleaseFacts(DATASET_VERSION, digest, rules_digest()))
    inputs = {**result.inputs, "state": release_state(digest)}
    work.store.write("published", {RELEASE.name: result.tables[RELEASE.name]}, inputs)
    return {"output": str(work.folders.output_path)}


published = stage_assets("published", ABOUT, MADE_FROM, _do, _keep)
