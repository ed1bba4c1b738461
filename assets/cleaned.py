"""Cleaned: boilerplate, noise, script, damage, width and space; every change on record."""

from assets.stage import Result, Work, keep_stage, stage_assets
from pipeline.clean.recurrence import recurring_lines
from pipeline.clean.stage import clean

ABOUT = {
    "documents": "Every document with its cleaned text. 清理后的文件。",
    "repairs": "Every change made to a raw text, with rule, place and certainty. 对原文的每一处改动。",
    "issues": "What was doubted and left in the text. 存疑而保留的内容。",
}
MADE_FROM = {"*": ["raw/documents"]}


def _do(work: Work) -> Result:
    documents = work.store.read("raw", "documents")["documents"]
    # The lines of a document that recur on its site are part of what it is made from, and so of what it is reused by.
    inputs = {"documents": documents, "recurring": recurring_lines(documents)}
    made = work.per_document("cleaned", clean, inputs)
    numbers = {
        **made.numbers,
        "lines that recur on a site": inputs["recurring"].height,
    }
    return Result(made.tables, made.inputs, numbers, earlier={"raw/documents": documents})


cleaned = stage_assets("cleaned", ABOUT, MADE_FROM, _do, keep_stage("cleaned"))
