"""Published: the release, built aside, checked, and only then put in the place of the last one."""

from collections.abc import Mapping
from typing import Any

import dagster as dg

from assets.stage import Result, Work, stage_assets
from assets.versions import release_state, rules_digest
from pipeline.publish.changes import changes, read_tables, summary
from pipeline.publish.dataset import DATASET_VERSION
from pipeline.publish.manifest import ReleaseFacts, read_manifest
from pipeline.publish.release import assemble, parts
from pipeline.publish.swap import write_release
from pipeline.tables.arrow import frame
from pipeline.tables.codes import CHANGE
from pipeline.tables.published import PUBLISHED
from pipeline.tables.stages import CHANGES, RELEASE, STAGES

ABOUT = {
    "release": "The release as a whole: every table with its rows, in the output folder. 整个数据集。",
    "changes": "Every row that is not as it was in the last release. 与上一版相比有变动的行。",
}
MADE_FROM = {
    "*": ["deduplicated/sources"],
    "documents": ["structured/documents"],
    "repairs": ["deduplicated/repairs"],
    "removed_passages": ["deduplicated/removed_passages"],
    "issues": [f"{stage}/issues" for stage in STAGES],
    "release": [f"structured/{table.name}" for table in STAGES["structured"]],
    "changes": [f"structured/{table.name}" for table in STAGES["structured"]],
} | {
    table.name: [f"structured/{table.name}"]
    for table in STAGES["structured"]
    if table.name not in ("documents", "issues")
}


def _do(work: Work) -> Result:
    tables = assemble({stage: work.store.read(stage, *names) for stage, names in parts().items()})
    counted = [{"table": table.name, "rows": tables[table.name].height} for table in PUBLISHED]
    last = read_manifest(work.folders.output_path)
    before = read_tables(work.folders.output_path)
    changed = changes(before, tables)
    return Result(
        {**tables, RELEASE.name: frame(RELEASE, counted), CHANGES.name: changed},
        {"sources": work.store.inputs("raw")["sources"]},
        counts={f"rows {change}": changed.filter(change=change).height for change in CHANGE.values},
        previous_rows={} if last is None else {t.name: t.rows for t in last.tables},
        notes={"what changed": dg.MetadataValue.md(summary(changed, before, tables))},
    )


def _keep(work: Work, result: Result) -> Mapping[str, Any]:
    tables = {table.name: result.tables[table.name] for table in PUBLISHED}
    digest = result.inputs["sources"]
    write_release(tables, work.folders.output_path, ReleaseFacts(DATASET_VERSION, digest, rules_digest()))
    inputs = {**result.inputs, "state": release_state(digest)}
    kept = {name: result.tables[name] for name in (RELEASE.name, CHANGES.name)}
    work.store.write("published", kept, inputs)
    return {"output": str(work.folders.output_path)}


published = stage_assets("published", ABOUT, MADE_FROM, _do, _keep)
