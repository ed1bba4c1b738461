"""Structured: sections, measures, responsible bodies, numbers, citations, glossary."""

from assets.stage import Result, Work, keep_stage, stage_assets
from pipeline.extract.stage import structured as verb

ABOUT = {
    "documents": "Every document with the metadata that catalogue, text and path give. 文件及其元数据。",
    "issues": "Numbers not understood, damaged, or metadata that disagree. 未能理解或残缺的数、互相矛盾的元数据。",
}
MADE_FROM = {"*": ["deduplicated/documents", "deduplicated/repairs", "deduplicated/removed_passages"]}


def _do(work: Work) -> Result:
    inputs = work.store.read("deduplicated", "documents", "repairs", "removed_passages")
    made = work.per_document("structured", verb, inputs)
    numerals = made.tables["numerals"]
    numbers = {
        **made.numbers,
        "numerals not understood": numerals.filter(role="unknown").height,
    }
    earlier = {"deduplicated/documents": inputs["documents"]}
    return Result(made.tables, made.inputs, numbers, earlier=earlier)


structured = stage_assets("structured", ABOUT, MADE_FROM, _do, keep_stage("structured"))
