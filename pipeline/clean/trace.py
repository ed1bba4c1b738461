"""Traced texts from the tables of a stage, and the way from raw offsets back to the text."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import Any

import polars as pl

from pipeline.clean import script
from pipeline.text import Change, TracedText

PASSAGE_RULE, PASSAGE_KIND = "repeated_passage", "repeated"


class Positions:
    """Where a place of the raw text stands in the text."""

    def __init__(self, traced: TracedText) -> None:
        self._changes = traced.changes
        self._starts = [c.raw_start for c in self._changes]
        self._shifts = list(accumulate((len(c.after) - (c.raw_end - c.raw_start) for c in self._changes), initial=0))

    def span(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """The stretch of the text that `raw[raw_start:raw_end]` became; a changed stretch counts as a whole."""
        return self._place(raw_start, at_end=False), self._place(raw_end, at_end=True)

    def _place(self, raw: int, *, at_end: bool) -> int:
        i = bisect_right(self._starts, raw) - 1
        if i < 0 or (self._changes[i].raw_start == raw and at_end):
            return raw + self._shifts[max(i, 0)]
        change = self._changes[i]
        if raw >= change.raw_end:
            return raw + self._shifts[i + 1]
        begin = change.raw_start + self._shifts[i]
        return begin + len(change.after) if at_end else begin


def traced_texts(
    documents: pl.DataFrame, repairs: pl.DataFrame, removed: pl.DataFrame | None = None
) -> Iterator[tuple[dict[str, Any], TracedText]]:
    """Each row of `documents` with its traced text, rebuilt from `raw_text`, `repairs` and `removed_passages`.

    A repair inside of a removed passage is part of the removal. Raises ValueError when the changes overlap,
    or the text was converted by another version of the dictionaries.
    """
    changes = _changes(repairs)
    passages = _passages(removed) if removed is not None else {}
    for row in documents.iter_rows(named=True):
        own = _outside(changes.get(row["document_id"], []), passages.get(row["document_id"], []))
        yield row, TracedText(row["raw_text"], script.apply(row["raw_text"], row["script_conversion"]), own)


def text_columns(traced: TracedText) -> dict[str, Any]:
    """What `documents` says of a text: itself, its length, and how many raw characters were replaced or removed."""
    return {
        "text": traced.text,
        "characters": len(traced.text),
        "repaired_characters": sum(c.raw_end - c.raw_start for c in traced.changes if c.after),
        "removed_characters": sum(c.raw_end - c.raw_start for c in traced.changes if not c.after),
    }


def repair_rows(document_id: str, traced: TracedText) -> list[dict[str, Any]]:
    """Rows of `repairs`: every change but the passages taken out, which have a table of their own."""
    changes = (c for c in traced.changes if c.kind != PASSAGE_KIND)
    return [
        {
            "document_id": document_id,
            "ordinal": ordinal,
            "rule": change.rule,
            "kind": change.kind,
            "raw_start": change.raw_start,
            "raw_end": change.raw_end,
            "before": traced.raw[change.raw_start : change.raw_end],
            "after": change.after,
            "certainty": change.certainty,
        }
        for ordinal, change in enumerate(changes, 1)
    ]


def _changes(repairs: pl.DataFrame) -> dict[str, list[Change]]:
    by_document: dict[str, list[Change]] = {}
    columns = ("document_id", "raw_start", "raw_end", "after", "rule", "kind", "certainty")
    for document_id, *change in repairs.sort("document_id", "ordinal").select(columns).iter_rows():
        by_document.setdefault(document_id, []).append(Change(*change))
    return by_document


def _passages(removed: pl.DataFrame) -> dict[str, list[Change]]:
    by_document: dict[str, list[Change]] = {}
    for document_id, start, end in (
        removed.sort("document_id", "raw_start").select("document_id", "raw_start", "raw_end").iter_rows()
    ):
        by_document.setdefault(document_id, []).append(Change(start, end, "", PASSAGE_RULE, PASSAGE_KIND, "sure"))
    return by_document


def _outside(changes: list[Change], passages: list[Change]) -> list[Change]:
    """The changes that no passage covers, and the passages, in raw order."""
    if not passages:
        return changes
    starts = [p.raw_start for p in passages]

    def covered(change: Change) -> bool:
        i = bisect_right(starts, change.raw_start) - 1
        # What a repair inserts right where a passage begins or ends stands beside it.
        passage = passages[i]
        return i >= 0 and passage.raw_start < change.raw_end <= passage.raw_end and change.raw_start < passage.raw_end

    return sorted([*(c for c in changes if not covered(c)), *passages], key=lambda c: (c.raw_start, c.raw_end))
