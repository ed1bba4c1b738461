"""Measures and the bodies named for them: labels against the rows of one document."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.scoring.labels import MeasureLabel
from tests.scoring.passages import bare
from tests.scoring.tally import Tally

Row = Mapping[str, Any]


def score_measures(
    labels: Sequence[MeasureLabel], rows: Sequence[Row], units: Mapping[str, Sequence[Row]], tally: Tally
) -> None:
    """Counts sentences found, missed and false, their status, and the bodies of those found.

    A row is the labelled sentence when it begins with the first ten characters of the label and ends with the last
    six; rows stand in the order of the text, and each is taken once. `units` are rows of measure_units by measure_id.
    """
    rest = list(rows)
    found = 0
    for label in labels:
        row = next((row for row in rest if _is_sentence(label, row["text"])), None)
        if row is None:
            tally.wrong.append(f"missed measure {label.start}…{label.end}")
            continue
        rest.remove(row)
        found += 1
        tally.add("measures", "status", label.status == row["status"], 1, 1)
        _score_units(label, units.get(row["measure_id"], ()), tally)
    tally.add("measures", "row", found, len(rows), len(labels))
    tally.wrong += [f"false measure {row['text'][:60]}" for row in rest]


def _is_sentence(label: MeasureLabel, text: str) -> bool:
    return bare(text).startswith(bare(label.start)[:10]) and bare(text).endswith(bare(label.end)[-6:])


def _score_units(label: MeasureLabel, rows: Sequence[Row], tally: Tally) -> None:
    leading = [row for row in rows if row["role"] == "lead"]
    _score_names("unit_name", label.units, rows, label.start, tally)
    _score_names("role = lead", label.lead, leading, label.start, tally)


def _score_names(field: str, names: Iterable[str], rows: Iterable[Row], sentence: str, tally: Tally) -> None:
    want, have = {bare(name) for name in names}, {bare(row["unit_name"]) for row in rows}
    tally.add("measure_units", field, len(want & have), len(have), len(want))
    if want != have:
        missed, false = "、".join(sorted(want - have)), "、".join(sorted(have - want))
        tally.wrong.append(f"wrong {field} of {sentence}…: missed {missed or 'none'}, false {false or 'none'}")
