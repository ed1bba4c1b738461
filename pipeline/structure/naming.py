"""What a document is called and who issued it: titles over several lines, what a notice passes on, joint issuers."""

import re
from collections.abc import Iterator, Sequence

from pipeline.structure.dates import find_days
from pipeline.structure.fields import read_fields
from pipeline.structure.front import is_addressees, is_title
from pipeline.structure.numbers import NUMBER_FORM, read_number
from pipeline.structure.places import find_place
from pipeline.structure.titles import document_type
from pipeline.vocabulary.lists import alternatives

_DECORATION = re.compile(r"[*#\s\u3000]+")
_TRAILING_DATE = re.compile(r"(?:\s+\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?|(?<=[)）])\d{4}[-./]\d{1,2}[-./]\d{1,8})$")
_OCCASION = re.compile(r"\s*[（(][^（）()]{0,20}\d{4}年\d{1,2}月\d{1,2}日[^（）()]{0,20}[）)]$")
_NUMBER_BEFORE = re.compile(rf"^(?:{NUMBER_FORM}\s*|政策解读[:：]\s*|【[^】]{{1,12}}】\s*)")
_NUMBER_BEHIND = re.compile(rf"\s*(?:[（(]\s?{NUMBER_FORM}\s?[)）]|{NUMBER_FORM})$")
_TITLE_WORDS = re.compile(alternatives("front_matter", "title_ends"))
_NO_TITLE = re.compile(alternatives("front_matter", "no_title"))
_OPENS = re.compile(alternatives("front_matter", "title_openings"))
_SENTENCE_END = re.compile(r"[。；;：:，,！!]$")
# A notice is named in so many lines.
_MOST_LINES = 4
_LONGEST_LINE = 60
_LONGEST_SECOND_LINE = 30
# 工作要点, 实施方案, 国民经济发展规划
_LONGEST_KIND = 6
_PLAIN = re.compile(r"[\u4e00-\u9fff“”\d—-]{6,60}")
# How far into a text a document without a title says what it passes on.
_OPENING = 1500
_PASSED_ON = re.compile(
    r"现将《(?P<now>[^》\n]{4,80}(?:》[^《》\n]{0,6}《[^》\n]{4,80})?)》(?![中的所]|涉及|确定|提出|明确)[^。\n]{0,20}(?:印发|转发|下发|发给|公布|下达)"
    r"|(?:^|\n|。)\s*(?:\d{4}年)?《(?P<done>[^》\n]{4,80})》[^。\n]{0,20}(?:已|业)[^。\n]{0,60}"
    r"(?:通过|同意|批准|审定)[^。\n]{0,12}(?:印发|公布|发布|转发|下发)"
    r"|编制的(?P<made>(?:19|20)\d\d年度?[^，,。《》\n]{2,20}(?:报告|年报))"
    r"|\n\s*附件[:：]\s*(?:1\s?[.、．])?\s*(?P<attached>[^\n。；;：:]{6,60})(?=\n|$)"
)
_OFFICE = (
    rf"(?:中共)?[\u4e00-\u9fff]{{1,30}}?(?:{alternatives('front_matter', 'office_ends')})"
    r"(?:[(（][\u4e00-\u9fff]{2,8}[)）])?"
)
_IS_OFFICE = re.compile(_OFFICE)
_OFFICES_OF_TITLE = re.compile(
    rf"(?:^|[”》】])\s*(?P<offices>{_OFFICE}(?:[\s、]+{_OFFICE}){{0,9}})\s*(?=关于|印发|转发|批转|贯彻|落实|下达|公布|发布|进一步|加强|[12]\d{{3}}年|《)"
)
_WEBSITE = re.compile(rf"(?:{alternatives('front_matter', 'websites')})$")
# 中共某省委办公厅某省人民政府办公厅: two offices set without a blank.
_PARTY_AND_GOVERNMENT = re.compile(r"(?<=委办公[厅室])(?=[\u4e00-\u9fff]{2,12}政府办公[厅室])")
_BETWEEN_OFFICES = re.compile(r"[\s\u3000、]+")
# 县人民政府办公室, 区政府: whose, only the place says.
_PLACELESS = re.compile(r"^(?:本|我)?(?:省|自治区|市|区|县|州|镇|乡|盟|旗)(?:人民)?政府")
_LONGEST_DATE = 14


def find_title(lines: Sequence[str], opening: str = "") -> str | None:
    """The title among the lines of the front; else what the `opening` of the text says it passes on; else None."""
    kept = without_fields(lines)
    ends = [n for n, line in enumerate(kept) if _may_be_title(line) and is_title(_bare(line), 0, len(_bare(line)))]
    titles = [_finished(_joined(kept, number)) for number in ends]
    if titles:
        # 发展规划 by itself is the name of a column.
        return next((t for t in titles if len(t) > _LONGEST_KIND or document_type(t) == "work_report"), titles[0])
    named = next((n for n, line in enumerate(kept) if _may_be_title(line) and _names_kind(line)), None)
    if named is not None:
        return _finished(_joined(kept, named))
    passed = _PASSED_ON.search(opening, 0, _OPENING)
    return _finished(next(filter(None, passed.groups()))) if passed else None


def type_of_front(lines: Sequence[str], title: str | None) -> str:
    """A value of codes.DOCUMENT_TYPE; a notice or a page that passes on a plan is of the plan's type."""
    named = document_type(title or "")
    if named not in ("other", "notice"):
        return named
    return next((t for line in without_fields(lines) if (t := document_type(line)) not in ("other", "notice")), named)


