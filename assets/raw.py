"""Raw: every source as received, decoded, and accounted for."""

from assets.stage import Result, Work, keep_stage, stage_assets
from pipeline.read.stage import fingerprint, read_sources

ABOUT = {
    "sources": "Every source that was found, and what became of it. 每个来源及其去向。",
    "documents": "Every readable source with its bytes' SHA-256, its encoding and its decoded text. 可读来源的原文。",
    "issues": "Sources that could not be read, and mistakes in the catalogue. 未能读取的来源与目录中的错误。",
}


def _do(work: Work) -> Result:
    # Taken before the reading: a source that changes meanwhile is seen as changed the next time.
    digest = fingerprint(work.folders.sources_path)
    tables = read_sources(work.folders.sources_path)
    numbers = {f"sources {k}": int(n) for k, n in tables["sources"]["outcome"].value_counts().iter_rows()}
    return Result(tables, {"sources": digest}, numbers)


raw = stage_assets("raw", ABOUT, {}, _do, keep_stage("raw"))
