"""What a number counts: the noun phrase after it (5家 企业), past a condition (接待600人以上的 营地)."""

import re

from pipeline.extract.indicators import BREAK, LONGEST_NOUN, balanced
from pipeline.extract.quantities import NOUN_UNIT, Quantity
from pipeline.extract.wording import any_of
from pipeline.vocabulary.lists import terms
from pipeline.vocabulary.words import Words, words

_LEAD, _NOT_LEAD = words("indicator_words", "lead"), words("indicator_words", "not_lead")
_SUFFIX = frozenset(terms("indicator_words", "suffix"))
_CHANGE = Words(word for word in words("indicator_words", "before_number").words if len(word) > 1)
_RIGHT_END = words("indicator_words", "right_end")
_RIGHT_VERBS = words("indicator_words", "right_verbs")
_NOT_RIGHT_VERB = words("indicator_words", "not_right_verb")
_INNER_WORD = words("indicator_words", "inner_word")
# 32个 进入施工阶段的 重大项目
_RELATIVE = re.compile(r"[^，,。；;、：:\d年]{2,12}的(?![\d一二三四五六七八九十百千两])")
# 100名 具有博士、硕士学位的 人才
_OPENS_RELATIVE = words("indicator_words", "opens_relative")
_RELATIVE_LISTED = re.compile(r"[^，,。；;：:\n]{2,40}?的(?![\d一二三四五六七八九十百千两])")
# Conditions on what is counted: 600人以上的 营地, 产值达500亿元的 企业, 产值过百亿元、….
_SIZE = re.compile(r"[\d.]{1,9}[十百千万亿]*[^\d，,。；;：:、的%％]{1,6}?以[上下内]的?")
_MEASURE = re.compile(rf"(?:{any_of('indicator_words', 'head')}|规模|能力|人口|注册资本|资产)$")
_REACHING = frozenset("达超过逾破")
_REACHES_SIZE = re.compile(r"[\d.]{1,9}[十百千万亿]*[^\d，,。；;：:、的]{1,6}?(?:以上)?的")
_SIZED = re.compile(r"(?:过|超|达|逾|突破|达到)[十百千万亿][^的，,]{0,4}$")
_NEXT_OF = re.compile(r"、[^，,。；;：:\n]{2,40}?的")
# 3个景区 创建为 国家4A级旅游景区: what they became is what is counted.
_BECAME = re.compile(r"(?:被|成功|全部|先后)*(?:公布|命名|认定|评定|评选|评|确定|创建|创成|列|授予)(?:成为|为|成)")
_TRAILING_CONJUNCTION = re.compile(r"(?:以及|及其|和|及|与|或|约|近|超)$")
# 35个专业乡镇和 近百个特色村: what follows counts again.
_COUNTS_AGAIN = re.compile(
    r"(?:和|及|与|以及)(?:近|超|约|逾)?[百千万数两一二三四五六七八九十]{1,3}[个家户名人项所座处条]"
)
_NOUN_STOPS = frozenset("，,；;。：:！？、\n（(）)“”《》%％")


def counts_things(quantity: Quantity) -> bool:
    """Whether the thing counted may follow the number (5家企业), as it does with measure words and bare magnitudes."""
    return quantity.unit_kind in ("count", "noun") or not quantity.base_unit


def phrase_after(text: str, start: int, end: int) -> str:
    """The noun phrase that follows a number (5家 企业 落实…); empty where a verb or a break follows."""
    start = _noun_start(text, start, end)
    if start < 0:
        return ""
    end = min(end, start + LONGEST_NOUN)
    stop = _noun_end(text, start, end)
    if (head := _after_condition(text, start, stop, end)) and (noun := phrase_after(text, head, end)):
        return noun
    if became := _BECAME.match(text, stop, end):
        return phrase_after(text, became.end(), end) or balanced(text[start:stop])
    if again := _COUNTS_AGAIN.search(text, start, stop):
        stop = again.start()
    phrase = balanced(_TRAILING_CONJUNCTION.sub("", text[start:stop]))
    listed = text[stop : stop + 1] == "、" and not text[stop + 1 : stop + 2].isdecimal()  # 省、部级
    alone = len(phrase) == 1 and phrase in NOUN_UNIT.words and not listed
    return phrase if len(phrase) > 1 or alone else ""


