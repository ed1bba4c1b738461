"""Whether a quantity measures something, or is a duration, an age, an announcement, a name."""

import re

from pipeline.extract.place import Place
from pipeline.extract.quantities import Quantity
from pipeline.extract.wording import any_of
from pipeline.vocabulary.words import words

_ANNOUNCED = words("number_words", "announced")
_CHINESE_COUNT = words("units", "chinese_count")
_SHORT_NUMBER = words("number_words", "short_number")
_ORDINAL_UNIT = words("units", "ordinal_unit")
_MEASURED_TIME = re.compile(any_of("figure_words", "measured_time"))
_DONE_WITHIN = re.compile(r"内?(?:办结|核发|完成|办理|办好|办成|出件|到账|领证)")
# Years and months are durations even where a time is spoken of.
_SHORT_TIME = frozenset(
    ("个工作日", "工作日", "个自然日", "天", "日", "小时", "个小时", "个半小时", "分钟", "秒", "秒钟")
)
_LIVES = re.compile(r"寿命")
# 平均受教育年限达到10.9年, 平均住院日8.8日: indicators that are measured in time.
_MEASURED_IN_TIME = re.compile(r"受教育年限|平均住院日")
_REACHED = re.compile(
    r"(?:达到?|为|至|到|控制在|突破|超过|指数|系数|性别比|总人口|常住人口|户籍人口|得分|死亡率|缩小到|下降|提高|增加|以[上内下]|不[低高]于)$"
)
_FROM = re.compile(r"[从由自][^，,。；;]{0,8}?[的、]?$")
_CHANGES = re.compile(rf"(?:分别)?(?:{any_of('figure_words', 'change_to')})(?:到|至|为|了)")
_LISTED = re.compile(
    r"(?:主要|重点|具体|方面)?(?:工作|任务|措施|问题|要求|原则|内容|目标|事项|事情|举措|转变|关系|关键)?[：:]"
)
_LISTED_OPENINGS = frozenset("主重具方工任措问要原内目事举转关：:")
_IN_A_ROW = re.compile(r"[续近前上这]$")
_MAGNITUDES = frozenset(("十", "百", "千", "万", "亿", "万亿", "百万", "千万"))
_NAMES_UNIT, _AFTER_UNIT = frozenset("（(：:\n"), frozenset(("）", ")", "\n", ""))
_STOP = re.compile(r"[，,。；;、：:！？）)\s”]|$|以上|以下|以内|左右")


def role_of_quantity(place: Place, quantity: Quantity, sentence_start: int) -> str:
    """ "figure" for a quantity that measures something, else the role its numeral plays."""
    kind, chinese = quantity.unit_kind, place.numeral.form in ("chinese", "positional")
    clause = place.text[max(sentence_start, quantity.start - 24) : quantity.start]
    if place.text.startswith("方面", place.numeral.end):
        return "announcement"
    if kind == "time":
        return _time(place.text, clause, quantity)
    if kind == "age":
        return "figure" if _LIVES.search(clause) else "age"
    if place.text.startswith("大", place.numeral.end) and not quantity.unit.startswith("大"):
        return "announcement"
    if place.text.startswith("级", place.numeral.end):
        return "ordinal"
    if place.text[quantity.end : quantity.end + 1] in _LISTED_OPENINGS and _LISTED.match(place.text, quantity.end):
        return "announcement"
    if chinese and quantity.base_unit == "类" and quantity.end > quantity.unit_end:
        return "ordinal"  # 二类以下
    if _sums_up(place, quantity, sentence_start):
        return "announcement"
    if chinese:
        return _chinese(place, quantity)
    if place.numeral.form == "fraction":
        return "figure"
    if not quantity.unit:
        return _bare(place, quantity, clause)
    return "announcement" if _announces(place, quantity) else "figure"


def _time(text: str, clause: str, quantity: Quantity) -> str:
    if _MEASURED_IN_TIME.search(clause):
        return "figure"
    clause = clause[max(clause.rfind(mark) for mark in "，,；;。、") + 1 :]
    if quantity.base_unit not in _SHORT_TIME:
        return "duration"
    measured = _MEASURED_TIME.search(clause) or _DONE_WITHIN.match(text, quantity.end)
    return "figure" if measured else "duration"


