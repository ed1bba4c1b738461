"""The tables that each stage hands to the next: the published ones, and `documents` as it grows column by column."""

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
"""Stage name to its tables. Each stage adds its own issues; the release gathers them all."""

ALL_STAGES = {**STAGES, "published": (*PUBLISHED, RELEASE)}
"""The same, with what the last stage publishes."""
