"""Lines broken inside a sentence: by the width of a page, or by a page that ended there."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from pipeline.clean.lines import BLANKS, CLOSERS, HAN, HEADING_MARK, SENTENCE_END, Line, line_begin, lines

_SAMPLE = 4000
"""Lines read to learn how a text is set; a document longer than this shows it long before."""
_FEWEST_LINES = 6
_SLACK = 6
"""Columns by which a full line may fall short of the widest: three characters that must not begin the next line."""
_COMPRESSED = 1.15
"""How much longer a line may be than the width where its punctuation is set narrow."""
_WORD = re.compile("[!-~∶％℃]{2,40}")
"""What a line is not broken in: a word or number in Latin letters and digits."""
_FULL_SHARE = 0.4
"""Share of full lines from which a text counts as set to a width; paragraphs of free length reach some 0.05."""
_INDENTED_SHARE = 0.6
"""Share of prose lines with an indent from which one without goes on with the line before."""
_FEWEST_FIRST_LINES, _MOST_FIRST_LINES = 0.03, 0.8
"""Share of lines that open a paragraph, in a text set to a width."""
_NARROWEST, _WIDEST = 24, 200
_BROKEN_SHARE = 0.3
"""Share of the full lines that break off inside a sentence in a text set to a width; where headings, rows of a table or
short paragraphs happen to be of one length, none does."""
_GOES_ON = frozenset("，、第")
_HEADING = re.compile("[（(][一二三四五六七八九十]{1,3}[）)]|第.{1,3}[章节条]")
_SENTENCE_ENDS = frozenset(SENTENCE_END)
_CANNOT_END = frozenset("，、,（(《“‘〔【—")
_CANNOT_BEGIN = frozenset("，。、；：？！,;:”’》）)】〕%％")
_REACH = 1000
_LONG_ENOUGH = 15
_PROSE = re.compile("[，。；,;]")
_ITEM = re.compile(rf"[{BLANKS}]*(?:[-—*#>|]|附件|(?:责任|主办|牵头|配合|主责|协办)(?:单位|部门|人)?[:：])")
_FIELD = re.compile(rf"[{BLANKS}]*[{HAN}](?:[{BLANKS}]?[{HAN}]){{1,7}}[{BLANKS}]?[:：]")
"""What opens a line of a page's head: 来源：, 文  号：."""
_HAN = re.compile(f"[{HAN}]")


def _columns(line: str) -> int:
    """Columns in a Chinese font: two for what takes three bytes in UTF-8 (characters and marks), one for ASCII."""
    return (len(line) + len(line.encode("utf-8", "surrogatepass"))) // 2


def _is_prose(line: str) -> bool:
    return len(line) >= _LONG_ENOUGH and bool(_PROSE.search(line))


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a text is set."""

    width: int
    """In columns, where lines are broken at a width; else 0."""
    indented: bool
    """Whether paragraphs open with an indent, so that a line without one goes on."""
    spaced: bool
    """Whether blank lines stand between the paragraphs of a text set to a width, so that other line ends part none."""

    @classmethod
    def of(cls, text: str) -> "Wrapping":
        """Learn it from the lengths and indents of the lines."""
        found = tuple(line for line in lines(text)[:_SAMPLE] if not line.text.startswith("|"))
        if len(found) < _FEWEST_LINES:
            return cls(0, False, False)
        width = _width(text, found)
        return cls(
            width, _paragraphs_indented(found, wrapped=bool(width)), bool(width) and _paragraphs_spaced(text, found)
        )

    def joins(self, text: str, start: int, end: int) -> bool:
        """Whether the line break `text[start:end]` (with the blanks around it) stands inside a sentence."""
        before, after = text[start - 1], text[end]
        if not self.width and before in _SENTENCE_ENDS:
            return False
        line = text[line_begin(text, start, _REACH) : start]
        full = bool(self.width) and self._is_full(line, text, end)
        if full and before in _GOES_ON and not _HEADING.match(text, end):
            return True
        if HEADING_MARK.match(text, end) or _ITEM.match(text, end):
            return False
        if _FIELD.match(text, end) and not _is_prose(line):
            return False
        if after in _CANNOT_BEGIN and before not in SENTENCE_END:
            return True
        if before in _CANNOT_END and len(line.strip()) >= _LONG_ENOUGH:
            return full or bool(_HAN.match(after))
        gap = text[start:end]
        if gap.count("\n") > 1 or (self.width and not full):
            return False
        indent = gap.rpartition("\n")[2]
        if self.indented or self.spaced:
            return not (self.indented and indent) and (full or not _ends(line)) and (full or _is_prose(line))
        return full and not _ends(line)

    def _is_full(self, line: str, text: str, after: int) -> bool:
        """Whether a line is as long as the width allows: what follows and may not be parted had no room in it."""
        columns = _columns(line)
        if columns > self.width * _COMPRESSED + _SLACK:
            return False
        word = _WORD.match(text, after)
        return columns + (len(word.group()) if word else 0) >= self.width - _SLACK


def _ends(line: str) -> bool:
    """Whether a line ends as a sentence or a lead-in does."""
    return line.rstrip(CLOSERS)[-1:] in _SENTENCE_ENDS or line[-1:] in "：:"


def _width(text: str, found: tuple[Line, ...]) -> int:
    """The width that the lines are broken at; 0 where they are not."""
    widths = Counter(_columns(text[line.begin : line.end]) for line in found if line.end - line.begin <= _WIDEST)
    near = {w: sum(widths[w + d] for d in range(-_SLACK, _SLACK + 1)) for w in widths if _NARROWEST <= w <= _WIDEST}
    best = max(near, key=lambda w: (near[w], w), default=0)
    if near.get(best, 0) < _FULL_SHARE * len(found):
        return 0
    full = (line for line in found if abs(_columns(text[line.begin : line.end]) - best) <= _SLACK)
    broken = sum(_PROSE.search(line.text) is not None and not _ends(line.text) for line in full)
    return best if broken >= _BROKEN_SHARE * near[best] else 0


def _paragraphs_indented(found: tuple[Line, ...], *, wrapped: bool) -> bool:
    indents = [line.start > line.begin for line in found if wrapped or _is_prose(line.text)]
    share = sum(indents) / max(1, len(indents))
    return _FEWEST_FIRST_LINES <= share <= _MOST_FIRST_LINES if wrapped else share >= _INDENTED_SHARE


def _paragraphs_spaced(text: str, found: tuple[Line, ...]) -> bool:
    blank = sum(text.count("\n", a.finish, b.begin) > 1 for a, b in pairwise(found))
    return _FEWEST_FIRST_LINES <= blank / len(found) <= _MOST_FIRST_LINES
