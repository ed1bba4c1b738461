"""The labels: one folder with index.json and, for each document, its figures, measures and clean text."""

import json
import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

BOUND = {"=": "eq", "~": "approx", ">=": "ge", ">": "gt", "<=": "le", "<": "lt"}
"""Sign of a label: code of the tables."""


@dataclass(frozen=True, slots=True)
class FigureLabel:
    """One number that measures something. `optional`: neither finding nor missing it counts."""

    quote: str
    context: str
    kind: str
    indicator: str
    value: float | None
    value_high: float | None
    unit: str | None
    bound: str
    basis: str | None
    period_end: date | None
    optional: bool


@dataclass(frozen=True, slots=True)
class MeasureLabel:
    """One sentence that states an action, by how it begins and ends, with the bodies named for it."""

    start: str
    end: str
    status: str
    units: tuple[str, ...]
    lead: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """The labels of one document. No measures or no clean text: not labelled for them."""

    name: str
    source_sha256: str
    about: str
    figures: tuple[FigureLabel, ...]
    measures: tuple[MeasureLabel, ...]
    clean_text: str | None


def read_labels(folder: Path, label_set: str) -> list[LabelledDocument]:
    """The labelled documents of one set, as index.json assigns them; an entry without a set belongs to any.

    Raises ValueError when the folder has none.
    """
    index = json.loads((folder / "index.json").read_text("utf-8"))
    chosen = {name: entry for name, entry in index.items() if entry.get("set", label_set) == label_set}
    if not chosen:
        raise ValueError(f"{folder} holds no labels of the set {label_set!r}")
    return [_document(folder, name, entry) for name, entry in chosen.items()]


def _document(folder: Path, name: str, entry: Mapping[str, str]) -> LabelledDocument:
    clean = folder / f"{name}.clean.txt"
    return LabelledDocument(
        name,
        entry["sha256"],
        entry["what"],
        tuple(_figure(row) for row in _rows(folder / f"{name}.figures.jsonl")),
        tuple(_measure(row) for row in _rows(folder / f"{name}.measures.jsonl")),
        clean.read_text("utf-8") if clean.is_file() else None,
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()] if path.is_file() else []


def _figure(row: Mapping[str, Any]) -> FigureLabel:
    return FigureLabel(
        row["quote"],
        row["context"],
        row["class"],
        row["indicator"] or "",
        row["value"],
        row.get("value_high"),
        row["unit"],
        BOUND[row["bound"]],
        row.get("basis"),
        last_day(row["period"]),
        bool(row.get("optional")),
    )


def _measure(row: Mapping[str, Any]) -> MeasureLabel:
    return MeasureLabel(row["start"], row["end"], row["status"], tuple(row["units"]), tuple(row["lead"]))


def last_day(period: str | None) -> date | None:
    """Last day of a period as labels write it: 2023, 2022Q1-Q3, 2022H1, 2016/2020, 2022-06, 2022-06-30."""
    if not period:
        return None
    label = period.rsplit("/", 1)[-1]
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", label):
        return date.fromisoformat(label)
    year, month = int(label[:4]), 12
    if quarter := re.search(r"Q(\d)$", label):
        month = int(quarter[1]) * 3
    elif half := re.search(r"H(\d)$", label):
        month = int(half[1]) * 6
    elif named := re.fullmatch(r"\d{4}-(\d{2})", label):
        month = int(named[1])
    return date(year, month, monthrange(year, month)[1])
