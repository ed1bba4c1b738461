"""The check that two stages share: raw text and the recorded changes give the text, exactly."""

import polars as pl

from expectations.check import Check, Evidence
from expectations.schema import NOWHERE
from pipeline.clean.trace import traced_texts


def replayed(evidence: Evidence, name: str) -> pl.Series:
    """What raw text, repairs and removed passages make of each document."""
    frames = evidence.frames
    traced = traced_texts(frames[name], frames["repairs"], frames.get("removed_passages"))
    by_id = {row["document_id"]: text.text for row, text in traced}
    return pl.Series([by_id.get(d, NOWHERE) for d in frames[name]["document_id"]], dtype=pl.String)


REPLAY = Check(
    "documents",
    "replay_gives_text",
    "Do raw_text, repairs and removed passages, applied in order, give text exactly?",
    "expect_column_pair_values_to_be_equal",
    {"column_A": "text", "column_B": "replayed"},
    {"replayed": replayed},
    by_document=True,
)
