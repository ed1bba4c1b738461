"""The release as a Frictionless Data Package (version 2, https://datapackage.org/standard/data-package/)."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pipeline.publish import dataset
from pipeline.publish.manifest import ReleaseFacts, TableFacts
from pipeline.tables.published import PUBLISHED
from pipeline.tables.schema import Codelist, Column, Dtype, Table

_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES: Final[Mapping[Dtype, str]] = {
    "string": "string",
    "int64": "integer",
    "float64": "number",
    "bool": "boolean",
    "date": "date",
    "list<string>": "string",
}
"""`string` for a list: frictionless-py 5 does not know the type `list` of version 2."""
_DIALECT: Final = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True}


def datapackage(tables: Iterable[TableFacts], facts: ReleaseFacts) -> dict[str, Any]:
    """The descriptor: each table as a resource with its columns, keys and value sets."""
    written = {table.name: table for table in tables}
    licence = {"name": dataset.DATA_LICENCE, "title": dataset.DATA_LICENCE_TITLE, "path": dataset.DATA_LICENCE_URL}
    return {
        "$schema": _PROFILE,
        "name": dataset.NAME,
        "title": dataset.TITLE,
        "description": f"{dataset.DESCRIPTION}\n\n{dataset.DESCRIPTION_ZH}\n\n{dataset.RIGHTS}",
        "version": facts.dataset_version,
        **({"created": f"{facts.released_on}T00:00:00Z"} if facts.released_on else {}),
        "keywords": list(dataset.KEYWORDS),
        "licenses": [licence],
        "contributors": [{"title": dataset.CREATOR, "roles": ["creator"]}],
        "resources": [_resource(table, written[table.name]) for table in PUBLISHED],
    }


def _resource(table: Table, written: TableFacts) -> dict[str, Any]:
    """The CSV with its schema; the Parquet beside it under a property of our own.

    Not as a resource: frictionless-py 5 reads the missing integers of a Parquet as NaN, miscounts its bytes and fails
    on lists, and so calls a good file bad. A Parquet brings its own schema.
    """
    return {
        "name": table.name,
        "type": "table",
        "title": f"{table.title_zh} {table.name}",
        "description": f"One row is {table.row}. 一行是{table.row_zh}。",
        "path": written.csv.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": written.csv.bytes,
        "hash": f"sha256:{written.csv.sha256}",
        "dialect": _DIALECT,
        "schema": _schema(table),
        "parquet": {
            "path": written.parquet.path,
            "mediatype": "application/vnd.apache.parquet",
            "bytes": written.parquet.bytes,
            "hash": f"sha256:{written.parquet.sha256}",
        },
    }


def _schema(table: Table) -> dict[str, Any]:
    keys = [_foreign_key(table, c.name, c.references) for c in table.columns if c.references]
    return {
        "fields": [_field(table, column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.primary_key),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    joined = " Items are joined by ';'." if column.dtype == "list<string>" else ""
    unit = f" Unit: {column.unit}." if column.unit else ""
    constraints: dict[str, Any] = {}
    if not column.nullable and not _is_free_text(table, column):
        constraints["required"] = True
    if column.codes:
        constraints["enum"] = list(column.codes.values)
    return {
        "name": column.name,
        "title": column.title_zh,
        "type": _TYPES[column.dtype],
        "description": f"{column.description}.{unit}{joined} {column.description_zh}。",
        **({"categories": _categories(column.codes)} if column.codes else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _categories(codes: Codelist) -> list[dict[str, str]]:
    """The values with their Chinese terms. Readers of today overlook these, hence `enum` beside them."""
    return [{"value": value, "label": term} for value, term in codes.values.items()]


def _is_free_text(table: Table, column: Column) -> bool:
    """Whether the column may hold an empty text, which validators of a CSV take for a missing value."""
    plain = column.dtype in ("string", "list<string>")
    return plain and not (column.codes or column.references or column.name in table.primary_key)


def _foreign_key(table: Table, name: str, references: str) -> dict[str, Any]:
    other, field = references.split(".")
    # A table that refers to itself is named "" in version 1 and in the readers of today.
    return {"fields": [name], "reference": {"resource": "" if other == table.name else other, "fields": [field]}}
