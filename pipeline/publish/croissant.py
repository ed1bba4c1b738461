"""The release as Croissant 1.1 (http://mlcommons.org/croissant/1.1), by which dataset searches find and load it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pipeline.publish import dataset
from pipeline.publish.manifest import ReleaseFacts, TableFacts
from pipeline.tables.published import PUBLISHED
from pipeline.tables.schema import Codelist, Column, Dtype, Table

_CR_TERMS: Final = (
    "arrayShape citeAs column containedIn equivalentProperty extract field fileProperty fileObject fileSet format "
    "includes isArray isLiveDataset jsonPath key md5 parentField path recordSet references regex repeated replace "
    "samplingRate separator source subField transform"
)
# The context that mlcroissant 1.1 expects. "http://schema.org/", as the appendix of the specification prints it,
# does not validate (mlcommons/croissant#1018).
_CONTEXT: Final[Mapping[str, Any]] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    **{term: f"cr:{term}" for term in _CR_TERMS.split()},
}
_TYPES: Final[Mapping[Dtype, str]] = {
    "string": "sc:Text",
    "int64": "cr:Int64",
    "float64": "cr:Float64",
    "bool": "sc:Boolean",
    "date": "sc:Date",
    "list<string>": "sc:Text",
}
_PARQUET: Final = "application/x-parquet"
"""The one name under which mlcroissant loads Parquet; the registered application/vnd.apache.parquet only validates."""


def croissant(tables: Iterable[TableFacts], facts: ReleaseFacts) -> dict[str, Any]:
    """The JSON-LD: each Parquet file with its hash, each table as a record set, each code list as an enumeration."""
    lists = {c.codes.name: c.codes for table in PUBLISHED for c in table.columns if c.codes}
    return {
        "@context": dict(_CONTEXT),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "name": dataset.NAME,
        "alternateName": [dataset.TITLE, dataset.TITLE_ZH],
        "description": {"en": f"{dataset.DESCRIPTION} {dataset.RIGHTS}", "zh": dataset.DESCRIPTION_ZH},
        "license": dataset.DATA_LICENCE_URL,
        "creator": {"@type": "sc:Organization", "name": dataset.CREATOR},
        "citeAs": f"{dataset.CREATOR}: {dataset.TITLE}. Version {facts.dataset_version}. {dataset.DATA_LICENCE_URL}",
        "inLanguage": dataset.LANGUAGE,
        "keywords": list(dataset.KEYWORDS),
        "isAccessibleForFree": True,
        "isLiveDataset": False,
        "version": facts.dataset_version,
        **({"datePublished": facts.released_on} if facts.released_on else {}),
        "distribution": [_file(table) for table in tables],
        "recordSet": [*(_enumeration(codes) for codes in lists.values()), *(_record_set(t) for t in PUBLISHED)],
    }


def _file(table: TableFacts) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": _file_id(table.name),
        "name": _file_id(table.name),
        "contentUrl": table.parquet.path,
        "contentSize": f"{table.parquet.bytes} B",
        "encodingFormat": _PARQUET,
        "sha256": table.parquet.sha256,
    }


def _file_id(table: str) -> str:
    return f"{table}.parquet"


def _record_set(table: Table) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": {"en": table.name, "zh": table.title_zh},
        "description": {"en": f"One row is {table.row}.", "zh": f"一行是{table.row_zh}。"},
        "key": [{"@id": f"{table.name}/{name}"} for name in table.primary_key],
        "field": [_field(table, column) for column in table.columns],
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": {"en": column.name, "zh": column.title_zh},
        "description": {"en": _described(column), "zh": column.description_zh},
        "dataType": _TYPES[column.dtype],
        **({"isArray": True, "arrayShape": "-1"} if column.dtype == "list<string>" else {}),
        "source": {"fileObject": {"@id": _file_id(table.name)}, "extract": {"column": column.name}},
    }


def _described(column: Column) -> str:
    """The description with what its values refer to.

    In words and not as `references`: mlcroissant 1.1 joins along these when it loads, and so drops every row whose
    reference is null and fails on a table that refers to itself. datapackage.json states the keys for machines.
    """
    if column.references:
        return f"{column.description} (refers to {column.references})"
    return f"{column.description} (code list {column.codes.name})" if column.codes else column.description


def _enumeration(codes: Codelist) -> dict[str, Any]:
    names = ("code", "term_zh")
    return {
        "@type": "cr:RecordSet",
        "@id": codes.name,
        "name": codes.name,
        "dataType": "sc:Enumeration",
        "key": {"@id": f"{codes.name}/code"},
        "field": [
            {"@type": "cr:Field", "@id": f"{codes.name}/{name}", "name": name, "dataType": "sc:Text"} for name in names
        ],
        "data": [{f"{codes.name}/code": k, f"{codes.name}/term_zh": v} for k, v in codes.values.items()],
    }
