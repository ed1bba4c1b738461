"""Which words of a line are a heading: the whole line, the sentence that opens it, a glued head, or none."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.structure.glued import GLUED, GLUED_YEARLY, LONGEST_REST
from pipeline.structure.lines import Line
from pipeline.structure.marks import Mark, read_mark
from pipeline.structure.prescriptions import prescribes
from pipeline.structure.responsibility import LABEL, is_responsibility
from pipeline.structure.sentences import split_sentences
from pipeline.vocabulary.lists import alternatives
from pipeline.vocabulary.words import words

# Longest headings seen in the documents read: 58 characters with a mark, 30 without.
_LONGEST_MARKED = 64
_LONGEST_UNMARKED = 32
_LONGEST_OPENING = 34
_LONGEST_MARKED_OPENING = 60
_RANK_UNNUMBERED_TOP = 5
_RANK_HASH = 6
# That of a single #.
RANK_TITLE = 6.1
_RANK_BOLD = 92
_RANK_OPENING = 97

_RANK_ORDINAL = 90
# One theme is named in so many characters, two in one sentence in fewer each.
_LONGEST_CLAUSE = 24
_LONGEST_OF_TWO = 20
_LONGEST_SINCE = 42
_LONGEST_MARKED_LEAD = 42
_LONGEST_THEME = 15
_LONGEST_BRIEF = 25

# A clause of time that opens a theme: 一年来，我们着力…。
_SINCE = re.compile(r"(?:[一两三四五几]年来|(?:过去|这)的?[一两三四五]年|一年多来)[，,]?(?:我们)?")
_ADVERBS, _VERBS = words("verbs", "adverbs"), words("verbs", "actions", "soft")
# An amount makes a numbered line an item of a list; a year does not.
_QUANTITY = re.compile(r"\d(?!\d*年)(?![^“\n]{0,20}”)")
_COMMA_OR_DIGIT = re.compile(r"[，,\d]")
_COMMA = re.compile(r"[，,]")
_DIGIT = re.compile(r"\d(?![^“]*”)")
_WORD = re.compile(r"\w")
# A theme has no number, name or result in it: 强化社会保障。, not 圆满完成村组织换届工作。
_THEME = re.compile(
    r"(?!.*(?:完成|建成|成立|举办|设立|开工|工作。|开展|及时|落实|抓好|新增|出台|\d|《))[^，,；;：:]+。"
)
_END = "。！？!?；;"
_SENTENCE_INSIDE = re.compile(rf"[{_END}](?=.)", re.DOTALL)
_TOP = re.compile(alternatives("headings", "top"))
_NOTES = re.compile(alternatives("headings", "glossary", "appendix"))
_ADDRESS = re.compile(r"(?:各位|同志们|代表们|女士们|主席|委员们|[^，,。]{1,20}[:：]$)")
# What a sentence that opens a paragraph holds when it reports or judges, and so is no heading.
_REPORTS = re.compile(
    r"[是了]|我们|各位|由[^，,。]{2,30}(?:组织|负责|管理|承担|牵头)|本(?:报告|年报|规划|方案|办法|通知|意见)|[%％]|\d{2,}(?!件实事|年|[^“”]*”)|现[将就]|以来|同时|此外|另外|目前|当前|据|如下|应当|不得|可以|必须"
)
_UPPER_SCHEMES = frozenset({"part", "chapter", "section", "han", "han_bracket", "title_bracket", "box", "named"})
_LISTS = re.compile(r"[、\d]")
_GLUED_SCHEMES = _UPPER_SCHEMES | {"number", "number_bracket"}
_COLON = re.compile(r"[^，,。；;：:（(\n]{1,24}[：:](?=\s*\S)")
_SPACE = re.compile(r"[^\s，,。；;：:“”]{2,30}[\s　]+(?=\S{12})")
_FIRST_OF_LIST = re.compile(r"(?:一是|第一[，,、]|首先|（一）|\(一\))")


class Heading(NamedTuple):
    """A heading or a numbered item. The label is `text[start:label_end]`, the words `text[label_end:end]`.

    `end == label_end` for an item without a heading. `whole` says that the line holds nothing else;
    `brief` that the section ends with its paragraph.
    """

    start: int
    label_end: int
    end: int
    scheme: str
    rank: float
    whole: bool
    brief: bool = False


def find_headings(text: str, lines: Sequence[Line]) -> list[list[Heading]]:
    """For each line the headings that open it, outer first; an empty list for a line of plain text."""
    marks = [read_mark(text, line.start, line.end) for line in lines]
    return [_of_line(text, lines, marks, index) for index in range(len(lines))]


def _of_line(text: str, lines: Sequence[Line], marks: Sequence[Mark | None], index: int) -> list[Heading]:
    line, mark = lines[index], marks[index]
    if line.table:
        return []
    if mark is None:
        heading = _unmarked(text, lines, marks, index)
        return [heading] if heading else []
    if LABEL.match(text, mark.end, line.end):
        return []
    if mark.scheme == "title_bracket":
        return [_bracketed(text, line, mark)]
    if _is_whole(text, lines, marks, index, mark):
        return [_made(mark, line.end, whole=True)]
    heading = _marked_opening(text, line, mark)
    found = [heading]
    if heading.end > heading.label_end and mark.scheme in ("han", "han_bracket"):
        second = _opening(text, heading.end, line.end, clauses=1)
        if second:
            found.append(second)
    return found


def _made(mark: Mark, end: int, whole: bool = False) -> Heading:
    return Heading(mark.start, mark.end, end, mark.scheme, mark.rank, whole)


def _bracketed(text: str, line: Line, mark: Mark) -> Heading:
    close = text.find("】", mark.end, line.end)
    return Heading(mark.start, mark.end, close, mark.scheme, mark.rank, whole=close + 1 >= line.end)


def _is_whole(text: str, lines: Sequence[Line], marks: Sequence[Mark | None], index: int, mark: Mark) -> bool:
    """A marked line that is nothing but its heading. A numbered line that is one sentence of a list is not."""
    line = lines[index]
    if line.bold_end == line.end or line.hashes:
        return line.length <= 2 * _LONGEST_MARKED
    if line.length > _LONGEST_MARKED or _SENTENCE_INSIDE.search(text, mark.end, line.end):
        return False
    closed = text[line.end - 1] in _END
    if _is_answered_for(text, lines, marks, index, mark) or GLUED_YEARLY.match(text, mark.end, line.end):
        return False
    if closed and (prescribes(text, mark.end, line.end) or _is_item(text, lines, marks, index, mark)):
        return False
    if mark.scheme in _UPPER_SCHEMES:
        glued = GLUED.match(text, mark.end, line.end) if closed else None
        if glued and line.end - glued.end() > LONGEST_REST:
            return False
        return not (closed and text.count("，", mark.end, line.end) + text.count(",", mark.end, line.end) > 2)
    if mark.scheme in ("dash", "ordinal") or (mark.scheme == "article" and closed):
        return False
    if _COLON.match(text, mark.end, line.end) or _QUANTITY.search(text, mark.end, line.end):
        return False
    if index + 1 == len(lines):
        return False
    following = marks[index + 1]
    brief = line.end - mark.end <= _LONGEST_BRIEF and not _COMMA_OR_DIGIT.search(text, mark.end, line.end)
    return following is None or (following.rank > mark.rank and (brief or not closed))


def _is_item(text: str, lines: Sequence[Line], marks: Sequence[Mark | None], index: int, mark: Mark) -> bool:
    """A sentence of a list, with the next or the one before right beside it: nothing stands under any of them."""
    following = marks[index + 1] if index + 1 < len(marks) else None
    if mark.scheme != "han_bracket":
        return False
    if following is not None and following.scheme == mark.scheme:
        return True
    before = marks[index - 1] if index else None
    last = index + 1 == len(lines) or (following is not None and following.rank < mark.rank)
    return last and before is not None and before.scheme == mark.scheme and text[lines[index - 1].end - 1] in _END


def _is_answered_for(text: str, lines: Sequence[Line], marks: Sequence[Mark | None], index: int, mark: Mark) -> bool:
    """A line whose only company is who is responsible for it, so that it is the task itself: （一）… 责任单位：…"""
    numbered = mark.scheme not in _UPPER_SCHEMES
    following = index + 1
    while following < len(lines) and is_responsibility(text, lines[following].start, lines[following].end):
        following += 1
    if following == index + 1 or mark.scheme in ("part", "chapter", "section", "box"):
        return False
    after = marks[following] if following < len(lines) else None
    return numbered or following == len(lines) or (after is not None and after.rank <= mark.rank)


def _marked_opening(text: str, line: Line, mark: Mark) -> Heading:
    """The heading that a marked paragraph opens with, or an item without one."""
    if mark.end < line.bold_end < line.end and text[line.bold_end - 1] not in "，,、":
        return _made(mark, line.bold_end)
    sentences = split_sentences(text, mark.end, line.end)
    first = next(sentences, None)
    limit = _LONGEST_MARKED_OPENING if mark.scheme in _UPPER_SCHEMES else _LONGEST_OPENING
    inner = _FIRST_OF_LIST.search(text, mark.end + 4, min(line.end, mark.end + limit))
    if inner and not _SENTENCE_INSIDE.search(text, mark.end, inner.start()):
        return _made(mark, inner.start())
    colon = _COLON.match(text, mark.end, line.end)
    if colon and mark.scheme != "ordinal":
        return _made(mark, colon.end())
    yearly = GLUED_YEARLY.match(text, mark.end, line.end)
    if yearly:
        return _made(mark, yearly.end())
    glued = GLUED.match(text, mark.end, line.end) if mark.scheme in _GLUED_SCHEMES else None
    if glued and mark.scheme not in _UPPER_SCHEMES and _LISTS.search(glued[0]):
        glued = None
    if glued and first and first[1] - glued.end() > LONGEST_REST:
        return _made(mark, glued.end())
    if first and first[1] < line.end and first[1] - first[0] <= limit and _names_theme(text, first, mark):
        second = next(sentences, None)
        listed = mark.scheme == "ordinal" and second and _WORD.search(text, first[1], second[0])
        if second and not listed and not is_responsibility(text, *second):
            return _made(mark, first[1])
    space = _SPACE.match(text, mark.end, line.end)
    if space:
        return _made(mark, space.end())
    return _made(mark, mark.end)


def _names_theme(text: str, first: tuple[int, int], mark: Mark) -> bool:
    if text[first[1] - 1] not in "。：:！" or prescribes(text, *first) or mark.scheme == "article":
        return False
    if mark.scheme in _UPPER_SCHEMES:
        return True
    return _REPORTS.search(text, *first) is None


def _unmarked(text: str, lines: Sequence[Line], marks: Sequence[Mark | None], index: int) -> Heading | None:
    line = lines[index]
    if line.hashes and line.length <= 2 * _LONGEST_MARKED:
        return Heading(line.start, line.start, line.end, "hash", _RANK_HASH + line.hashes / 10, whole=True)
    if 0 < line.bold_end < line.end and text[line.bold_end - 1] not in "，,、":
        return _plain(line.start, line.bold_end, _RANK_BOLD) if line.bold_end - line.start <= 80 else None
    top = line.length <= _LONGEST_UNMARKED and _TOP.search(text[line.start : line.end])
    if top and text[line.end - 1] not in "。；;，,、":
        return Heading(line.start, line.start, line.end, "top", _RANK_UNNUMBERED_TOP, whole=True)
    if line.bold_end == line.end and line.length <= _LONGEST_MARKED and not _ADDRESS.match(text, line.start, line.end):
        return Heading(line.start, line.start, line.end, "bold", _RANK_BOLD, whole=True)
    if _SENTENCE_INSIDE.search(text, line.start, line.end):
        return _opening(text, line.start, line.end)
    return _short_line(text, lines, marks, index)


def _plain(start: int, end: int, rank: int) -> Heading:
    return Heading(start, start, end, "opening", rank, whole=False, brief=True)


def _short_line(text: str, lines: Sequence[Line], marks: Sequence[Mark | None], index: int) -> Heading | None:
    """A short line without mark or full stop, between paragraphs: 指导思想."""
    line = lines[index]
    last = text[line.end - 1]
    if last in _END + "：:，,、）)》" or re.search(r"[，,。；;：:0-9\s]", text[line.start : line.end]):
        return None
    if index == 0 or index + 1 >= len(lines) or line.length < 3:
        return None
    before, after = lines[index - 1], lines[index + 1]
    closed = text[before.end - 1] in _END + "：:" or marks[index - 1] is not None
    if closed and (after.length > 2 * line.length or marks[index + 1] is not None):
        return Heading(line.start, line.start, line.end, "short", _RANK_BOLD, whole=True)
    return None


def _opening(text: str, start: int, end: int, clauses: int = 2) -> Heading | None:
    """深化法治政府建设。 at the head of a paragraph: short, names a theme, and more follows than it holds.

    五年来，我们围绕经济强，加快转型，综合实力大幅提升。 may hold one clause more.
    """
    sentences = split_sentences(text, start, min(end, start + 8 * _LONGEST_OPENING))
    first = next(sentences, None)
    if first is None or text[first[1] - 1] != "。":
        return None
    since = _SINCE.match(text, *first)
    words = since.end() if since else first[0]
    length = first[1] - words
    if length > (_LONGEST_SINCE if since else _LONGEST_OPENING) or end - first[1] < 1.2 * length:
        return None
    lengths = [len(clause) for clause in _COMMA.split(text[words : first[1]])]
    if len(lengths) > clauses + bool(since):
        return None
    if max(lengths) > (_LONGEST_CLAUSE if len(lengths) == 1 else _LONGEST_OF_TWO):
        return None
    if _REPORTS.search(text, words, first[1]) or _ADDRESS.match(text, *first):
        return None
    return _plain(first[0], first[1], _RANK_OPENING)


def find_leads(text: str, spans: Sequence[tuple[int, int]], start: int, themed: bool) -> Iterator[tuple[int, Heading]]:
    """Sentences inside a paragraph that only name what the next ones say, with their index.

    一是强化战略引领力。 before unnumbered sentences, where each number has such; in a paragraph that opened with
    a heading and a theme (`themed`) also each further theme (大力推动引项目扩投资。). `start` is where the first
    sentence's mark may begin.
    """
    before = start
    marked = []
    for a, b in spans:
        marked.append(a > before and _WORD.search(text, before, a) is not None)
        before = b
    listed = any(one and two for one, two in pairwise(marked))
    for i in range(len(spans) - 1):
        (a, b), previous_end = spans[i], spans[i - 1][1] if i else start
        if text[b - 1] != "。" or marked[i + 1]:
            continue
        if marked[i] and not listed and b - a <= _LONGEST_MARKED_LEAD and not _DIGIT.search(text, a, b):
            yield i, Heading(_after_blanks(text, previous_end, a), a, b, "ordinal", _RANK_ORDINAL, False, True)
        elif themed and not marked[i] and _is_theme(text, a, b, spans[i + 1]):
            yield i, _plain(a, b, _RANK_OPENING)


def _after_blanks(text: str, start: int, end: int) -> int:
    found = _WORD.search(text, start, end)
    return found.start() if found else end


def _is_theme(text: str, start: int, end: int, following: tuple[int, int]) -> bool:
    if end - start > _LONGEST_THEME or following[1] - following[0] < end - start:
        return False
    verb = _ADVERBS.skip(text, start, end)
    leads = verb > start or _VERBS.end_at(text, start, end) > start
    return leads and _THEME.fullmatch(text, start, end) is not None
