"""The law of provenance holds through deduplication, whatever cleaning did before."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.trace import traced_texts
from pipeline.deduplicate.removal import PASSAGE_KIND, remove_repeats
from pipeline.deduplicate.stage import deduplicate
from pipeline.tables.arrow import frame
from pipeline.tables.stages import CLEANED_DOCUMENTS, REPAIRS, SOURCES
from pipeline.text import Edit, TracedText, replay
from tests.pipeline.deduplicate.reports import PARAGRAPHS


@st.composite
def cleaned_texts(draw: st.DrawFn) -> TracedText:
    """A text in which paragraphs recur, after rounds of edits at any place, across line ends too."""
    order = draw(st.lists(st.sampled_from(PARAGRAPHS), min_size=2, max_size=9))
    raw = draw(st.sampled_from(["\n", "\n\n", "", " \n"])).join(order)
    traced = TracedText(raw)
    for _ in range(draw(st.integers(0, 2))):
        edits, position = [], 0
        for start in sorted(draw(st.lists(st.integers(0, len(traced.text)), max_size=6))):
            start = max(start, position)
            end = min(start + draw(st.integers(0, 5)), len(traced.text))
            if start <= end <= len(traced.text):
                edits.append(
                    Edit(start, end, draw(st.sampled_from(["", "", "新", "\n", "酷婶轿", "。"])), "rule", "noise")
                )
                position = end + 1
        traced = traced.edit(e for e in edits if e.start <= len(traced.text))
    return traced


@settings(max_examples=250, deadline=None)
@given(cleaned_texts())
def test_raw_text_and_changes_give_the_text(traced: TracedText) -> None:
    made, removed = remove_repeats(traced)
    assert replay(traced.raw, made.changes) == made.text
    spans = [(r.raw_start, r.raw_end) for r in removed]
    assert spans == [(c.raw_start, c.raw_end) for c in made.changes if c.kind == PASSAGE_KIND]
    assert all(c.after == "" for c in made.changes if c.kind == PASSAGE_KIND)
    for r in removed:
        assert 0 <= r.kept_start < r.kept_end <= len(made.text)


@settings(max_examples=100, deadline=None)
@given(st.lists(cleaned_texts(), min_size=1, max_size=3))
def test_the_tables_give_the_text(texts: list[TracedText]) -> None:
    tables = deduplicate(tables_of(texts))
    by_hand = {row["document_id"]: row["raw_text"] for row in tables["documents"].iter_rows(named=True)}
    repairs = tables["repairs"].select("document_id", "raw_start", "raw_end", "after")
    removed = tables["removed_passages"].select("document_id", "raw_start", "raw_end", after=pl.lit(""))
    for document_id, start, end, after in sorted(pl.concat([repairs, removed]).iter_rows(), reverse=True):
        if document_id in by_hand:
            by_hand[document_id] = by_hand[document_id][:start] + after + by_hand[document_id][end:]
    for row, traced in traced_texts(tables["documents"], tables["repairs"], tables["removed_passages"]):
        assert by_hand[row["document_id"]] == row["text"] == traced.text
    accounted = set(tables["documents"]["document_id"]) | set(tables["sources"].filter(outcome="merged")["document_id"])
    assert accounted == {f"doc_{i}" for i in range(len(texts))}


def tables_of(texts: list[TracedText]) -> dict[str, pl.DataFrame]:
    documents = [
        {
            "document_id": f"doc_{i}", "source": f"{i}.txt", "source_sha256": "0" * 64, "media_type": "text/plain",
            "encoding": "utf-8", "raw_text": t.raw, "raw_characters": len(t.raw), "script": "Hans", "text": t.text,
            "characters": len(t.text), "repaired_characters": 0, "removed_characters": 0,
        }
        for i, t in enumerate(texts)
    ]  # fmt: skip
    repairs = [
        {
            "document_id": f"doc_{i}", "ordinal": n, "rule": c.rule, "kind": c.kind, "raw_start": c.raw_start,
            "raw_end": c.raw_end, "before": t.raw[c.raw_start : c.raw_end], "after": c.after, "certainty": c.certainty,
        }
        for i, t in enumerate(texts)
        for n, c in enumerate(t.changes, 1)
    ]  # fmt: skip
    sources = [{"source": f"{i}.txt", "document_id": f"doc_{i}", "outcome": "kept"} for i in range(len(texts))]
    return {
        "documents": frame(CLEANED_DOCUMENTS, documents),
        "repairs": frame(REPAIRS, repairs),
        "sources": frame(SOURCES, sources),
    }


def test_a_change_that_reaches_out_of_a_passage_keeps_its_part_outside() -> None:
    passage = "\n".join(PARAGRAPHS[:2])
    raw = f"{PARAGRAPHS[4]}\n{passage}\n{PARAGRAPHS[5]}##{passage}##{PARAGRAPHS[6]}"
    start = raw.index("##")
    end = raw.rindex("##")
    traced = TracedText(raw).edit(
        [
            Edit(start - 1, start + 4, "。\n积极", "joined", "damage"),
            Edit(end - 2, end + 2, raw[end - 2 : end] + "\n", "split", "space"),
        ]
    )
    made, (removed,) = remove_repeats(traced)
    assert made.text == "\n".join([PARAGRAPHS[4], passage, *PARAGRAPHS[5:7]])
    assert replay(raw, made.changes) == made.text
    assert passage[4:-2] in raw[removed.raw_start : removed.raw_end]
