"""The type of a document, read from its title."""

import re
from functools import cache

from pipeline.structure.numbers import NUMBER_FORM
from pipeline.vocabulary.lists import alternatives

_ORDER = (
    "work_report",
    "disclosure_report",
    "yearbook",
    "statistical_bulletin",
    "work_points",
    "plan",
    "opinions",
    "work_report_loose",
    "notice",
)
_REMARK = re.compile(rf"(?:[(（][^()（）]{{0,40}}[)）]|{NUMBER_FORM})$")
# What a notice passes on stands between its verb and its own kind.
_PASSED_ON = re.compile(r"(?:印发|转发|批转|颁发|下发|发布|公布)(.{2,})(?:的?(?:通知|通告|公告|通报|函|批复|命令|令))$")
_QUOTES = "《》〈〉<>“”\"'"
_ABOUT_DOCUMENTS = re.compile(rf"(?:{alternatives('document_types', 'about_documents')})$")
_ABOUT_A_REPORT = re.compile(alternatives("document_types", "about_a_report"))


@cache
def _pattern(name: str, last: bool) -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives('document_types', name)}){'$' if last else ''}")


def document_type(title: str) -> str:
    """A value of codes.DOCUMENT_TYPE; "other" when the title names no type.

    The type of what a notice passes on (印发《…规划》的通知) counts before that of the notice itself, and the kind
    that ends the title (发展规划|条例) before one named in passing.
    """
    flat = _without_remarks(re.sub(r"\s", "", title)).strip(_QUOTES)
    passed = _PASSED_ON.search(flat)
    if _ABOUT_DOCUMENTS.search(flat):
        return "other"
    core = _without_remarks(passed[1].strip(_QUOTES)).strip(_QUOTES) if passed else flat
    for name in _ORDER[:-1]:
        if _pattern(name, last=True).search(core):
            return name.removesuffix("_loose")
    for name in _ORDER:
        found = _pattern(name, last=False).search(flat)
        if found and not (name.startswith("work_report") and _ABOUT_A_REPORT.search(flat, found.end())):
            return name.removesuffix("_loose")
    return "other"


def _without_remarks(title: str) -> str:
    """A title without what stands in brackets or as a number behind it."""
    while (found := _REMARK.search(title)) and found.start() > 0:
        title = title[: found.start()]
    return title
