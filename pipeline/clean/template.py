"""Lines that a site puts around its documents: they stand in several of them, before the title or after the end.

Which lines recur is found by `recurrence.recurring_lines`, which sees all documents of a run. Here one document is
seen: what of it may be such a line, and which of these go. The limits and what is always kept stand in
`vocabulary/furniture.yaml` (lists `recurrence…`, `page_…`, `body_ends`, `document_fields`, `title_ends`).
"""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import groupby

from pipeline.clean.lines import HEADING_MARK, Line, front_matter_end, lines
from pipeline.clean.signatures import is_name
from pipeline.clean.sorts import LONGEST, Sort, ends_as_title, is_menu_word, limits, pattern, sort_of, words_of
from pipeline.text import Edit

_PROSE = re.compile("[。；！？，;,]")
_AROUND = "*#_•·●■◆○★▲"
"""Marks of Markdown, and bullets: menus have them too, but HEADING_MARK takes them for those of an item."""


def candidates(text: str) -> list[str]:
    """The words of each line that may go if it recurs: around the body, no sentence, no part of a document."""
    found = _lines(text)
    return [words_of(found[i].text) for i in _around(found, None) if not _is_kept(found[i].text)]


def template(text: str, recurring: Set[str]) -> list[Edit]:
    """Edits that take out the lines around the body whose words are among `recurring`."""
    if not recurring:
        return []
    found = _lines(text)
    known = {i for i in _around(found, recurring) if _recurs(found[i], recurring) and not _is_kept(found[i].text)}
    # A name alone may be that of a speaker; between two lines of the site it is an entry of a menu.
    gone = [i for i in sorted(known) if not is_name(_bare(found[i].text)) or {i - 1, i + 1} <= known]
    return [_removal(text, found, run) for run in _runs(gone)]


def _lines(text: str) -> Sequence[Line]:
    """The lines behind the front matter, which is no part of the page."""
    begin = front_matter_end(text)
    return [line for line in lines(text) if line.begin >= begin] if begin else lines(text)


def _recurs(line: Line, recurring: Set[str]) -> bool:
    return words_of(line.text) in recurring


def _around(found: Sequence[Line], recurring: Set[str] | None) -> list[int]:
    """The lines before and after the body; without knowing which recur, all that may be."""
    return [*_head(found, recurring), *_foot(found, recurring)]


def _head(found: Sequence[Line], recurring: Set[str] | None) -> range:
    """The lines before the title, if one of them is of a page; without a title those up to the last that is.

    None where neither title nor body is found.
    """
    reach = min(len(found), int(limits("recurrence")["lines"]))
    body = next((i for i in range(reach) if _is_body(found[i].text)), None)
    titles = [i for i in range(reach if body is None else body) if _is_title(found[i].text)]
    own = [i for i in titles if recurring is not None and not _recurs(found[i], recurring)]
    end = (own or titles or [body or 0])[-1]
    signs = [i for i in range(end) if _is_of_page(found[i].text)]
    return range(0) if not signs else range(end if titles else signs[-1] + 1)


def _foot(found: Sequence[Line], recurring: Set[str] | None) -> range:
    """The lines after the body from the first that is of a page: before it, a table may end the document.

    None where no body is found.
    """
    reach = max(-1, len(found) - 1 - int(limits("recurrence")["lines"]))
    last = next((i for i in range(len(found) - 1, reach, -1) if _is_body(found[i].text)), None)
    if last is None:
        return range(0)
    begin = last + 1 if recurring is None else _reached(found, last + 1, recurring)
    return range(next((i for i in range(begin, len(found)) if _is_of_page(found[i].text)), len(found)), len(found))


def _reached(found: Sequence[Line], begin: int, recurring: Set[str]) -> int:
    """Where the lines of the site begin that end a document: before them stand too many lines of its own."""
    own = 0
    for i in range(len(found) - 1, begin - 1, -1):
        own = 0 if _recurs(found[i], recurring) or sort_of(found[i].text) >= Sort.EDGE else own + 1
        if own > limits("recurrence")["gap"]:
            return i + own
    return begin


def _is_of_page(line: str) -> bool:
    """Whether a line speaks of a page: known furniture, or a word that pages have and tables do not."""
    return bool(pattern("page_signs").search(line)) or sort_of(line) >= Sort.EDGE


def _is_body(line: str) -> bool:
    """What opens or closes a document, a heading, and prose that says nothing of a page."""
    bare = _bare(line)
    if pattern("body_ends").match(bare) or HEADING_MARK.match(bare):
        return True
    if not _PROSE.search(line) and len(line) <= LONGEST:
        return False
    of_page = pattern("document_fields").match(bare) or pattern("page_words").search(line)
    return not of_page and sort_of(line) < Sort.EDGE


def _is_title(line: str) -> bool:
    bare = _bare(line)
    return ends_as_title(bare) and sort_of(line) < Sort.EDGE and not is_menu_word(bare)


def _is_kept(line: str) -> bool:
    """A line that documents of one place share, one of nothing but marks, and one that other rules take out."""
    if not words_of(line) or sort_of(line) >= Sort.EDGE:
        return True
    bare = _bare(line)
    if is_menu_word(bare):
        return False
    return bool(pattern("document_fields").match(bare) or pattern("recurrence_kept").fullmatch(bare))


def _bare(line: str) -> str:
    """A line without its blanks (市 长 某某) and the marks around it (bold type, bullets)."""
    return "".join(line.split()).strip(_AROUND)


def _runs(places: Sequence[int]) -> Iterator[range]:
    """The places, each unbroken run of them as one."""
    for _, run in groupby(enumerate(places), key=lambda numbered: numbered[1] - numbered[0]):
        numbers = [place for _, place in run]
        yield range(numbers[0], numbers[-1] + 1)


def _removal(text: str, found: Sequence[Line], run: range) -> Edit:
    """One edit for a run of lines, up to the next line; for a run at the end, from the end of the line before."""
    start, end = found[run.start].begin, len(text)
    if run.stop < len(found):
        end = found[run.stop].begin
    elif run.start:
        start = found[run.start - 1].end
    return Edit(start, end, "", "recurring_line", "boilerplate", "likely")
