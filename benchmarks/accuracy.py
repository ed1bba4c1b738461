"""How many of the hand-labelled figures a tool finds, by the same judge for every tool."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from documents import ROOT, SOURCES, prepared

from pipeline.extract.figures import find_figures
from pipeline.read.encodings import decode
from pipeline.structure.document import structure_document

GOLD = ROOT / "tests" / "gold"
_MAGNITUDE = re.compile("^[百千万亿]+")
_TIMES = {"百": 1e2, "千": 1e3, "万": 1e4, "亿": 1e8}


@dataclass(frozen=True, slots=True)
class Label:
    """A labelled figure and where it stands in the text of its document."""

    start: int
    end: int
    value: float
    unit: str
    counted: bool
    """False for the optional and the damaged ones: no tool must find them, and none is blamed for it."""


@dataclass(frozen=True, slots=True)
class Output:
    """What a tool says about a place."""

    start: int
    end: int
    value: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class Score:
    """Counts: outputs, labels, labels of which value (and unit) are found, outputs that touch no label."""

    outputs: int
    labels: int
    values: int
    with_unit: int
    false: int


def labelled() -> Iterator[tuple[str, list[Label]]]:
    """The five documents as extraction receives them, and their labels. A label that is not found there is counted.

    It cannot be found by any tool, so it lowers all scores alike.
    """
    index = json.loads((GOLD / "index.json").read_text("utf-8"))
    sources = {sha256(p.read_bytes()).hexdigest(): p for p in SOURCES.glob("*.txt")}
    for name, entry in index.items():
        if path := sources.get(entry["sha256"]):
            text = prepared(decode(path.read_bytes()).text)
            lines = (GOLD / f"{name}.figures.jsonl").read_text("utf-8").splitlines()
            yield text, [_label(text, json.loads(line)) for line in lines]


def _label(text: str, entry: dict[str, object]) -> Label:
    context, quote = str(entry["context"]), str(entry["quote"])
    around = text.find(context)
    start = text.find(quote, max(0, around)) if around >= 0 and quote in context else text.find(quote)
    end = start + len(quote) if start >= 0 else start
    counted = not entry.get("optional") and not entry.get("damaged")
    return Label(start, end, float(str(entry["value"])), str(entry["unit"] or ""), counted)


def score(documents: Sequence[tuple[Sequence[Label], Sequence[Output]]]) -> Score:
    """Judge the outputs for all documents together. Of outputs inside of each other the longest counts as output."""
    outputs = values = with_unit = false = labels = 0
    for wanted, made in documents:
        whole = _outermost(made)
        outputs += len(whole)
        false += sum(not any(_touch(o, label) for label in wanted) for o in whole)
        for label in wanted:
            if label.counted:
                here = [o for o in made if _touch(o, label)]
                labels += 1
                values += any(_same_value(o, label) for o in here)
                with_unit += any(_same_amount(o, label) for o in here)
    return Score(outputs, labels, values, with_unit, false)


def own_outputs(text: str) -> list[Output]:
    """The figures of this project as outputs."""
    figures, _ = find_figures(structure_document(text))
    return [Output(f.start, f.end, f.value, f.unit or "") for f in figures]


def _touch(output: Output, label: Label) -> bool:
    return output.start < label.end and label.start < output.end


def _same_value(output: Output, label: Label) -> bool:
    """The number as written, or multiplied out: 1.2万 may be 1.2 or 12000."""
    times, _ = _split(label.unit)
    return output.value is not None and any(_equal(output.value, v) for v in (label.value, label.value * times))


def _same_amount(output: Output, label: Label) -> bool:
    """Value and unit, magnitude multiplied out on both sides."""
    (times, unit), (label_times, label_unit) = _split(output.unit), _split(label.unit)
    return output.value is not None and unit == label_unit and _equal(output.value * times, label.value * label_times)


def _split(unit: str) -> tuple[float, str]:
    """Magnitude and the rest of a unit: 万平方米 is 10000 and 平方米."""
    magnitude = _MAGNITUDE.match(unit)
    times = 1.0
    for c in magnitude[0] if magnitude else "":
        times *= _TIMES[c]
    return times, unit[magnitude.end() :] if magnitude else unit


def _equal(a: float, b: float) -> bool:
    return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))


def _outermost(made: Sequence[Output]) -> list[Output]:
    kept: list[Output] = []
    for output in sorted(made, key=lambda o: (o.start, -o.end)):
        if not kept or output.end > kept[-1].end:
            kept.append(output)
    return kept
