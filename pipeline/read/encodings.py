"""Bytes to text: which encoding a Chinese document is in, found from the bytes alone.

What a page declares about itself (an HTML `meta charset`, an HTTP header) is wrong often enough that it is asked
last. The order is strict: byte order mark, strict UTF-8, then the candidates below, each decoded and judged by how
much of it reads as Chinese prose; a declaration decides only between candidates that read about equally well.
"""

import re
import unicodedata
from codecs import getincrementaldecoder
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

REPLACEMENT = "\ufffd"
SAMPLE = 20_000
"""Characters by which a candidate is judged: enough for any document, and a 200 MB text costs no more."""
BROKEN_SHARE = 0.05
"""Places that do not decode, per character beyond ASCII: up to here a text is damaged, above it in another encoding."""
PROSE_SHARE = 0.25
"""Share of the most frequent among the Han characters: Chinese prose has 0.5 to 0.9, a wrong decoding below 0.15."""
CONTROL_SHARE = 0.005
"""Control characters beyond this share mean that the bytes are no text."""
TIE = 0.2
"""Shares that differ by less are about equal; a wrong decoding of prose lies 0.4 below the right one."""

_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be", "utf-16-be"),
)
_CANDIDATES = (
    # Reported name and codec; of two that read equally well the earlier is taken.
    ("gb18030", "gb18030"),
    ("big5", "cp950"),
    ("big5", "big5hkscs"),
    ("utf-16-le", "utf-16-le"),
    ("utf-16-be", "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office file (docx, xlsx)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (doc, xls)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f-\x84\x86-\x9f]")
_DECLARED = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "big5-hkscs": "big5"}
_ASCII_RUN = re.compile(rb"(?<=[\x00-\x7f]{16})[\x00-\x7f]+(?=[\x00-\x7f]{16})")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_FIRST_BEYOND_ASCII = re.compile(b"[\x80-\xff]")
_SURROGATES = re.compile("[\ud800-\udfff]")


class NotTextError(ValueError):
    """The bytes are no text in any encoding that is known here; the message says what they seem to be."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding its bytes were in, and how many places did not decode (U+FFFD in the text)."""

    text: str
    encoding: str
    broken: int = 0


def decode(data: bytes, declared: Sequence[str] = ()) -> Decoded:
    """The text of a document in UTF-8, UTF-16, UTF-32, GBK/GB18030 or Big5, whatever it declares of itself.

    `declared` names encodings that a header or the text itself states; they break ties only. The byte order mark
    is not part of the text. Raises NotTextError for binaries and unknown encodings.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise NotTextError(f"the bytes are {what}, not text")
    for mark, encoding, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _accepted(_lenient(data[len(mark) :], encoding, codec))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _accepted(_best(data, declared))
    if "\x00" in text:
        return _accepted(_best(data, declared, Decoded(text, "utf-8")))
    return _accepted(Decoded(text, "utf-8"))


def _best(data: bytes, declared: Sequence[str], first: Decoded | None = None) -> Decoded:
    """The candidate that reads most like Chinese prose; UTF-8 with a few broken bytes comes before all others."""
    if first is None:
        text = _excerpt(data, "utf-8")
        beyond = _beyond_ascii(text)
        if beyond > 1 and text.count(REPLACEMENT) <= max(1, BROKEN_SHARE * beyond):
            return _lenient(data, "utf-8", "utf-8")
    judged = []
    stated = [_DECLARED.get(name.strip().lower(), name.strip().lower()) for name in declared]
    for rank, (encoding, codec) in enumerate(_CANDIDATES):
        text = _excerpt(data, codec)
        broken = text.count(REPLACEMENT)
        share = prose_share(text) - broken / (len(text) + 1)
        if broken <= BROKEN_SHARE * _beyond_ascii(text) and (share >= PROSE_SHARE or _is_plain(text)):
            judged.append((share, -rank, encoding, codec))
    if judged:
        equal = [j for j in judged if j[2] in stated and j[0] >= max(judged)[0] - TIE]
        _, _, encoding, codec = max(equal or judged)
        return _lenient(data, encoding, codec)
    if first is not None:
        return first
    raise NotTextError("the bytes read as text in none of UTF-8, UTF-16, GB18030 and Big5")


def _excerpt(data: bytes, codec: str) -> str:
    """The text from the first byte beyond ASCII on, about SAMPLE characters of it.

    Long stretches of ASCII (markup, scripts) are left out, so that a page whose text comes late is judged by its text.
    """
    start = _FIRST_BEYOND_ASCII.search(data)
    at = start.start() if start else 0
    if codec.startswith("utf-16"):
        at -= at % 2
    else:
        data, at = _ASCII_RUN.sub(b"", data[at : at + 100 * SAMPLE]), 0
    decoder = getincrementaldecoder(codec)("replace")
    return _SURROGATES.sub(REPLACEMENT, decoder.decode(data[at : at + 2 * SAMPLE], len(data) <= at + 2 * SAMPLE))


def prose_share(text: str) -> float:
    """Share of the most frequent characters among the Han characters of a text's beginning; 0 where there are none.

    Characters that no Chinese page holds (private use, unassigned, Hangul, Arabic, …) count against it.
    """
    counts = Counter(text[:SAMPLE])
    han = sum(count for c, count in counts.items() if _HAN.match(c))
    common = sum(count for c, count in counts.items() if c in _common())
    strange = sum(count for c, count in counts.items() if ord(c) > 0x7F and _is_strange(c))
    return common / (han + strange) if han else 0.0


def _is_strange(c: str) -> bool:
    if _HAN.match(c) or unicodedata.category(c)[0] in "PSZ":
        return False
    return unicodedata.category(c) in ("Co", "Cn", "Cc", "Cs") or unicodedata.category(c) == "Lo"


def _is_plain(text: str) -> bool:
    """No Han character at all and hardly anything beyond ASCII: a page of numbers in UTF-16, say."""
    return len(text) > 0 and _beyond_ascii(text[:SAMPLE]) <= BROKEN_SHARE * len(text[:SAMPLE]) and "\x00" not in text


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _lenient(data: bytes, encoding: str, codec: str) -> Decoded:
    text = data.decode(codec, "replace")
    text = _SURROGATES.sub(REPLACEMENT, text)
    return Decoded(text, encoding, text.count(REPLACEMENT))


def _accepted(made: Decoded) -> Decoded:
    """Raises NotTextError when the text is full of control characters or hardly decoded."""
    controls = len(_CONTROLS.findall(made.text))
    if controls > max(2, CONTROL_SHARE * len(made.text)):
        raise NotTextError(f"the bytes are not text: {controls} control characters in {len(made.text)} characters")
    if made.broken > max(1, BROKEN_SHARE * max(1, _beyond_ascii(made.text))):
        raise NotTextError(f"the bytes are not text: {made.broken} places do not decode as {made.encoding}")
    return made


@cache
def _common() -> frozenset[str]:
    """The most frequent characters of government prose, both scripts (vocabulary/common_characters.yaml)."""
    path = Path(__file__).parents[1] / "vocabulary" / "common_characters.yaml"
    lists: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return frozenset("".join("".join(lists.values()).split()))
