"""Every check is fed a spoiled table, and must fail and name the row."""

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from expectations.bridge import evaluate_table
from expectations.check import Check, Evidence
from expectations.suites import suite
from pipeline.tables.arrow import frame
from pipeline.tables.published import PUBLISHED
from pipeline.tables.stages import ALL_STAGES, CHANGES, FETCHES, RELEASE
from tests.conftest import Stages

Frames = dict[str, pl.DataFrame]
Spoil = Callable[[Frames, Check], Frames]

ALL = [(stage, check) for stage in ALL_STAGES for check in suite(stage)]


FETCHED = [
    {
        "address": f"https://example.gov.cn/{n}", "kind": "document", "outcome": outcome, "status": 200,
        "requested_at": "2026-01-02T03:04:05Z", "attempts": 1,
    }
    for n, outcome in enumerate(["new", "unchanged", "changed"])
]  # fmt: skip
CHANGED = [
    {"table": "measures", "id": f"mea_{n}", "document_id": "doc_a", "change": "changed", "columns": ["text"]}
    for n in range(3)
]


def evidence(stages: Stages, stage: str, **spoiled: pl.DataFrame) -> Evidence:
    """The good tables of a stage, some replaced, with those of every stage under "stage/table"."""
    earlier = {f"{s}/{name}": data for s, tables in stages.items() for name, data in tables.items()}
    frames = {**earlier, **stages.get(stage, {"fetches": frame(FETCHES, FETCHED)})}
    previous = {}
    if stage == "published":
        rows = [{"table": t.name, "rows": stages[stage][t.name].height} for t in PUBLISHED]
        frames["release"] = frame(RELEASE, rows)
        frames["changes"] = frame(CHANGES, CHANGED)
        previous = {r["table"]: r["rows"] for r in rows}
    return Evidence({t.name: t for t in ALL_STAGES[stage]}, {**frames, **spoiled}, previous)


def set_first(table: str, column: str, value: object) -> Spoil:
    """Put a value into the first row of a column."""

    def spoil(frames: Frames, _check: Check) -> Frames:
        data = frames[table]
        spoiled = pl.Series(column, [value, *data[column].to_list()[1:]], dtype=data[column].dtype)
        return {table: data.with_columns(spoiled)}

    return spoil


def set_column_of_check(value: object) -> Spoil:
    return lambda frames, check: set_first(check.table, check.name.rsplit("_", 1)[0], value)(frames, check)


def double_first(frames: Frames, check: Check) -> Frames:
    return {check.table: pl.concat([frames[check.table], frames[check.table].head(1)])}


def drop_required(frames: Frames, check: Check) -> Frames:
    table = next(t for s in ALL_STAGES.values() for t in s if t.name == check.table)
    required = next(c.name for c in table.columns if not c.nullable and c.name not in table.primary_key)
    return set_first(check.table, required, None)(frames, check)


def quote_other_words(frames: Frames, check: Check) -> Frames:
    return set_first(check.table, check.arguments["column_A"], "这不是文中的话")(frames, check)


def drop_first(table: str) -> Spoil:
    return lambda frames, _check: {table: frames[table].slice(1)}


def empty(table: str) -> Spoil:
    return lambda frames, _check: {table: frames[table].clear()}


def edit_text(change: Callable[[str], str]) -> Spoil:
    """Change the first document's text."""

    def spoil(frames: Frames, check: Check) -> Frames:
        return set_first("documents", "text", change(frames["documents"]["text"][0]))(frames, check)

    return spoil


