"""What a numeral does in the text when it measures nothing: the values of the code list "numeral_role".

Each rule looks at one numeral and a few characters beside it and gives a role, or None to let the next rule look.
A numeral that no rule here claims is tried as a quantity (`figures.py`).
"""

import re
from collections.abc import Callable

from pipeline.extract.calendar_roles import calendar, date_part, ratio
from pipeline.extract.damaged import damage_of
from pipeline.extract.numerals import CHINESE_NUMERALS, NumeralToken
from pipeline.extract.place import Place
from pipeline.extract.quantities import UNIT, unit_class
from pipeline.extract.wording import NumeralWords
from pipeline.vocabulary.words import words

_IDIOM = NumeralWords(words("number_words", "idiom").words, CHINESE_NUMERALS)
_NAME = NumeralWords(words("number_words", "name").words, CHINESE_NUMERALS)
_NAME_BEFORE = words("number_words", "name_before")
_SHORT_NUMBER = words("number_words", "short_number")
_NAME_AFTER = words("number_words", "name_after")

_SURE_RATE = "%％‰"
_LATIN = frozenset(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
)
_OPENING, _CLOSING = frozenset("[［﹝〔(（【"), frozenset("]］﹞〕)）】")
_JOINTS = frozenset("+＋×xX*&_=")


Rule = Callable[[Place], "str | None"]


def is_idiom(text: str, numeral: NumeralToken) -> bool:
    """Whether a numeral only belongs to a word (进一步, 百姓): asked first, since every third numeral does."""
    return numeral.form == "chinese" and _IDIOM.covers(text, numeral.start, numeral.end)


def role_of(place: Place) -> str | None:
    """The role of a numeral that measures nothing, or None where it may be a quantity."""
    if place.after in _SURE_RATE and place.after and not (place.quotation or place.title):
        return ratio(place)
    if place.numeral.form in ("chinese", "positional"):
        rules = _CHINESE_RULES
    elif _is_plain(place):
        return None
    else:
        rules = _DIGIT_RULES
    for rule in rules:
        if role := rule(place):
            return role
    return None


def _is_plain(place: Place) -> bool:
    """A number in digits that is no year or code, with nothing beside it that a rule asks for: most are quantities."""
    numeral, length = place.numeral, place.numeral.end - place.numeral.start
    return (
        (
            length < _SHORTEST_YEAR
            or numeral.magnitude != ""
            or (length < _SHORTEST_CODE and numeral.value < _FIRST_YEAR)
        )
        and place.after not in _SIGNS_AFTER
        and place.before not in _SIGNS_BEFORE
        and numeral.form == "digits"
        and not (place.quotation or place.title)
    )


def _mark(place: Place) -> str | None:
    """①, ㈠, Ⅲ: list marks, except Roman numerals, which name a grade (Ⅲ类水体)."""
    if place.numeral.form != "mark":
        return None
    return "name" if "Ⅰ" <= place.text[place.numeral.start] <= "Ⅻ" else "list_mark"


def _damaged(place: Place) -> str | None:
    return "damaged" if damage_of(place.text, place.numeral) else None


def _footnote(place: Place) -> str | None:
    """[12], ﹝27﹞, (1): a small number alone in brackets refers to a note or marks an item."""
    if place.before in _OPENING and place.after in _CLOSING and place.numeral.value < 200:
        return "list_mark"
    return None


def _counted_per(place: Place) -> str | None:
    """每100公斤, 每千人: what something else is counted per."""
    return "other" if place.before == "每" else None


def _ordinal(place: Place) -> str | None:
    """第三次: an ordinal, unless it is a rank (全市第一), which `figures.py` decides first."""
    return "ordinal" if place.before == "第" else None


def _enclosed(place: Place) -> str | None:
    """Numbers inside 《…》 and short quotations belong to a name (“1+6+4”), unless the quotation is the quantity."""
    if place.title:
        return "name"
    if not place.quotation:
        return None
    number = place.text[place.numeral.start : place.numeral.end]
    rest = place.quotation.replace(number, "", 1)
    exact = place.numeral.form == "digits" and len(rest) == 1 and place.quotation.startswith(number)
    return None if exact and rest in "条项个件" else "name"


