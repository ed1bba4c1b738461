"""The front of a document (metadata, title, delivery, salutation) and its signature at the end."""

import re
from collections.abc import Sequence

from pipeline.structure.lines import Line
from pipeline.structure.periods import YEAR, year_value
from pipeline.vocabulary.lists import alternatives

_FIELD = re.compile(
    r"(?:标\s?题|文\s?号|发文字号|文件编号|发布单位|发布机构|发文机关|发文单位|来\s?源|信息来源|发布日期|发布时间|发文日期|成文日期|成文时间|生成日期|公开日期|公布日期|更新时间|更新日期|印发日期|索\s?引\s?号|主题分类|公开属性|有效性"
    r"|source|title|date|author|url|published|issuer|number)\s?[:：]",
    re.IGNORECASE,
)
_TITLE_FIELD = re.compile(r"(?:标\s?题|title)\s?[:：]", re.IGNORECASE)
# A number in an address or a document number is no date.
_ADDRESS = re.compile(
    r"(?:source|url|文\s?号|发文字号|文件编号|来\s?源|信息来源|索\s?引\s?号|number)\s?[:：]", re.IGNORECASE
)
_SALUTATION = re.compile(r"(?:各位|同志们|女士们|主席团?，|[^，,。；;\n]{2,80}[:：]$)")
_MEETING = re.compile(
    r"[—\-–－(（*\s]*.{0,30}(?:年|月|日).{0,60}(?:会议|大会|次会)(?:第.{1,6}次(?:全体)?会议)?(?:上|通过|审议通过)?[)）。\s*]*$"
)
_DATE_LINE = re.compile(rf"[(（]?\s?{YEAR}\s?年.{{1,4}}月.{{1,4}}日\s?[)）]?$")
# All that _DATE_LINE can take in, which saves trying it on paragraphs.
_LONGEST_DATE = 24
_BODY_END = re.compile(r"[。！？；;]$")
DELIVERY_YEAR = re.compile(
    rf"({YEAR})\s?年\s?(1[0-2]|0?[1-9]|[一二三四五六七八九十]{{1,2}})\s?月\s?(?:[\d一二三四五六七八九十廿]{{1,3}})\s?日?"
)
_OPENING_YEAR = re.compile(rf"^[\s\u3000]*({YEAR})\s?年[,，是度]", re.MULTILINE)
_OPENING = 3000
_REMARK = re.compile(r"[(（]此件[^()（）]{1,20}[)）]$")
_LONGEST_REMARK = 25
_LONGEST_OFFICE = 40
_CONTENTS = re.compile(alternatives("headings", "contents"))
_PAGE = re.compile(r"[.…·—\-]*\d{0,4}$")
_LONGEST_CONTENTS_TITLE = 8
_LONGEST_CONTENTS = 300
_FRONT_LINES = 40
# A title, a number or a name is not longer; the first paragraph is.
_LONGEST_FRONT_LINE = 60


def yaml_end(text: str) -> int:
    """Where a YAML front matter (--- … ---) ends; 0 when there is none."""
    if not text.lstrip("\ufeff").startswith("---\n"):
        return 0
    close = text.find("\n---", 4, 4000)
    return 0 if close < 0 else close + 4


def front_lines(text: str, lines: Sequence[Line], heading_lines: Sequence[bool]) -> int:
    """How many lines belong to the front: metadata, titles, names, delivery, salutation.

    The front ends before the first paragraph or heading; paragraphs of a covering notice (印发…的通知) that stand
    before a second title are text, not front.
    """
    stop = yaml_end(text)
    count = 0
    for index, line in enumerate(lines[:_FRONT_LINES]):
        if line.end <= stop or _FIELD.match(text, line.start, line.end):
            count = index + 1
            continue
        if line.table or heading_lines[index] or not is_front_line(text, line):
            break
        count = index + 1
    return count


def contents_lines(text: str, lines: Sequence[Line]) -> range:
    """The lines of a table of contents: from its title (目录) to where its first entry comes back as a heading."""
    for index, line in enumerate(lines[:_FRONT_LINES]):
        if line.length <= _LONGEST_CONTENTS_TITLE and _CONTENTS.fullmatch(text, line.start, line.end):
            return range(index, _return_of_first_entry(text, lines, index))
    return range(0)