def repeat_half(text: str) -> str:
    """The second half of the text again, from a line's beginning."""
    return text + "\n" + text[text.index("\n", len(text) // 2) + 1 :]


def same_text_twice(frames: Frames, check: Check) -> Frames:
    return set_first("documents", "text", frames["documents"]["text"][1])(frames, check)


def all_unknown(frames: Frames, _check: Check) -> Frames:
    return {"numerals": frames["numerals"].with_columns(role=pl.lit("unknown"))}


def some_unknown(frames: Frames, _check: Check) -> Frames:
    """Every fourth numeral is not understood: too many, but the documents are prose still."""
    every_fourth = pl.int_range(pl.len()) % 4 == 0
    role = pl.when(every_fourth).then(pl.lit("unknown")).otherwise("role")
    return {"numerals": frames["numerals"].with_columns(role=role)}


def no_rows_but(table: str, rows: int) -> Spoil:
    def spoil(frames: Frames, _check: Check) -> Frames:
        changed = pl.when(pl.col("table") == table).then(pl.lit(rows, pl.Int64)).otherwise("rows")
        return {"release": frames["release"].with_columns(rows=changed)}

    return spoil


FROM_SCHEMA: dict[str, Spoil] = {
    "key_unique": double_first,
    "required_values": drop_required,
    "quote_in_text": quote_other_words,
    "raw_span_inside": lambda frames, check: set_first(check.table, "raw_end", 10**9)(frames, check),
}
BY_ENDING: dict[str, Spoil] = {"_known": set_column_of_check("nonsense"), "_exists": set_column_of_check("nowhere")}

OWN: dict[tuple[str, str, str], Spoil] = {
    ("fetched", "fetches", "address_fetched"): set_first("fetches", "outcome", "refused"),
    ("fetched", "fetches", "address_still_there"): set_first("fetches", "outcome", "vanished"),
    ("fetched", "fetches", "network_there"): lambda f, _c: {
        "fetches": f["fetches"].with_columns(outcome=pl.lit("failed"))
    },
    ("raw", "sources", "every_source_accounted"): drop_first("documents"),
    ("raw", "sources", "some_source_found"): empty("sources"),
    ("raw", "documents", "document_has_source"): empty("sources"),
    ("raw", "documents", "sha256_format"): set_first("documents", "source_sha256", "abc"),
    ("raw", "documents", "bytes_decoded"): set_first("documents", "raw_text", "坏\ufffd字"),
    ("cleaned", "documents", "replay_gives_text"): edit_text(lambda t: t + "多"),
    ("cleaned", "documents", "no_document_lost"): drop_first("documents"),
    ("cleaned", "documents", "text_not_empty"): set_first("documents", "characters", 0),
    ("cleaned", "documents", "removed_share"): set_first("documents", "removed_characters", 10**6),
    ("cleaned", "documents", "no_control_characters"): edit_text(lambda t: "\u200b" + t),
    ("deduplicated", "sources", "every_source_accounted"): drop_first("documents"),
    ("deduplicated", "documents", "replay_gives_text"): edit_text(lambda t: t + "多"),
    ("deduplicated", "documents", "no_passage_repeated"): edit_text(repeat_half),
    ("deduplicated", "documents", "no_long_line_twice"): edit_text(repeat_half),
    ("deduplicated", "documents", "no_document_twice"): same_text_twice,
    ("structured", "documents", "no_document_lost"): drop_first("documents"),
    ("structured", "documents", "no_document_added"): set_first("documents", "document_id", "doc_of_nobody"),
    ("structured", "documents", "numerals_understood"): all_unknown,
    ("structured", "documents", "place_code_format"): set_first("documents", "place_code", "31"),
    ("structured", "documents", "title_known"): set_first("documents", "title", None),
    ("structured", "documents", "dates_plausible"): set_first("documents", "issued_on", date(1021, 1, 1)),
    ("structured", "documents", "something_found"): lambda f, _c: {
        t: f[t].clear() for t in ("measures", "numeric_targets", "numeric_facts")
    },
    ("structured", "numerals", "figure_has_row"): lambda f, _c: {
        t: f[t].clear() for t in ("numeric_targets", "numeric_facts")
    },
    ("published", "release", "counts_within_bounds"): no_rows_but("measures", 1),
    ("published", "release", "no_table_emptied"): no_rows_but("sections", 0),
    ("published", "release", "numerals_understood"): some_unknown,
}
for _table in ("numeric_targets", "numeric_facts"):
    OWN |= {
        ("structured", _table, "quote_in_sentence"): set_first(_table, "sentence", "别的句子。"),
        ("structured", _table, "claims_a_numeral"): empty("numerals"),
        ("structured", _table, "range_in_order"): set_first(_table, "value_high", -1.0),
        ("structured", _table, "dates_plausible"): set_first(_table, "period_end", date(1021, 1, 1)),
    }


def spoiler(stage: str, check: Check) -> Spoil:
    own = OWN.get((stage, check.table, check.name)) or FROM_SCHEMA.get(check.name)
    return own or next(spoil for ending, spoil in BY_ENDING.items() if check.name.endswith(ending))


@pytest.mark.parametrize(("stage", "check"), ALL, ids=[f"{s}-{c.table}-{c.name}" for s, c in ALL])
def test_a_spoiled_table_fails_the_check_and_its_row_is_named(stages: Stages, stage: str, check: Check) -> None:
    good = evidence(stages, stage)
    if good.frames[check.table].is_empty():  # the five documents give this stage no row: take those of the release
        good = evidence(stages, stage, **{check.table: stages["published"][check.table]})
    spoiled = evidence(stages, stage, **spoiler(stage, check)(dict(good.frames), check))
    result = next(r for r in evaluate_table(stage, check.table, spoiled) if r.check_name == check.name)
    assert not result.passed
    assert result.description and "could not be evaluated" not in result.description
    if check.expectation != "expect_table_row_count_to_be_between":
        assert result.metadata["failing rows"].value, "a failed check names its rows"


@pytest.mark.parametrize("stage", ALL_STAGES)
def test_the_five_documents_pass_every_blocking_check(stages: Stages, stage: str) -> None:
    good = evidence(stages, stage)
    results = [r for t in ALL_STAGES[stage] for r in evaluate_table(stage, t.name, good)]
    assert len(results) == len(suite(stage))
    blocked = {
        f"{r.asset_key.path[-1]}.{r.check_name}": r.description
        for r in results
        if not r.passed and r.severity.value == "ERROR"
    }
    assert not blocked


def test_a_check_that_cannot_be_evaluated_fails_and_says_why(stages: Stages) -> None:
    good = evidence(stages, "raw")
    spoiled = evidence(stages, "raw", documents=good.frames["documents"].drop("raw_text"))
    result = next(r for r in evaluate_table("raw", "documents", spoiled) if r.check_name == "bytes_decoded")
    assert not result.passed
    assert result.description and result.description.startswith("could not be evaluated")


def test_a_document_of_bare_numbers_does_not_hold_back_its_neighbours(stages: Stages) -> None:
    numerals = stages["published"]["numerals"]
    first = pl.col("document_id") == numerals["document_id"][0]
    bare = numerals.with_columns(role=pl.when(first).then(pl.lit("unknown")).otherwise("role"))
    spoiled = evidence(stages, "published", numerals=bare)
    result = next(r for r in evaluate_table("published", "release", spoiled) if r.check_name == "numerals_understood")
    assert result.passed


@pytest.mark.parametrize("stage", ["cleaned", "structured"])
def test_losing_every_document_is_no_pass(stages: Stages, stage: str) -> None:
    good = evidence(stages, stage)
    spoiled = evidence(stages, stage, documents=good.frames["documents"].clear())
    result = next(r for r in evaluate_table(stage, "documents", spoiled) if r.check_name == "no_document_lost")
    assert not result.passed
    assert good.frames["documents"]["document_id"][0] in (result.description or "")
