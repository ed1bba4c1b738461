"""Accounts (工作总结, 概况, 收支情况): documents that tell what was, by their titles, and the year they tell of."""

import re

from pipeline.structure.model import Period
from pipeline.structure.periods import YEAR, whole_years, year_value
from pipeline.vocabulary.lists import alternatives

_ACCOUNT = re.compile(rf"(?:{alternatives('document_types', 'accounts')})(?:[(（][^()（）]{{1,20}}[)）])?$")
# 1998年，全镇…; 2020年末，…: a year that opens a sentence, as accounts of one year set it.
_OPENING_YEAR = re.compile(rf"(?:^|[\n。；;】！])\s*(?:截至|至|到)?({YEAR})年(?:[末底]|全年)?[,，全]", re.MULTILINE)


def is_account(title: str) -> bool:
    """Whether a title, of no other type, names an account."""
    return _ACCOUNT.search(re.sub(r"\s", "", title)) is not None


def year_told(text: str) -> Period:
    """The one year that opens sentences of an account; empty where there is none, or several (a history)."""
    years = {year_value(found[1]) for found in _OPENING_YEAR.finditer(text)}
    return whole_years(min(years), max(years)) if len(years) == 1 else Period()
