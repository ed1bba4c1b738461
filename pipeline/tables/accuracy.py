"""The table of measured figures that a release carries: its columns, the sets of labels, the fields measured."""

from dataclasses import dataclass
from functools import cache
from typing import Final

from pipeline.tables.schema import Codelist, Column, Table

ALL: Final = "all"
"""Stands for a document where the figures of all documents of a set are taken together."""
RECOMPUTED: Final = "development"
"""The set whose texts are in the project, so that its own test recomputes the figures."""

LABEL_SETS: Final = Codelist(
    "label_set",
    {
        "development": "本项目自带的文件",
        "other": "其他文件，编写规则时参考过其标注",
        "held_out": "其他文件，编写规则时未看过其标注",
    },
)

# fmt: off
ACCURACY: Final = Table(
    "accuracy", "准确度", "one field of one table, measured on one set of labels", "一个表的一列在一组标注上的准确度",
    (
        Column("label_set", "string", "标注集", "Which labels it was measured on", "所用的标注", codes=LABEL_SETS),
        Column("recomputed", "bool", "可重算", "Whether the project's own test recomputes the figure", "项目自己的测试是否重新计算该数"),
        Column("document", "string", "文件", "Labelled document, or 'all' of the set together", "所标注的文件;all 为全部合计"),
        Column("about", "string", "说明", "What the document is; for 'all', which documents", "文件的说明;合计则列出各文件"),
        Column("source_sha256", "string", "来源校验值", "SHA-256 of the document's bytes, as in documents; null for 'all'", "文件字节的 SHA-256,同 documents;合计则空", True),
        Column("documents", "int64", "文件数", "Number of documents that the counts come from", "计数所据的文件数"),
        Column("dataset_version", "string", "数据集版本", "Version of the dataset whose rules were measured", "所测规则的数据集版本"),
        Column("ordinal", "int64", "序号", "Position of the field in the list of fields, from 1", "列在清单中的次序,从 1 起"),
        Column("table", "string", "表", "Table; two tables taken together are joined by '+'", "表;两表合计以 + 相连"),
        Column("field", "string", "列", "Column; 'row' is whether the row is there at all", "列;row 指该行是否存在"),
        Column("counted", "string", "所计", "What is counted", "所计的内容"),
        Column("counted_zh", "string", "所计(中文)", "The same in Chinese", "所计内容的中文说明"),
        Column("correct", "int64", "正确", "Number that is right", "正确的数目"),
        Column("predicted", "int64", "所得", "Number that the table holds: what is right and what is false", "表中的数目,含多出的"),
        Column("labelled", "int64", "应有", "Number that the labels hold: what is right and what is missing", "标注的数目,含漏掉的"),
        Column("precision", "float64", "精确率", "correct / predicted", "正确 / 所得", True),
        Column("recall", "float64", "召回率", "correct / labelled", "正确 / 应有", True),
        Column("f1", "float64", "F1", "Harmonic mean of precision and recall", "精确率与召回率的调和平均", True),
        Column("accuracy", "float64", "正确率", "1 - wrong / labelled, for fields of which none can be missing or too many", "1 - 错误 / 应有,用于无所谓漏与多的各列", True),
    ),
    ("label_set", "document", "table", "field"), ("label_set", "document", "ordinal"),
)
# fmt: on


@dataclass(frozen=True, slots=True)
class Measured:
    """A field whose accuracy is measured, with what is counted.

    `has_f1`: some may be missing and some too many; else only right or wrong. `on_page`: shown in the READMEs, the
    rest in the file alone.
    """

    table: str
    field: str
    counted: str
    counted_zh: str
    has_f1: bool = False
    on_page: bool = True


BOTH: Final = "numeric_targets+numeric_facts"
_FOUND: Final = ("Of the rows found: values right", "找到的行中值正确者")
_VALUES: Final = ("value_high", "unit", "bound", "basis", "indicator", "period_end")

# fmt: off
MEASURED: Final = (
    Measured("documents", "text", "Letters and Han characters of the text, against a clean copy", "正文的字，与干净文本对照"),
    Measured("measures", "row", "Sentences that state an action", "陈述行动的句子", has_f1=True),
    Measured("measures", "status", *_FOUND),
    Measured("measure_units", "unit_name", "Bodies named for the measures found", "找到的措施所列的单位", has_f1=True),
    Measured("measure_units", "role = lead", "Bodies that lead the measures found", "找到的措施的牵头单位", has_f1=True),
    Measured(BOTH, "row", "Numbers that measure something: value and sentence", "有所度量的数：数值及所在句", has_f1=True),
    Measured(BOTH, "kind", *_FOUND),
    *(Measured(BOTH, field, *_FOUND) for field in _VALUES),
    Measured("numeric_targets", "row", "Numbers that are to be reached", "要达到的数", has_f1=True),
    Measured("numeric_targets", "whole row", "Of the targets labelled: kind, unit, bound, indicator and period_end all right", "标注的目标中类别、单位、界限、指标、时期全部正确者"),
    *(Measured("numeric_targets", field, *_FOUND, on_page=False) for field in _VALUES),
    Measured("numeric_facts", "row", "Reported results and other numbers", "已报告的结果和其他数", has_f1=True),
    *(Measured("numeric_facts", field, *_FOUND, on_page=False) for field in _VALUES),
)
# fmt: on


@cache
def ordinals() -> dict[tuple[str, str], int]:
    """Table and field to their position in MEASURED, from 1."""
    return {(what.table, what.field): position for position, what in enumerate(MEASURED, 1)}
