"""Remains of markup in plain text: entities, escaped line ends, tags, and question marks that stood for blanks."""

import re
from functools import cache
from html import unescape

from pipeline.clean import script
from pipeline.clean.lexicon import any_of, mapping
from pipeline.clean.lines import HAN, line_begin
from pipeline.clean.model import Doubt
from pipeline.text import Edit

_ENTITY = r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,6});"
_ESCAPED_LINE_END = r"(?:\\r\\n|\\n(?![a-z])|\\r(?![a-z]))"
_ESCAPED_BLANK = r"\\u3000|\\xa0|\\t(?![a-z])"
_COMMENT = r"<!--[^<>\n]{0,400}-->[ \t\n]{0,20}"
_ATTRIBUTES = r"(?:\s[^<>\n]{0,400})?"
_MARK_RUN = re.compile("[?？]+")
_FIELD = re.compile(rf"[{HAN}]{{2,6}}[:：]")
_LINE_ENDS = re.compile(r"[ \t\u00a0\u3000]{0,120}(?:\n|\Z)")
_ONE_CHARACTER = re.compile(f"[{HAN}]")
_SECOND_CHARACTER = re.compile(rf"[ \u3000]{{0,4}}[{HAN}][ \u3000]{{0,4}}(?:\n|\Z)")
_WIDEST_INDENT = 120
_MARKS = ("&", "<", "\\", "?", "？")
_QUESTION_MARKS = re.compile(rf"(?<=[{HAN}，。、；：“”])[?？]{{3,}}(?=[{HAN}，。、；：“”])")

_LOST = (
    (_QUESTION_MARKS, "characters lost when the text was decoded; compare the source"),
    (re.compile("\ufffd+"), "characters lost when the text was decoded; compare the source"),
    (re.compile("[\ue000-\uf8ff]+"), "characters of a private font; compare the source"),
)


def markup(text: str) -> list[Edit]:
    """Edits that put the character for an entity or escape, and take out tags and question marks for blanks."""
    if not any(mark in text for mark in _MARKS):
        return []
    edits = [Edit(m.start(), m.end(), _plain(m.group()), "markup", "boilerplate") for m in _pattern().finditer(text)]
    blanks = (start for start in (_for_blanks(text, m) for m in _MARK_RUN.finditer(text)) if start)
    edits += [Edit(start, end, "", "question_marks", "boilerplate") for start, end in blanks]
    return sorted(edits, key=lambda e: e.start)


def _for_blanks(text: str, marks: re.Match[str]) -> tuple[int, int] | None:
    """Where question marks stand for blanks that a converter did not know.

    An indent, a line of nothing else, after a bracket, in a heading of two characters (目 录), before a field of a
    page's head.
    """
    start, end = marks.span()
    several = end - start > 1
    begin = line_begin(text, start, _WIDEST_INDENT)
    before = text[begin:start]
    if not before.strip() and (several or (begin > 0 and _LINE_ENDS.match(text, end))):
        return begin, end
    if several and (before[-1:] in "(（" or (before[-1:] in "0123456789 \u3000" and _FIELD.match(text, end))):
        return start, end
    heading = end - start <= 4 and _ONE_CHARACTER.fullmatch(before) and _SECOND_CHARACTER.match(text, end)
    return (start, end) if heading else None


def lost_characters(text: str) -> tuple[list[Edit], list[Doubt]]:
    """Doubts where question marks, U+FFFD or private characters stand for characters that nobody can know."""
    points = script.code_points(text)
    if not _suspect(points) and "?" not in text and "？" not in text:
        return [], []
    doubts = [
        Doubt(m.start(), m.end(), "doubtful_text", message)
        for pattern, message in _LOST
        for m in pattern.finditer(text)
    ]
    return [], sorted(doubts, key=lambda d: d.start)


def _suspect(points: script.CodePoints) -> bool:
    """Whether there is a private character or U+FFFD at all; most texts have none."""
    return bool((((points >= 0xE000) & (points <= 0xF8FF)) | (points == 0xFFFD)).any())


@cache
def _pattern() -> re.Pattern[str]:
    names = any_of(tuple(mapping("furniture", "tags")))
    tag = rf"</?(?:{names}){_ATTRIBUTES}\s?/?>"
    return re.compile("|".join((_ENTITY, _COMMENT, _ESCAPED_LINE_END, _ESCAPED_BLANK, tag)), re.IGNORECASE)


def _plain(found: str) -> str:
    if found[0] == "&":
        return unescape(found).replace("\u00a0", " ")
    if found[0] == "\\":
        return "\n" if found[1] in "rnRN" else " "
    if found.startswith("<!"):
        return ""
    name = re.sub(r"[</>]|\s.*", "", found, flags=re.DOTALL).lower()
    return "\n" if mapping("furniture", "tags").get(name) == "line" else ""