def _after_condition(text: str, start: int, stop: int, end: int) -> int:
    """Where the noun begins that a condition before it chooses; 0 where `text[start:stop]` is none.

    接待规模 | 600人以上的营地: a size with its bound.
    年收入过百亿元 | 、2家年收入达500亿元的企业: a list of conditions.
    """
    if text[stop : stop + 1].isdecimal():
        reaches = stop > start and text[stop - 1] in _REACHING
        measured = stop == start or _MEASURE.search(text, start, stop) is not None
        found = _REACHES_SIZE.match(text, stop, end) if reaches else _SIZE.match(text, stop, end) if measured else None
    else:
        found = _SIZED.search(text, start, stop) and _NEXT_OF.match(text, stop, end)
    return found.end() if found else 0


def _noun_start(text: str, start: int, end: int) -> int:
    """Where the noun after a number begins, past 的, a closing quotation mark, a note in brackets; -1 for none."""
    if text[start : start + 1] in ("的", "”"):  # “40条”举措
        start += 1
    if text[start : start + 1] in ("（", "("):
        start = _after_bracket(text, start, end)
    if start >= end or text[start] in "（(":
        return -1
    if text[start - 1] == "元" and text.startswith("用于", start):
        return start + 2  # 100万元用于科学研究
    opening = _OPENS_RELATIVE.at(text, start)
    if opening and not _NOT_LEAD.at(text, start) and (listed := _RELATIVE_LISTED.match(text, start, end)):
        return listed.end()
    if not _begins_with_verb(text, start):
        return start
    relative = _RELATIVE.match(text, start, end)
    if relative is None or _begins_with_verb(text, relative.end()):
        return -1
    return relative.end()


def _noun_end(text: str, start: int, end: int) -> int:
    """Where a noun phrase ends: at a break or before a verb, but not inside brackets or quotation marks."""
    depth = 0
    for stop in range(start, end):
        character = text[stop]
        if character in "“（(《":
            depth += 1
        elif character in "”）)》":
            if not depth:
                return stop
            depth -= 1
        elif not depth and (
            character in _NOUN_STOPS
            or character.isdecimal()
            or (stop > start and (stop > start + 1 or text[start] in NOUN_UNIT.words) and _verb_follows(text, stop))
        ):
            return stop
    return end


def _verb_follows(text: str, at: int) -> bool:
    verb = _RIGHT_END.at(text, at)
    if verb == "补助" and (at + 2 == len(text) or text[at + 2] in _NOUN_STOPS):
        return False  # 300元的医疗补助
    return bool(verb) and not _NOT_RIGHT_VERB.at(text, at) and text[at - 1 : at + 1] not in _INNER_WORD


def phrase_of_predicate(text: str, start: int, end: int) -> str:
    """What is said of places that were only counted (8县（区）实现 义务教育基本均衡): the clause without its verbs."""
    stop = end = min(end, start + LONGEST_NOUN)
    if found := BREAK.search(text, start, end):
        stop = found.start()
    while start < stop:
        word = _RIGHT_VERBS.at(text, start) or _RIGHT_END.at(text, start) or _LEAD.at(text, start)
        if not word:
            break
        start += len(word)
    return balanced(text[start:stop])


def _after_bracket(text: str, start: int, end: int) -> int:
    """Where the text goes on after a short note in brackets (5县（市）人才); `start` itself after a long one."""
    closing = max(text.find("）", start, min(end, start + 16)), text.find(")", start, min(end, start + 16)))
    return closing + 1 if closing > 0 else start


def _begins_with_verb(text: str, start: int) -> bool:
    verb = _RIGHT_VERBS.at(text, start) or _RIGHT_END.at(text, start) or _CHANGE.at(text, start)
    if not verb or _NOT_RIGHT_VERB.at(text, start):
        return False
    after = start + len(verb)
    return text[after : after + 1] not in _SUFFIX
