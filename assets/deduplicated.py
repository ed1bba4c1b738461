"""Deduplicated: a passage that stands twice is kept once; a document from two sources is kept once."""

from assets.stage import Result, Work, keep_stage, stage_assets
from pipeline.deduplicate.stage import merge_copies, without_repeats

ABOUT = {
    "sources": "Every source, and whether it was kept, merged into another, or refused. 每个来源的去向。",
    "documents": "Every document once, with each passage once. 去重后的文件。",
    "repairs": "The changes that stand in the final texts. 最终正文所含的改动。",
    "removed_passages": "What was taken out as a repetition, and where its copy stands. 被去掉的重复文字。",
    "issues": "Likenesses that were doubted and left. 存疑而保留的重复。",
}
MADE_FROM = {"*": ["cleaned/documents", "cleaned/repairs"], "sources": ["raw/sources"]}


def _do(work: Work) -> Result:
    raw, cleaned = work.store.read("raw", "sources", "issues"), work.store.read("cleaned")
    inputs = {name: cleaned[name] for name in ("documents", "repairs")}
    made = work.per_document("deduplicated", without_repeats, inputs)
    tables = merge_copies(made.tables, cleaned["documents"], raw["sources"])
    # Of a document that was merged into another no rows are left that the next run could take.
    kept = set(tables["documents"]["document_id"])
    numbers = {
        **made.numbers,
        "passages removed": tables["removed_passages"].height,
        "documents merged": tables["sources"].filter(outcome="merged").height,
    }
    earlier = {"raw/issues": raw["issues"], "cleaned/issues": cleaned["issues"]}
    return Result(tables, {d: digest for d, digest in made.inputs.items() if d in kept}, numbers, earlier=earlier)


deduplicated = stage_assets("deduplicated", ABOUT, MADE_FROM, _do, keep_stage("deduplicated"))
