"""Rows of cells as Markdown pipe tables, for the formats that mark tables."""

from collections.abc import Sequence


def pipe_row(cells: Sequence[str]) -> str:
    """One row; line ends in a cell become blanks, a bar is escaped."""
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def pipe_separator(columns: int) -> str:
    """The line between the head row and the others."""
    return "| " + " | ".join(["---"] * columns) + " |"
