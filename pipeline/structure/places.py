"""Administrative divisions (GB/T 2260): which place a title, an office or a path names."""

import csv
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.vocabulary.lists import terms

# The table is complete up to this year; later years in it are additions.
_LAST_REVISION = 2019
# 市区, 郊区: names of districts that say nothing without their city before them (晋城市城区).
_COMMON_NOUNS = frozenset(terms("bodies", "common_nouns"))
_LONGEST_NAME = 15
_SUFFIX = re.compile(
    r"(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|地区|省|市|区|县|盟|州|旗)$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A division; `name` is its own, `full_name` has those above it in front."""

    code: str
    name: str
    full_name: str


@cache
def _rows() -> Sequence[tuple[str, str, int]]:
    text = (files("pipeline.vocabulary") / "places.csv").read_text("utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return [(row["code"], row["name"], int(row["last_year"])) for row in rows]


@cache
def _names() -> Mapping[str, str]:
    """Code to the name last in force under it."""
    latest: dict[str, tuple[int, str]] = {}
    for code, name, year in _rows():
        if code not in latest or year >= latest[code][0]:
            latest[code] = (year, name)
    return {code: name for code, (_, name) in latest.items()}


@cache
def _codes() -> Mapping[str, Sequence[str]]:
    """Name to the codes it has in the last revision, else to those it had when it was last in force."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for code, name, year in _rows():
        found[name].append((min(year, _LAST_REVISION), code))
    return {
        name: sorted(code for year, code in codes if year == max(year for year, _ in codes))
        for name, codes in found.items()
    }


@cache
def _lengths() -> Mapping[str, Sequence[int]]:
    """First two characters of a name to the lengths of the names that begin so, longest first.

    Most places of a text begin no name; one look-up passes them over.
    """
    found: dict[str, set[int]] = defaultdict(set)
    for name in _codes():
        if 1 < len(name) <= _LONGEST_NAME:
            found[name[:2]].add(len(name))
    return {opening: sorted(lengths, reverse=True) for opening, lengths in found.items()}


def _ancestors(code: str) -> list[str]:
    """Codes of the province and prefecture above, outermost first."""
    above = [code[:2] + "0000", code[:4] + "00"]
    return [c for c in above if c != code and c in _names()]


def _place(code: str, name: str) -> Place:
    above = "".join(_names()[c] for c in _ancestors(code))
    return Place(code, name, above + name)


def find_place(wording: str, context: str = "") -> Place | None:
    """The innermost division that `wording` names; None when it names none, or several and nothing tells which.

    Of two divisions of one name (普陀区) the one whose parents the wording names wins, else the one whose parents
    the `context` names more often.
    """
    mentioned = _mentioned(wording)
    if not mentioned:
        return None
    candidates = [(code, name) for name in mentioned for code in _codes()[name]]
    codes = {code for code, _ in candidates}
    supported = [c for c in candidates if any(a in codes for a in _ancestors(c[0])) or c[0].endswith("0000")]
    below = [c for c in supported if any(a in codes for a in _ancestors(c[0]))]
    pool = below or candidates
    deepest = max(pool, key=lambda c: _depth(c[0]))
    same = [c for c in pool if c[1] == deepest[1] and _depth(c[0]) == _depth(deepest[0])]
    if len(same) > 1 and len({_names().get(c) == n for c, n in same}) > 1:
        same = [c for c in same if _names().get(c[0]) == c[1]]
    if len(same) == 1:
        return _place(*same[0])
    return _by_context(same, context)


def find_only_place(wording: str, context: str = "") -> Place | None:
    """The division that `wording` names where all others that it names lie around it; None where it names several."""
    place = find_place(wording, context)
    if place is None:
        return None
    around = {place.name, *(_names()[code] for code in _ancestors(place.code))}
    return place if around.issuperset(_mentioned(wording)) else None


def _mentioned(wording: str) -> list[str]:
    """Names of divisions in the wording, longest first at each place, none inside another."""
    names, position, last = [], 0, -1
    known, lengths = _codes(), _lengths()
    while position < len(wording):
        for length in lengths.get(wording[position : position + 2], ()):
            name = wording[position : position + length]
            if name in known and (name not in _COMMON_NOUNS or position == last):
                names.append(name)
                position = last = position + length
                break
        else:
            position += 1
    return list(dict.fromkeys(names))


def _depth(code: str) -> int:
    return 1 if code.endswith("0000") else 2 if code.endswith("00") else 3


def _by_context(candidates: Sequence[tuple[str, str]], context: str) -> Place | None:
    counted = []
    for code, name in candidates:
        above = [_SUFFIX.sub("", _names()[a]) for a in _ancestors(code)]
        counted.append((sum(context.count(a) for a in above if a), code, name))
    counted.sort(reverse=True)
    if counted and counted[0][0] > 0 and (len(counted) == 1 or counted[0][0] > counted[1][0]):
        return _place(counted[0][1], counted[0][2])
    return None
