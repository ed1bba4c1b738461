"""Basis of a number: level, new, growth, decline, share or rank, from its unit and the words around it."""

import re

from pipeline.extract.quantities import Quantity
from pipeline.extract.wording import any_of
from pipeline.vocabulary.lists import terms

_GROWTH, _DECLINE, _NEW = (re.compile(any_of("figure_words", name)) for name in ("growth", "decline", "new"))
_REACHED = ("到", "至", "为", "达", "突破", "超过")
_FROM = ("由", "从")
# 由2018年的6.1张增加到2019年的6.3张: the year between verb and number.
_YEAR_OF = re.compile(r"(?:(?:19|20)\d\d年[底末]?|上年|去年)的?$")
# Things added are new: 净增企业 and 新增企业 count things, 净增10亿元 is growth.
_ADDED = ("新增", "净增")
# 增速达到5%, 涨幅控制在3%: a rate of change, though the number is reached. 自然增长率 is a share of the population.
_TO_RATE = (
    r"(?:由|从|则|要|应|均|都|将|可|预计|预期|分别|平均|力争|确保|达到?|为|是|保持在|控制在|稳定在|维持在|在|至少)*$"
)
# 比上年增12%: the bare verb right before the number.
_GROWS, _FALLS = (
    re.compile(rf"(?:{any_of('figure_words', name)}){_TO_RATE}|[{bare}][了约近]?$")
    for name, bare in (("rate_of_growth", "增升涨"), ("rate_of_decline", "减降跌"))
)
# 玉米占增产任务的65.4%: what the whole is called says nothing about the part.
_PART_OF = re.compile("占[^，,]{1,14}的$")
# 以20%的速度增长, 保持20%以上的增幅
_GROWS_AFTER = re.compile(rf"的(?:年均)?(?:速度|幅度)?(?:{any_of('figure_words', 'rate_of_growth')})")
_SHARE_NOUN = tuple(terms("figure_words", "share_noun"))
# 比全国高2个百分点, 低约5个百分点
_HIGHER, _LOWER = (
    re.compile(rf"[比较于][^，,]{{0,12}}[{signs}](?:出|了|约|近)*$") for signs in ("高快多大", "低慢少小")
)
# 是2010年的2倍, 为上年的1.8倍: how much it has grown.
_TIMES_OF_BEFORE = re.compile(r"(?:年|期|末|初|去|上)的$")
_YEAR_ENDS = frozenset("年的底末")
# An amount is one of change only right after the verb, and not after 提升: 改造提升100个.
_AMOUNT_GROWN, _AMOUNT_LOST = (tuple(terms("figure_words", name)) for name in ("amount_grown", "amount_lost"))
_CHANGE_ENDS = frozenset(word[-1] for word in (*_AMOUNT_GROWN, *_AMOUNT_LOST, "了"))
# 减少贫困人口3.2万人: what there is less of.
_REDUCED = re.compile(any_of("figure_words", "reduced"))
# 7个成片旧改地块 完成控规调整, 562个贫困村 全部出列: what the number counts has got something done.
_DONE_AFTER = re.compile(rf"(?:[^，,。；;：:、]|、(?!\d)){{0,20}}?(?:{any_of('figure_words', 'done_after')})")
# Names of stocks that hold a verb of doing (种植面积), and words that say after such a verb that a state is meant.
_STOCK = re.compile(any_of("figure_words", "stock"))
_STATE = re.compile(any_of("figure_words", "state"))
_ADDS = re.compile("新增|净增|新开工|新引进|新投产|新签约")
_HAS = re.compile("[有是占总共在与对向]|全[省市县区国]")
_COUNTED = frozenset({"count", "noun", "measure"})
_OF_COUNTS = frozenset({"new", "level"})
_NEAR = 16
_LONGEST_JOINT = 2
_JOINT = re.compile(r"(?:、|和|及|与|以及|或|[（(])?")


class Run:
    """What the numbers before in the sentence were: the last, its basis, and the last basis of things counted."""

    __slots__ = ("basis", "counted", "quantity")

    def __init__(self) -> None:
        self.quantity: Quantity | None = None
        self.basis: str | None = None
        self.counted: str | None = None

    def add(self, quantity: Quantity, basis: str, after: str = "") -> None:
        """One more number; a rate, an amount of money and a size (600人以上的营地) do not end a list of things counted.

        `after` is the character that follows the number.
        """
        self.quantity, self.basis = quantity, basis
        sized = basis == "level" and after == "的"
        if not sized and basis in _OF_COUNTS and (quantity.unit_kind in _COUNTED or not quantity.base_unit):
            self.counted = basis


