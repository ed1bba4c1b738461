"""Two columns of a page side by side in one line, as converters from PDF leave them: their sentences are mixed."""

import re
from collections.abc import Iterator

from pipeline.clean.lines import BLANKS, HAN, Line, lines
from pipeline.clean.model import Doubt
from pipeline.text import Edit

_FEWEST = 4
"""Lines in a row: one or two are a signature beside a date, or a wide row of a table."""
_WIDE = rf"[{BLANKS}]{{6,400}}"
_WORDS = rf"(?:[^\n{BLANKS}]|[{BLANKS}](?![{BLANKS}]))"
_TWO = re.compile(rf"[^\n{BLANKS}]{_WORDS}{{9,80}}{_WIDE}[{HAN}“《（]{_WORDS}{{3,80}}")
_MESSAGE = (
    "two columns of a page stand side by side and their sentences are mixed; get a copy that is read column by column"
)


def columns(text: str) -> tuple[list[Edit], list[Doubt]]:
    """No edit, and a doubt for each block of lines that hold two columns: nobody can tell where each one goes on."""
    return [], [Doubt(block[0].start, block[-1].end, "doubtful_text", _MESSAGE) for block in _blocks(text)]


def _blocks(text: str) -> Iterator[list[Line]]:
    if "      " not in text and "\u3000\u3000\u3000\u3000\u3000\u3000" not in text:
        return
    block: list[Line] = []
    for line in lines(text):
        if _TWO.fullmatch(line.text):
            block.append(line)
            continue
        if len(block) >= _FEWEST:
            yield block
        block = []
    if len(block) >= _FEWEST:
        yield block
