"""The stage deduplicated: each passage once in its document, each document once."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipeline.clean.trace import repair_rows, text_columns, traced_texts
from pipeline.deduplicate.copies import Merge, Version, contradict, find_copies
from pipeline.deduplicate.passages import Repeat
from pipeline.deduplicate.removal import Removed, settle_repeats
from pipeline.tables.arrow import conform, frame
from pipeline.tables.identity import Occurrences
from pipeline.tables.published import METADATA, SOURCES
from pipeline.tables.stages import STAGES
from pipeline.text import TracedText

_NOISE = ("noise", "damage")
"""Kinds of repair that tell a worse copy."""
_STATED = tuple(c.name for c in METADATA)
_OWN = {table.name: table for table in STAGES["deduplicated"] if table != SOURCES}
"""The tables to which each document gives rows by itself."""


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
    return merge_copies(without_repeats(tables), tables["documents"], tables["sources"])


def without_repeats(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The stage's tables but `sources`, with each passage once in its document, but copies of documents not merged.

    Each document is treated by itself.
    """
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _OWN}
    for row, traced in traced_texts(tables["documents"], tables["repairs"]):
        document_id, unique = row["document_id"], deduplicate_text(traced)
        rows["documents"].append({**row, **text_columns(unique.traced)})
        rows["repairs"] += repair_rows(document_id, unique.traced)
        rows["removed_passages"] += _removed(document_id, unique)
        rows["issues"] += _doubts(row, unique)
    return {name: frame(_OWN[name], rows[name]) for name in _OWN}


def merge_copies(
    alone: Mapping[str, pl.DataFrame], stated: pl.DataFrame, sources: pl.DataFrame
) -> dict[str, pl.DataFrame]:
    """The tables of the stage, from what `without_repeats` made of each document by itself.

    `stated` has the documents with what the catalogue states of each, `sources` every source of the stage raw.
    """
    documents = alone["documents"].drop(_STATED).join(stated.select("document_id", *_STATED), on="document_id")
    damaged = alone["repairs"].filter(pl.col("kind").is_in(_NOISE)).group_by("document_id").len()
    noise: dict[str, int] = dict(damaged.iter_rows())
    seen = documents.select("document_id", "source", "text", *_STATED).rows_by_key(
        "document_id", named=True, unique=True
    )
    merges = {m.document_id: m for m in find_copies([_version(d, row, noise.get(d, 0)) for d, row in seen.items()])}
    gone = pl.col("document_id").is_in(list(merges))
    kept = documents.filter(~gone)
    raw_texts = dict(documents.filter(gone).select("document_id", "raw_text").iter_rows())
    lengths = dict(kept.select("document_id", "characters").iter_rows())
    added = {
        "removed_passages": [_merged(raw_texts[d], merge, lengths) for d, merge in merges.items()],
        "issues": [row for merge in merges.values() for row in _contradiction(seen, merge)],
    }
    made = {name: alone[name].filter(~gone) for name in _OWN} | {"documents": _filled(kept, seen, merges)}
    for name, rows in added.items():
        made[name] = pl.concat([made[name], frame(_OWN[name], rows)])
    made["sources"] = frame(SOURCES, _sources(sources, merges, lengths))
    return {table.name: conform(table, made[table.name]) for table in STAGES["deduplicated"]}


def _version(document_id: str, row: Mapping[str, Any], noise: int) -> Version:
    """The catalogued before others, then the cleaner, then the longer one, then by the name of the source."""
    metadata = {name: row[name] for name in _STATED}
    catalogued = any(value is not None for value in metadata.values())
    order = (not catalogued, noise, -len(row["text"]), row["source"])
    return Version(document_id, row["text"], order, metadata)


def _sources(sources: pl.DataFrame, merges: Mapping[str, Merge], kept: Container[str]) -> list[dict[str, Any]]:
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


def _filled(kept: pl.DataFrame, seen: Mapping[str, Mapping[str, Any]], merges: Mapping[str, Merge]) -> pl.DataFrame:
    """The kept documents, with what only the catalogue entries of their copies state."""
    filled: dict[str, dict[str, Any]] = {}
    for document_id, merge in merges.items():
        row = filled.setdefault(merge.kept_document_id, {n: seen[merge.kept_document_id][n] for n in _STATED})
        row |= {name: seen[document_id][name] for name in _STATED if row[name] is None}
    rows = [{"document_id": document_id, **row} for document_id, row in filled.items()]
    return kept.update(frame(_OWN["documents"], rows).select("document_id", *_STATED), on="document_id", how="left")


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


def _merged(raw_text: str, merge: Merge, lengths: Mapping[str, int]) -> dict[str, Any]:
    whole = (0, lengths[merge.kept_document_id]) if merge.equal else (None, None)
    return {
        "document_id": merge.document_id,
        "ordinal": 1,
        "raw_start": 0,
        "raw_end": len(raw_text),
        "kept_document_id": merge.kept_document_id,
        "kept_start": whole[0],
        "kept_end": whole[1],
        "similarity": merge.similarity,
        "differences": list(merge.differences),
        "reason": merge.reason,
        "passage": raw_text,
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
