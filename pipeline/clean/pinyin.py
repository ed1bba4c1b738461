"""Pinyin that a teaching site or an input method left in brackets after the character it spells: 现(xiàn)在."""

import re

from pipeline.clean.lines import HAN
from pipeline.text import Edit

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_BRACKETED = re.compile(rf"(?<=[{HAN}])[(（]([a-zü{_TONED}ɡɑ'’ ]{{1,40}})[)）]")
_TONE = re.compile(f"[{_TONED}]")


def pinyin(text: str) -> list[Edit]:
    """Edits that take out brackets holding pinyin with tone marks right after a Chinese character.

    Letters without a tone mark stay: they may be an abbreviation (app, pm2.5).
    """
    if not _TONE.search(text):
        return []
    return [
        Edit(m.start(), m.end(), "", "pinyin", "boilerplate")
        for m in _BRACKETED.finditer(text)
        if _TONE.search(m.group(1))
    ]
