"""The front of a document (metadata, title, delivery, salutation) and its signature at the end."""

import re
from collections.abc import Sequence

from pipeline.structure.fields import OTHER, read_fields
from pipeline.structure.lines import Line
from pipeline.structure.numbers import NUMBER, NUMBER_FORM
from pipeline.structure.periods import YEAR, year_value
from pipeline.vocabulary.lists import alternatives, terms

# A day in these fields is that of the page, or no day at all.
_UNDATED_FIELDS = frozenset({"来源", "文号", "索引号", OTHER})
_UNDATED_LABELS = frozenset(terms("front_matter", "undated"))
_SALUTATION = re.compile(r"(?:各位|同志们|女士们|主席团?，|[^，,。；;\n]{2,80}[:：]$)")
# 各县（市、区）人民政府，市政府各部门、各直属机构： and lists of the places written to.
_ADDRESSEES = re.compile(
    r"[^。；;：:\n]*(?:各|有关|相关|人民政府|委员会|办事处)[^。；;：:\n]*(?:政府|部门|单位|机构|委|办|局|厅|院|校|企业|开发区|新区|管委会|办事处|街道|镇|乡|团体|社区|区|市|县)"
    r"(?:[(（][^()（）]{1,20}[)）])?[：:]$"
)
_LONGEST_ADDRESSEES = 400
_GLUED_ADDRESSEES = re.compile(r"[^。；;：:《》\n]{4,400}[：:](?=[^\s：:])")
# 附件, and the first lines of a long title, may stand before the line that ends it.
_TITLE_WITHIN = 4
_MEETING = re.compile(
    r"[—\-–－(（*\s]*.{0,30}(?:年|月|日).{0,60}(?:会议|大会|次会)(?:第.{1,6}次(?:全体)?会议)?(?:上|通过|审议通过)?[)）。\s*]*$"
)
_DATE_LINE = re.compile(rf"[(（]?\s?{YEAR}\s?年.{{1,4}}月.{{1,4}}日\s?[)）]?$")
OFFICE_AND_DATE = re.compile(
    rf"(?P<office>[\u4e00-\u9fff ]{{1,40}}?(?:{alternatives('front_matter', 'office_ends')}))[\s\u3000]*"
    rf"(?P<date>{YEAR}\s?年.{{1,4}}月.{{1,4}}日)$"
)
"""A signature of which a mirror made one line: 某市人民政府办公室 2010年4月7日."""
# All that _DATE_LINE can take in, which saves trying it on paragraphs.
_LONGEST_DATE = 24
# 首页 > 政务公开 > 政府公报: where a page stands on its site.
_CRUMBS = re.compile(r"\s*[>»›]?(?:[^>»›。，,\n]{1,30}[>»›]){2}")
_BODY_END = re.compile(r"[。！？；;]$")
_SENTENCE_MARK = re.compile(r"[。！？；;]|[，,].{0,60}[，,].{0,60}[，,]")
DELIVERY_YEAR = re.compile(
    rf"({YEAR})\s?年\s?(1[0-2]|0?[1-9]|[一二三四五六七八九十]{{1,2}})\s?月\s?(?:[\d一二三四五六七八九十廿]{{1,3}})\s?日?"
)
_OPENING_YEAR = re.compile(rf"^[\s\u3000]*({YEAR})\s?年[,，是度]", re.MULTILINE)
_OPENING = 3000
_REMARK = re.compile(r"[(（]此件[^()（）]{1,20}[)）]$")
_LONGEST_REMARK = 25
_LONGEST_OFFICE = 40
_ATTACHED = re.compile(r"(?:附件[:：]|\d{1,2}\s?[.、．])\s?.{2,80}$")
_MOST_ATTACHMENTS = 20
_CONTENTS = re.compile(alternatives("headings", "contents"))
_PAGE = re.compile(r"[.…·—\-]*\d{0,4}$")
_LONGEST_CONTENTS_TITLE = 8
_LONGEST_CONTENTS = 300
_FRONT_LINES = 40
# A title, a number or a name is not longer; the first paragraph is.
_LONGEST_FRONT_LINE = 60
# The title of a notice that passes on two documents.
_LONGEST_TITLE = 150
_TITLE_ENDS = re.compile(
    rf"(?:{alternatives('front_matter', 'title_ends')})[》〉]?(?:\s*[(（][^()（）]{{1,40}}[)）])*"
    rf"(?:\s*{NUMBER_FORM})?(?:\s*\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,8}})?$"
)


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
    opening = lines[:_FRONT_LINES]
    fields = read_fields([text[line.start : line.end] for line in opening])
    for index, line in enumerate(opening):
        if line.end <= stop or fields[index] is not None:
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
    if _CRUMBS.match(text, line.start, line.end):
        return True
    if _MEETING.match(text, line.start, line.end):
        return True
    if line.length <= _LONGEST_FRONT_LINE:
        return _BODY_END.search(text, line.start, line.end) is None
    return is_title(text, line.start, line.end) or is_addressees(text, line.start, line.end)


