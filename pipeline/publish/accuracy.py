"""How right the extracted tables are: the measured figures that every release carries, and their page.

They are measured by `tests/scoring` against labels made by hand (`tests/gold`) and stand in `accuracy.csv` beside
this file: the texts of some labelled documents may not be published, so a release cannot measure them itself.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, Literal

import polars as pl

from pipeline.publish.csv import read_csv, write_csv
from pipeline.tables.accuracy import ACCURACY, ALL, LABEL_SETS, MEASURED, ordinals
from pipeline.tables.arrow import conform

Language = Literal["en", "zh"]

ACCURACY_FILE: Final = "accuracy.csv"
MEASURED_FILE: Final = Path(__file__).with_name(ACCURACY_FILE)

_NOT_RECOMPUTED: Final[dict[Language, str]] = {
    "en": "Their texts may not be published here, so the project's test cannot recompute these figures.",
    "zh": "其全文不能在此公布，因此项目的测试无法重新计算这些数字。",
}
_SETS: Final[dict[str, dict[Language, str]]] = {
    "development": {
        "en": "The documents of this project. The rules were written with these labels at hand: an upper bound for "
        "documents never seen. The project's own test recomputes the figures at every change.",
        "zh": "本项目自带的文件。编写规则时参考过这些标注，对从未见过的文件只是上限。"
        "项目自己的测试在每次改动时重新计算。",
    },
    "other": {
        "en": f"Other documents, whose labels too were at hand while the rules were written. {_NOT_RECOMPUTED['en']}",
        "zh": f"其他文件，编写规则时也参考过其标注。{_NOT_RECOMPUTED['zh']}",
    },
    "held_out": {
        "en": f"Other documents, whose labels were set aside while the rules were written. {_NOT_RECOMPUTED['en']}",
        "zh": f"其他文件，编写规则时其标注搁置未看。{_NOT_RECOMPUTED['zh']}",
    },
}
_HEADS: Final[dict[Language, str]] = {
    "en": "| table | field | what is counted | documents | right | in the table | in the labels "
    "| precision | recall | F1, or share right |",
    "zh": "| 表 | 列 | 所计 | 文件数 | 正确 | 表中 | 标注 | 精确率 | 召回率 | F1 或正确率 |",
}
_RULE: Final = "| --- | --- | --- |" + " ---: |" * 7


def read_accuracy(file: Path = MEASURED_FILE) -> pl.DataFrame:
    """The measured figures of a file. Raises ValueError when its columns are not those declared."""
    return read_csv(file, ACCURACY)


def write_accuracy(rows: pl.DataFrame, file: Path = MEASURED_FILE) -> None:
    """Puts the rows of one label set in the place of those that the file holds of it; other sets stay."""
    kept = read_accuracy(file).join(rows, on="label_set", how="anti") if file.is_file() else rows.clear()
    write_csv(conform(ACCURACY, pl.concat([kept, rows])), ACCURACY, file)


def accuracy_page(rows: pl.DataFrame, language: Language) -> str:
    """For each label set what it is, and its figures over all its documents, as Markdown."""
    held = set(rows["label_set"])
    parts = (rows.filter(pl.col("label_set") == name) for name in LABEL_SETS.values if name in held)
    return "\n\n".join("\n".join(_set(part, language)) for part in parts)


def _set(rows: pl.DataFrame, language: Language) -> Iterator[str]:
    name, version = rows.select("label_set", "dataset_version").row(0)
    documents = rows.filter(pl.col("document") != ALL)["document"].n_unique()
    measured_on = {"en": f"{documents} documents, rules of {version}", "zh": f"{documents} 份文件，规则版本 {version}"}
    yield f"**{name}** ({measured_on[language]}): {_SETS[name][language]}\n"
    yield _HEADS[language]
    yield _RULE
    for row in rows.filter(pl.col("document") == ALL).iter_rows(named=True):
        if MEASURED[ordinals()[row["table"], row["field"]] - 1].on_page:
            yield _line(row, language)


def _line(row: dict[str, object], language: Language) -> str:
    counted = row["counted" if language == "en" else "counted_zh"]
    counts = (f"{row[name]:,}" for name in ("documents", "correct", "predicted", "labelled"))
    last = row["accuracy"] if row["f1"] is None else row["f1"]
    shares = ("" if share is None else f"{share:.4f}" for share in (row["precision"], row["recall"], last))
    table = str(row["table"]).replace("+", " + ")
    return f"| {' | '.join([table, str(row['field']), str(counted), *counts, *shares])} |"