def _sums_up(place: Place, quantity: Quantity, sentence_start: int) -> bool:
    """A、B、C三个产业: a count that only sums up the list right before it; 等 before it makes it a figure."""
    value = quantity.value
    if (
        place.numeral.form != "chinese"
        or not 2 <= value <= 12
        or quantity.unit_kind not in ("count", "noun")
        or place.numeral.magnitude
    ):
        return False
    left = place.text[max(sentence_start, quantity.start - 20 * int(value)) : quantity.start]
    listed = left[max(left.rfind(mark) for mark in "，,；;。：:") + 1 :]
    if value == 2 and re.search(r"[^、，]{2,8}[和与][^、，]{2,8}$", listed):
        return True
    if "、" not in listed or listed.endswith(("、", "等", "和", "及", "了")) or any(c.isdigit() for c in listed):
        return False
    items = listed.count("、") + 1 + ("和" in listed.rsplit("、", 1)[-1] or "及" in listed.rsplit("、", 1)[-1])
    return items == value


def _chinese(place: Place, quantity: Quantity) -> str:
    text, numeral = place.text, place.numeral
    word = text[numeral.start : numeral.end]
    if word in _MAGNITUDES and place.before in _NAMES_UNIT and text[quantity.end : quantity.end + 1] in _AFTER_UNIT:
        return "name"  # 投资（亿元）, 单位：万元
    if _only_a_word(text, word, quantity):
        return "idiom"
    if quantity.unit_kind in ("rate", "money"):
        return "figure"
    if numeral.form == "positional" and not quantity.value_high and not numeral.magnitude and len(word) > 1:
        return "name"
    if _ORDINAL_UNIT.at(text, numeral.end):
        held = (
            word == "两"
            and text[numeral.end] in "届次轮"
            and not _IN_A_ROW.search(text, numeral.start - 2, numeral.start)
        )
        return "figure" if held else "ordinal"
    if not quantity.base_unit:
        if numeral.magnitude and quantity.bound != "eq":
            return "figure"
        return "name" if numeral.value != 1 else "idiom"
    if quantity.base_unit == "里":
        return "name"
    if quantity.unit_kind == "measure":
        return "figure" if numeral.value != 1 or quantity.bound != "eq" else "idiom"
    if word in ("一", "零", "半"):
        return "idiom"
    if quantity.base_unit not in _CHINESE_COUNT:
        return "name"
    return "announcement" if _announces(place, quantity) else "figure"


def _only_a_word(text: str, word: str, quantity: Quantity) -> bool:
    """万 of 万元生产总值能耗, 一番 of 一番事业."""
    if word in ("百", "千", "万", "亿") and quantity.bound == "eq":
        return True
    return quantity.base_unit == "番" and "翻" not in text[quantity.start - 3 : quantity.start]


def _announces(place: Place, quantity: Quantity) -> bool:
    text, end = place.text, quantity.unit_end
    word = _ANNOUNCED.at(text, end)
    if not word:
        return quantity.base_unit in ("类", "大类") and not quantity.end > end
    if word in _ALWAYS_ANNOUNCED:
        return True
    if place.numeral.form == "digits":
        return False
    return len(word) > 2 or word in _VERBS_OF_SLOGANS or _STOP.match(text, end + len(word)) is not None


_ALWAYS_ANNOUNCED = frozenset(("方面", "维度", "层面", "聚焦", "坚持", "新的"))
_VERBS_OF_SLOGANS = frozenset(
    (
        "坚持",
        "聚焦",
        "确保",
        "更加",
        "注重",
        "突出",
        "强化",
        "必须",
        "着力",
        "意识",
        "维护",
        "最",
        "不",
        "一",
        "五",
        "一批",
    )
)


def _bare(place: Place, quantity: Quantity, clause: str) -> str:
    """A number without a unit is a figure where the words before it lead to a value (缩小到1.75以内)."""
    if (quantity.bound != "eq" or _REACHED.search(clause)) and _STOP.match(place.text, quantity.end):
        return "figure"
    text, numeral = place.text, place.numeral
    if _CHANGES.match(text, quantity.end) and _FROM.search(clause):
        return "figure"
    if text.startswith(("是指", "指"), numeral.end):
        return "name"
    written = text[numeral.start : numeral.end]
    if len(written) == 4 and 1949 <= numeral.value <= 2060:
        return "period"
    if written in _SHORT_NUMBER or written.endswith(".0"):
        return "name"
    return "other" if len(written) >= 7 else "unknown"
