"""The lines of a text, without blanks and Markdown marks around their words."""

import re
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")
_BLANK = "\\s\ufeff\u200b\u3000"
_HEAD = re.compile(rf"[{_BLANK}>]*(#{{1,6}}(?!\d)[{_BLANK}]*)?(\*\*|__)?[{_BLANK}]*(?:[●•◆■▪★]\s*)?")
_RULE = re.compile(rf"(?:[-—_=*·.\s{_BLANK}]+|<!--.*-->|```.*)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that holds words; `start:end` has no blanks or marks of emphasis around it.

    `hashes` counts Markdown's # signs. `bold_end` is where bold type that opens the line ends (0 if none);
    it equals `end` when the whole line is bold.
    """

    start: int
    end: int
    hashes: int
    bold_end: int
    table: bool

    @property
    def length(self) -> int:
        return self.end - self.start


def split_lines(text: str) -> list[Line]:
    """The lines that hold words, in order; rules (---), comments and empty lines are left out."""
    return [line for found in _LINE.finditer(text) if (line := _line(text, found.start(), found.end()))]


def _line(text: str, start: int, end: int) -> Line | None:
    tail = _tail(text, start, end)
    if tail == start or _RULE.match(text, start, tail):
        return None
    head = _HEAD.match(text, start, tail)
    if head is None or head.end() == tail:
        return None
    hashes = len((head[1] or "").strip())
    bold_end = 0
    if head[2]:
        close = text.find(head[2], head.end(), end)
        bold_end = tail if close < 0 or close >= tail else close
    return Line(head.end(), tail, hashes, bold_end, text[head.end()] == "|")


def _tail(text: str, start: int, end: int) -> int:
    """Where the words of a line end. Walks back over blanks only, so that a long line costs nothing."""
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_#\ufeff\u200b"):
        end -= 1
    return end
