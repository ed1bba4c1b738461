"""What a number measures: the noun phrase before it.

The phrase is found by cutting away, word by word from two ends, what is known not to belong to it
(verbs of change, subjects, adverbs, periods); the lists stand in `vocabulary/indicator_words.yaml`.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.extract.denominators import denominator_before
from pipeline.extract.quantities import NOUN_UNIT, UNIT
from pipeline.extract.wording import any_of
from pipeline.vocabulary.lists import terms
from pipeline.vocabulary.words import words

_BEFORE_NUMBER = words("indicator_words", "before_number")
_BEFORE_RANK = words("indicator_words", "before_rank")
_LEAD = words("indicator_words", "lead")
_LEAD_ADVERB = words("indicator_words", "lead_adverb")
_NOT_LEAD = words("indicator_words", "not_lead")
_SUFFIX = frozenset(terms("indicator_words", "suffix"))
_GENERIC = words("indicator_words", "generic")

BREAK = re.compile(r"[，,；;。：:！？\n*]")
"""What ends a clause."""
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
# Bounds that keep the time linear in a text without marks; the longest clause with a number seen has 140 characters.
_LONGEST_CLAUSE = 200
LONGEST_NOUN = 60
"""No noun phrase is longer than this."""


# 转-3-移支付: the mark of a page inside a word.
_PAGE_MARK = re.compile(r"(?<=[一-龥])[-—]\d{1,3}[-—](?=[一-龥])")


class Phrase(NamedTuple):
    """An indicator, with what the number is a share of or counted per."""

    text: str
    denominator: str | None = None


# 年末常住人口（含流动人口，下同）达到90万人: a comma in a short note in brackets ends no clause.
_NOTE = re.compile(r"[（(][^（）()。；;\n]{1,40}[)）]")
_BREAK_IN_NOTE = re.compile(r"[（(][^（）()]*[，,：:][^（）()]*[)）]")


def clause_starts(text: str, start: int, end: int) -> list[int]:
    """Where the clauses of the sentence `text[start:end]` begin, in order."""
    notes = [found.span() for found in _NOTE.finditer(text, start, end)]
    starts, at = [start], 0
    for found in BREAK.finditer(text, start, end):
        while at < len(notes) and notes[at][1] <= found.start():
            at += 1
        if at == len(notes) or found.start() < notes[at][0] or _holds_number(text, *notes[at]):
            starts.append(found.end())
    return starts


def _holds_number(text: str, start: int, end: int) -> bool:
    return any(character.isdecimal() for character in text[start:end])


def clause_start(starts: Sequence[int], position: int) -> int:
    """Where the clause that holds `position` begins."""
    return starts[max(0, bisect_right(starts, position) - 1)]


def phrase_before(text: str, start: int, end: int, *, kind: str = "") -> Phrase:
    """The noun phrase of `text[start:end]`, the words between a break and a number; empty where nothing is left.

    `kind` is that of the number's unit: before a rank and before a rate other words may stand.
    """
    if start > end:  # the number stands inside what the one before it counts: 5家 接待规模600人以上的营地
        start = _last_break(text, end)
        if text.startswith("每", start) or _COUNTS_THINGS.search(text, start, end):
            return Phrase("")
    if kind == "money" and _GIVES.search(text, start, end) and _GRANT_AFTER.match(text, end):
        return Phrase("")
    denominator, start, end = denominator_before(text, max(start, end - _LONGEST_CLAUSE), end, kind)
    end = _cut_end(text, start, end, rank=kind == "rank")
    if end - start > _LONGEST_LIST:
        start = max(start, text.rfind("、", start, end) + 1, text.rfind("一批", start, end) + 2)
    start = _after_heading(text, start, end)
    if (given := text.rfind("给予", start, end)) >= 0:
        start = given + 2
    uncut, start = start, _cut_lead(text, start, end)
    if text[start:end] in _MEASURES_AN_ACT:
        start = max(uncut, start - _VERB)
    if _COUNTS_THINGS.search(text, max(start, end - 2), end):
        return Phrase("", denominator)
    if end - start > _LONG and (inner := _last_inner_verb(text, start, end)):
        start = inner
    phrase = text[start:end]
    if "（" in phrase or "(" in phrase:
        phrase = _BREAK_IN_NOTE.sub("", phrase)
    return Phrase(balanced(phrase), denominator)


# 给予用人单位 | 3万元补贴: what is granted stands after the amount.
_GIVES = re.compile("给予|予以")
_GRANT_AFTER = re.compile(
    r"[^\d，,。；;]{0,8}[\d.]{1,9}[百千万亿]{0,2}元(?:以[上下内])?的?"
    rf"[^，,。；;\d]{{0,6}}?(?:{any_of('figure_words', 'granted')})"
)
# Heads and subjects of a phrase that may follow a heading on its line: 市本级, 全市.
_LONGEST_SUBJECT = 4
_SHORTEST_HEADING = 4


def _after_heading(text: str, start: int, end: int) -> int:
    """Where the phrase begins after a heading on the same line that it says again: 财政收入 | 市本级财政收入."""
    again = text.find(text[start : start + _SHORTEST_HEADING], start + _SHORTEST_HEADING, end)
    if again < 0:
        return start
    same = start
    while same < again and text[same] == text[again + same - start]:
        same += 1
    return same if again - same <= _LONGEST_SUBJECT else start


# 两个 | 超万亿元产业集群: the words before the number only count.
_COUNTS_THINGS = re.compile(r"[一二两三四五六七八九十几][个家批户项条]")
_BREAKS = frozenset("，,；;。：:！？\n*、（(0123456789")


def _last_break(text: str, end: int) -> int:
    """Where the words before `end` begin, after the last mark or the last number with its unit."""
    start = end
    while start > max(0, end - LONGEST_NOUN) and text[start - 1] not in _BREAKS:
        start -= 1
    if text[start - 1 : start].isdecimal():
        while text[start] in "百千万亿":
            start += 1
        start += len(UNIT.at(text, start) or NOUN_UNIT.at(text, start))
        start += 2 * text.startswith(("以上", "以下"), start)
    return min(start, end)


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


def balanced(phrase: str) -> str:
    """Without blanks and marks around it, and without a bracket or quotation mark whose other half is missing."""
    phrase = phrase.strip(" \u3000、-—*")
    if "-" in phrase or "—" in phrase:
        phrase = _PAGE_MARK.sub("", phrase)
    if not _PAIRED.search(phrase):
        return phrase
    for opening, closing in ("“”", "《》", "（）", "()"):
        if phrase.count(opening) != phrase.count(closing):
            phrase = phrase.replace(opening, "").replace(closing, "")
    return phrase


# 新增5家，2024年6家: a number with its measure word names nothing.
_COUNTED = re.compile(r"[\d.]+[万亿]?[一-龥]")


# 同一企业最多不超过10名: for whom a limit holds, not of what.
_EACH = ("同一企业", "同一单位", "同一项目", "单个企业", "单个项目", "每个企业", "每家企业")


def is_generic(phrase: str) -> bool:
    """总量, 增速 and the like: words that stand for the indicator before them."""
    if len(phrase) < 2:
        return phrase not in ("男", "女")
    if phrase.startswith(_EACH):
        return True
    if phrase[0].isdecimal():
        return _COUNTED.fullmatch(phrase) is not None
    return phrase in _GENERIC or (phrase[0] == "按" and phrase.endswith(("计算", "折算", "统计", "口径")))


_HEAD = re.compile(rf"(?:{any_of('indicator_words', 'head')})$")


def shared_subjects(phrase: str) -> list[str]:
    """A、B和C as [A, B, C].

    One element where there is no list, or where only the last has the head that all share (城镇和农村居民收入).
    """
    parts = [part for part in re.split(r"、|以及|和|及|与", phrase) if part]
    if len(parts) < 2 or (_HEAD.search(parts[-1]) and not all(_HEAD.search(part) for part in parts)):
        return [phrase]
    return parts
