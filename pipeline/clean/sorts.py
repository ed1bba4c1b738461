"""What a line looks like, taken alone, and where the body of a document begins and ends."""

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from itertools import islice

from pipeline.clean.lexicon import any_of, any_pattern, mapping, terms

SENTENCE = re.compile(r"[。；！？!?;]|[，,][^，,]{4,}[，,]")
LONGEST = 200
"""Characters from which a line is a paragraph, whatever it is made of, unless it is a menu."""
MARKS = r"[\s\d\W_]"
_BODY_LENGTH = 40
_LONGEST_KIND = 8
_FEWEST_SPAM = 2
_REMARK = re.compile(r"[(（][^()（）]{0,20}[)）]$")
_NO_WORD = re.compile(r"[\W_]+")


class Sort(IntEnum):
    """What a line looks like, taken alone; the higher, the more like furniture."""

    BODY = 0
    OTHER = 1
    NUMBER = 2
    """A number, time or address: furniture only between furniture, for a table has such lines too."""
    WEAK = 3
    """Words of a page that a document may use too."""
    EDGE = 4
    """Furniture outside the body."""
    STRONG = 5
    """Furniture wherever it stands."""


def sort_of(line: str) -> Sort:
    """The sort of a line without the blanks around it."""
    if pattern("of_any_length").match(line):
        return Sort.EDGE
    if len(line) > LONGEST:
        return Sort.EDGE if _is_menu(line) else Sort.BODY
    if _spaced_out().fullmatch(line):
        return _sort_of_words("".join(line.split()))
    for sort in (Sort.STRONG, Sort.EDGE, Sort.NUMBER):
        if _whole_line(sort).fullmatch(line):
            return sort
    if _is_menu(line) or _is_spam(line):
        return Sort.EDGE
    # A title may be as long as a sentence; what stands between it and the first sentence is head.
    if SENTENCE.search(line):
        return Sort.BODY
    if len(line) >= _BODY_LENGTH and not ends_as_title(line) and not pattern("document_fields").match(line):
        return Sort.BODY
    return Sort.WEAK if _whole_line(Sort.WEAK).fullmatch(line) or is_menu_word(line) else Sort.OTHER


def _sort_of_words(words: str) -> Sort:
    """The sort of a line set with a blank between all its characters (首 页 政 务): a menu loses its borders so."""
    known = [m.end() - m.start() for m in _menu_words().finditer(words)]
    if len(known) >= limits("menus")["fewest_entries"] and sum(known) >= limits("menus")["known_share"] * len(words):
        return Sort.EDGE
    return sort_of(words)


def outside_body(sorts: Sequence[Sort]) -> tuple[range, ...]:
    """The lines before the first and after the last line of the body; all lines where there is no body."""
    body = [i for i, sort in enumerate(sorts) if sort is Sort.BODY]
    if not body:
        return (range(len(sorts)),)
    return range(body[0]), range(body[-1] + 1, len(sorts))


def words_of(text: str) -> str:
    """The letters, characters and digits of a text: what two lines that differ in marks only have in common."""
    return _NO_WORD.sub("", text).casefold()


def ends_as_title(line: str) -> bool:
    """Whether a line ends with a kind of document, perhaps with a remark in brackets behind it: …实施方案（试行）."""
    bare = _REMARK.sub("", line).rstrip("》”’*# ")
    return any(m.end() == len(bare) for m in pattern("title_ends").finditer(bare, max(0, len(bare) - _LONGEST_KIND)))


def is_menu_word(text: str) -> bool:
    """Whether the menus of government portals are known to have this entry."""
    return bool(_menu_words().fullmatch(text))


@cache
def limits(name: str) -> dict[str, float]:
    """The numbers of one list of `vocabulary/furniture.yaml`. Raises KeyError when the file has no such list."""
    return {key: float(value) for key, value in mapping("furniture", name).items()}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The patterns of one list of `vocabulary/furniture.yaml` as one pattern."""
    return re.compile(any_pattern(terms("furniture", name)), re.IGNORECASE)


@cache
def _whole_line(sort: Sort) -> re.Pattern[str]:
    words, patterns = {
        Sort.STRONG: (terms("furniture", "words"), terms("furniture", "lines")),
        Sort.EDGE: ((), terms("furniture", "edge_lines") + terms("furniture", "own_lines")),
        Sort.NUMBER: ((), terms("furniture", "number_lines")),
        Sort.WEAK: (terms("furniture", "words") + terms("furniture", "weak_words"), ()),
    }[sort]
    of_words = (rf"{MARKS}*(?:(?:{any_of(words)}){MARKS}*)+",) if words else ()
    return re.compile(any_pattern((*of_words, *patterns)), re.IGNORECASE)


def _is_menu(line: str) -> bool:
    """A row of short entries set apart by |, > or blanks, a share of them known from menus (首页 | 政务公开 | …)."""
    if not _menu_opening().match(line):
        return False
    limit = limits("menus")
    if len(line) > limit["longest_line"]:
        return False
    entries = [entry for entry in _separators().split(line) if entry]
    if len(entries) < limit["fewest_entries"]:
        return False
    if any(len(entry) > limit["longest_entry"] for entry in entries):
        return False
    if len(entries) >= limit["with_home"] and pattern("home").fullmatch(entries[0]):
        return True
    known = sum(1 for entry in entries if is_menu_word(entry))
    return known >= limit["known_share"] * len(entries)


def _is_spam(line: str) -> bool:
    """Words that hijacked domains put before and behind a copied page; one of them alone may be chance."""
    return sum(1 for _ in islice(pattern("spam_words").finditer(line), _FEWEST_SPAM)) == _FEWEST_SPAM


@cache
def _spaced_out() -> re.Pattern[str]:
    return re.compile(r"\S(?:\s+\S)+")


@cache
def _separators() -> re.Pattern[str]:
    return re.compile(f"[{_separating()}]+")


@cache
def _menu_opening() -> re.Pattern[str]:
    """A first entry that is short enough: what most lines fail at once."""
    return re.compile(
        f"[{_separating()}]*[^{_separating()}]{{1,{limits('menus')['longest_entry']:.0f}}}[{_separating()}]"
    )


def _separating() -> str:
    return r"\s" + "".join(map(re.escape, terms("furniture", "menu_separators")))


@cache
def _menu_words() -> re.Pattern[str]:
    words = any_of(terms("furniture", "words"))
    return re.compile(any_pattern((*terms("furniture", "menu_words"), words)), re.IGNORECASE)
