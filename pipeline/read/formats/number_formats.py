"""Numbers as word processors write them in lists: the formats of ECMA-376, 17.18.59, that Chinese documents use."""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "十", "百", "千")
_FORMAL_PLACES = ("", "拾", "佰", "仟")
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_LARGEST_ROMAN = 3_999
_SILENT = ("none", "bullet")


def formatted(n: int, kind: str) -> str:
    """A number in a format of `w:numFmt`; nothing for `none` and `bullet`.

    In digits where the format is not known or does not reach so far.
    """
    if kind in _SILENT:
        return ""
    write = _FORMATS.get(kind)
    return (write(n) if write else "") or str(n)


def counting(n: int, digits: str = _DIGITS, places: tuple[str, ...] = _PLACES, short_ten: bool = True) -> str:
    """一百零一, 十二; "" outside 1 to 9999."""
    if not 0 < n < 10_000:
        return ""
    zero = "零"
    text, gap = "", False
    for place in range(len(str(n)) - 1, -1, -1):
        digit = n // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text += (zero if gap else "") + digits[digit] + places[place]
        gap = False
    return text[1:] if short_ten and text.startswith("一十") else text


def _one_by_one(n: int) -> str:
    return "".join(_DIGITS[int(d)] for d in str(n)) if n >= 0 else ""


def _simple_counting(n: int) -> str:
    return counting(n) if n < 100 else _one_by_one(n)


def _letters(n: int) -> str:
    """A to Z, then AA, BB: as Word writes them."""
    return chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1) if 0 < n <= 26 * 30 else ""


def _roman(n: int) -> str:
    text = ""
    if not 0 < n <= _LARGEST_ROMAN:
        return text
    for value, letters in _ROMAN:
        text += letters * (n // value)
        n %= value
    return text


def _circled(n: int) -> str:
    for first, last, start in ((1, 20, "①"), (21, 35, "㉑"), (36, 50, "㊱")):
        if first <= n <= last:
            return chr(ord(start) + n - first)
    return "⓪" if n == 0 else ""


def _sequence(start: str, last: int) -> Callable[[int], str]:
    return lambda n: chr(ord(start) + n - 1) if 1 <= n <= last else ""


def _each(characters: str) -> Callable[[int], str]:
    return lambda n: characters[n - 1] if 1 <= n <= len(characters) else ""


_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

_FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda n: str(n).translate(_FULL_WIDTH),
    "numberInDash": lambda n: f"- {n} -",
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "chineseCounting": _simple_counting,
    "taiwaneseCounting": _simple_counting,
    "chineseCountingThousand": counting,
    "taiwaneseCountingThousand": counting,
    "japaneseCounting": counting,
    "ideographDigital": _one_by_one,
    "japaneseDigitalTenThousand": _one_by_one,
    "taiwaneseDigital": _one_by_one,
    "chineseLegalSimplified": lambda n: counting(n, _FORMAL, _FORMAL_PLACES, short_ten=False),
    "ideographLegalTraditional": lambda n: counting(n, "零壹貳參肆伍陸柒捌玖", _FORMAL_PLACES, short_ten=False),
    "ideographTraditional": _each("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _each("子丑寅卯辰巳午未申酉戌亥"),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _sequence("⒈", 20),
    "decimalEnclosedParen": _sequence("⑴", 20),
    "ideographEnclosedCircle": _sequence("㊀", 10),
}
