"""Marks doubled throughout a text: a mirror that puts a comma before every mark (,, ,。 ,、)."""

import re

from pipeline.text import Edit

_FEWEST = 2
_DOUBLED = re.compile("[,，](?=[,，。、；;：:！？])")
_BEFORE_OTHER = re.compile("[,，](?=[。、；：！？])")


def doubled_marks(text: str) -> list[Edit]:
    """Edits that take out a comma right before another mark, in a text where commas stand before other marks too.

    Commas alone may be doubled where fields of a table are empty; a comma before a full stop is an accident of one
    sentence until it comes again.
    """
    if sum(1 for _ in _BEFORE_OTHER.finditer(text)) < _FEWEST:
        return []
    return [Edit(m.start(), m.end(), "", "doubled_mark", "damage") for m in _DOUBLED.finditer(text)]
