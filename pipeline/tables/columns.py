"""Columns that several tables share."""

from pipeline.tables.codes import BASIS, BOUND
from pipeline.tables.schema import Codelist, Column


def document_id(*, nullable: bool = False, to: str = "documents") -> Column:
    """The document a row belongs to."""
    return Column(
        "document_id",
        "string",
        "文件编号",
        "Document the row belongs to",
        "所属文件",
        nullable,
        references=f"{to}.document_id",
    )


def section_id() -> Column:
    """The section a row stands in."""
    return Column(
        "section_id", "string", "章节编号", "Innermost section the row stands in", "所在的最内层章节", True,
        references="sections.section_id",
    )  # fmt: skip


def ordinal(what: str, what_zh: str) -> Column:
    """Position counted from 1."""
    return Column("ordinal", "int64", "序号", f"Position of the {what}, from 1", f"{what_zh}的次序,从 1 起")


TEXT_SPAN = (
    Column("start", "int64", "起", "Offset in documents.text where the passage begins", "在 documents.text 中的起点", unit="characters"),
    Column("end", "int64", "止", "Offset in documents.text where it ends, exclusive", "在 documents.text 中的终点(不含)", unit="characters"),
)  # fmt: skip
RAW_SPAN = (
    Column("raw_start", "int64", "原文起", "Offset in documents.raw_text where the passage begins", "在 documents.raw_text 中的起点", unit="characters"),
    Column("raw_end", "int64", "原文止", "Offset in documents.raw_text where it ends, exclusive", "在 documents.raw_text 中的终点(不含)", unit="characters"),
)  # fmt: skip
SPANS = (*TEXT_SPAN, *RAW_SPAN)

PERIOD = (
    Column("period_start", "date", "时期起", "First day of the period it is about; null where the text does not say", "所指时期的第一日;文中未说则空", True),
    Column("period_end", "date", "时期止", "Last day of the period, or the deadline; null where the text does not say", "所指时期的最后一日或期限;文中未说则空", True),
)  # fmt: skip


def figure(kind: Codelist) -> tuple[Column, ...]:
    """What numeric_targets and numeric_facts have in common, after their own id."""
    return (
        document_id(),
        section_id(),
        Column("measure_id", "string", "措施编号", "Measure whose sentence holds the number", "该数所在句的措施", True, references="measures.measure_id"),
        Column("kind", "string", "类别", "Target, reported result, or neither", "目标、结果或其他", codes=kind),
        Column("indicator", "string", "指标", "What is measured, in the document's words", "所度量的事物,用文中的词", True),
        Column("value", "float64", "数值", "The number as written, without its magnitude; lower end of a range", "所写的数(不含数量级);区间取下限"),
        Column("value_high", "float64", "数值上限", "Upper end of a range", "区间上限", True),
        Column("unit", "string", "单位", "Unit as written, with its magnitude", "所写的单位,含数量级(亿元、万平方米、个百分点)", True),
        Column("base_unit", "string", "基本单位", "Unit without its magnitude", "去掉数量级的单位", True),
        Column("base_value", "float64", "基本数值", "The value with the magnitude multiplied out, in base_unit", "乘上数量级之后的数,以基本单位计", True),
        Column("bound", "string", "界限", "How the number bounds the quantity", "该数是下限、上限、约数还是定值", codes=BOUND),
        Column("bound_as_written", "string", "界限原文", "Words that state the bound", "表示界限的词", True),
        Column("basis", "string", "口径", "What kind of quantity it is", "量的种类", True, codes=BASIS),
        Column("comparison", "string", "比较", "Basis of comparison as written (同比, 可比, 年均)", "比较的基础(同比、可比、年均)", True),
        Column("commitment", "string", "承诺", "Word of commitment (确保, 力争, 预期)", "承诺的词(确保、力争、预期)", True),
        Column("denominator", "string", "分母", "Per what, or share of what, as written", "每什么、占什么", True),
        Column("period_text", "string", "时期原文", "Words that give the period", "表示时期的词", True),
        *PERIOD,
        Column("quote", "string", "引文", "The number with its unit and bound, exactly as in the text", "数、单位与界限的原文"),
        Column("sentence", "string", "句子", "The sentence it stands in", "所在的句子"),
        *SPANS,
    )  # fmt: skip
