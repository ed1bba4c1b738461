"""Links: lines made mostly of link text are navigation and go; a link inside a sentence stays as its text.

A link is written in Markdown, as an HTML element `a`, or as a bare address. How dense the links of a line may be, and
what is left alone, stands in `vocabulary/furniture.yaml` (lists `link_…`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

from pipeline.clean.lines import Line, disjoint, front_matter_end, lines
from pipeline.clean.sorts import Sort, ends_as_title, limits, pattern, sort_of, words_of
from pipeline.text import Edit

_KIND = "boilerplate"
_SIGNS = ("](", "<a", "<A", "://", "www.")

# Every repetition is bounded, or ends at a mark that the next try begins with: time stays linear in the text.
_SCHEME = r"(?:[a-zA-Z][a-zA-Z+.-]{1,12}:|\.{0,2}/|[#?]|www\.|(?=[^()\s<>]{1,300}\.[a-zA-Z]{2,5}[\s)]))"
_ADDRESS = rf"{_SCHEME}[^()\s<>]{{0,20000}}(?:\([^()\s<>]{{0,200}}\)[^()\s<>]{{0,2000}})?"
_TARGET = rf"\([ <]{{0,2}}(?:{_ADDRESS})?>?(?:\s{{0,3}}[\"'“][^\"'“”\n]{{0,300}}[\"'”])?\s?\)"
_IMAGE = r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,20000}(?:\([^()\n]{0,200}\)[^()\n]{0,2000})?\)"
_LINK = re.compile(
    rf"\[\s{{0,4}}{_IMAGE}[^\[\]\n]{{0,100}}\]{_TARGET}|{_IMAGE}"
    rf"|\[(?P<markdown>[^\[\]\n]{{0,300}}(?:\[[^\[\]\n]{{0,40}}\][^\[\]\n]{{0,200}})?)\](?P<target>{_TARGET})"
    r"|<a\s(?P<attributes>[^<>\n]{0,2000})>(?P<html>[^<>\n]{0,300})(?:</a\s?>|(?=[<\n])|\Z)|</?a(?:\s[^<>\n]{0,2000})?>"
    r"|(?<![A-Za-z0-9@/.])(?P<bare>(?:https?://|ftp://|www\.)[A-Za-z0-9][A-Za-z0-9./%?&=_~:#@!$*+;-]{2,500})",
    re.IGNORECASE,
)
_LONGEST_ANNOUNCEMENT = 12
_FULL_STOP = re.compile("[。；]")
_PROSE = re.compile("[。；，、;,]")
_NUMBERED_HEADING = re.compile(
    r"[*#\s]*(?:第[一二三四五六七八九十百\d]{1,4}[章节条部篇]|[一二三四五六七八九十]{1,3}、|[(（][一二三四五六七八九十]{1,3}[)）])"
)
_IN_PAGE = re.compile(r"(?:^\(|href\s?=)[\s<\"']{0,2}#\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Link:
    """One link of a text; what a reader sees of it is `whole[text_start:text_end]`."""

    start: int
    end: int
    text_start: int
    text_end: int
    is_link: bool = True
    """False for a tag without an address, an end tag left over, and what leads to a place in the same text."""
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class _Judged:
    """A line, what a reader sees of it, how many links it has, whether they are most of it or all of it."""

    line: Line
    visible: str
    links: int = 0
    dense: bool = False
    only_links: bool = False


def links(text: str) -> list[Edit]:
    """Edits that take out lines made mostly of links, and leave other links as their text.

    Around the body one such line is enough; inside it a block of several links with no sentence between is asked for.
    """
    begin = front_matter_end(text)
    if all(text.find(sign, begin) < 0 for sign in _SIGNS):
        return []
    found = list(_links(text, begin))
    if not found:
        return []
    judged = _judge(text, found)
    body = _body(judged)
    removed = [_removal(text, judged, run, inside=run.start in body) for run in _runs(_gone(judged, body))]
    return disjoint([*removed, *_unlinked(found, removed)])


def _links(text: str, begin: int) -> Iterator[_Link]:
    for m in _LINK.finditer(text, begin):
        if m["bare"] is not None:
            yield _Link(m.start(), m.end(), m.start(), m.end(), is_bare=True)
        elif m["markdown"] is not None:
            yield _shown(m, "markdown", _IN_PAGE.search(m["target"]) is None)
        elif m["html"] is not None:
            to_page = "href" in m["attributes"].lower() and _IN_PAGE.search(m["attributes"]) is None
            yield _shown(m, "html", to_page)
        else:
            yield _Link(m.start(), m.end(), m.start(), m.start(), is_link=m[0][0] != "<")


def _shown(m: re.Match[str], group: str, is_link: bool) -> _Link:
    start, end = m.span(group)
    return _Link(m.start(), m.end(), start, end if m[group].strip() else start, is_link)


def _judge(text: str, found: Sequence[_Link]) -> list[_Judged]:
    judged, at = [], 0
    for line in lines(text):
        first = at
        while at < len(found) and found[at].start < line.finish:
            at += 1
        judged.append(_judge_line(text, line, found[first:at]) if at > first else _Judged(line, line.text))
    return judged


def _judge_line(text: str, line: Line, own: Sequence[_Link]) -> _Judged:
    limit = limits("link_density")
    plain = "".join(_between(text, line, own))
    linked = [text[k.text_start : k.text_end] for k in own if k.is_link and not k.is_bare]
    visible = "".join(_visible(text, line, own)).strip()
    bare = sum(1 for k in own if k.is_bare)
    link_words = sum(len(_counted(part)) for part in linked) + int(bare * limit["address"])
    words = link_words + len(_counted(plain))
    prose = _PROSE.search(plain) or any(map(_FULL_STOP.search, linked))
    dense = any(k.is_link for k in own) and not prose and link_words >= limit["share"] * words
    return _Judged(line, visible, sum(k.is_link for k in own), dense, not words_of(plain))


def _between(text: str, line: Line, own: Sequence[_Link]) -> Iterator[str]:
    at = line.start
    for link in own:
        yield text[at : link.start]
        at = link.end
    yield text[at : line.end]


def _visible(text: str, line: Line, own: Sequence[_Link]) -> Iterator[str]:
    for between, link in zip(_between(text, line, own), [*own, None], strict=True):
        yield between
        if link is not None:
            yield text[link.text_start : link.text_end]


def _counted(text: str) -> str:
    return words_of(pattern("link_uncounted").sub("", text))


def _gone(judged: Sequence[_Judged], body: range) -> set[int]:
    """The lines that go: navigation, and the names of lists and the dates between its lines."""
    limit = limits("link_density")
    gone: set[int] = set()
    for block in _blocks(judged, body):
        if block[0] not in body or sum(judged[i].links for i in block if judged[i].dense) >= limit["block"]:
            gone.update(block)
        if block[-1] >= body.stop:
            gone.update(_dates_behind(judged, block[-1]))
    return gone


def _dates_behind(judged: Sequence[_Judged], last: int) -> Iterator[int]:
    """Behind the last link of a list at the end: its date and counters, but not the day a document is signed."""
    for i in range(last + 1, min(len(judged), last + 1 + int(limits("link_density")["bridge"]))):
        if _counted(judged[i].visible) or pattern("body_ends").match(judged[i].visible):
            return
        yield i


def _body(judged: Sequence[_Judged]) -> range:
    """The lines from the first sentence to the last; none where no line is a sentence."""
    begin = next((i for i, j in enumerate(judged) if _is_body(j)), None)
    if begin is None:
        return range(0)
    return range(begin, next(i + 1 for i in range(len(judged) - 1, -1, -1) if _is_body(judged[i])))


def _is_body(judged: _Judged) -> bool:
    if judged.dense or not judged.visible or sort_of(judged.visible) is not Sort.BODY:
        return False
    return not pattern("page_words").search(judged.visible)


def _title(judged: Sequence[_Judged], begin: int) -> int | None:
    """The linked title of the document: the last line of the head that can be one, if no line without links can."""
    able = [i for i in range(begin) if judged[i].links <= 1 and _can_be_title(judged[i].visible)]
    return able[-1] if able and all(judged[i].links for i in able) else None


def _can_be_title(visible: str) -> bool:
    long_enough = len(words_of(visible)) >= limits("link_density")["title"]
    return long_enough and ends_as_title(visible) and sort_of(visible) < Sort.EDGE


def _blocks(judged: Sequence[_Judged], body: range) -> Iterator[list[int]]:
    """Runs of navigation lines, with the short lines between them; none reaches over the border of the body."""
    kept = _attached(judged) | {_title(judged, body.start)}
    dense = [i for i, j in enumerate(judged) if j.dense and i not in kept and not _is_kept(j, i in body)]
    block: list[int] = dense[:1]
    for a, b in pairwise(dense):
        same_zone = (a in body) == (b in body) and (a < body.start) == (b < body.start)
        if same_zone and _bridged(judged[a + 1 : b], a in body):
            block += range(a + 1, b + 1)
        else:
            yield block
            block = [b]
    if block:
        yield block


def _attached(judged: Sequence[_Judged]) -> set[int | None]:
    """The lines of links right behind a line that announces attachments (附件：)."""
    attached: set[int | None] = set()
    for i, (before, line) in enumerate(pairwise(judged), 1):
        announced = len(before.visible) <= _LONGEST_ANNOUNCEMENT and _is_attachment(before)
        if line.dense and (announced or i - 1 in attached):
            attached.add(i)
    return attached


def _is_kept(judged: _Judged, inside: bool) -> bool:
    """Attachments, headings with links to their places, fields of the document, and rows of a table."""
    if _is_attachment(judged) or pattern("document_fields").match(judged.visible):
        return True
    row = judged.line.text
    in_table = row[0] == "|" == row[-1] and (inside or not judged.only_links)
    return in_table or bool(_NUMBERED_HEADING.match(judged.visible))


def _is_attachment(judged: _Judged) -> bool:
    return bool(pattern("link_attachments").search(judged.line.text))


def _bridged(between: Sequence[_Judged], inside: bool) -> bool:
    """Whether the lines between two navigation lines are dates, or outside the body also the name of a list."""
    limit = limits("link_density")
    if len(between) > limit["bridge"]:
        return False
    longest = 0 if inside else limit["caption"]
    return all(
        len(_counted(j.visible)) <= longest
        and not (_is_kept(j, inside) or ends_as_title(j.visible) or pattern("body_ends").match(j.visible))
        for j in between
    )


def _runs(gone: set[int]) -> Iterator[range]:
    for i in sorted(gone):
        if i - 1 not in gone:
            yield range(i, next(j for j in count(i + 1) if j not in gone))


def _removal(text: str, judged: Sequence[_Judged], run: range, *, inside: bool) -> Edit:
    """One edit for a run of lines, up to the next line; for a run at the end, from the end of the line before."""
    start, end = judged[run.start].line.begin, len(text)
    if run.stop < len(judged):
        end = judged[run.stop].line.begin
    elif run.start:
        start = judged[run.start - 1].line.end
    certain = not inside and all(judged[i].dense for i in run)
    return Edit(start, end, "", "link_density", _KIND, "sure" if certain else "likely")


def _unlinked(found: Sequence[_Link], removed: Sequence[Edit]) -> Iterator[Edit]:
    """Edits that leave each other link as its text; a bare address is its own text."""
    spans = iter(removed)
    span = next(spans, None)
    for link in found:
        while span is not None and span.end <= link.start:
            span = next(spans, None)
        if link.is_bare or (span is not None and span.start <= link.start):
            continue
        if link.text_start == link.text_end:
            yield Edit(link.start, link.end, "", "link", _KIND)
        else:
            yield Edit(link.start, link.text_start, "", "link", _KIND)
            yield Edit(link.text_end, link.end, "", "link", _KIND)
