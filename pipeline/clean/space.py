"""Blanks and line ends: after this a line is a paragraph or a heading, and a blank means something."""

import re

from pipeline.clean.lines import BLANKS, HAN, front_matter_end, line_begin
from pipeline.clean.wrap import Wrapping
from pipeline.text import Edit

_LINE_END = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")
_LINE_ENDS = frozenset("\r\n\x0b\x0c\x85\u2028\u2029")
_RUN = re.compile(rf"[{BLANKS}\n][{BLANKS}\n]*")
_PLAIN_BREAKS = ("\n", "\n\n")
_IS_HAN = re.compile(f"[{HAN}]")
_OPENING = frozenset("“‘《〈（【〔")
_STOPS = frozenset("，。、；：？！…")
_CLOSING = frozenset("，。、；：？！…”’》〉）】〕％%")
_ASCII_CLOSING = frozenset("%),.;:!?]}")
_ASCII_STOPS = frozenset(",;:!?(")
_LONGEST_HEADING = 30
_CLAUSE = re.compile("[，。；：！？,;:!?]")
_SENTENCE = re.compile(r"[。；;！？]|[，,、][^，,、。\n]{0,80}[，,]")


def line_ends(text: str) -> list[Edit]:
    """Edits that write every kind of line end as a line feed, and put a page break on a line of its own."""
    breaks = [i for i, c in enumerate(text) if c == "\f"] if "\f" in text else []
    missing = [i for i in breaks if i and text[i - 1] not in _LINE_ENDS]
    missing += [i + 1 for i in breaks if i + 1 < len(text) and text[i + 1] not in _LINE_ENDS]
    ends = [Edit(m.start(), m.end(), "\n", "line_ends", "space") for m in _LINE_END.finditer(text)]
    return [*ends, *(Edit(i, i, "\n", "line_ends", "space") for i in missing)]


def front_matter_tabs(text: str) -> list[Edit]:
    """Edits that write the tabs and page breaks of front matter as blanks; nothing else of it is touched."""
    head = text[: front_matter_end(text)]
    return [Edit(i, i + 1, " ", "space", "space") for i, c in enumerate(head) if c in "\t\v\f"]


def space(text: str) -> list[Edit]:
    """Edits on blanks and line ends.

    Lines lose the blanks around them; runs of blank lines become one; lines broken inside a sentence are
    joined; blanks inside numbers, dates and sentences go, one that parts words of a line without sentence
    (title and name, columns, a heading and its text) stays as one blank.
    """
    wrapping = Wrapping.of(text)
    edits = []
    for run in _RUN.finditer(text):
        found = run.group()
        if "\n" in found:
            edits += _line_break(text, run, wrapping)
        elif found != " " or _near_chinese(text, run):
            after = _inner_blank(text, run)
            if after != found:
                edits.append(_edit(run.start(), run.end(), after))
    return edits


def _edit(start: int, end: int, after: str = "") -> Edit:
    return Edit(start, end, after, "space", "space")


def _line_break(text: str, run: re.Match[str], wrapping: Wrapping) -> list[Edit]:
    """Edits on blanks with line ends among them.

    Each takes as little as it can: a larger one would take over what another rule removed between two lines.
    """
    start, end = run.span()
    if start == 0 or end == len(text):
        return [_edit(start, end)]
    if wrapping.joins(text, start, end):
        words = text[start - 1].isascii() and text[end].isascii() and text[end] not in _ASCII_CLOSING
        between = " " if words else ""
        return [_edit(start, end, between)]
    if run.group() in _PLAIN_BREAKS:
        return []
    first, last = text.index("\n", start), text.rindex("\n", start, end)
    return [_edit(a, b) for a, b in ((start, first), (first + 1, last), (last + 1, end)) if a < b]


def _near_chinese(text: str, run: re.Match[str]) -> bool:
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    return not (before.isascii() and after.isascii()) or (before.isdigit() and after.isdigit())


def _inner_blank(text: str, run: re.Match[str]) -> str:
    start, end = run.span()
    if start == 0 or end == len(text) or text[start - 1] == "\n":
        return ""
    before, after = text[start - 1], text[end]
    if _parts_articles(text, start, end):
        return "\n"
    if _inside_number_or_date(text, start, end):
        return ""
    if _NEW_ARTICLE.search(text, max(0, start - 40), start):
        return " "
    begin = line_begin(text, start, _REACH)
    if after in _CLOSING or before in _OPENING or before in _STOPS or (before in _ASCII_STOPS and _IS_HAN.match(after)):
        return ""
    if after in _OPENING or before in _CLOSING:
        return _within(text, begin, start, end)
    if _touch(before, after) or _touch(after, before):
        return _within(text, begin, start, end)
    return " "


