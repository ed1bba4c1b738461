"""The compiler's name in brackets after each entry of a yearbook: …获批。(姚磊)"""

import re
from functools import cache

from pipeline.clean.lexicon import terms
from pipeline.clean.lines import BLANKS, HAN
from pipeline.text import Edit

_FEWEST = 2
_NAMES = rf"[{HAN}]{{1,4}}(?:[ 　、][{HAN}]{{1,4}}){{0,2}}"
_AT_END = re.compile(rf"(?<=[。！？”])[{BLANKS}]{{0,8}}[(（]({_NAMES})[)）](?=[{BLANKS}]{{0,80}}(?:\n|\Z))")
_SEPARATORS = re.compile("[ 　、]")


def signatures(text: str) -> list[Edit]:
    """Edits that take out compilers' names, where a document has them after several entries."""
    found = [m for m in _AT_END.finditer(text) if _all_names(m.group(1))]
    if len(found) < _FEWEST:
        return []
    return [Edit(m.start(), m.end(), "", "signature", "boilerplate") for m in found]


def _all_names(words: str) -> bool:
    joined = words.replace(" ", "").replace("　", "")
    if len(joined) <= 3 and is_name(joined):
        return True
    return all(is_name(word) for word in _SEPARATORS.split(words))


def is_name(word: str) -> bool:
    """Whether the word is a surname and one or two characters."""
    single, compound = _surnames()
    if word in terms("furniture", "not_names"):
        return False
    return (2 <= len(word) <= 3 and word[0] in single) or (3 <= len(word) <= 4 and word[:2] in compound)


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str]]:
    listed = terms("furniture", "surnames")
    return frozenset("".join(t for t in listed if len(t) > 2)), frozenset(t for t in listed if len(t) == 2)
