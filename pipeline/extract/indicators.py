"""What a number measures: the noun phrase before it, after it, or clauses before it.

The phrase is found by cutting away, word by word from two ends, what is known not to belong to it
(verbs of change, subjects, adverbs, periods); the lists stand in `vocabulary/indicator_words.yaml`.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.extract.denominators import denominator_before
from pipeline.extract.quantities import NOUN_UNIT, Quantity
from pipeline.extract.wording import any_of
from pipeline.vocabulary.lists import terms
from pipeline.vocabulary.words import Words, words

_BEFORE_NUMBER = words("indicator_words", "before_number")
_BEFORE_RANK = words("indicator_words", "before_rank")
_CHANGE = Words(word for word in _BEFORE_NUMBER.words if len(word) > 1)
_LEAD = words("indicator_words", "lead")
_LEAD_ADVERB = words("indicator_words", "lead_adverb")
_NOT_LEAD = words("indicator_words", "not_lead")
_SUFFIX = frozenset(terms("indicator_words", "suffix"))
_RIGHT_END = words("indicator_words", "right_end")
_RIGHT_VERBS = words("indicator_words", "right_verbs")
_NOT_RIGHT_VERB = words("indicator_words", "not_right_verb")
_INNER_WORD = words("indicator_words", "inner_word")
_GENERIC = words("indicator_words", "generic")

_BREAK = re.compile(r"[，,；;。：:！？\n*]")
_PERIOD_LEAD = re.compile(
    r"(?:到|至)?“[十一二三四五六七八九]{1,2}五”(?:时期|期间|末|以来|期末)?"
    r"|(?:到|至|截至|截止)?(?:(?:19|20)\d\d|[一二][九〇零○][〇零○一二三四五六七八九]{2})年?(?:[-—至到](?:19|20)\d\d)?年?"
    r"(?:底前|底|末|以来|度|前|间|期间|上半年|下半年)?(?:\d{1,2}月(?:底|末|份)?)?"
    r"|1[-—–~～至到]{1,2}\d{1,2}月份?"
)
# 金额 and 人数 alone say nothing; with the verb before them they do.
_MEASURES_AN_ACT = frozenset(terms("indicator_words", "measures_an_act"))
_VERB = 2
_BULLETS = frozenset("·•●○▪◆■□★☆")
_PERIOD_OPENINGS = frozenset("到至截“12一二")
_BASE = any_of("indicator_words", "base_of_comparison")
_COMPARED = re.compile(
    rf"(?:[比较与同](?:{_BASE}|\d\d)|[比较](?:国家|省定|城镇)"
    rf"|(?:高于|低于|快于|好于|高出|超出?|超过|领先)于?(?:{_BASE}|经济|工业|规上|生产|GDP|城镇))[^，,。；;、]{{0,14}}$"
)
# A search that is bound to the end of the clause tries every place in it; this sign tells first whether to search.
_COMPARED_SIGN = re.compile(r"[比较与同高低快好超领]")
# 32个 进入施工阶段的 重大项目
_RELATIVE = re.compile(r"[^，,。；;、：:\d年]{2,12}的(?![\d一二三四五六七八九十百千两])")
# 3个景区 创建为 国家4A级旅游景区: what they became is what is counted.
_BECAME = re.compile(r"(?:被|成功|全部|先后)*(?:公布|命名|认定|评定|评选|评|确定|创建|创成|列|授予)(?:成为|为|成)")
_TRAILING_CONJUNCTION = re.compile(r"(?:以及|及其|和|及|与|或|约|近|超)$")
# 35个专业乡镇和 近百个特色村: what follows counts again.
_COUNTS_AGAIN = re.compile(
    r"(?:和|及|与|以及)(?:近|超|约|逾)?[百千万数两一二三四五六七八九十]{1,3}[个家户名人项所座处条]"
)
_FROM_BASE = re.compile(
    r"(?:[由从](?:[^，,。；;、]{1,14}的|[^，,。；;、]{1,8}年)"
    rf"|(?:(?:{any_of('figure_words', 'change_to')})?[到至]|(?<![比较于与同继]))(?:19|20)\d\d年[底末]?的?"
    r"|(?:达到|相当于|达)[^，,。；;、]{2,20}的|[是为][^，,。；;、]{0,8}[年期末]的|连续[一二三四五六七八九十两\d]{1,2}[年届次])$"
)
_FROM_BASE_ENDS = frozenset("的年届次底末")
_LONGEST_LIST = 30
# In a longer phrase a verb of doing is no part of a noun: 聚焦国货“潮品”等打造 线下特色消费场景.
_LONG = 14
_INNER_VERB = re.compile(rf"(?:{any_of('indicator_words', 'inner_verb')})(?![率性化量额数的型])")
_PAIRED = re.compile(r"[“”《》（）()]")
_NOUN_STOPS = frozenset("，,；;。：:！？、\n（(）)“”《》%％")
# Bounds that keep the time linear in a text without marks; the longest clause with a number seen has 140 characters.
_LONGEST_CLAUSE = 200
_LONGEST_NOUN = 60


class Phrase(NamedTuple):
    """An indicator, with what the number is a share of or counted per."""

    text: str
    denominator: str | None = None


def clause_starts(text: str, start: int, end: int) -> list[int]:
    """Where the clauses of the sentence `text[start:end]` begin, in order."""
    return [start, *(found.end() for found in _BREAK.finditer(text, start, end))]


def clause_start(starts: Sequence[int], position: int) -> int:
    """Where the clause that holds `position` begins."""
    return starts[max(0, bisect_right(starts, position) - 1)]


def phrase_before(text: str, start: int, end: int, *, kind: str = "") -> Phrase:
    """The noun phrase of `text[start:end]`, the words between a break and a number; empty where nothing is left.

    `kind` is that of the number's unit: before a rank and before a rate other words may stand.
    """
    denominator, start, end = denominator_before(text, max(start, end - _LONGEST_CLAUSE), end, kind)
    end = _cut_end(text, start, end, rank=kind == "rank")
    if end - start > _LONGEST_LIST:
        start = max(start, text.rfind("、", start, end) + 1, text.rfind("一批", start, end) + 2)
    uncut, start = start, _cut_lead(text, start, end)
    if text[start:end] in _MEASURES_AN_ACT:
        start = max(uncut, start - _VERB)
    if end - start > _LONG and (inner := _last_inner_verb(text, start, end)):
        start = inner
    return Phrase(_balanced(text[start:end]), denominator)


# 吞吐量增幅居沿海主要港口 第一位: among whom it ranks.
_RANKS_AMONG = re.compile(r"(居(?![民住家于留])|位列|名列|排名|排在)[^，,。；;、\d居列排]{1,14}$")


def _cut_end(text: str, start: int, end: int, *, rank: bool) -> int:
    if rank and (among := _RANKS_AMONG.search(text, start, end)):
        end = among.end(1)
    while end > start:
        if text[end - 1].isspace():
            end -= 1
            continue
        if text[end - 1] in _FROM_BASE_ENDS and (based := _FROM_BASE.search(text, start, end)):
            end = based.start()
            continue
        word = (_BEFORE_RANK.before(text, end) if rank else "") or _BEFORE_NUMBER.before(text, end)
        if word and end - len(word) < start:  # 比重达到 where only 达到 is left
            word = _BEFORE_NUMBER.before(text[start:end], end - start)
        if word:
            end -= len(word)
            continue
        compared = _COMPARED.search(text, start, end) if _COMPARED_SIGN.search(text, start, end) else None
        if compared is None:
            break
        end = compared.start()
    # 财政收入安排5亿元, but 省级财政安排5亿元
    return end - 2 if text.endswith("安排", start, end) and _HEAD.search(text, start, end - 2) else end


def _cut_lead(text: str, start: int, end: int) -> int:
    while start < end:
        if text[start].isspace() or text[start] in _BULLETS:
            start += 1
            continue
        if text[start] in _PERIOD_OPENINGS and (match := _PERIOD_LEAD.match(text, start, end)):
            start = match.end()
            continue
        adverb = _LEAD_ADVERB.at(text, start)
        if adverb and _LEAD.at(text, start + len(adverb)) and not _NOT_LEAD.at(text, start):
            start += len(adverb)
            continue
        word = _LEAD.at(text, start)
        if (
            not word
            or start + len(word) > end
            or _NOT_LEAD.at(text, start)
            or text[start + len(word) : start + len(word) + 1] in _SUFFIX
        ):
            break
        start += len(word)
    return start


def _last_inner_verb(text: str, start: int, end: int) -> int:
    """Where the phrase goes on after the last verb of doing inside it; 0 where there is none or nothing is left."""
    last = 0
    for match in _INNER_VERB.finditer(text, start, end - 3):
        if text[match.end()] != "或":  # 达到或好于Ⅲ类水体比例
            last = match.end()
    return last


def _balanced(phrase: str) -> str:
    """Without blanks and marks around it, and without a bracket or quotation mark whose other half is missing."""
    phrase = phrase.strip(" \u3000、-—*")
    if not _PAIRED.search(phrase):
        return phrase
    for opening, closing in ("“”", "《》", "（）", "()"):
        if phrase.count(opening) != phrase.count(closing):
            phrase = phrase.replace(opening, "").replace(closing, "")
    return phrase


def phrase_after(text: str, start: int, end: int) -> str:
    """The noun phrase that follows a number (5家 企业 落实…); empty where a verb or a break follows."""
    start = _noun_start(text, start, end)
    if start < 0:
        return ""
    end = min(end, start + _LONGEST_NOUN)
    stop = _noun_end(text, start, end)
    if became := _BECAME.match(text, stop, end):
        return phrase_after(text, became.end(), end) or _balanced(text[start:stop])
    if again := _COUNTS_AGAIN.search(text, start, stop):
        stop = again.start()
    phrase = _balanced(_TRAILING_CONJUNCTION.sub("", text[start:stop]))
    listed = text[stop : stop + 1] == "、" and not text[stop + 1 : stop + 2].isdecimal()  # 省、部级
    alone = len(phrase) == 1 and phrase in NOUN_UNIT.words and not listed
    return phrase if len(phrase) > 1 or alone else ""


def _noun_start(text: str, start: int, end: int) -> int:
    """Where the noun after a number begins, past 的, a closing quotation mark, a note in brackets; -1 for none."""
    if text[start : start + 1] in ("的", "”"):  # “40条”举措
        start += 1
    if text[start : start + 1] in ("（", "("):
        start = _after_bracket(text, start, end)
    if start >= end or text[start] in "（(":
        return -1
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
    return (
        bool(_RIGHT_END.at(text, at)) and not _NOT_RIGHT_VERB.at(text, at) and text[at - 1 : at + 1] not in _INNER_WORD
    )


def phrase_of_predicate(text: str, start: int, end: int) -> str:
    """What is said of places that were only counted (8县（区）实现 义务教育基本均衡): the clause without its verbs."""
    stop = end = min(end, start + _LONGEST_NOUN)
    if found := _BREAK.search(text, start, end):
        stop = found.start()
    while start < stop:
        word = _RIGHT_VERBS.at(text, start) or _RIGHT_END.at(text, start) or _LEAD.at(text, start)
        if not word:
            break
        start += len(word)
    return _balanced(text[start:stop])


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


# 新增5家，2024年6家: a number with its measure word names nothing.
_COUNTED = re.compile(r"[\d.]+[万亿]?[一-龥]")


def is_generic(phrase: str) -> bool:
    """总量, 增速 and the like: words that stand for the indicator before them."""
    if len(phrase) < 2:
        return phrase not in ("男", "女")
    if phrase[0].isdecimal():
        return _COUNTED.fullmatch(phrase) is not None
    return phrase in _GENERIC or (phrase[0] == "按" and phrase.endswith(("计算", "折算", "统计", "口径")))


def counts_things(quantity: Quantity) -> bool:
    """Whether the thing counted may follow the number (5家企业), as it does with measure words and bare magnitudes."""
    return quantity.unit_kind in ("count", "noun") or not quantity.base_unit


_HEAD = re.compile(rf"(?:{any_of('indicator_words', 'head')})$")


def shared_subjects(phrase: str) -> list[str]:
    """A、B和C as [A, B, C].

    One element where there is no list, or where only the last has the head that all share (城镇和农村居民收入).
    """
    parts = [part for part in re.split(r"、|以及|和|及|与", phrase) if part]
    if len(parts) < 2 or (_HEAD.search(parts[-1]) and not all(_HEAD.search(part) for part in parts)):
        return [phrase]
    return parts
