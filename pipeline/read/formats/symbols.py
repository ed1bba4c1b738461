"""Characters of symbol fonts, which files give by font and place (`w:sym`), as plain characters."""

_PRIVATE = 0xF000
_WINGDINGS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "□",
    0x71: "❑",
    0x74: "◆",
    0x75: "◆",
    0x76: "❖",
    0x77: "◆",
    0x9F: "•",
    0xA7: "▪",
    0xA8: "□",
    0xAB: "★",
    0xB2: "☆",
    0xD8: "➢",
    0xE0: "→",
    0xF0: "⇨",
    0xFB: "×",
    0xFC: "√",
    0xFD: "☒",
    0xFE: "☑",
}
_WINGDINGS_2 = {0x50: "√", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA3: "□", 0x30: "□", 0x4F: "×", 0x51: "☒"}
_SYMBOL = {
    0xB7: "•",
    0xB3: "≥",
    0xA3: "≤",
    0xB4: "×",
    0xB8: "÷",
    0xB1: "±",
    0xB0: "°",
    0xB9: "≠",
    0xBB: "≈",
    0xD7: "⋅",
    0xAE: "→",
    0xA5: "∞",
    0x6D: "μ",
    0x61: "α",
    0x62: "β",
    0x67: "γ",
    0x53: "Σ",
    0x44: "Δ",
    0xD6: "√",
}
_FONTS = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}


def symbol(font: str, place: str) -> str:
    """The plain character; the private one where the font's is not known, so that its loss is seen.

    The tables are those of the fonts Wingdings, Wingdings 2 and Symbol, as the Unicode consortium maps them.
    """
    try:
        code = int(place, 16)
    except ValueError:
        return ""
    if not 0x20 <= code <= 0xFFFF or 0xD800 <= code <= 0xDFFF:
        return ""
    at = code - _PRIVATE if code >= _PRIVATE else code
    known = _FONTS.get(font.strip().lower(), {}).get(at)
    if known is not None:
        return known
    return chr(at) if font.strip().lower() not in _FONTS and 0x20 <= at < 0x7F else chr(code)