def _code(place: Place) -> str | None:
    """PM2.5, 5G, B1-2138, 1+8+N, 4.0版, 7×24小时: a letter or joint beside the number makes it a name."""
    text, numeral = place.text, place.numeral
    if place.before in _LATIN:
        return None if _after_abbreviation(text, numeral) else "name"
    if place.before in _JOINTS:
        return "name"
    if place.after in _JOINTS:
        return "name"
    if place.after in _LATIN:
        return None if _latin_unit(text, numeral.end) else "name"
    if place.before == "-" or (place.before == "/" and numeral.form == "digits"):
        return _dashed(place)
    return None


def _after_abbreviation(text: str, numeral: NumeralToken) -> bool:
    """GDP19.92亿元, CPI2.3%: an amount of money or a rate right after the abbreviation of an indicator."""
    start = numeral.start
    unit = UNIT.at(text, numeral.end)
    return text[start - 2 : start - 1] in _LATIN and unit_class().get(unit) in ("money", "rate") and start > 1


def _latin_unit(text: str, start: int) -> str:
    unit = UNIT.at(text, start)
    following = text[start + len(unit) : start + len(unit) + 1]
    return unit if unit and following not in _LATIN and not following.isdigit() else ""


def _dashed(place: Place) -> str | None:
    """The second part of a code (B1-2138), of a ratio or of a path; a range is taken in by its first number."""
    left = place.text[max(0, place.numeral.start - 8) : place.numeral.start - 1]
    return "name" if any(c in _LATIN for c in left) else None


def _named(place: Place) -> str | None:
    """211工程, 18号线, 190街坊, 12345热线, 500强企业."""
    text, numeral = place.text, place.numeral
    if place.before == "发" and place.after == "号":
        return "document_number"
    if place.before in "〕]﹞】）)" and place.before and place.after == "号":
        return "document_number"
    if numeral.form != "digits" or numeral.magnitude:
        return None
    if numeral.end - numeral.start >= 5 and text[numeral.start : numeral.end] in _SHORT_NUMBER:
        return "name"
    word = _NAME_AFTER.at(text, numeral.end)
    if not word:
        return "name" if _NAME_BEFORE.before(text, numeral.start) and not UNIT.at(text, numeral.end) else None
    return _ADDRESS.get(word, "name")


_ADDRESS = dict.fromkeys(("街坊", "坊", "弄", "号楼", "室", "丘", "地块", "幢楼", "号院"), "address")


def _chinese_word(place: Place) -> str | None:
    """Fixed terms: 三农, 八项规定."""
    text, numeral = place.text, place.numeral
    return "name" if _NAME.covers(text, numeral.start, numeral.end) else None


# 增长一倍, 翻一番, 一成: where 一 is a number; beside numerals and in dates other rules decide.
_ONE_COUNTS = frozenset("倍成番半分年月日号时点期届轮级次季环线楼周天小岁十百千万亿")


_ONE_UNIT = re.compile(r"个(?:百分|月|季|小时|工作日|学期|大类)|大|类|方面|套班子")


def _article(place: Place) -> str | None:
    """一个, 一批, 一次: 一 as an article or part of a word."""
    one = place.text[place.numeral.start] == "一" and place.numeral.end == place.numeral.start + 1
    if not one or place.after in _ONE_COUNTS:
        return None
    return None if _ONE_UNIT.match(place.text, place.numeral.end) else "idiom"


_DIGIT_RULES: tuple[Rule, ...] = (
    _mark,
    _damaged,
    _footnote,
    _counted_per,
    calendar,
    date_part,
    _ordinal,
    _enclosed,
    _code,
    _named,
)
# What the rules for digits ask for, in a number and beside it. A new rule adds its signs here.
_SHORTEST_YEAR, _SHORTEST_CODE, _FIRST_YEAR = 4, 5, 1900
_SIGNS_BEFORE = frozenset("。每第-./:：∶").union(_LATIN, _JOINTS, (word[-1] for word in _NAME_BEFORE.words))
_SIGNS_AFTER = frozenset("。年月日号世时:：∶").union(_CLOSING, _LATIN, _JOINTS, (word[0] for word in _NAME_AFTER.words))
_CHINESE_RULES: tuple[Rule, ...] = (_counted_per, calendar, _ordinal, _enclosed, _chinese_word, _article)
