"""The script of a document, and Traditional to Simplified with the dictionaries of OpenCC.

A Simplified document is never converted: even `t2s` would touch words that are right as they stand. A
Traditional one is converted character for character, so that every offset stays. The dictionaries are
those that opencc-python-reimplemented ships; its own converter (0.5 million characters a second) is
replaced by a table of code points, and gives the same text.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version as package_version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

PACKAGE = "opencc-python-reimplemented"
CONFIG = "t2s"
"""`tw2sp` breaks twice as many words as it mends on mainland text; `tw2s` breaks 显著 and 卓著."""

Script = Literal["Hans", "Hant"]
CodePoints: TypeAlias = npt.NDArray[np.uint32]
_UNICODE_SIZE = 0x110000
_HASH_BITS = 18


@dataclass(frozen=True, slots=True)
class Conversion:
    """`base` has the length of the raw text; `version` is null where nothing was converted."""

    script: Script
    base: str
    version: str | None


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """A conversion as code points for single characters, and the phrases that override them."""

    characters: CodePoints
    phrases: Mapping[str, str]
    phrases_by_pair: Mapping[str, list[str]]
    """Phrases by their first two characters, longest first."""
    opens_phrase: npt.NDArray[np.bool_]
    """By the hash of two characters: false where no phrase can begin."""


def version(config: str = CONFIG) -> str:
    """Name of the conversion as it stands in `documents.script_conversion`: package, its version, configuration."""
    return f"{PACKAGE} {package_version(PACKAGE)} {config}"


def detect(raw: str) -> Script:
    """Hant where characters that only Traditional writes outnumber those that only Simplified writes."""
    return "Hant" if int(_leaning()[code_points(raw)].sum(dtype=np.int64)) > 0 else "Hans"


def convert(raw: str) -> Conversion:
    """Script of the document, and its text in Simplified characters, as long as the raw text."""
    if detect(raw) == "Hans":
        return Conversion("Hans", raw, None)
    made = version()
    return Conversion("Hant", apply(raw, made), made)


def apply(raw: str, made: str | None) -> str:
    """The base text that the conversion of that name makes of the raw text; the raw text itself for null.

    Raises ValueError when the name is of another package or package version than the one installed: another
    dictionary would give another text.
    """
    if made is None:
        return raw
    config = made.rpartition(" ")[2]
    if made != version(config):
        raise ValueError(f"text was converted with {made!r}, installed is {version(config)!r}")
    dictionary = _dictionary(config)
    points = code_points(raw)
    base = dictionary.characters[points].astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    parts, position = [], 0
    for start, end in _regions(raw, points, dictionary):
        parts += [base[position:start], _phrase_by_phrase(raw[start:end], dictionary)]
        position = end
    return "".join([*parts, base[position:]]) if parts else base


def _regions(raw: str, points: CodePoints, dictionary: _Dictionary) -> Iterator[tuple[int, int]]:
    """Stretches covered by phrases; those that overlap make one stretch."""
    start = end = -1
    for at in np.flatnonzero(dictionary.opens_phrase[_pair_hashes(points)]).tolist():
        fitting = [p for p in dictionary.phrases_by_pair.get(raw[at : at + 2], ()) if raw.startswith(p, at)]
        if not fitting:
            continue
        if at >= end:
            if end > start:
                yield start, end
            start = at
        end = max(end, at + len(fitting[0]))
    if end > start:
        yield start, end


def _pair_hashes(points: CodePoints) -> CodePoints:
    mixed = points[:-1] * np.uint32(2654435761) ^ points[1:] * np.uint32(2246822519)
    hashed: CodePoints = mixed >> np.uint32(32 - _HASH_BITS)
    return hashed


def _phrase_by_phrase(text: str, dictionary: _Dictionary) -> str:
    """OpenCC's order in that package: the longest phrase anywhere first, the leftmost of equals, then the rest."""
    for length in range(len(text), 1, -1):
        for i in range(len(text) - length + 1):
            simplified = dictionary.phrases.get(text[i : i + length])
            if simplified is not None:
                before, after = text[:i], text[i + length :]
                return _phrase_by_phrase(before, dictionary) + simplified + _phrase_by_phrase(after, dictionary)
    return "".join(chr(int(dictionary.characters[ord(c)])) for c in text)


def code_points(text: str) -> CodePoints:
    """The characters of a text as numbers, unpaired surrogates too."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


@cache
def _dictionary(config: str) -> _Dictionary:
    """Raises ValueError when an entry would change the length of the text, or the configuration is not one group."""
    chain = json.loads((_package() / "config" / f"{config}.json").read_text("utf-8"))["conversion_chain"]
    if len(chain) != 1:
        raise ValueError(f"conversion {config} takes several passes: only single-pass conversions keep every offset")
    entries: dict[str, str] = {}
    for part in chain[0]["dict"].get("dicts", [chain[0]["dict"]]):
        entries = _entries(part["file"]) | entries
    if uneven := [k for k, v in entries.items() if len(k) != len(v)]:
        raise ValueError(f"entries that change the length of the text: {uneven[:5]}")
    characters = np.arange(_UNICODE_SIZE, dtype=np.uint32)
    for key, value in entries.items():
        if len(key) == 1:
            characters[ord(key)] = ord(value)
    phrases = {k: v for k, v in entries.items() if len(k) > 1}
    by_pair: dict[str, list[str]] = {}
    for phrase in sorted(phrases, key=len, reverse=True):
        by_pair.setdefault(phrase[:2], []).append(phrase)
    opens_phrase = np.zeros(1 << _HASH_BITS, dtype=np.bool_)
    for pair in by_pair:
        opens_phrase[_pair_hashes(code_points(pair))] = True
    return _Dictionary(characters, phrases, by_pair, opens_phrase)


@cache
def _leaning() -> npt.NDArray[np.int8]:
    """+1 for each character that only Traditional writes, -1 for each that only Simplified writes."""
    to_simplified, to_traditional = (
        _entries("TSCharacters.txt", all_values=True),
        _entries("STCharacters.txt", all_values=True),
    )
    leaning = np.zeros(_UNICODE_SIZE, dtype=np.int8)
    for sign, here, there in ((1, to_simplified, to_traditional), (-1, to_traditional, to_simplified)):
        for character, values in here.items():
            if character not in values.split(" ") and character not in there:
                leaning[ord(character)] = sign
    return leaning


def _entries(file: str, *, all_values: bool = False) -> dict[str, str]:
    """Key to value of one dictionary; the first of several values, which is the one OpenCC takes."""
    lines = (_package() / "dictionary" / file).read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line.strip())
    return {key: values if all_values else values.split(" ")[0] for key, values in pairs}


def _package() -> Traversable:
    return files("opencc")