def basis_of(text: str, before: str, quantity: Quantity, run: Run) -> str:
    """The basis of a number; `before` is what stands before it in its clause, `run` what came before in its sentence.

    A number joined to the one before it (增长5%和6%, 24条26公里) has the same; a clause without a verb of its own goes
    on with the last.
    """
    if quantity.unit_kind == "rank":
        return "rank"
    joined = _joined(text, quantity, run)
    if joined and joined != "level":
        return joined
    if quantity.base_unit == "倍" and _TIMES_OF_BEFORE.search(before):
        return "growth"
    if before[-1:] in _YEAR_ENDS:
        before = _YEAR_OF.sub("", before)
    if quantity.unit_kind == "rate" or "分之" in text[quantity.start : quantity.unit_end]:
        near = _PART_OF.sub("", before[-_NEAR:]).replace("增加值", "").replace("自然增长", "自然")
        return "growth" if _GROWS_AFTER.match(text, quantity.end) else _rate(near, quantity)
    return _amount_of_change(before, quantity) or _level_or_new(text, before, quantity, run)


def _joined(text: str, quantity: Quantity, run: Run) -> str | None:
    last = run.quantity
    if last is None or quantity.start - last.end > _LONGEST_JOINT or run.basis == "rank":
        return None
    if _sort(last) != _sort(quantity):
        return None
    if last.bound_as_written and quantity.bound_as_written is None and last.end > last.unit_end:
        return None  # 50头以上 奶牛…
    return run.basis if _JOINT.fullmatch(text, last.end, quantity.start) else None


def _sort(quantity: Quantity) -> str:
    """Rates, money and all that is counted or measured do not share a basis."""
    return quantity.unit_kind if quantity.unit_kind in ("rate", "money") else ""


def _rate(near: str, quantity: Quantity) -> str:
    if quantity.base_unit == "番":
        return "growth"
    if _GROWS.search(near):
        return "growth"
    if _FALLS.search(near):
        return "decline"
    of_points = quantity.unit.endswith("百分点")
    if of_points or not near.endswith(_REACHED + _FROM + _SHARE_NOUN):
        if _LOWER.search(near):
            return "decline"
        if _HIGHER.search(near):
            return "growth"
        growth, decline = _place(_GROWTH, near), _place(_DECLINE, near)
        if max(growth, decline) >= 0:
            return "growth" if growth > decline else "decline"
    return "growth" if of_points else "share"


def _amount_of_change(before: str, quantity: Quantity) -> str | None:
    if before[-1:] not in _CHANGE_ENDS:
        return None
    before = before.removesuffix("了")
    if before.endswith(_AMOUNT_LOST):
        return "decline"
    counted = quantity.unit_kind in _COUNTED or not quantity.base_unit
    added = before.endswith(_ADDED if counted else "新增")
    return "growth" if before.endswith(_AMOUNT_GROWN) and not added else None


def _level_or_new(text: str, before: str, quantity: Quantity, run: Run) -> str:
    if quantity.unit_kind not in _COUNTED and quantity.base_unit:
        return "new" if "新增" in before and quantity.unit_kind not in ("money", "time") else "level"
    if before.endswith(_REACHED):
        return "new" if _adds(before, quantity, run) else "level"
    if before.endswith(_FROM):
        return "level"
    if _NEW.search(before) is None:
        if _DONE_AFTER.match(text, quantity.end):
            return "new"
        if _REDUCED.search(before):
            return "decline"
        goes_on = run.counted == "new" and not any(sign.search(before) for sign in (_HAS, _STATE, _STOCK))
        return "new" if goes_on else "level"
    said = _STOCK.sub("", before)
    new, state = _place(_NEW, said), _place(_STATE, said)
    if new < 0 and _REDUCED.search(said):
        return "decline"
    return "new" if new > state or (state >= 0 and _adds(before, quantity, run)) else "level"


def _adds(before: str, quantity: Quantity, run: Run) -> bool:
    """Whether something is said to be added between the number before and this one."""
    since = before if run.quantity is None else before[-max(1, quantity.start - run.quantity.end) :]
    return _ADDS.search(since) is not None


def _place(pattern: re.Pattern[str], text: str) -> int:
    last = -1
    for match in pattern.finditer(text):
        last = match.start()
    return last
