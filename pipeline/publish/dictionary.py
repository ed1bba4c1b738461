"""The data dictionary, in both languages, from the declaration of the tables."""

from collections.abc import Iterator

import polars as pl

from pipeline.publish import dataset
from pipeline.tables.arrow import frame
from pipeline.tables.published import PUBLISHED, SCHEMA_VERSION
from pipeline.tables.schema import Codelist, Column, Table

DICTIONARY = Table(
    "data_dictionary",
    "数据字典",
    "one column of one table",
    "一个表的一列",
    (
        Column("table", "string", "表", "Table", "表"),
        Column("ordinal", "int64", "序号", "Position of the column, from 1", "列的次序,从 1 起"),
        Column("column", "string", "列", "Column", "列"),
        Column("title_zh", "string", "中文名", "Chinese title", "中文名称"),
        Column("type", "string", "类型", "Data type", "数据类型"),
        Column("nullable", "bool", "可空", "Whether a value may be missing", "是否可以缺失"),
        Column("primary_key", "bool", "主键", "Whether it is part of the primary key", "是否属于主键"),
        Column("references", "string", "引用", "Column whose values it takes", "取值所引用的列", True),
        Column("unit", "string", "单位", "Unit of a number", "数的单位", True),
        Column("codes", "list<string>", "取值", "The closed set of its values", "封闭的取值集合", True),
        Column("codes_zh", "list<string>", "取值含义", "The same in Chinese", "各取值的中文含义", True),
        Column("description", "string", "英文说明", "Description in English", "英文说明"),
        Column("description_zh", "string", "中文说明", "Description in Chinese", "中文说明"),
    ),
    ("table", "column"),
    (),
)


def dictionary_table() -> pl.DataFrame:
    """The dictionary as a table: one row a column, in published order."""
    return frame(
        DICTIONARY,
        [
            {
                "table": table.name,
                "ordinal": position,
                "column": column.name,
                "title_zh": column.title_zh,
                "type": column.dtype,
                "nullable": column.nullable,
                "primary_key": column.name in table.primary_key,
                "references": column.references,
                "unit": column.unit,
                "codes": column.codes and list(column.codes.values),
                "codes_zh": column.codes and list(column.codes.values.values()),
                "description": column.description,
                "description_zh": column.description_zh,
            }
            for table in PUBLISHED
            for position, column in enumerate(table.columns, 1)
        ],
    )


def dictionary_page() -> str:
    """The dictionary as Markdown: a section a table, then the code lists."""
    return "\n".join(_page()) + "\n"


def _page() -> Iterator[str]:
    yield f"# Data dictionary 数据字典\n\n{dataset.TITLE} · {dataset.TITLE_ZH} · schema version {SCHEMA_VERSION}\n"
    yield "Offsets count characters (Unicode code points) from 0; ends are exclusive. 偏移以字符计,自 0 起,终点不含。\n"
    yield from (f"- [{t.name}](#{t.name}) {t.title_zh}: {t.row} {t.row_zh}" for t in PUBLISHED)
    for table in PUBLISHED:
        yield from _table(table)
    yield "\n## Code lists 代码表"
    lists = {c.codes.name: c.codes for table in PUBLISHED for c in table.columns if c.codes}
    for name in sorted(lists):
        yield from _codes(lists[name])


def _table(table: Table) -> Iterator[str]:
    yield f'\n<a id="{table.name}"></a>\n\n## {table.name} {table.title_zh}\n'
    yield f"One row is {table.row}. 一行是{table.row_zh}。 Key 主键: {', '.join(f'`{k}`' for k in table.primary_key)}\n"
    yield "| column 列 | type 类型 | missing 可空 | values, unit 取值、单位 | description 说明 |"
    yield "| --- | --- | --- | --- | --- |"
    for column in table.columns:
        yield (
            f"| `{column.name}` {column.title_zh} | {column.dtype} | {'yes 可' if column.nullable else 'no 否'} "
            f"| {_values(column)} | {_plain(column.description)}. {_plain(column.description_zh)}。 |"
        )


def _values(column: Column) -> str:
    """What the values are: codes, a reference, a unit."""
    if column.codes:
        return f"[{column.codes.name}](#{column.codes.name})"
    if column.references:
        return f"`{column.references}`"
    return column.unit or ""


def _codes(codes: Codelist) -> Iterator[str]:
    yield f'\n<a id="{codes.name}"></a>\n\n### {codes.name}\n\n| code 代码 | meaning 含义 |\n| --- | --- |'
    yield from (f"| `{code}` | {_plain(meaning)} |" for code, meaning in codes.values.items())


def _plain(text: str) -> str:
    return text.replace("|", "\\|")
