"""Marks that number headings and items: 一、 (一) 1. (1) ① 第一章 【…】 一是 专栏2 行动一：."""

import re
from dataclasses import dataclass

HAN_DIGITS = "一二三四五六七八九十百零〇○"
_HAN = f"[{HAN_DIGITS}]{{1,5}}"
# 第一、二、三产业: a list of ordinals and no mark.
_LISTED = "[、和及与产次线类级季]"
_ENCLOSED = "①-⑳⑴-⑽⑾-⒇⒈-⒛㈠-㈩❶-❿⓫-⓴"

# Scheme, rank (lower stands higher in the tree) and pattern, tried in this order at the start of a line.
# The rank is the customary order of 党政机关公文格式 (GB/T 9704-2012, 7.3.3): 一、 (一) 1. (1); the rest as used.
_SCHEMES: tuple[tuple[str, int, str], ...] = (
    ("part", 10, rf"第\s?(?:{_HAN}|\d{{1,3}})\s?(?:部分|编|篇)"),
    ("chapter", 20, rf"第\s?(?:{_HAN}|\d{{1,3}})\s?章"),
    ("section", 30, rf"第\s?(?:{_HAN}|\d{{1,3}})\s?节"),
    ("article", 45, rf"第\s?(?:{_HAN}|\d{{1,3}})\s?条(?=[\s　:：]|[^例款件])"),
    ("box", 60, rf"专\s?栏\s?(?:{_HAN}|\d{{1,3}})[:：]?"),
    ("named", 60, rf"(?:行动|任务|工程|专题|目标|举措|措施){_HAN}[:：、]"),
    ("han_bracket", 50, rf"[(（〔]\s?{_HAN}\s?[)）〕][、.．]?"),
    (
        "han",
        40,
        rf"{_HAN}\s?[、．](?!{_HAN}[、产次线类级季])|{_HAN}\.(?!\d)"
        rf"|{_HAN}(?=[\s　]+[^\s　\d年月日、，,]{{2}}[^\s　\d年月日，,]{{2}})"
        rf"|{_HAN}(?=[\s　]+[\u4e00-\u9fff][\u4e00-\u9fff\s　]{{1,11}}$)",
    ),
    ("number_bracket", 70, r"[(（]\s?\d{1,3}\s?[)）][、.．]?|\d{1,2}[)）]"),
    ("number", 60, r"\d{1,3}\s?(?:、|．|\.(?!\d)|\.(?=\d{4}年|\d+[%％万亿个项条所]))"),
    ("enclosed", 80, rf"[{_ENCLOSED}][、.．]?"),
    ("note", 60, r"[\[［【]\d{1,3}[\]］】]"),
    ("title_bracket", 35, r"【(?=[^】\n]{1,60}】)"),
    (
        "ordinal",
        90,
        rf"第{_HAN}[，,、](?!{_HAN}{_LISTED})|其[一二三四五六七八九][，,、是]|{_HAN}[是要](?=[^\s，,、。；的])",
    ),
    ("dash", 95, r"[—－―─-]{2,4}(?=[^\s—－―─-])"),
)
_RANK = {scheme: rank for scheme, rank, _ in _SCHEMES}
# The letters that a mark can begin with; most lines begin with another letter.
_LETTERS = frozenset("第专行任工目举措其" + HAN_DIGITS)
_MARK = re.compile("|".join(f"(?P<{scheme}>{pattern})" for scheme, _, pattern in _SCHEMES))
# 一是 … 二是 and the like inside a paragraph: dropped from the sentence they open.
_INNER = re.compile(
    rf"(?:[一二三四五六七八九十]{{1,3}}[是要]|第[一二三四五六七八九十]{{1,3}}[，,、](?![一二三四五六七八九十]{{1,3}}{_LISTED})"
    r"|其[一二三四五六七八九][，,、是]|首先[，,是]|其次[，,是]"
    rf"|[{_ENCLOSED}][、.．]?|[(（]\s?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?[)）][、.．]?"
    r"|\d{1,2}(?:、|．|\.(?!\d)))[\s　]*"
)
INNER_MARK_LETTERS = frozenset("一二三四五六七八九十第其首")
"""The letters that such a mark can begin with; words that begin with another letter, as most do, have none."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A list mark: its scheme, rank in the tree, and where it ends. A 【 is no part of the words that follow."""

    scheme: str
    rank: int
    start: int
    end: int


def read_mark(text: str, start: int, end: int) -> Mark | None:
    """The mark at `text[start:]`, or None. Pure look-up, bounded by the length of a mark."""
    if text[start].isalpha() and text[start] not in _LETTERS:
        return None
    found = _MARK.match(text, start, end)
    if found is None or found.lastgroup is None:
        return None
    return Mark(found.lastgroup, _RANK[found.lastgroup], start, found.end())


def skip_inner_mark(text: str, start: int, end: int) -> int:
    """Where the words begin after 一是, ①, (1), 1. at the head of a sentence."""
    found = _INNER.match(text, start, end)
    return found.end() if found and found.end() < end else start
