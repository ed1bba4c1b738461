"""What a document says about itself: title, type, place, issuer, number, dates, period."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from pipeline.structure.dates import find_days, first_day
from pipeline.structure.model import Period, Structure
from pipeline.structure.numbers import read_number
from pipeline.structure.places import Place, find_place
from pipeline.structure.titles import document_type

_FIELDS = {
    "title": re.compile(r"(?:标\s?题|名\s?称|文件名称|title)\s?[:：]\s*(.+)", re.IGNORECASE),
    "number": re.compile(r"(?:文\s?号|发文字号|文件编号|发文文号|number)\s?[:：]\s*(.+)", re.IGNORECASE),
    "issuer": re.compile(
        r"(?:发布单位|发布机构|发文机关|发文单位|制发机关|发布部门|issuer)\s?[:：]\s*(.+)", re.IGNORECASE
    ),
    "published": re.compile(r"(?:发布日期|发布时间|公开日期|发表于|date|published)\s?[:：]?\s*(\d.+)", re.IGNORECASE),
    "issued": re.compile(r"(?:成文日期|发文日期|印发日期|生成日期)\s?[:：]\s*(\d.+)"),
}
_ISSUER = re.compile(
    r"(?:中共)?[\u4e00-\u9fff]{2,24}?(?:人民政府办公厅|人民政府办公室|人民政府|政府办公室|委员会办公室|委员会|管委会|国务院办公厅|国务院|[\u4e00-\u9fff]{2,10}局|办公室)$"
)
_DELIVERED = re.compile(r"(?:会议|大会|次会|人大|人代会)(?:第.{1,6}次(?:全体)?会议)?\s?(?:上|通过|审议|批准)?")
_ADOPTED = re.compile(r"已?经?(.{6,16}日)[^。\n]{0,40}(?:会议|次会).{0,10}(?:通过|审议|同意|批准)")
# 政府工作报告（2012年1月8日 黄奇帆）
_BRACKETED_DAY = re.compile(r"[(（]\s?\d{4}年\d{1,2}月\d{1,2}日")
_ADDRESS_LINE = re.compile(r".{1,80}[:：]$")
_TITLE_WORDS = re.compile(
    r"报告|规划|计划|方案|意见|通知|要点|办法|决定|措施|纲要|公报|公告|年鉴|细则|规定|条例|行动|政策|批复|通告|通报|函|概况|决策|总结|安排"
)
_NOT_TITLE = re.compile(
    r"(?:市长|区长|县长|省长|主席|州长|总理|代表大会|会议|人民政府|办公室|办公厅|\d日[)）]?)$|^[(（—]|^source|复制链接|查看"
)
_TRAILING_DATE = re.compile(r"\s+\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?$")
_OCCASION = re.compile(r"\s*[（(][^（）()]{0,20}\d{4}年\d{1,2}月\d{1,2}日[^（）()]{0,20}[）)]$")
_DECORATION = re.compile(r"[*#\s\u3000]+")
# The sample of the body that tells two places of one name apart.
_CONTEXT = 5000


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document; `doubts` are messages for `issues` (kind metadata)."""

    title: str | None = None
    document_type: str | None = None
    place_name: str | None = None
    place_code: str | None = None
    issuer: str | None = None
    document_number: str | None = None
    document_number_as_written: str | None = None
    adopted_on: date | None = None
    issued_on: date | None = None
    published_on: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    doubts: tuple[str, ...] = ()


def read_metadata(text: str, structure: Structure, source_path: str, stated: Mapping[str, Any]) -> Metadata:
    """Reads the title page, delivery line, number, signature and path; what the catalogue states wins.

    `stated` holds values under the names of the fields. A value that differs from the text's own, or a title or
    place that nothing names, is reported in `doubts`; nothing is raised.
    """
    lines = [text[s.start : s.end] for s in structure.sentences if s.role in ("front", "signature")]
    front = [text[s.start : s.end] for s in structure.sentences if s.role == "front"]
    fields = _fields(front)
    title = _without_occasion(fields.get("title") or _title(front) or _first_heading(structure))
    place = _find(title, front, fields.get("issuer"), source_path, text)
    number = next((n for line in [fields.get("number", ""), *front] if (n := read_number(line))), None)
    type_ = _type(title, front)
    period = structure.period if structure.period.start else _period_of_path(source_path)
    read = Metadata(
        title=title,
        document_type=type_,
        place_name=place.full_name if place else None,
        place_code=place.code if place else None,
        issuer=fields.get("issuer") or _issuer(lines, type_, place),
        document_number=number[0] if number else None,
        document_number_as_written=number[1] if number else None,
        adopted_on=_adopted(text, front, structure),
        issued_on=first_day(fields.get("issued", "")) or _signed(lines),
        published_on=first_day(fields.get("published", "")) or _trailing_date(front),
        period_start=period.start,
        period_end=period.end,
    )
    return _with_stated(read, stated)


def _fields(front: Sequence[str]) -> dict[str, str]:
    """Values of a metadata head or YAML front matter."""
    found: dict[str, str] = {}
    for line in front:
        for name, pattern in _FIELDS.items():
            matched = pattern.match(line)
            if matched:
                found.setdefault(name, matched[1].strip(" \"'"))
    return found


