"""Peers that find numbers and quantities. Results: for each text a list of [start, end, value, unit].

`unit` is in Chinese; null where the tool names none. Offsets are in characters, half-open.
"""

import re
from collections.abc import Callable
from typing import Any

from model import PeerTool

Work = Callable[[list[Any]], list[Any]]
UNITS = {
    "Chinese yuan": "元",
    "Renminbi yuan": "元",
    "United States dollar": "美元",
    "Square meter": "平方米",
    "Square kilometer": "平方公里",
    "Kilometer": "公里",
    "Meter": "米",
    "Year": "年",
    "Day": "天",
}
"""Of the English unit names of Recognizers-Text, those that stand for units of the labels."""
_LEADING = re.compile(r"^第?(\d+(?:\.\d+)?|[一二三四五六七八九十百千万亿零〇两]+)")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}


def _recognizers(*, plain_numbers: bool) -> Work:
    from recognizers_number import Culture, NumberRecognizer
    from recognizers_number_with_unit import NumberWithUnitRecognizer

    units = NumberWithUnitRecognizer(Culture.Chinese)
    models = [units.get_currency_model(), units.get_dimension_model(), units.get_age_model()]
    numbers = NumberRecognizer(Culture.Chinese)
    models.append(numbers.get_percentage_model())
    if plain_numbers:
        models += [numbers.get_number_model(), numbers.get_ordinal_model()]
    return lambda texts: [[found for model in models for found in model.parse(text)] for text in texts]


def _show_recognizers(texts: list[str], made: list[Any]) -> list[Any]:
    return [[_shown(found) for found in document] for document in made]


def _shown(found: Any) -> list[Any]:
    resolution = found.resolution or {}
    written, unit = str(resolution.get("value")), resolution.get("unit")
    if found.type_name == "percentage":
        unit = "%"
    elif found.type_name == "ordinal":
        unit = "名次"
    return [found.start, found.end + 1, _number(written.rstrip("%")), UNITS.get(unit, unit)]


def _jionlp() -> Work:
    import jionlp

    return lambda texts: [jionlp.ner.extract_money(text, with_parsing=True) for text in texts]


def _show_jionlp(texts: list[str], made: list[Any]) -> list[Any]:
    return [
        [[*found["offset"], _number(_first(found["detail"]["num"])), found["detail"]["case"]] for found in document]
        for document in made
    ]


def _first(number: Any) -> Any:
    return number[0] if isinstance(number, list) else number


def _rjieba() -> Work:
    """Runs of tokens tagged m (numeral) and q (measure word), glued."""
    import rjieba

    def runs(text: str) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        position, before = 0, False
        for word, tag in rjieba.tag(text, True):
            start, position = position, position + len(word)
            if (here := tag in ("m", "q", "mq")) and before:
                found[-1] = (found[-1][0], position)
            elif here:
                found.append((start, position))
            before = here
        return found

    return lambda texts: [runs(text) for text in texts]


def _show_rjieba(texts: list[str], made: list[Any]) -> list[Any]:
    return [
        [[start, end, *_split(text[start:end])] for start, end in document]
        for text, document in zip(texts, made, strict=True)
    ]


def _split(run: str) -> tuple[float | None, str | None]:
    """Value and unit of a glued run: 8.5亿元 is 8.5 and 亿元, 第二 is a rank."""
    leading = _LEADING.match(run)
    if leading is None:
        return None, None
    rest = run[leading.end() :]
    unit = "名次" if run[0] == "第" else rest
    written = leading[1]
    return (_number(written) if written[0].isdigit() else float(_chinese(written))), unit or None


def _chinese(written: str) -> int:
    total = section = digit = 0
    for c in written:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c in _POWERS:
            section, digit = section + (digit or 1) * _POWERS[c], 0
        else:
            total, section, digit = (total + section + digit) * (10_000 if c == "万" else 100_000_000), 0, 0
    return total + section + digit


def _number(written: Any) -> float | None:
    try:
        return float(written)
    except (TypeError, ValueError):
        return None


NUMBERS: dict[str, PeerTool] = {
    "recognizers": PeerTool("recognizers-text-suite", lambda: _recognizers(plain_numbers=True), show=_show_recognizers),
    "recognizers-units": PeerTool(
        "recognizers-text-suite", lambda: _recognizers(plain_numbers=False), show=_show_recognizers
    ),
    "jionlp-money": PeerTool("jionlp", _jionlp, show=_show_jionlp),
    "rjieba": PeerTool("rjieba", _rjieba, show=_show_rjieba),
}
