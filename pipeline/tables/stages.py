"""The tables that each stage hands to the next: the published ones, and `documents` as it grows column by column."""

from pipeline.tables.codes import ADDRESS_KIND, CHANGE, FETCH_OUTCOME
from pipeline.tables.published import (
    CITATIONS,
    CLEANED,
    CONVERSION,
    DOCUMENTS,
    GLOSSARY,
    IDENTITY,
    ISSUES,
    MEASURE_UNITS,
    MEASURES,
    METADATA,
    NUMERALS,
    NUMERIC_FACTS,
    NUMERIC_TARGETS,
    PUBLISHED,
    RECEIVED,
    REMOVED_PASSAGES,
    REPAIRS,
    SECTIONS,
    SOURCES,
)
from pipeline.tables.schema import Column, Table

RAW_DOCUMENTS = Table(
    "documents",
    "文件",
    "one document as received; metadata only as the catalogue states it",
    "一份收到的文件;元数据仅限目录所载",
    (*IDENTITY, *METADATA, *RECEIVED),
    ("document_id",),
    ("document_id",),
)
CLEANED_DOCUMENTS = Table(
    "documents",
    "文件",
    "one document with its cleaned text",
    "一份清理后的文件",
    (*IDENTITY, *METADATA, *RECEIVED, *CONVERSION, *CLEANED),
    ("document_id",),
    ("document_id",),
)
RELEASE = Table(
    "release",
    "发布",
    "one table of the release, and what its files are",
    "数据集的一张表及其文件",
    (
        Column("table", "string", "表", "Name of the table", "表名"),
        Column("rows", "int64", "行数", "Rows of the table", "行数"),
    ),
    ("table",),
    ("table",),
)

CHANGES = Table(
    "changes",
    "变动",
    "one row of a published table that is not as it was in the last release",
    "与上一版数据集相比有变动的一行",
    (
        Column("table", "string", "表", "Table the row belongs to", "所属的表"),
        Column(
            "id",
            "string",
            "行",
            "Its primary key; the parts of a key of several columns are joined by /",
            "主键;多列以 / 相连",
        ),
        Column("document_id", "string", "文件编号", "Document the row belongs to", "所属文件", True),
        Column("change", "string", "变动", "What happened to the row", "变动的种类", codes=CHANGE),
        Column(
            "columns",
            "list<string>",
            "列",
            "Columns whose value is another; empty for added and removed rows",
            "值有变动的列;新增和删除的行为空",
        ),
    ),
    ("table", "id"),
    ("table", "id"),
)
FETCHES = Table(
    "fetches",
    "抓取",
    "one address that the last refresh asked for",
    "上次刷新所访问的一个网址",
    (
        Column("address", "string", "网址", "Address in its normal form", "规范形式的网址"),
        Column(
            "kind", "string", "类别", "A document, or a page that lists documents", "文件或列表页", codes=ADDRESS_KIND
        ),
        Column("outcome", "string", "结果", "What came of it", "结果", codes=FETCH_OUTCOME),
        Column(
            "status",
            "int64",
            "状态码",
            "Status code of the last answer (RFC 9110); null where none came",
            "HTTP 状态码;无应答则空",
            True,
        ),
        Column("requested_at", "string", "访问时间", "When it was asked (ISO 8601, UTC)", "访问时间"),
        Column("sha256", "string", "校验值", "SHA-256 of the body that stands after it", "现存内容的 SHA-256", True),
        Column(
            "bytes", "int64", "字节数", "Size of the body that stands after it", "现存内容的大小", True, unit="bytes"
        ),
        Column("attempts", "int64", "次数", "Requests it took", "请求次数"),
        Column("message", "string", "说明", "What went wrong, and what to do", "出了什么问题、如何处理", True),
    ),
    ("address", "kind"),
    ("address", "kind"),
)

STAGES: dict[str, tuple[Table, ...]] = {
    "raw": (SOURCES, RAW_DOCUMENTS, ISSUES),
    "cleaned": (CLEANED_DOCUMENTS, REPAIRS, ISSUES),
    "deduplicated": (SOURCES, CLEANED_DOCUMENTS, REPAIRS, REMOVED_PASSAGES, ISSUES),
    "structured": (
        DOCUMENTS,
        SECTIONS,
        MEASURES,
        MEASURE_UNITS,
        NUMERIC_TARGETS,
        NUMERIC_FACTS,
        NUMERALS,
        CITATIONS,
        GLOSSARY,
        ISSUES,
    ),
}
"""Stage name to its tables, from the received bytes on. Each stage adds its own issues; the release gathers them all."""

ALL_STAGES = {"fetched": (FETCHES,), **STAGES, "published": (*PUBLISHED, RELEASE, CHANGES)}
"""The same, with what the last refresh fetched before them, and with what the last stage publishes."""