def _title(front: Sequence[str]) -> str | None:
    """The line of the title page that names a kind of document, with the line before it when that begins the name."""
    for index, line in enumerate(front):
        clean = _TRAILING_DATE.sub("", line).strip()
        if not _TITLE_WORDS.search(clean) or _NOT_TITLE.search(clean) or _ADDRESS_LINE.fullmatch(clean):
            continue
        if read_number(clean) and len(clean) < 30:
            continue
        before = front[index - 1].strip() if index else ""
        if _ISSUER.fullmatch(before) and len(clean) < 30 and not clean.startswith(before):
            return _DECORATION.sub("", before + clean)
        return _DECORATION.sub("", clean)
    return None


def _without_occasion(title: str | None) -> str | None:
    """A title without the day and the speaker that portals put behind it in brackets."""
    return _OCCASION.sub("", title).strip() if title else title


def _first_heading(structure: Structure) -> str | None:
    return next((section.heading for section in structure.sections if section.heading), None)


def _type(title: str | None, front: Sequence[str]) -> str:
    """From the title; a notice or a title page that passes on a plan is of the plan's type."""
    named = document_type(title or "")
    if named not in ("other", "notice"):
        return named
    return next((t for line in front if (t := document_type(line)) not in ("other", "notice")), named)


def _find(title: str | None, front: Sequence[str], issuer: str | None, source_path: str, text: str) -> Place | None:
    """The place named by the title, the rest of the title page, the issuer, the path, the opening of the text."""
    path = unquote(source_path)
    context = "".join(front) + path + text[:_CONTEXT]
    named = [find_place(wording, context) for wording in (f"{issuer or ''} {title or ''}", " ".join(front), path)]
    places = [place for place in named if place]
    if not places:
        return find_place(text[: _CONTEXT // 5], context)
    return next((other for other in places[1:] if _is_inside(other, places[0])), places[0])


def _is_inside(inner: Place, outer: Place) -> bool:
    stem = outer.code.rstrip("0")
    return inner.code != outer.code and len(stem) % 2 == 0 and inner.code.startswith(stem)


def _issuer(lines: Sequence[str], type_: str, place: Place | None) -> str | None:
    """A line that is the name of an office; a work report without one comes from its government."""
    for line in reversed(lines):
        if _ISSUER.fullmatch(_DECORATION.sub("", line)):
            return _DECORATION.sub("", line)
    return f"{place.name}人民政府" if type_ == "work_report" and place else None


def _adopted(text: str, front: Sequence[str], structure: Structure) -> date | None:
    """The day of delivery (——2023年1月6日在…会议上) or of the meeting that adopted the document."""
    for index, line in enumerate(front):
        following = front[index + 1] if index + 1 < len(front) else ""
        if _DELIVERED.search(line) or (first_day(line) and _DELIVERED.search(following)):
            day = first_day(line)
            if day:
                return day
    opening = text[: structure.sentences[min(len(structure.sentences), 40) - 1].end] if structure.sentences else ""
    adopted = _ADOPTED.search(opening[:_CONTEXT])
    if adopted:
        return first_day(adopted[1])
    bracketed = next((line for line in front if _BRACKETED_DAY.search(line)), None)
    return first_day(bracketed) if bracketed else None


def _signed(lines: Sequence[str]) -> date | None:
    """A line that is nothing but a date."""
    for line in reversed(lines):
        days = list(find_days(line))
        if len(days) == 1 and len(_DECORATION.sub("", line)) <= 14 and days[0][0] <= 2:
            return days[0][1]
    return None


def _trailing_date(front: Sequence[str]) -> date | None:
    """The date a web page sets behind the title."""
    return next((first_day(found[0]) for line in front if (found := _TRAILING_DATE.search(line))), None)


def _period_of_path(source_path: str) -> Period:
    stem = PurePosixPath(unquote(source_path)).stem
    year = re.fullmatch(r"(?:19|20)\d\d", stem)
    return Period(date(int(stem), 1, 1), date(int(stem), 12, 31), stem) if year else Period()


def _with_stated(read: Metadata, stated: Mapping[str, Any]) -> Metadata:
    known = {name: _value(name, value) for name, value in stated.items() if value is not None and hasattr(read, name)}
    doubts = list(_differences(read, known))
    merged = replace(read, **known)
    missing = [name for name in ("title", "place_code", "period_start") if getattr(merged, name) is None]
    doubts += [f"no {name} stated or found in the text" for name in missing]
    return replace(merged, doubts=tuple(doubts))


def _value(name: str, value: Any) -> Any:
    is_date = name.endswith("_on") or name in ("period_start", "period_end")
    return date.fromisoformat(value) if is_date and isinstance(value, str) else value


def _differences(read: Metadata, known: Mapping[str, Any]) -> Iterator[str]:
    for name, value in known.items():
        own = getattr(read, name)
        if own is not None and own != value and name not in ("title", "doubts"):
            yield f"{name}: the catalogue states {value}, the text says {own}"
