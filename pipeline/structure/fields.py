"""Fields of a metadata head: 发文字号: …, 【制定机关】…, 索 引 号 … 发文日期 …, a label above its value.

Portals and libraries of documents set them one to a line, several to a line, or run together with the next.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.structure.dates import first_day
from pipeline.structure.numbers import NUMBER
from pipeline.vocabulary.lists import mapping, terms

OTHER = "其他"
"""The name of fields that are not kept."""

# A head of many columns in one line is not longer.
_LONGEST_LINE = 400
# 时间 and 分类 also end words; 信息来源 and 发布时间 are labels wherever a colon follows.
_SHORTEST_CERTAIN = 4
_LONGEST_VALUE = 80
_LEAD = r"[\s•·●◆■▪★*|\-]*[【\[]?"
_COLON = re.compile(r"\s*(?:[】\]]\s*[:：]?|[:：|｜])")
_EDGES = " \t\u3000\xa0\"'|｜"


class Field(NamedTuple):
    """A field: the name that portals.yaml gives its label (文号, 发布机构; `OTHER`), the label, the value."""

    name: str
    label: str
    value: str


def read_fields(lines: Sequence[str]) -> list[list[Field] | None]:
    """For each line the fields it holds; None for a line that is none.

    A line that only continues the field before it (the value under its label) has an empty list.
    """
    found = [list(_fields_of(line)) or None for line in lines]
    for index, fields in enumerate(found[:-1]):
        if not fields or fields[-1].value or fields[-1].name == OTHER or found[index + 1] is not None:
            continue
        value = lines[index + 1].strip(_EDGES)
        if _may_be(fields[-1].name, value):
            fields[-1] = fields[-1]._replace(value=value)
            found[index + 1] = []
    return found


def first_values(lines: Sequence[str]) -> Mapping[str, Field]:
    """Name to the first field of that name with a value."""
    values: dict[str, Field] = {}
    for fields in read_fields(lines):
        for field in fields or ():
            if field.value:
                values.setdefault(field.name, field)
    return values


def _fields_of(line: str) -> Iterator[Field]:
    if len(line) > _LONGEST_LINE or _opening().match(line) is None:
        return
    marks = [(m.start("label"), m.end(), _name(m["label"])) for m in _with_colon().finditer(line)]
    if not marks or (
        _opening().match(line, 0, marks[0][0] + 1) is None and line[: marks[0][0]].strip(_EDGES + "•·【[")
    ):
        marks = _without_colons(line)
    for number, (_, end, (name, label)) in enumerate(marks):
        stop = marks[number + 1][0] if number + 1 < len(marks) else len(line)
        yield Field(name, label, line[end:stop].strip(_EDGES + "【[•·"))


def _without_colons(line: str) -> list[tuple[int, int, tuple[str, str]]]:
    """Labels set apart from their values by blanks, or by nothing: at least two, or one with a day or a number."""
    for pattern in (_spaced(), _glued()):
        marks = [(m.start("label"), m.end(), _name(m["label"])) for m in pattern.finditer(line)]
        if not marks or line[: marks[0][0]].strip(_EDGES + "•·"):
            continue
        value = line[marks[0][1] :].strip()
        if len(marks) > 1 or NUMBER.match(value) or first_day(value[:12]):
            return marks
    return []


def _may_be(name: str, value: str) -> bool:
    """Whether a line by itself can be the value of the label above it."""
    if not value or len(value) > _LONGEST_VALUE or value[-1] in "。；;：:，,":
        return False
    if name in ("成文日期", "发布日期"):
        return first_day(value) is not None
    if name == "文号":
        return NUMBER.match(value) is not None or value == "无"
    return name in ("标题", "发布机构", "索引号", "来源")


def _name(label: str) -> tuple[str, str]:
    bare = re.sub(r"\s", "", label).lower()
    return _names()[bare], bare


@cache
def _names() -> Mapping[str, str]:
    """Label to the name of its field."""
    known = {label: name for name, labels in mapping("portals", "labels").items() for label in labels.split()}
    other = dict.fromkeys((*terms("portals", "other_labels"), *terms("portals", "page_labels")), OTHER)
    keys = {key: value if value in mapping("portals", "labels") else OTHER for key, value in _keys().items()}
    return {**other, **keys, **known}


@cache
def _keys() -> Mapping[str, str]:
    return mapping("front_matter", "keys")


def _alternatives(shortest: int) -> str:
    labels = sorted((label for label in _names() if len(label) >= shortest), key=lambda label: (-len(label), label))
    return "|".join(r"\s{0,8}".join(map(re.escape, label)) if not label.isascii() else label for label in labels)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"{_LEAD}(?:{_alternatives(1)})", re.IGNORECASE)


@cache
def _with_colon() -> re.Pattern[str]:
    """A label with its colon: a short one stands apart from the words before it."""
    return re.compile(
        rf"(?P<label>(?<![\u4e00-\u9fff\w])(?:{_alternatives(1)})|(?<![\u4e00-\u9fff])(?:{_alternatives(2)})|(?:{_alternatives(_SHORTEST_CERTAIN)}))"
        rf"{_COLON.pattern}",
        re.IGNORECASE,
    )


@cache
def _spaced() -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?P<label>{_alternatives(2)})(?=\s|$)")


@cache
def _glued() -> re.Pattern[str]:
    """A label that nothing parts from its value: 发布日期2020年01月23日."""
    return re.compile(rf"(?P<label>{_alternatives(_SHORTEST_CERTAIN)})")