_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇]{1,5}[条章节](?![、，的和至])|[一二三四五六七八九十]{1,3}、")
_CHAPTER = re.compile(rf"(?:\A|[\n{BLANKS}])第[一二三四五六七八九十百]{{1,4}}[章节][^\n。；，、]{{0,20}}\Z")

_NEW_ARTICLE = re.compile(
    rf"(?:。|(?:\A|[\n{BLANKS}])第[一二三四五六七八九十百]{{1,4}}[章节][^\n。；，、]{{0,20}})[{BLANKS}]{{1,40}}第[一二三四五六七八九十百零〇]{{1,5}}条\Z"
)


def _parts_articles(text: str, start: int, end: int) -> bool:
    """Whether a blank stands for a line end: before 第二条 or 二、, after a full stop or the heading of a chapter."""
    if not _ARTICLE.match(text, end):
        return False
    return text[start - 1] == "。" or (text[end] == "第" and bool(_CHAPTER.search(text, max(0, start - 30), start)))


def _touch(a: str, b: str) -> bool:
    """Whether no blank belongs between two characters inside a sentence: Chinese beside Chinese, digit or letter."""
    return bool(_IS_HAN.match(a)) and (bool(_IS_HAN.match(b)) or (b.isascii() and b.isalnum()))


_REACH = 400
"""How far around a blank the line is read: longer lines than this hold sentences anyway."""


def _within(text: str, begin: int, start: int, end: int) -> str:
    """Nothing inside a sentence; one blank in a line without sentence, or between a heading or term and its text."""
    line_end = text.find("\n", end, end + _REACH)
    line = text[begin : line_end if line_end >= 0 else end + _REACH]
    if _spaced_out(line):
        return ""
    if not _SENTENCE.search(line) or _CATALOGUE.match(line):
        return " "
    if _in_phrases(text, max(begin, start - _LONGEST_TITLE), start, end):
        return " "
    before = text[begin:start].strip()
    return " " if len(before) <= _LONGEST_HEADING and " " not in before and not _CLAUSE.search(before) else ""


_SPACED_OUT = re.compile(rf"[{HAN}](?:[{BLANKS}]{{1,4}}[{HAN}]){{3,}}")


_LONGEST_TITLE = 60
_PHRASES = re.compile(rf"《[^《》\n{BLANKS}]{{4,20}}(?:[{BLANKS}]+[^《》\n{BLANKS}]{{4,20}}){{2,4}}》")


def _in_phrases(text: str, begin: int, start: int, end: int) -> bool:
    """Whether a blank parts phrases of a title, of which there are three or more: 《乘势而上 砥砺前行 谱写新篇》."""
    opening = text.rfind("《", begin, start)
    return opening >= 0 and (m := _PHRASES.match(text, opening)) is not None and m.end() > end


_CATALOGUE = re.compile(rf"[{BLANKS}]*索[{BLANKS}]*引[{BLANKS}]*号")
"""The first row of the particulars of 政府信息公开; a list in one of its fields may look like a sentence."""


def _spaced_out(line: str) -> bool:
    """A title set with a blank between all its characters: 政 府 工 作 报 告."""
    return bool(_SPACED_OUT.fullmatch(line.strip()))


_NUMBER_LEFT = re.compile(r"(?:第|\d[年月]|[〔\[(（]\d{4}[〕\])）])$")
_UNIT_RIGHT = re.compile(r"[年月日号时%％‰]|分(?![\s类])")
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}$")
_GROUP = re.compile(r"\d{3}(?!\d)")


def _inside_number_or_date(text: str, start: int, end: int) -> bool:
    """12 月 31 日, 第 3 号, 〔2021〕 11 号, 61 号."""
    left, right = text[max(0, start - 8) : start], text[end : end + 4]
    if left[-1:].isdigit() and _UNIT_RIGHT.match(right):
        return True
    if _NUMBER_LEFT.search(left) and right[:1].isdigit():
        return True
    return bool(_THOUSANDS.search(left) and _GROUP.match(right) and text[start:end] in ("\u00a0", "\u202f", "\u2009"))
