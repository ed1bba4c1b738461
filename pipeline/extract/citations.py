"""Documents named in a text: 《title》, with the document number that may follow."""

import re
from collections.abc import Iterator

from pipeline.extract.model import Citation
from pipeline.structure.numbers import NUMBER, canonical

# Inner titles are in 〈〉 or < >, or, carelessly, in 《》 again.
_MARK = re.compile(r"[《》\n]")
_BETWEEN = re.compile(r"\s?[(（]?\s?")
_AFTER = re.compile(r"\s?[)）]")
# The longest title of a law or plan seen has 90 characters; one mark left open must not swallow a page.
_LONGEST_TITLE = 200
_DEEPEST = 3


def find_citations(text: str) -> list[Citation]:
    """The outermost 《》 of each line, in text order; a mark without its partner is no citation."""
    found = []
    for start, end in _titles(text):
        number, stop = _number_after(text, end)
        found.append(Citation(start, stop, text[start + 1 : end - 1].strip(), number))
    return found


def _titles(text: str) -> Iterator[tuple[int, int]]:
    open_marks: list[int] = []
    pending: tuple[int, int] | None = None
    for mark in _MARK.finditer(text):
        character, position = mark[0], mark.start()
        if character == "《" and len(open_marks) < _DEEPEST:
            open_marks.append(position)
        elif character == "》" and open_marks:
            start = open_marks.pop()
            if pending and pending[0] < start:
                yield pending
            if position + 1 - start <= _LONGEST_TITLE and position - start > 1:
                pending = (start, position + 1)
            if not open_marks and pending:
                yield pending
                pending = None
        elif character == "\n":
            if pending:
                yield pending
            pending = None
            open_marks.clear()
    if pending:
        yield pending


def _number_after(text: str, end: int) -> tuple[str | None, int]:
    between = _BETWEEN.match(text, end)
    start = between.end() if between else end
    number = NUMBER.match(text, start)
    if number is None:
        return None, end
    bracketed = "(" in text[end:start] or "（" in text[end:start]
    close = _AFTER.match(text, number.end()) if bracketed else None
    return canonical(number), close.end() if close else number.end()