def _return_of_first_entry(text: str, lines: Sequence[Line], index: int) -> int:
    if index + 2 >= len(lines):
        return index
    first = _entry(text, lines[index + 1])
    for later in range(index + 2, min(len(lines), index + _LONGEST_CONTENTS)):
        if lines[later].length > 2 * _LONGEST_FRONT_LINE:
            break
        if _entry(text, lines[later]) == first:
            return later
    return index


def _entry(text: str, line: Line) -> str:
    """An entry without its dots, page number and blanks."""
    return _PAGE.sub("", re.sub(r"\s", "", text[line.start : line.end]))


def is_front_line(text: str, line: Line) -> bool:
    """A line of a title page: short and no sentence, or a delivery, date or salutation."""
    if _SALUTATION.match(text, line.start, line.end) and line.length <= 100:
        return True
    if _MEETING.match(text, line.start, line.end):
        return True
    return line.length <= _LONGEST_FRONT_LINE and not _BODY_END.search(text, line.start, line.end)


def signature_lines(text: str, lines: Sequence[Line], front: int) -> frozenset[int]:
    """Numbers of the lines that are a signature: a date by itself, the office before it; (此件公开发布) anywhere."""
    found: set[int] = set()
    for number in range(front, len(lines)):
        if lines[number].length <= _LONGEST_REMARK and _REMARK.match(text, lines[number].start, lines[number].end):
            found.add(number)
            continue
        dated = lines[number].length <= _LONGEST_DATE and _DATE_LINE.match(text, lines[number].start, lines[number].end)
        if not dated:
            continue
        before = lines[number - 1] if number > front else None
        if before and before.length <= _LONGEST_OFFICE and not _BODY_END.search(text, before.start, before.end):
            found |= {number - 1, number}
    return frozenset(found)


def document_year(text: str, front_end: int, signature: str, headings: Sequence[str]) -> int | None:
    """The year a document was given in: of its delivery, else its title, date, first words or headings.

    What a metadata head says of itself beside the title (成文日期: 2023年01月16日) is the day a page or a file was
    made, which stands for the year only where nothing else does.
    """
    front, stated = _parted(text[: max(front_end, 0)])
    year = _given_year(text, front, signature, headings)
    if year is None and (written := re.search(rf"(?<!\d)({YEAR})\s?[年.-]", stated)):
        return year_value(written[1])
    return year


def _parted(front: str) -> tuple[str, str]:
    """The front without the fields of a metadata head, titles kept, and those fields."""
    lines = front.splitlines(keepends=True)
    # Every line between --- and --- is a field, whatever its name.
    block = front[: yaml_end(front)].count("\n")
    fields = [
        (number < block or _FIELD.match(line) is not None) and _TITLE_FIELD.match(line) is None
        for number, line in enumerate(lines)
    ]
    return (
        "".join(line for line, field in zip(lines, fields, strict=True) if not field),
        "".join(line for line, field in zip(lines, fields, strict=True) if field and not _ADDRESS.match(line)),
    )


def _given_year(text: str, front: str, signature: str, headings: Sequence[str]) -> int | None:
    delivered = DELIVERY_YEAR.search(front)
    if delivered:
        year = year_value(delivered[1])
        return year + 1 if delivered[2] in ("12", "十二") else year
    titled = re.findall(rf"({YEAR})\s?年(?!远景)", front)
    if titled:
        return year_value(titled[0])
    signed = re.search(rf"({YEAR})\s?[年.-]", signature)
    if signed:
        return year_value(signed[1])
    opened = _OPENING_YEAR.search(text, 0, _OPENING)
    years = [year_value(opened[1])] if opened else []
    years += [year_value(y) for heading in headings for y in re.findall(rf"({YEAR})\s?年", heading)]
    # The first words of a report name the year past, a heading the year to come; 2035 is neither.
    return max((y for y in years if y <= years[0] + 2), default=None)
