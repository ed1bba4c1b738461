"""Ranks: 全市第一, 居中心城区第二, 前十."""

import re

from pipeline.extract.place import Place
from pipeline.extract.quantities import Quantity
from pipeline.extract.wording import any_of

RANK_SIGNS = frozenset("第前")
"""What stands before the number of a rank."""
_RANKED = re.compile(rf"(?:{any_of('figure_words', 'rank_context')}|连续[^，。]{{1,4}}年)[^，,。；;、：:]{{0,8}}$")
_AFTER_RANK = re.compile(r"(?:位|名|佳绩|的好成绩)?(?=[，,。；;、：:！？）)\s”和与及并且]|$|位|名|佳绩|的)")


def rank_at(place: Place, sentence_start: int) -> Quantity | None:
    """第N where it is the place in an order, and 前N where it is one of the first N; None for any other numeral."""
    text, numeral = place.text, place.numeral
    if numeral.form not in ("digits", "chinese") or numeral.magnitude:
        return None
    if place.before == "第":
        start, bound = numeral.start - 1, "eq"
    elif place.before == "前" and numeral.value <= 100:
        start, bound = numeral.start - 1, "le"
    else:
        return None
    match = _AFTER_RANK.match(text, numeral.end)
    if match is None or place.title:
        return None
    clause = text[max(sentence_start, start - 24) : start]
    listed = clause.endswith("、") and "第" in clause[-4:]
    among = bound == "le" and match[0] in ("位", "名")  # 影响力前十位
    if not (listed or among) and not _RANKED.search(clause):
        return None
    word = match[0] if match[0] in ("位", "名") else ""
    end = numeral.end + len(word)
    return Quantity(
        start, end, end, place.at, numeral.value, None, "名次", "名次", numeral.value, bound,
        "前" if bound == "le" else None, "rank",
    )  # fmt: skip
