"""The stage structured: texts in, sections, measures, figures and all that is tied to them out."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import polars as pl

from pipeline.clean.trace import traced_texts
from pipeline.extract.citations import find_citations
from pipeline.extract.damaged import find_damaged
from pipeline.extract.figures import find_figures
from pipeline.extract.glossary import find_glossary
from pipeline.extract.measures import find_measures
from pipeline.extract.rows import DocumentRows, Row
from pipeline.structure.document import structure_document
from pipeline.structure.metadata import read_metadata
from pipeline.tables.arrow import frame
from pipeline.tables.published import METADATA
from pipeline.tables.stages import STAGES
from pipeline.text import TracedText

STATED = tuple(c.name for c in METADATA)


def structured(tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Stage tables `documents`, `repairs` and `removed_passages` of deduplicated in, those of structured out.

    Each document is treated by itself.
    """
    rows: dict[str, list[Row]] = defaultdict(list)
    for document, traced in traced_texts(tables["documents"], tables["repairs"], tables["removed_passages"]):
        for name, found in structured_document(document, traced).items():
            rows[name] += found
    return {table.name: frame(table, rows[table.name]) for table in STAGES["structured"]}


def structured_document(document: Mapping[str, Any], traced: TracedText) -> dict[str, list[Row]]:
    """The rows that one document gives, by table. `document` is its row of the deduplicated stage."""
    text = document["text"]
    structure = structure_document(text)
    build = DocumentRows(document["document_id"], traced, structure)
    metadata = read_metadata(text, structure, document["source"], {k: document[k] for k in STATED if document[k]})
    measures = find_measures(structure)
    figures, numerals = find_figures(structure)
    rows: dict[str, list[Row]] = {
        "documents": [{**document, **{k: v for k, v in asdict(metadata).items() if k in STATED}}],
        "sections": list(build.sections()),
        "measures": list(build.measures(measures)),
        "measure_units": list(build.measure_units(measures)),
        "citations": list(build.citations(find_citations(text))),
        "glossary": list(build.glossary(find_glossary(structure))),
    }
    rows["numeric_targets"], rows["numeric_facts"] = [], []
    for row in build.figures(figures):
        rows["numeric_targets" if row["kind"] == "target" else "numeric_facts"].append(row)
    rows["numerals"] = list(build.numerals(numerals))
    rows["issues"] = [build.issue("metadata", "info", doubt) for doubt in metadata.doubts]
    rows["issues"] += [
        build.issue("not_understood", "info", "no rule says what this numeral does here", n.start, n.end)
        for n in numerals
        if n.role == "unknown"
    ]
    rows["issues"] += [
        build.issue(d.kind, "warning", f"{d.message}; not extracted as a figure", d.start, d.end)
        for d in find_damaged(text, numerals)
    ]
    if all(s.heading is None for s in structure.sections):
        rows["issues"].append(
            build.issue("no_structure", "info", "no heading was found; the whole text is one section")
        )
    return rows
