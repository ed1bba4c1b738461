"""Where a text names who is responsible, or by when: 责任单位:A牵头,B配合; (A、B负责); …,由A牵头,B配合."""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.vocabulary.lists import alternatives, terms

LABELS = alternatives("responsibility", "labels", "deadlines")
"""The inside of an expression for a label; one may be joined to another (牵头及责任单位) or have a note in brackets."""
LABEL_FORM = (
    rf"(?:[省市县区镇乡]级)?(?:{LABELS})(?:[及和与、/](?:{LABELS}))?(?:[(（][^()（）\n]{{1,8}}[)）])?[\]】]?\s?[:：]"
)
_ROLES = alternatives("responsibility", "lead", "cooperate", "responsible")
_MORE = rf"(?:{alternatives('responsibility', 'lead', 'cooperate', 'responsible', 'after_role')})*+"
_OPEN, _CLOSE = r"（(〔\[【", r"）)〕\]】"
# A line or bracket that opens with the label: 责任单位:… (牵头单位：…
LABEL = re.compile(rf"(?:[—－-]{{1,4}})?[{_OPEN}]?\s?{LABEL_FORM}")
# What a label or such a bracket can begin with: nearly all sentences begin otherwise.
_OPENINGS = frozenset("[【（(〔—－-省市县区镇乡").union(
    word[0] for name in ("labels", "deadlines") for word in terms("responsibility", name)
)
_TOKEN = rf"[^{_OPEN}{_CLOSE}。；;\n]|[{_OPEN}][^{_OPEN}{_CLOSE}\n]{{1,30}}[{_CLOSE}]"
WHEN = r"(?:年内|年底|[年月]|季度|长期|持续|适时|全年|随时)"
"""What a part of such a clause holds that says by when: (财政部牵头,12月底前完成), (各部门负责,年内持续推进)."""
# A bracket that ends a sentence and closes with the verb: (区教育局牵头,各街道配合). Bounded, no nesting but one.
# By when, and a remark, may follow: (…负责。以下各项均需…落实,不再列出).
BRACKET = re.compile(
    rf"[{_OPEN}](?:[省市县区镇乡]级)?(?:{LABELS})[:：]"
    rf"|[{_OPEN}](?=[^。；;\n]{{0,200}}?(?:{_ROLES}))(?:{_TOKEN}){{2,200}}?(?:{_ROLES}){_MORE}"
    rf"(?:[，,；;][^{_OPEN}{_CLOSE}。；;\n]{{0,16}}{WHEN}[^{_OPEN}{_CLOSE}。；;\n]{{0,16}})?"
    rf"(?:[。；;](?:{_TOKEN}){{1,100}})?[{_CLOSE}]"
)
TAIL = re.compile(
    r"(?:等(?:相关|有关|部门|单位|市级|区级|县级|其他)*(?:部门|单位)?)?"
    r"(?:根据|按照?|依|分)?(?:各自)?(?:工作)?(?:职责|职能|任务)?(?:分工|别|工)?(?:负责)?(?:共同|联合|具体|分别|积极|密切|总)?(?:抓好)?"
    rf"(?:{_ROLES}){_MORE}$"
)
"""按职责分工负责, 分别牵头, 等部门按职责配合: what follows the names of a part."""

SEPARATOR = re.compile(
    r"[、\s\u3000/]+"
    r"|(?<=[局委办部厅府院会室门位])(?:以及|和|及|与)(?=[各省市区县州有相属其中国]|[\u4e00-\u9fff]{2,12}(?:局|委|办|部|厅|政府|街道|管委会))"
    r"|(?<=[局委办部厅府院会室])等(?=[省市区县州有相各其][\u4e00-\u9fff]{1,8}(?:部门|单位|政府))"
)
"""What sets the names of bodies apart; 和 inside a name (发展和改革委) is none."""

_SUFFIXES = alternatives("bodies", "suffixes")
_BODY = re.compile(rf"(?:{_SUFFIXES})(?:[(（][^()（）]*[)）]?)?$")
# Names sure enough to stand without label or bracket: of a level of government, or of an office. None holds a verb.
_SURE_BODY = re.compile(
    rf"(?![^(（]*[为已了的将被])(?:(?:各|省|市|区|县|州|盟|旗|镇|乡|国家|属地|[\u4e00-\u9fff]{{1,7}}[省市区县州盟旗镇乡])"
    rf"[\u4e00-\u9fff]{{0,16}}?(?:{alternatives('bodies', 'offices', 'local')})"
    rf"|[\u4e00-\u9fff]{{2,24}}?(?:{alternatives('bodies', 'offices')})|党委|政府)(?<!社会)(?:[(（][^()（）]*[)）])?"
)
_LEVEL = re.compile(r"(?:各|省|市|区|县|州|盟|旗|镇|乡)")
_BETWEEN = re.compile(r"[、，,；;。\s]+")
_COMMA = re.compile(r"[，,]")
_BY_WHEN = re.compile(rf"[，,；;][^，,；;局委办部厅]{{0,12}}{WHEN}[^，,；;局委办部厅]{{0,12}}$")
_LED = re.compile(r"(?:由|会同|联合|并)+")
# A statement begins with 由, or with a name that tells its level of government: 深化东西部协作 is none.
_BEGINS = re.compile(
    r"\s*(?:由|(?:各|省|市|区|县|州|盟|旗|镇|乡|国家)|[\u4e00-\u9fff]{1,7}[省市区县州盟旗镇乡][\u4e00-\u9fff]{1,12}[局委办厅])"
)
_ENDS = tuple(
    {word for name in ("lead", "cooperate", "responsible", "after_role") for word in terms("responsibility", name)}
)
# What those words end with: most sentences end with none of it. A deadline may follow them (…负责，6月底前完成).
_LAST = frozenset(word[-1] for word in _ENDS)
_MARKS = "。；;，, 　"
# 局牵头
_SHORTEST_STATEMENT = 3
# What a sentence before a bracket of its own ends with; the start of the text and of a line count too.
_STOPS = ("", "\n", "。", "；", ";", "！")
_LONGEST_STATEMENT = 200


