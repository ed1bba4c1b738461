"""Cleaned: boilerplate, noise, script, damage, width and space; every change on record."""

from assets.reuse import per_document
from assets.stage import Result, Work, keep_stage, stage_assets
from assets.versions import code_version
from pipeline.clean.stage import clean

ABOUT = {
    "documents": "Every document with its cleaned text. 清理后的文件。",
    "repairs": "Every change made to a raw text, with rule, place and certainty. 对原文的每一处改动。",
    "issues": "What was doubted and left in the text. 存疑而保留的内容。",
}
MADE_FROM = {"*": ["raw/documents"]}


def _do(work: Work) -> Result:
    inputs = work.store.read("raw", "documents")
    made = per_document("cleaned", clean, inputs, code_version("cleaned"), work.store, work.progress)
    numbers = {"documents recomputed": made.recomputed, "documents reused": made.reused}
    return Result(made.tables, made.inputs, numbers, earlier={"raw/documents": inputs["documents"]})


cleaned = stage_assets("cleaned", ABOUT, MADE_FROM, _do, keep_stage("cleaned"))
