"""What a table says of anything that stands in it: what its row is about, whether it holds what is to come."""

from bisect import bisect_right

from pipeline.extract.heads import row_terms, says_planned
from pipeline.structure.model import Section, Structure


def row_of(structure: Structure, position: int) -> str:
    """What the row of a table that holds a position is about; empty outside tables and in rows without a head."""
    table = bisect_right(structure.tables, position, key=lambda table: table.rows[0].start) - 1
    rows = structure.tables[table].rows if table >= 0 else ()
    index = bisect_right(rows, position, key=lambda row: row.start) - 1
    if index < 0 or position >= rows[index].end or (head := rows[index].row_head) is None:
        return ""
    cell = rows[index].cells[head]
    return row_terms((), structure.text[cell.start : cell.end])


def is_planned(structure: Structure, section: Section, above: str = "") -> bool:
    """Whether a table of a section that is no review holds what is to come, by its title and those around it."""
    if section.kind == "review":
        return False
    first = structure.sentences[0]
    title = structure.text[first.start : first.end] if first.role == "front" else ""
    return section.kind == "plan" or says_planned(f"{title}{section.heading or ''}\n{above}") is True