def is_title(text: str, start: int, end: int) -> bool:
    """Whether a line ends with a kind of document, as titles do (…的通知, …实施方案（试行）), and is no sentence."""
    return (
        0 < end - start <= _LONGEST_TITLE
        and _TITLE_ENDS.search(text, max(start, end - 60), end) is not None
        and _SENTENCE_MARK.search(text, start, end) is None
    )


def is_addressees(text: str, start: int, end: int) -> bool:
    """Whether a line names those that a document is written to, and nothing else."""
    if end == start or text[end - 1] not in ":：" or end - start > _LONGEST_ADDRESSEES:
        return False
    return _ADDRESSEES.match(text, start, end) is not None


def addressees_end(text: str, line: Line) -> int:
    """Where the addressees end that a mirror set before the first paragraph (各区人民政府：现将…); else its start."""
    found = _GLUED_ADDRESSEES.match(text, line.start, line.end)
    return found.end() if found and is_addressees(text, line.start, found.end()) else line.start


def title_below(text: str, lines: Sequence[Line], number: int, front: int) -> range:
    """The lines of a title that stand below a signature, where a notice passes on a document: from `number` on.

    Empty where a sentence comes first, no title follows, or the front of the text holds these lines.
    """
    for last in range(number, min(number + _TITLE_WITHIN, len(lines)) if number >= front else number):
        line = lines[last]
        if is_title(text, line.start, line.end):
            return range(number, last + 1)
        if line.table or line.length > _LONGEST_FRONT_LINE or _BODY_END.search(text, line.start, line.end):
            break
    return range(0)


def signature_lines(text: str, lines: Sequence[Line], front: int) -> frozenset[int]:
    """Numbers of the lines that are a signature: a date by itself, the office before it; (此件公开发布) anywhere."""
    found: set[int] = set()
    for number in range(front, len(lines)):
        if lines[number].length <= _LONGEST_REMARK and _REMARK.match(text, lines[number].start, lines[number].end):
            found.add(number)
            continue
        if OFFICE_AND_DATE.match(text, lines[number].start, lines[number].end):
            found.add(number)
            continue
        dated = lines[number].length <= _LONGEST_DATE and _DATE_LINE.match(text, lines[number].start, lines[number].end)
        if not dated:
            continue
        before = lines[number - 1] if number > front else None
        if before and before.length <= _LONGEST_OFFICE and not _BODY_END.search(text, before.start, before.end):
            found |= {number - 1, number, *_attachments_above(text, lines, number - 1, front)}
    return frozenset(found)


def _attachments_above(text: str, lines: Sequence[Line], number: int, front: int) -> range:
    """The list of attachments (附件：1.…, 2.…) right above the line `number`; empty where there is none."""
    for first in range(number - 1, max(front, number - _MOST_ATTACHMENTS) - 1, -1):
        line = lines[first]
        if (
            line.table
            or _ATTACHED.match(text, line.start, line.end) is None
            or _BODY_END.search(text, line.start, line.end)
        ):
            break
        if text.startswith("附", line.start):
            return range(first, number)
    return range(0)


def document_year(text: str, front_end: int, signature: str, headings: Sequence[str]) -> int | None:
    """The year a document was given in: of its delivery, else its title, date, first words or headings.

    What a metadata head says of itself beside the title (成文日期: 2023年01月16日) is the day a page or a file was
    made, which stands for the year only where nothing else does.
    """
    front, stated = _parted(text[: max(front_end, 0)])
    year = _given_year(text, front, signature, headings)
    if year is None:
        year = next((int(found["year"]) for line in front.splitlines() if (found := NUMBER.search(line))), None)
    if year is None and (written := re.search(rf"(?<!\d)({YEAR})\s?[年.-]", stated)):
        return year_value(written[1])
    return year


def _parted(front: str) -> tuple[str, str]:
    """The front without the fields of a metadata head, titles kept, and those fields."""
    lines = front.splitlines()
    # Every line between --- and --- is a field, whatever its name.
    block = front[: yaml_end(front)].count("\n")
    kept, days = [], []
    for number, (line, fields) in enumerate(zip(lines, read_fields(lines), strict=True)):
        if fields is None and number >= block:
            kept.append(line)
        elif fields is None:
            days.append(line)
        for field in fields or ():
            if field.name == "标题":
                kept.append(field.value)
            elif field.name not in _UNDATED_FIELDS and field.label not in _UNDATED_LABELS:
                days.append(field.value)
    return "\n".join(kept), "\n".join(days)


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
