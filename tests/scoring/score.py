"""Published tables against labelled documents: the rows of accuracy.csv."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import polars as pl

from pipeline.publish.dataset import DATASET_VERSION
from pipeline.tables.accuracy import ACCURACY, ALL, MEASURED, RECOMPUTED, ordinals
from pipeline.tables.arrow import frame
from tests.scoring.figures import score_figures
from tests.scoring.labels import LabelledDocument
from tests.scoring.measures import score_measures
from tests.scoring.passages import bare
from tests.scoring.tally import Count, Tally

Row = Mapping[str, Any]
Tables = Mapping[str, pl.DataFrame]


def compare(tables: Tables, labelled: Sequence[LabelledDocument]) -> dict[str, Tally]:
    """The tally of each labelled document, and of all together under "all".

    A labelled document that the tables lack counts as missed with all its rows.
    """
    figures = pl.concat([tables["numeric_targets"], tables["numeric_facts"]], how="diagonal_relaxed").sort(
        "start", maintain_order=True
    )
    rows = {
        "figures": _by(figures, "document_id"),
        "measures": _by(tables["measures"], "document_id"),
        "units": _by(tables["measure_units"], "measure_id"),
    }
    known = {
        d["source_sha256"]: d for d in tables["documents"].select("source_sha256", "document_id", "text").to_dicts()
    }
    tallies = {labels.name: _document(labels, known.get(labels.source_sha256), rows) for labels in labelled}
    together = Tally()
    for tally in tallies.values():
        together.take(tally)
    return {**tallies, ALL: together}


def accuracy(tallies: Mapping[str, Tally], labelled: Sequence[LabelledDocument], label_set: str) -> pl.DataFrame:
    """The tallies as rows of accuracy.csv; counts of nothing are left out."""
    return frame(ACCURACY, _rows(tallies, labelled, label_set))


def _by(data: pl.DataFrame, key: str) -> Mapping[str, list[Row]]:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in data.to_dicts():
        groups[row[key]].append(row)
    return groups


def _document(labels: LabelledDocument, document: Row | None, rows: Mapping[str, Mapping[str, Sequence[Row]]]) -> Tally:
    tally = Tally()
    key = document["document_id"] if document else ""
    score_figures(labels.figures, rows["figures"].get(key, []), tally)
    if labels.measures:
        score_measures(labels.measures, rows["measures"].get(key, []), rows["units"], tally)
    if labels.clean_text is not None:
        _score_text(labels.clean_text, document["text"] if document else "", tally)
    tally.wrong = [f"{labels.name}: {line}" for line in tally.wrong]
    return tally


def _score_text(clean: str, text: str, tally: Tally) -> None:
    """Letters, digits and Han characters that the clean text and ours have in common, in order."""
    wanted, have = bare(clean), bare(text)
    blocks = SequenceMatcher(None, wanted, have, autojunk=False).get_matching_blocks()
    tally.add("documents", "text", sum(block.size for block in blocks), len(have), len(wanted))


def _rows(
    tallies: Mapping[str, Tally], labelled: Sequence[LabelledDocument], label_set: str
) -> Iterator[dict[str, object]]:
    by_name = {labels.name: labels for labels in labelled}
    for name, tally in tallies.items():
        labels = by_name.get(name)
        for (table, field), count in tally.counts.items():
            if count.predicted or count.labelled:
                yield {
                    "label_set": label_set,
                    "recomputed": label_set == RECOMPUTED,
                    "document": name,
                    "source_sha256": labels and labels.source_sha256,
                    "about": labels.about if labels else "; ".join(by_name),
                    "documents": 1 if labels else tally.documents[table, field],
                    "dataset_version": DATASET_VERSION,
                    **_shares(table, field, count),
                }


def _shares(table: str, field: str, count: Count) -> dict[str, object]:
    """The counts and what follows from them, to four decimals; a share of nothing is null."""
    ordinal = ordinals()[table, field]
    what = MEASURED[ordinal - 1]
    shares = (
        {
            "precision": _share(count.correct, count.predicted),
            "recall": _share(count.correct, count.labelled),
            "f1": _share(2 * count.correct, count.predicted + count.labelled),
        }
        if what.has_f1
        else {"accuracy": _share(count.labelled - _wrong(count), count.labelled)}
    )
    return {
        "ordinal": ordinal,
        "table": table,
        "field": field,
        "counted": what.counted,
        "counted_zh": what.counted_zh,
        "correct": count.correct,
        "predicted": count.predicted,
        "labelled": count.labelled,
        **shares,
    }


def _wrong(count: Count) -> int:
    """What is missing, and where more is there than should be, what is too much."""
    return max(count.predicted, count.labelled) - count.correct


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None