def find_issuer(stated: str | None, lines: Sequence[str]) -> str | None:
    """The office that issued the document, several joined by 、; None where nothing names one.

    `lines` are those of the front and the signature. What the metadata head states comes first, then the offices
    above the date, a line that is an office, the offices that open the title. A statement without the place
    (县人民政府办公室) gives way to its full form.
    """
    kept = [_DECORATION.sub(" ", line).strip() for line in without_fields(lines)]
    found = [
        *_stated(stated),
        *_above_date(kept),
        *("、".join(offices) for line in reversed(kept) if (offices := _offices(line))),
        *_in_title(kept),
    ]
    if not found:
        return None
    first = found[0]
    if _PLACELESS.match(first) is None:
        return first
    ending = first.replace("人民政府", "政府")
    return next((other for other in found[1:] if other.replace("人民政府", "政府").endswith(ending)), first)


def _stated(value: str | None) -> Iterator[str]:
    """The office in a field, without the place that libraries set behind it; none where a portal names itself."""
    if value and not _WEBSITE.search(value):
        names = [name for name in _BETWEEN_OFFICES.split(value) if _IS_OFFICE.fullmatch(name)]
        if names:
            yield "、".join(names)


def without_fields(lines: Sequence[str]) -> list[str]:
    """The lines without those of a metadata head; a title stated there stays as a line of its own, first."""
    kept, stated = [], []
    for line, fields in zip(lines, read_fields(lines), strict=True):
        if fields is None:
            kept.append(line)
        stated += [field.value for field in fields or () if field.name == "标题" and field.value]
    return [*stated, *kept]


def _bare(line: str) -> str:
    """A line without the day, the number and the occasion around a title."""
    line = _OCCASION.sub("", _TRAILING_DATE.sub("", line.strip()))
    return _NUMBER_BEHIND.sub("", _NUMBER_BEFORE.sub("", line)) or line


def _may_be_title(line: str) -> bool:
    if _NO_TITLE.search(line.strip()) or is_addressees(line, 0, len(line)) or _SENTENCE_END.search(line.strip()):
        return False
    return read_number(_bare(line)) is None or len(_bare(line)) >= _LONGEST_SECOND_LINE


def _names_kind(line: str) -> bool:
    return _TITLE_WORDS.search(line) is not None and len(line) <= _LONGEST_LINE


def _joined(lines: Sequence[str], last: int) -> str:
    """A title with the lines before it that belong to it: those from 关于印发… on, and the office that opens it."""
    first = last
    if not _OPENS.search(lines[last]):
        for back in range(1, _MOST_LINES):
            if last - back < 0 or _breaks(lines[last - back]):
                break
            if _OPENS.search(lines[last - back]):
                first = last - back
                break
    elsewhere = (
        first == last and first > 0 and not _breaks(lines[first - 1]) and _continues(*lines[first - 1 : first + 1])
    )
    if elsewhere:
        return "".join((lines[first - 1].strip(), _bare(lines[last])))
    opening = _OPENS.match(_bare(lines[first]).lstrip("《"))
    if first and _offices(lines[first - 1]) and (opening or len(_bare(lines[first])) < _LONGEST_SECOND_LINE):
        office = _DECORATION.sub("", lines[first - 1])
        if not _DECORATION.sub("", lines[first]).startswith(office):
            first -= 1
    return "".join([*(line.strip() for line in lines[first:last]), _bare(lines[last])])


def _continues(before: str, line: str) -> bool:
    """Whether a title runs on from a line without one of its opening words: a kind alone, or without the place."""
    before, line = _DECORATION.sub("", before), _bare(_DECORATION.sub("", line))
    if _offices(before) or _PLAIN.fullmatch(before) is None or _TITLE_WORDS.search(before[-2:]):
        return False
    return (len(line) <= _LONGEST_KIND and document_type(line) != "work_report") or (
        find_place(before) is not None and find_place(line) is None and len(line) <= _LONGEST_SECOND_LINE
    )


def _breaks(line: str) -> bool:
    """Whether no title runs over this line."""
    bare = line.strip()
    return (
        len(bare) > _LONGEST_LINE
        or not _may_be_title(bare)
        or is_title(bare, 0, len(bare))
        or next(find_days(bare), None) is not None
    )


def _finished(title: str) -> str:
    bare = _bare(_DECORATION.sub("", title))
    if bare.startswith("《") and bare.endswith("》") and bare.count("《") == 1:
        bare = bare[1:-1].replace("〈", "《").replace("〉", "》")
    return bare


def _offices(line: str) -> list[str]:
    """The offices that a line consists of; empty where it holds anything else."""
    words = _PARTY_AND_GOVERNMENT.sub(" ", _DECORATION.sub(" ", line).strip().removesuffix("文件"))
    names = [name for name in _BETWEEN_OFFICES.split(words) if name]
    return names if names and all(_IS_OFFICE.fullmatch(name) for name in names) else []


def _above_date(lines: Sequence[str]) -> Iterator[str]:
    """The offices in the lines right above the last line that is a date alone."""
    for index in range(len(lines) - 1, 0, -1):
        if len(_DECORATION.sub("", lines[index])) > _LONGEST_DATE or next(find_days(lines[index]), None) is None:
            continue
        names: list[str] = []
        while index > 0 and (above := _offices(lines[index - 1])):
            names = [*above, *names]
            index -= 1
        if names:
            yield "、".join(dict.fromkeys(names))
            return


def _in_title(lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        found = _OFFICES_OF_TITLE.search(_bare(line).lstrip("《"))
        if found:
            yield "、".join(_offices(found["offices"]))
