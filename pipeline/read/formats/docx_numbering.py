"""Automatic numbers of a DOCX: 一、 （一） 第一条 1.2 that the file does not hold as text (ECMA-376, 17.9)."""

import re
from dataclasses import dataclass, field

from lxml import etree

from pipeline.read.formats.docx_package import W, number, switched, value
from pipeline.read.formats.docx_styles import Styles
from pipeline.read.formats.number_formats import formatted

_PLACE = re.compile("%([1-9])")
_LEVELS = 9
_NO_BLANK = re.compile(r"[、，．。：；）〕】》)—]$")
_PRIVATE = re.compile("[\ue000-\uf8ff\uf000-\uf0ff]")
_BULLET = "•"


@dataclass(frozen=True, slots=True)
class Level:
    """How the numbers of one level of a list are written."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None

    @classmethod
    def of(cls, element: etree._Element) -> "Level":
        """From `w:lvl`."""
        kind = value(element, "numFmt")
        if kind is None:  # newer formats stand in an alternative that older programs pass over
            kind = next((f.get(W + "val") for f in element.iter(W + "numFmt")), None)
        start = number(value(element, "start"))
        return cls(
            start=0 if start is None else start,
            kind=kind or "decimal",
            text=value(element, "lvlText") or "",
            suffix=value(element, "suff") or "tab",
            restart=number(value(element, "lvlRestart")),
            legal=bool(switched(element, "isLgl")),
            style=value(element, "pStyle"),
        )


@dataclass(slots=True)
class _List:
    """An instance of a list (`w:num`): what it is an instance of, and what it has of its own."""

    abstract: int
    levels: dict[int, Level]
    starts: dict[int, int]
    begun: set[int] = field(default_factory=set)


class Numbering:
    """Counts through a document: each paragraph must be asked for once, in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[int, _List] = {}
        self._counters: dict[int, dict[int, int]] = {}
        if root is not None:
            self._read(root)

    def _read(self, root: etree._Element) -> None:
        abstract: dict[int, dict[int, Level]] = {}
        links: dict[int, str] = {}
        for element in root.iterfind(W + "abstractNum"):
            identity = number(element.get(W + "abstractNumId"))
            if identity is not None:
                abstract[identity] = _levels(element)
                if link := value(element, "numStyleLink"):
                    links[identity] = link
        of_list = {number(e.get(W + "numId")): number(value(e, "abstractNumId")) for e in root.iterfind(W + "num")}
        for element in root.iterfind(W + "num"):
            identity, base = number(element.get(W + "numId")), number(value(element, "abstractNumId"))
            if identity is None or base is None:
                continue
            if base in links:
                base = of_list.get(self._styles.linked_list(links[base])) or base
            levels, starts = dict(abstract.get(base, {})), {}
            for override in element.iterfind(W + "lvlOverride"):
                level = number(override.get(W + "ilvl"))
                start = number(value(override, "startOverride"))
                if level is None:
                    continue
                levels |= {k: v for k, v in _levels(override).items() if k == level}
                if start is not None:
                    starts[level] = start
            self._lists[identity] = _List(base, levels, starts)

    def label(self, properties: etree._Element | None) -> str:
        """The number of the next paragraph, with the blank that parts it from the text; "" without one."""
        given = self._styles.numbering(properties)
        if given is None or given[0] not in self._lists:
            return ""
        found = self._lists[given[0]]
        level = given[1]
        if given[2] is not None and level is None:
            level = next((k for k, v in found.levels.items() if v.style == given[2]), 0)
        level = level or 0
        if level not in found.levels:
            return ""
        counters = self._count(found, level)
        return _written(found.levels, level, counters)

    def _count(self, found: _List, level: int) -> dict[int, int]:
        counters = self._counters.setdefault(found.abstract, {})
        if level in found.starts and level not in found.begun:
            counters[level] = found.starts[level]
        elif level in counters:
            counters[level] += 1
        else:
            counters[level] = found.levels[level].start
        found.begun.add(level)
        for deeper in [k for k in counters if k > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or level < restart:
                del counters[deeper]
        for higher in range(level):
            if higher in found.levels:
                counters.setdefault(higher, found.starts.get(higher, found.levels[higher].start))
        return counters


def _levels(element: etree._Element) -> dict[int, Level]:
    levels = {number(e.get(W + "ilvl")): Level.of(e) for e in element.iterfind(W + "lvl")}
    return {k: v for k, v in levels.items() if k is not None and 0 <= k < _LEVELS}


def _written(levels: dict[int, Level], level: int, counters: dict[int, int]) -> str:
    own = levels[level]
    if own.kind == "bullet":
        text = _PRIVATE.sub(_BULLET, own.text.strip())
    else:

        def place(m: re.Match[str]) -> str:
            at = int(m.group(1)) - 1
            if at not in levels or at not in counters:
                return ""
            return formatted(counters[at], "decimal" if own.legal else levels[at].kind)

        text = _PLACE.sub(place, own.text).strip()
    if not text or own.suffix == "nothing" or _NO_BLANK.search(text):
        return text
    return text + " "
