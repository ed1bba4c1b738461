"""The stage deduplicated: each passage once in its document, each document once."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.clean.trace import repair_rows, text_columns, traced_texts
from pipeline.deduplicate.copies import Merge, Version, contradict, find_copies
from pipeline.deduplicate.passages import Repeat
from pipeline.deduplicate.removal import Removed, settle_repeats
from pipeline.tables.arrow import frame
from pipeline.tables.identity import Occurrences
from pipeline.tables.published import METADATA
from pipeline.tables.stages import STAGES
from pipeline.text import TracedText

_NOISE = ("noise", "damage")
"""Kinds of repair that tell a worse copy."""


@dataclass(frozen=True, slots=True)
class Unique:
    """A text with each passage once, what was taken out of it, and the repetitions that were left in it."""

    traced: TracedText
    removed: tuple[Removed, ...]
    doubtful: tuple[Repeat, ...]


def deduplicate_text(traced: TracedText) -> Unique:
    """One document by itself; needs nothing but its text."""
    made, removed, doubtful = settle_repeats(traced)
    return Unique(made, tuple(removed), tuple(doubtful))


def deduplicate(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables of the stage, from `sources` of the stage raw and `documents` and `repairs` of the stage cleaned.

    Repairs and removed passages together make `text` of the raw text, after the conversion of script. A document
    that is a copy of another has no row in `documents` and `repairs`; its whole text stands in `removed_passages`, and
    what its catalogue entry states fills what the kept document's leaves open.
    """
    rows: dict[str, dict[str, Any]] = {}
    unique: dict[str, Unique] = {}
    for row, traced in traced_texts(tables["documents"], tables["repairs"]):
        rows[row["document_id"]] = row
        unique[row["document_id"]] = deduplicate_text(traced)
    merges = {m.document_id: m for m in find_copies([_version(rows[d], unique[d]) for d in rows])}
    kept = [d for d in rows if d not in merges]
    copies: dict[str, list[str]] = {}
    for merge in merges.values():
        copies.setdefault(merge.kept_document_id, []).append(merge.document_id)
    made = {
        "sources": _sources(tables["sources"], merges, kept),
        "documents": [{**_metadata(rows, d, copies.get(d, [])), **text_columns(unique[d].traced)} for d in kept],
        "repairs": [row for d in kept for row in repair_rows(d, unique[d].traced)],
        "removed_passages": [row for d in kept for row in _removed(d, unique[d])]
        + [_merged(rows[d], merge, unique) for d, merge in merges.items()],
        "issues": [row for d in kept for row in _doubts(rows[d], unique[d])]
        + [row for merge in merges.values() for row in _contradiction(rows, merge)],
    }
    return {table.name: frame(table, made[table.name]) for table in STAGES["deduplicated"]}


def _version(row: Mapping[str, Any], unique: Unique) -> Version:
    """The catalogued before others, then the cleaner, then the longer one, then by the name of the source."""
    metadata = {c.name: row[c.name] for c in METADATA}
    catalogued = any(value is not None for value in metadata.values())
    noise = sum(c.kind in _NOISE for c in unique.traced.changes)
    order = (not catalogued, noise, -len(unique.traced.text), row["source"])
    return Version(row["document_id"], unique.traced.text, order, metadata)


def _sources(sources: pl.DataFrame, merges: Mapping[str, Merge], kept: list[str]) -> list[dict[str, Any]]:
    """Every source with what became of it; one of which cleaning left nothing counts as refused."""
    rows = []
    for row in sources.iter_rows(named=True):
        merge = merges.get(row["document_id"])
        if merge:
            row |= {"outcome": "merged", "kept_document_id": merge.kept_document_id}
        elif row["document_id"] not in kept:
            row["outcome"] = "refused"
        rows.append(row)
    return rows


def _metadata(rows: Mapping[str, dict[str, Any]], document_id: str, copies: list[str]) -> dict[str, Any]:
    """The row of a kept document, with what only the catalogue entries of its copies state."""
    row = dict(rows[document_id])
    for copy in copies:
        row |= {c.name: rows[copy][c.name] for c in METADATA if row[c.name] is None}
    return row


def _removed(document_id: str, unique: Unique) -> list[dict[str, Any]]:
    return [
        {
            "document_id": document_id,
            "ordinal": ordinal,
            "raw_start": r.raw_start,
            "raw_end": r.raw_end,
            "kept_document_id": document_id,
            "kept_start": r.kept_start,
            "kept_end": r.kept_end,
            "similarity": r.similarity,
            "differences": list(r.differences),
            "reason": r.reason,
            "passage": unique.traced.raw[r.raw_start : r.raw_end],
        }
        for ordinal, r in enumerate(unique.removed, 1)
    ]


def _merged(row: Mapping[str, Any], merge: Merge, unique: Mapping[str, Unique]) -> dict[str, Any]:
    whole = (0, len(unique[merge.kept_document_id].traced.text)) if merge.equal else (None, None)
    return {
        "document_id": row["document_id"],
        "ordinal": 1,
        "raw_start": 0,
        "raw_end": len(row["raw_text"]),
        "kept_document_id": merge.kept_document_id,
        "kept_start": whole[0],
        "kept_end": whole[1],
        "similarity": merge.similarity,
        "differences": list(merge.differences),
        "reason": merge.reason,
        "passage": row["raw_text"],
    }


def _doubts(row: Mapping[str, Any], unique: Unique) -> list[dict[str, Any]]:
    """Repetitions that were left, and removed ones whose numbers were others than in the kept copy."""
    ids = Occurrences("iss", row["document_id"])
    text = unique.traced.text
    found = [
        (
            r.start,
            r.end,
            f"reads like {r.kept_start}:{r.kept_end} ({r.similarity:.0%} alike); it may be meant and stays",
        )
        for r in unique.doubtful
    ]
    for removed in unique.removed:
        numbers = [d for d in removed.differences if any(c.isdigit() for c in d)]
        if numbers:
            message = f"the copy taken out read otherwise (removed → kept): {'; '.join(numbers)}; see removed_passages"
            found.append((removed.kept_start, removed.kept_end, message))
    return [
        {
            "issue_id": ids.next("repeated", text[start:end], message),
            "document_id": row["document_id"],
            "source": row["source"],
            "table": "documents",
            "row_id": row["document_id"],
            "kind": "repeated",
            "severity": "warning",
            "message": message,
            "text": text[start:end],
            "start": start,
            "end": end,
        }
        for start, end, message in found
    ]


def _contradiction(rows: Mapping[str, Mapping[str, Any]], merge: Merge) -> list[dict[str, Any]]:
    """Equal texts of which the catalogue says different things."""
    row, kept = rows[merge.document_id], rows[merge.kept_document_id]
    if not contradict(row, kept):
        return []
    message = f"{row['source']} has the text of {kept['source']}, but the catalogue says different things of them"
    return [
        {
            "issue_id": Occurrences("iss", merge.document_id).next("metadata", merge.kept_document_id),
            "document_id": merge.document_id,
            "source": row["source"],
            "table": "sources",
            "row_id": merge.document_id,
            "kind": "metadata",
            "severity": "warning",
            "message": f"{message}; correct the wrong entry",
        }
    ]