def names_bodies(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is nothing but names of bodies: how 责任单位:A;B;C goes on."""
    return all(_BODY.search(piece) for piece in _BETWEEN.split(text[start:end]) if piece)


def is_responsibility(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` only says who is responsible."""
    first = text[start : start + 1]
    if first in _OPENINGS or first.isspace():
        if LABEL.match(text, start, end) is not None or BRACKET.match(text, start, end) is not None:
            return True
        close = _end_of_bracket(text, start, end)
        if close and is_clause(text, start, close, text.find("\n", close)):
            return True
    return statement_start(text, start, end) == start


def is_clause(text: str, start: int, end: int, line_end: int = -1) -> bool:
    """Whether the bracket `text[start:end]` is a clause that says who is responsible.

    One that holds names alone (市发改委、市财政局) is where it stands behind a full stop or ends its sentence.
    """
    if BRACKET.match(text, start, end) is not None:
        return True
    behind = text[end : end + 1]
    before = text[:start][-1:] if start else ""
    if behind not in ("", "\n") and behind not in _MARKS and before not in _MARKS:
        return False
    names = _BY_WHEN.sub("", text[start + 1 : end - 1].split("。")[0])
    count = _count_sure_bodies(names)
    return count > 1 or (count == 1 and before in _STOPS and _LEVEL.match(names) is not None)


def find_clause(text: str, start: int, end: int) -> int:
    """Where the first bracket in `text[start:end]` begins that says who is responsible; -1 where none does."""
    found = BRACKET.search(text, start, end)
    if found:
        return found.start()
    if end > start and text[end - 1] in _CLOSE:
        opening = max(text.rfind(mark, start, end) for mark in "（(〔[【")
        if opening > start and _count_sure_bodies(text[opening + 1 : end - 1]) > 1:
            return opening
    return -1


def statement_start(text: str, start: int, end: int) -> int:
    """Where in a sentence the clauses begin that say who is responsible (…,由A牵头,B、C配合。); -1 where none do.

    They end the sentence, each is names and a verb of responsibility, nothing else.
    """
    if end - start < _SHORTEST_STATEMENT:
        return -1
    last = text[end - 1] if text[end - 1] not in _MARKS else text[end - 2]
    if last not in _LAST and last not in _MARKS:
        return -1
    while end > start and text[end - 1] in _MARKS:
        end -= 1
    if not text.endswith(_ENDS, start, end):
        return -1
    parts = _parts(text, max(start, end - _LONGEST_STATEMENT), end)
    if len(parts) > 1 and _BY_WHEN.fullmatch(text[parts[-1][0] - 1 : parts[-1][1]]):
        parts = parts[:-1]
    found = -1
    for a, b in reversed(parts):
        if not _states_role(text[a:b]):
            break
        if _BEGINS.match(text, a, b):
            found = a
    return found


def _states_role(part: str) -> bool:
    part = part.strip()
    tail = TAIL.search(part)
    led = _LED.match(part)
    return tail is not None and _count_sure_bodies(part[led.end() if led else 0 : tail.start()]) > 0


def _parts(text: str, start: int, end: int) -> Sequence[tuple[int, int]]:
    edges = [start, *(found.end() for found in _COMMA.finditer(text, start, end)), end + 1]
    return [(a, b - 1) for a, b in pairwise(edges)]


def _count_sure_bodies(words: str) -> int:
    """How many bodies words name that are names of bodies alone; 0 where they hold anything else."""
    names = [name for piece in _BETWEEN.split(words) for name in SEPARATOR.split(piece) if name]
    names = [name for piece in names for name in re.split("会同|联合(?![会社体国大学])", piece) if name]
    return len(names) if all(_SURE_BODY.fullmatch(name) for name in names) else 0


def _end_of_bracket(text: str, start: int, end: int) -> int:
    """Where the bracket that opens at `start` ends, if nothing but marks follows it; 0 where something does."""
    if text[start] not in "（(〔[【":
        return 0
    last = end
    while last > start and text[last - 1] in _MARKS:
        last -= 1
    return last if last > start and text[last - 1] in "）)〕]】" else 0
