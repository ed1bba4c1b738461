"""What a document says about itself: title, type, place, issuer, number, dates, period."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from pipeline.structure.dates import find_days, first_day
from pipeline.structure.fields import Field, first_values
from pipeline.structure.front import OFFICE_AND_DATE, is_addressees, is_title
from pipeline.structure.model import Period, Structure
from pipeline.structure.naming import find_issuer, find_title, type_of_front, without_fields
from pipeline.structure.numbers import read_number
from pipeline.structure.places import Place, find_only_place, find_place
from pipeline.structure.titles import document_type
from pipeline.vocabulary.lists import terms

_DELIVERED = re.compile(
    r"(?:会议|大会|次会|人代会|人大常委会|人大[一二三四五六七八九十]次)(?:第.{1,6}次(?:全体)?会议)?\s?(?:上|通过|审议|批准)?"
)
_ADOPTED = re.compile(
    r"已?经?([^至到—-]{6,16}日)(?!\s?[至到—-])[^。\n]{0,40}(?:会议|次会).{0,10}(?:通过|审议|同意|批准)"
)
# 政府工作报告（2012年1月8日 黄奇帆）
_BRACKETED_DAY = re.compile(r"[(（]\s?\d{4}年\d{1,2}月\d{1,2}日")
_TRAILING_DATE = re.compile(r"\s+\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?$")
# 2023-01-05 10:00 区人民政府办公室: when a page was made.
_PAGE_DATE = re.compile(r"(?:\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?)\s?\d{1,2}:\d{2}")
# A page made longer after its document than this is a copy, and its day is not that of the publication.
_LONGEST_WAIT = timedelta(days=400)
_DECORATION = re.compile(r"[*#\s\u3000]+")
# Other documents named in passing say nothing of the place of this one.
_TITLE_QUOTED = re.compile(r"《[^《》\n]{1,80}》")
_UNDATED_LABELS = frozenset(terms("front_matter", "undated"))
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
    front = [text[s.start : s.end] for s in structure.sentences if s.role == "front"]
    fields = first_values(front)
    plain = without_fields(front)
    title = find_title(front, text) or _first_heading(structure)
    both = [text[s.start : s.end] for s in structure.sentences if s.role in ("front", "signature")]
    both = [part for line in both for part in _apart(line)]
    issuer = find_issuer(_value_of(fields, "发布机构"), both)
    place = _find(
        title, [line for line in front if not is_addressees(line, 0, len(line))], issuer, source_path, text, structure
    )
    numbers = (read_number(line) for line in [_value_of(fields, "文号") or "", *front])
    number = next((found for found in numbers if found), None)
    type_ = type_of_front(front, title)
    period = structure.period if structure.period.start else _period_of_path(source_path)
    adopted = _adopted(text, plain, structure)
    issued = first_day(_value_of(fields, "成文日期") or "") or _signed(both)
    read = Metadata(
        title=title,
        document_type=type_,
        place_name=place.full_name if place else None,
        place_code=place.code if place else None,
        issuer=issuer or (f"{place.name}人民政府" if type_ == "work_report" and place else None),
        document_number=number[0] if number else None,
        document_number_as_written=number[1] if number else None,
        adopted_on=adopted,
        issued_on=issued,
        published_on=_published(fields, plain, issued or adopted or _end_of_year(number)),
        period_start=period.start,
        period_end=period.end,
    )
    return _with_stated(read, stated)


def _apart(line: str) -> Sequence[str]:
    """Office and day of a signature in one line as two lines."""
    signed = OFFICE_AND_DATE.match(line.strip())
    return (signed["office"], signed["date"]) if signed else (line,)


def _value_of(fields: Mapping[str, Field], name: str) -> str | None:
    return fields[name].value if name in fields else None


def _first_heading(structure: Structure) -> str | None:
    """A heading without a mark that names a kind of document, or that of a chapter of a yearbook."""
    for section in structure.sections:
        heading = section.heading or ""
        if section.label is None and section.kind != "appendix" and is_title(heading, 0, len(heading)):
            return heading
        if document_type(heading) == "yearbook":
            return heading
    return None


def _find(
    title: str | None, front: Sequence[str], issuer: str | None, source_path: str, text: str, structure: Structure
) -> Place | None:
    """The place named by the issuer and the title, the rest of the title page, the path, the words before a heading."""
    path = unquote(source_path)
    context = "".join(front) + path + text[:_CONTEXT]
    named = [find_place(wording, context) for wording in (f"{issuer or ''} {title or ''}", " ".join(front), path)]
    places = [place for place in named if place]
    if not places:
        opening = _TITLE_QUOTED.sub("", text[: _CONTEXT // 5])
        return find_place(_TITLE_QUOTED.sub("", _preamble(text, structure)), context) or find_only_place(
            opening, context
        )
    return next((other for other in places[1:] if _is_inside(other, places[0])), places[0])


def _preamble(text: str, structure: Structure) -> str:
    """What stands before the first heading."""
    first = next((section.start for section in structure.sections if section.heading), len(text))
    end = min(first, _CONTEXT // 5)
    return "\n".join(text[s.start : s.end] for s in structure.sentences if s.start < end and s.role == "body")[:end]


def _is_inside(inner: Place, outer: Place) -> bool:
    stem = outer.code.rstrip("0")
    return inner.code != outer.code and len(stem) % 2 == 0 and inner.code.startswith(stem)


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


def _end_of_year(number: tuple[str, str] | None) -> date | None:
    """The last day on which a document of that number was issued."""
    year = number and re.search(r"〔(\d{4})〕", number[0])
    return date(int(year[1]), 12, 31) if year else None


def _published(fields: Mapping[str, Field], lines: Sequence[str], issued: date | None) -> date | None:
    """The day of publication: stated as such, set behind the title, or that of the page where it is not a late copy."""
    stated = fields.get("发布日期")
    day = first_day(stated.value) if stated else None
    if day is not None and stated is not None and stated.label not in _UNDATED_LABELS:
        return day
    behind = next((first_day(found[0]) for line in lines if (found := _TRAILING_DATE.search(line))), None)
    made = behind or day or next((first_day(line) for line in lines if _PAGE_DATE.match(line)), None)
    if made is None or behind:
        return made
    return made if issued is None or abs(made - issued) <= _LONGEST_WAIT else None


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
