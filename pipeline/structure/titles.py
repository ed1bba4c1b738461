"""The type of a document, read from its title."""

import re
from functools import cache

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


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(alternatives("document_types", name))


def document_type(title: str) -> str:
    """A value of codes.DOCUMENT_TYPE; "other" when the title names no type.

    The type of what a notice passes on (印发《…规划》的通知) counts before that of the notice itself, and
    the kind of document named last before one named in passing.
    """
    flat = re.sub(r"\s", "", title)
    for name in _ORDER:
        if _pattern(name).search(flat):
            return name.removesuffix("_loose")
    return "other"
