"""Width and form of single characters: radicals, compatibility ideographs, full-width letters and digits, controls."""

import re
import sys
import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

from pipeline.clean import script
from pipeline.clean.lexicon import mapping
from pipeline.text import Edit

_INVISIBLE = (
    "\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e01ef"
)
"""Controls, zero-width characters, marks of writing direction, variation selectors."""
_RADICALS = "\u2e80-\u2fd5"
_COMPATIBILITY = "\uf900-\ufaff\U0002f800-\U0002fa1f"
_FULL_WIDTH = "０-９Ａ-Ｚａ-ｚ"
_PRIVATE = "\ue000-\uf8ff"
_SURROGATES = "\ud800-\udfff"
_SINGLE = rf"{_RADICALS}{_COMPATIBILITY}{_PRIVATE}{_SURROGATES}\ufe5d\ufe5e"
_FOUND = re.compile(rf"[{_INVISIBLE}]+|[{_FULL_WIDTH}]+|[{_SINGLE}]")
_FOUND_ANY = re.compile(rf"[{_INVISIBLE}{_FULL_WIDTH}{_SINGLE}]+")


def width(text: str) -> list[Edit]:
    """Edits that put the plain character for a look-alike, and take out what has no width; punctuation stays.

    A radical of the Kangxi block is written with its Simplified character, as mainland fonts do. An unpaired
    surrogate, which no file can hold, becomes U+FFFD.
    """
    if not _suspect()[script.code_points(text)].any():
        return []
    edits = (Edit(m.start(), m.end(), _plain(m.group()), "width", "width") for m in _FOUND.finditer(text))
    return [e for e in edits if e.after != text[e.start : e.end]]


@cache
def _suspect() -> npt.NDArray[np.bool_]:
    """By code point: whether this rule looks at the character. Most texts have none, which this tells at once."""
    suspect = np.zeros(sys.maxunicode + 1, dtype=np.bool_)
    for found in _FOUND_ANY.finditer("".join(map(chr, range(sys.maxunicode + 1)))):
        suspect[found.start() : found.end()] = True
    return suspect


@cache
def _variants() -> dict[str, str]:
    return {**mapping("variants", "radicals"), **mapping("variants", "brackets"), **mapping("variants", "symbols")}


def _plain(found: str) -> str:
    first = found[0]
    if first in _variants():
        return _variants()[first]
    if _SURROGATES[0] <= first <= _SURROGATES[-1]:
        return "\ufffd"
    if _PRIVATE[0] <= first <= _PRIVATE[-1]:
        return found
    plain = unicodedata.normalize("NFKC", found)
    if _RADICALS[0] <= first <= _RADICALS[-1]:
        return script.apply(plain, script.version())
    return plain if plain != found else _without_invisible(found)


_ALL_INVISIBLE = re.compile(rf"[{_INVISIBLE}]+")


def _without_invisible(found: str) -> str:
    return "" if _ALL_INVISIBLE.fullmatch(found) else found
