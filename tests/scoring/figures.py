"""Figures: labels against the rows of numeric_targets and numeric_facts of one document."""

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.tables.accuracy import BOTH
from tests.scoring.labels import FigureLabel
from tests.scoring.passages import bare, contained, dice, overlap, same_term
from tests.scoring.tally import Tally

Row = Mapping[str, Any]
Pair = tuple[FigureLabel, Row]

SAME_PASSAGE = 0.6
"""Share of a label's context that the row's sentence must hold."""
WHOLE = ("kind", "unit", "bound", "indicator", "period_end")
"""Fields that a target must have right to be right as a whole."""


def score_figures(labels: Sequence[FigureLabel], rows: Sequence[Row], tally: Tally) -> None:
    """Counts rows found, missed and false, and the right values of each field among those found.

    Rows stand in the order of the text. Figures labelled as optional count neither way.
    """
    pairs = pair(labels, rows)
    counted = [(label, row) for label, row in pairs if not label.optional]
    optional = {id(row) for label, row in pairs if label.optional}
    wanted = [label for label in labels if not label.optional]
    published = [row for row in rows if id(row) not in optional]

    tally.add(BOTH, "row", len(counted), len(published), len(wanted))
    for table, target in (("numeric_targets", True), ("numeric_facts", False)):
        both = [p for p in counted if (p[0].kind == "target") == target == (p[1]["kind"] == "target")]
        have = sum((row["kind"] == "target") == target for row in published)
        tally.add(table, "row", len(both), have, sum((label.kind == "target") == target for label in wanted))
    for label, row in counted:
        _score_fields(label, row, tally)
    found = {id(label) for label, _ in pairs}
    matched = {id(row) for _, row in pairs}
    tally.wrong += [f"missed figure {g.quote!r} in {g.context!r} ({g.kind})" for g in wanted if id(g) not in found]
    tally.wrong += [
        f"false figure {row['quote']!r} in {row['sentence'][:60]!r} ({row['kind']})"
        for row in rows
        if id(row) not in matched
    ]
    _count_whole(wanted, counted, tally)


def pair(labels: Sequence[FigureLabel], rows: Sequence[Row]) -> list[Pair]:
    """Each label with at most one row of equal value whose sentence holds its context, the likeliest first.

    Likelier is the row that shares more of the context, quotes the same words, names a like indicator, and stands
    at a like place of the document (a passage may stand twice).
    """
    likely = []
    for g, label in enumerate(labels):
        for f, row in enumerate(rows):
            if not _equal(label.value, row["value"]):
                continue
            shared = overlap(label.context, row["sentence"])
            if shared >= SAME_PASSAGE:
                near = dice(label.indicator, row["indicator"] or "")
                apart = abs(g / len(labels) - f / len(rows))
                likely.append((-shared - contained(label.quote, row["quote"]) - 0.5 * near + apart, g, f))
    pairs: list[Pair] = []
    taken_labels: set[int] = set()
    taken_rows: set[int] = set()
    for _, g, f in sorted(likely):
        if g not in taken_labels and f not in taken_rows:
            taken_labels.add(g)
            taken_rows.add(f)
            pairs.append((labels[g], rows[f]))
    return pairs


def _equal(one: float | None, other: float | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= 1e-9 * max(1.0, abs(one))


def right_fields(label: FigureLabel, row: Row) -> dict[str, bool]:
    """Whether each field of a row says what the label says."""
    return {
        "kind": label.kind == row["kind"],
        "unit": bare(label.unit or "") == bare(row["unit"] or "") or label.unit == row["unit"],
        "bound": label.bound == row["bound"],
        "indicator": same_term(label.indicator, row["indicator"] or ""),
        "period_end": label.period_end == row["period_end"],
        "value_high": label.value_high == row["value_high"] or _equal(label.value_high, row["value_high"]),
        "basis": label.basis == row["basis"],
    }


def _score_fields(label: FigureLabel, row: Row, tally: Tally) -> None:
    fields = right_fields(label, row)
    table = "numeric_targets" if label.kind == "target" else "numeric_facts"
    for name, right in fields.items():
        tally.add(BOTH, name, right, 1, 1)
        if name != "kind":
            tally.add(table, name, right, 1, 1)
    if wrong := [name for name, right in fields.items() if not right]:
        labelled = " ".join(f"{name}={getattr(label, name)}" for name in wrong)
        published = " ".join(f"{name}={row[name]}" for name in wrong)
        tally.wrong.append(f"wrong {label.quote!r} in {label.context!r}: labelled {labelled}, published {published}")


def _count_whole(wanted: Sequence[FigureLabel], counted: Sequence[Pair], tally: Tally) -> None:
    """Targets found with every field right, of all labelled."""
    targets = [(label, right_fields(label, row)) for label, row in counted if label.kind == "target"]
    whole = sum(all(fields[name] for name in WHOLE) for _, fields in targets)
    labelled = sum(label.kind == "target" for label in wanted)
    tally.add("numeric_targets", "whole row", whole, labelled, labelled)
