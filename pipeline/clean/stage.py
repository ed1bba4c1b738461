"""Raw documents to cleaned ones: the rules in order, and what they did, as tables."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from pipeline.clean import script
from pipeline.clean.columns import columns
from pipeline.clean.digits import spaced_digits
from pipeline.clean.doubled import doubled_marks
from pipeline.clean.formulas import formulas
from pipeline.clean.furniture import furniture
from pipeline.clean.glued import glued_lines
from pipeline.clean.lines import front_matter_end
from pipeline.clean.links import links
from pipeline.clean.markup import lost_characters, markup
from pipeline.clean.model import Doubt
from pipeline.clean.noise import find_noise
from pipeline.clean.numbers import numbers
from pipeline.clean.pages import page_marks
from pipeline.clean.pairs import pairs
from pipeline.clean.pinyin import pinyin
from pipeline.clean.signatures import signatures
from pipeline.clean.space import front_matter_tabs, line_ends, space
from pipeline.clean.stops import stops
from pipeline.clean.template import template
from pipeline.clean.trace import Positions, repair_rows, text_columns
from pipeline.clean.width import width
from pipeline.clean.wording import wording
from pipeline.tables.arrow import frame
from pipeline.tables.identity import Occurrences
from pipeline.tables.published import ISSUES, REPAIRS
from pipeline.tables.stages import CLEANED_DOCUMENTS
from pipeline.text import Edit, TracedText

Found = tuple[list[Edit], list[Doubt]]


@dataclass(frozen=True, slots=True)
class Step:
    """One rule at its place in the order; it runs on documents received in one of `scripts`.

    What stands in front matter is of interest to few rules: the others leave it as it is.
    """

    find: Callable[[str], Found]
    scripts: tuple[script.Script, ...] = ("Hans", "Hant")
    in_front_matter: bool = False


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A cleaned text, and what was doubted: offsets of the doubts are in `traced.text`."""

    traced: TracedText
    script: script.Script
    version: str | None
    doubts: tuple[Doubt, ...]


def _certain(rule: Callable[[str], list[Edit]]) -> Callable[[str], Found]:
    return lambda text: (rule(text), [])


# Lines must be lines before furniture is looked for, furniture gone before broken lines are joined, and
# sentences whole before words are judged.
_LINES: Sequence[Step] = (
    Step(_certain(line_ends), in_front_matter=True),
    Step(_certain(front_matter_tabs), in_front_matter=True),
    Step(_certain(width), in_front_matter=True),
    Step(_certain(pinyin)),
    Step(_certain(markup)),
    Step(_certain(doubled_marks)),
    Step(_certain(links)),
)
_TEXT: Sequence[Step] = (
    Step(_certain(furniture)),
    Step(_certain(page_marks)),
    Step(columns),
    Step(_certain(spaced_digits)),
    Step(_certain(space)),
    Step(_certain(glued_lines)),
    Step(_certain(signatures)),
    Step(find_noise),
    Step(_certain(wording), ("Hant",)),
    Step(_certain(formulas)),
    Step(numbers),
    Step(pairs),
    Step(stops),
    Step(lost_characters),
)
STEPS: Sequence[Step] = (*_LINES, *_TEXT)
"""The rules that need one document only, in order."""


def clean_text(raw: str, recurring: Set[str] = frozenset()) -> Cleaned:
    """The cleaned text of one document; in its front matter only line ends, tabs and the width of characters change.

    `recurring` are the words of the lines that its site puts around several documents (`recurrence.recurring_lines`).
    Script: see `script.convert`; every other change is in `traced.changes`.
    """
    of_site = Step(_certain(lambda text: template(text, recurring)))
    cleaned = _taken(raw, (*_LINES, of_site, *_TEXT) if recurring else STEPS)
    positions = Positions(cleaned.traced)
    final = (Doubt(*positions.span(d.start, d.end), d.kind, d.message) for d in cleaned.doubts)
    return replace(cleaned, doubts=tuple(sorted(final, key=lambda d: (d.start, d.end))))


def lines_made(raw: str) -> str:
    """The text as the rules on lines see it: in Simplified characters, its lines apart, links as their text."""
    return _taken(raw, _LINES).traced.text


def _taken(raw: str, steps: Sequence[Step]) -> Cleaned:
    """The text after some steps; here the doubts are in offsets of the raw text."""
    conversion = script.convert(raw)
    traced = TracedText(raw, conversion.base)
    doubted: list[Doubt] = []
    for step in steps:
        if conversion.script not in step.scripts:
            continue
        protected = 0 if step.in_front_matter else front_matter_end(traced.text)
        edits, doubts = step.find(traced.text)
        doubted += [Doubt(*traced.raw_span(d.start, d.end), d.kind, d.message) for d in doubts if d.start >= protected]
        traced = traced.edit(e for e in edits if e.start >= protected)
    return Cleaned(traced, conversion.script, conversion.version, tuple(doubted))


def clean(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """The tables `documents`, `repairs` and `issues` of the stage, from `documents` of the stage raw.

    A table `recurring` (`recurrence.recurring_lines`) is used where there is one; beside it each document is treated
    by itself. One of which nothing is left gets an issue in place of a row.
    """
    recurring = _by_document(tables.get("recurring"))
    rows: list[dict[str, Any]] = []
    repairs: list[dict[str, Any]] = []
    issues: list[dict[str, Any]] = []
    for row in tables["documents"].iter_rows(named=True):
        cleaned = clean_text(row["raw_text"], recurring.get(row["document_id"], frozenset()))
        issues += _issues(row, cleaned)
        if cleaned.traced.text.strip():
            rows.append({**row, **_columns(cleaned)})
            repairs += repair_rows(row["document_id"], cleaned.traced)
    return {
        "documents": frame(CLEANED_DOCUMENTS, rows),
        "repairs": frame(REPAIRS, repairs),
        "issues": frame(ISSUES, issues),
    }


def _by_document(recurring: pl.DataFrame | None) -> Mapping[str, frozenset[str]]:
    if recurring is None:
        return {}
    grouped = recurring.group_by("document_id").agg("words")
    return {document_id: frozenset(words) for document_id, words in grouped.iter_rows()}


def _columns(cleaned: Cleaned) -> Mapping[str, Any]:
    return {"script": cleaned.script, "script_conversion": cleaned.version, **text_columns(cleaned.traced)}


def _issues(row: Mapping[str, Any], cleaned: Cleaned) -> list[dict[str, Any]]:
    ids = Occurrences("iss", row["document_id"])
    common = {"document_id": row["document_id"], "source": row["source"], "severity": "warning"}
    text = cleaned.traced.text
    if not text.strip():
        message = "nothing is left of the document after cleaning; see its repairs"
        return [
            {
                **common,
                "issue_id": ids.next("empty"),
                "table": "documents",
                "kind": "empty",
                "severity": "error",
                "message": message,
            }
        ]
    return [
        {
            **common,
            "issue_id": ids.next(doubt.kind, text[doubt.start : doubt.end], doubt.message),
            "table": "documents",
            "kind": doubt.kind,
            "message": doubt.message,
            "text": text[doubt.start : doubt.end],
            "start": doubt.start,
            "end": doubt.end,
        }
        for doubt in cleaned.doubts
    ]
