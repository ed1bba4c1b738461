"""Explained terms: the 名词解释 and 注释 after a report, in every layout seen."""

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.model import GlossaryEntry
from pipeline.structure.lines import Line, split_lines
from pipeline.structure.model import Structure

# 1. 1、 1． (1) [1] ﹝1﹞ 【1】 ① before the term.
_MARK = re.compile(
    r"(?:\d{1,3}\s?(?:[、．]|\.(?!\d))|[(（\[［【﹝〔]\s?\d{1,3}\s?[)）\]］】﹞〕]|[①-⑳⒈-⒛]|[一二三四五六七八九十]{1,3}、|[-•●]\s)[\s\u3000*]*"
)
# The term ends with a colon, with 】, or with a blank before a long definition; names in quotes may hold any of these.
_TERM = r"(?:“[^”\n]{1,40}”|[^：:】\n“”]){1,60}?"
_COLON = re.compile(rf"(?P<term>{_TERM})\s?\**\s?[：:】]\**\s*(?=\S)")
_BLANK = re.compile(r"(?P<term>[^\s：:。；，]{2,30})[\s\u3000]+(?=\S{6})")
# 数字经济是指…, 苏民投，即…
_VERB = re.compile(r"(?P<term>[^\s：:。；，,]{2,30})[，,]?\s?(?=(?:是指|指的是|指|即)[^导挥标])")
_PAGE = re.compile(r"\s*[(（]\s?[Pp]\.?\s?\d+\s?[)）]\s*$")
_NOTE = re.compile(r"[(（][^()（）]{0,40}[)）]$")
_LONGEST_TERM_LINE = 50
_SENTENCE_END = "。；！;"


def find_glossary(structure: Structure) -> list[GlossaryEntry]:
    """The terms of every glossary section with their definitions, in text order.

    A definition runs to the next term; a term is on a line of its own, or before a colon, 】, blank or 是指.
    """
    text = structure.text
    found: list[GlossaryEntry] = []
    for start, end in _glossaries(structure):
        lines = split_lines(text[start:end])[1:]
        found += [GlossaryEntry(start + a, start + b, term) for a, b, term in _entries(text[start:end], lines)]
    return found


def _glossaries(structure: Structure) -> Iterator[tuple[int, int]]:
    """The outermost glossary sections."""
    for section in structure.sections:
        outer = structure.sections[section.parent].kind if section.parent is not None else None
        if section.kind == "glossary" and outer != "glossary":
            yield section.start, section.end


def _entries(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int, str]]:
    """Start, end and term of each definition."""
    term, start, end = "", 0, 0
    numbered = sum(_MARK.match(text, line.start, line.end) is not None for line in lines) * 3 > len(lines)
    for line in lines:
        head = _head(text, line, numbered)
        if head is None:
            if term:
                start, end = (start or line.start), line.end
            continue
        if term and end > start:
            yield start, end, term
        term, start, end = head[0], head[1], line.end if head[1] else 0
    if term and end > start:
        yield start, end, term


def _head(text: str, line: Line, numbered: bool) -> tuple[str, int] | None:
    """The term that a line begins with and where its definition begins (0: on the next line), or None."""
    mark = _MARK.match(text, line.start, line.end)
    position = mark.end() if mark else line.start
    if numbered and not mark:
        return None
    split = _COLON.match(text, position, line.end)
    short = line.end - position <= _LONGEST_TERM_LINE and text[line.end - 1] not in _SENTENCE_END
    if split is None and short:
        return None if _NOTE.fullmatch(text, position, line.end) else (_clean(text[position : line.end]), 0)
    split = split or _BLANK.match(text, position, line.end) or _VERB.match(text, position, line.end)
    return (_clean(split["term"]), split.end()) if split else None


def _clean(term: str) -> str:
    return _PAGE.sub("", term.strip(" *\u3000【】-")).strip(" *\u3000")
