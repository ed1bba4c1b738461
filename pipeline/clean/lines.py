"""Lines of a text as cleaning sees them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.text import Edit

BLANKS = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Inside of a character class: every blank that is not a line end."""
HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
"""Inside of a character class: Chinese characters."""
SENTENCE_END = "。！？!?；;…"
"""Marks that end a sentence or a part of an enumeration."""
CLOSERS = "”’」』》〉）)】〕］]"
"""Marks that may follow the mark that ends a sentence."""

_FRONT_MATTER_LIMIT = 20_000
HEADING_MARK = re.compile(
    r"[*#\s]*(?:第[一二三四五六七八九十百零〇\d]{1,4}[章节条款部篇]|[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十\d]{1,3}[)）]"
    r"|\d{1,2}(?:[、．)）]|\.(?!\d))|[①-⑳⒈-⒛]|[【●■◆○★▲•·]|[一二三四五六七八九十]{1,2}[是要])"
)
"""What opens a heading, an item of a list or a run-in heading."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: `text` is `whole[start:end]`, without the blanks around it, which `whole[begin:finish]` has."""

    begin: int
    start: int
    end: int
    finish: int
    text: str


@lru_cache(maxsize=1)
def lines(text: str) -> tuple[Line, ...]:
    """All lines that hold anything but blanks, in order; kept for the next rule, which often gets the same text."""
    return tuple(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    begin = 0
    for line in text.split("\n"):
        finish = begin + len(line)
        stripped = line.strip()
        if stripped:
            start = begin + len(line) - len(line.lstrip())
            yield Line(begin, start, start + len(stripped), finish, stripped)
        begin = finish + 1


def line_begin(text: str, at: int, reach: int) -> int:
    """Where the line that holds `at` begins, or `reach` characters before it in a longer line."""
    return max(text.rfind("\n", max(0, at - reach), at) + 1, at - reach, 0)


def front_matter_end(text: str) -> int:
    """Where the front matter that opens a Markdown text ends (0 without one); the structure stage reads it."""
    if not text.startswith("---\n"):
        return 0
    end = text.find("\n---\n", 3, _FRONT_MATTER_LIMIT)
    return 0 if end < 0 else end + len("\n---\n")


def disjoint(edits: list[Edit]) -> list[Edit]:
    """The edits in order, without those that meet an earlier one: two patterns may hit the same place."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, -e.end)):
        if not kept or edit.start > kept[-1].end or (edit.start == kept[-1].end and edit.start < edit.end):
            kept.append(edit)
    return kept
