"""What a page states of its document outside the text: meta elements, the table of 政府信息公开, the title's line."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, zip_longest

from lxml.html import HtmlElement

from pipeline.read.formats.html_title import title_of
from pipeline.read.formats.html_tree import Page, tokens
from pipeline.read.formats.model import STATED_KEYS
from pipeline.vocabulary.lists import mapping, terms

LONGEST_VALUE = 200
_LONGEST_LABEL = 24
_FEWEST_LABELS = 3
_LARGEST_HEAD = 1000
_LARGEST_FIELD = 80
_HEAD_LEVELS = 6
_FIRST_TEXTS = 12
"""Texts at the beginning of the document's own element in which its page may state something of it."""
_LAST_TEXTS = 6
"""Texts behind the document's end among which its source may stand."""
_OTHER, _PAGE, _SOURCE = "其他", "页面", "来源"

_COLON = re.compile("[:：]")
_BLANKS = re.compile(r"[\s\u3000\u200b\ufeff]+")
_AROUND = " \u3000\xa0[]【】()（）|｜"
_YEAR = re.compile(r"\d{4}|[〇○零一二三四五六七八九]{4}\s?年")
_NEEDED = {"成文日期": _YEAR, "发布日期": _YEAR, "文号": re.compile(r"\d"), "索引号": re.compile(r"\d")}
_DATE = re.compile(
    r"\d{4}\s?[-—–./年]{1,4}\s?\d{1,2}\s?[-—–./月]{1,4}\s?\d{1,2}(?:\s?日)?(?:[T\s-]{1,3}\d{1,2}:\d{2}(?::\d{2})?)?"
)


@dataclass(frozen=True, slots=True)
class _Text:
    """A short text of the page: the element it stands in, the key and value when it begins with a label."""

    element: HtmlElement
    words: str
    key: str
    value: str
    colon: bool
    may_state: bool
    """Whether it stands before the document's end and outside of it, or among the document's first lines; a source
    may stand right behind it too."""
    inside: bool


@dataclass(frozen=True, slots=True)
class Head:
    """What a page states, under STATED_KEYS, and the elements that are nothing but such statements."""

    stated: Mapping[str, str]
    elements: frozenset[HtmlElement]


def read_head(page: Page, nodes: Sequence[HtmlElement], marked: Mapping[str, str]) -> Head:
    """What the page states of the document that stands in `nodes`: its meta elements first, then visible labels.

    `marked` are the fields that the template marks (`html_source.Source`). Dates stand as written; a value that cannot
    be one of its kind is passed over.
    """
    texts = list(_texts(page, nodes))
    heads = _heads(page, texts)
    found: dict[str, str] = {}
    for key, value in chain(_meta(page.root), _of_template(marked), _visible(texts, heads)):
        found.setdefault(key, value)
    title = title_of(page, found.get("标题", ""), [text.words for text in texts])
    found["标题"] = title if len(title) <= LONGEST_VALUE else ""
    return Head({key: found[key] for key in STATED_KEYS if found.get(key)}, heads)


def _meta(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """The values of the meta elements, one for each key, under the first name of its list; then those of time."""
    given: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().lower()
        content = " ".join((element.get("content") or "").split())
        if content and len(content) <= LONGEST_VALUE:
            given.setdefault(name, content)
    for key, meta_names in mapping("portals", "meta_names").items():
        value = next((given[name] for name in meta_names.split() if name in given), None)
        if value and _fits(key, value):
            yield key, value
    yield from (("发布日期", time) for e in root.iter("time") if (time := e.get("datetime", "")) and _YEAR.match(time))


def _of_template(marked: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for key, field_names in mapping("portals", "template_marks").items():
        value = next((marked[name] for name in field_names.split() if marked.get(name)), "")
        if _fits(key, value):
            yield key, _kept(key, value)


def _texts(page: Page, nodes: Sequence[HtmlElement]) -> Iterator[_Text]:
    """The short texts of the page in order."""
    last = max((page.size(node).last for node in nodes), default=0)
    inside = seen = behind = 0
    for place, (event, element, text) in enumerate(tokens(page.root, page.left_out), start=1):
        if event != "text":
            inside += (element in nodes) * (1 if event == "start" else -1)
        elif len(text) <= 5 * LONGEST_VALUE and (words := " ".join(text.split())):
            seen += inside > 0
            behind += place > last
            if len(words) <= LONGEST_VALUE:
                label = _label(words)
                before = place <= last and (not inside or seen <= _FIRST_TEXTS)
                credit = label[0] == _SOURCE and 0 < behind <= _LAST_TEXTS
                yield _Text(element, words, *label, before or credit, inside > 0)


def _heads(page: Page, texts: Sequence[_Text]) -> frozenset[HtmlElement]:
    """Elements that are nothing but a head: three or more labels with values, or a line that counts readers.

    The names of columns in a table of data follow each other, so they are not taken for labels.
    """
    labels: dict[HtmlElement, list[str]] = {}
    for text, following in _with_next(texts):
        if text.key and (text.colon or (following and not following.key)):
            for element in _and_above(text.element):
                labels.setdefault(element, []).extend((text.key, *_keys_inside(text.value)))
    return frozenset(element for element, keys in labels.items() if _is_head(page, element, keys))


def _with_next(texts: Sequence[_Text]) -> Iterator[tuple[_Text, _Text | None]]:
    return zip_longest(texts, texts[1:])


def _is_head(page: Page, element: HtmlElement, keys: Sequence[str]) -> bool:
    size = page.size(element)
    if _PAGE in keys and len(keys) > 1 and size.stops == 0 and size.held <= LONGEST_VALUE:
        return True
    return (
        element.tag in ("table", "ul", "dl", "div")
        and len(keys) >= _FEWEST_LABELS
        and size.stops <= 1
        and size.held <= min(_LARGEST_HEAD, len(keys) * _LARGEST_FIELD)
    )


def _and_above(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from islice(element.iterancestors(), _HEAD_LEVELS)


def _visible(texts: Sequence[_Text], heads: frozenset[HtmlElement]) -> Iterator[tuple[str, str]]:
    """Labels with their values, as they follow each other in the texts of the page."""
    for text, following in _with_next(texts):
        if not text.key:
            if text.may_state:
                yield from _inside(text.words)
            continue
        in_head = any(element in heads for element in _and_above(text.element))
        colon = text.colon or (following is not None and following.words.startswith((":", "：")))
        # A document lists names of its own (名称：…); its title stands in a head.
        if not in_head and not (text.may_state and colon and not (text.inside and text.key == "标题")):
            continue
        if text.value:
            yield from _values(text.key, text.value)
        elif following and not following.key:
            value = following.words.lstrip(":： ")
            yield from _value(text.key, value)


def _inside(words: str) -> Iterator[tuple[str, str]]:
    """A line that begins otherwise than with a label: 2023-01-05 10:20 来源：新华社."""
    at = _inner_label().search(words)
    if at:
        dated = _DATE.match(words)
        if dated and not words[dated.end() : at.start()].strip(_AROUND):
            yield "发布日期", dated[0].strip()
        yield from _values(_OTHER, words)


def _values(key: str, value: str) -> Iterator[tuple[str, str]]:
    """The value of a label, and of the labels that follow it in one text: 发布日期：2023-01-05 来源：市政府办."""
    start = 0
    for at in _inner_label().finditer(value):
        yield from _value(key, value[start : at.start()])
        key, start = _keys()[_BLANKS.sub("", at[1])], at.end()
    yield from _value(key, value[start:])


def _keys_inside(value: str) -> Iterator[str]:
    return (_keys()[_BLANKS.sub("", at[1])] for at in _inner_label().finditer(value))


def _value(key: str, value: str) -> Iterator[tuple[str, str]]:
    if key not in (_OTHER, _PAGE) and _fits(key, value):
        yield key, _kept(key, value)


def _label(text: str) -> tuple[str, str, bool]:
    """The key that a text begins with, the words behind it, whether a colon parts them: ("", "", False) for none."""
    opened = text.strip(_AROUND)
    colon = _COLON.search(opened, 0, _LONGEST_LABEL)
    label = opened[: colon.start()] if colon else opened
    key = _keys().get(_BLANKS.sub("", label), "") if len(label) <= _LONGEST_LABEL else ""
    return (key, opened[colon.end() :].strip() if colon else "", colon is not None) if key else ("", "", False)


@cache
def _keys() -> Mapping[str, str]:
    found = {label: key for key, labels in mapping("portals", "labels").items() for label in labels.split()}
    others = dict.fromkeys(terms("portals", "other_labels"), _OTHER)
    return {**others, **dict.fromkeys(terms("portals", "page_labels"), _PAGE), **found}


@cache
def _inner_label() -> re.Pattern[str]:
    labels = sorted(_keys(), key=lambda label: (-len(label), label))
    spaced = (r"\s?".join(map(re.escape, label)) for label in labels if len(label) > 1)
    return re.compile(rf"(?<=[\s|｜)）\]】])[\[【(（]?({'|'.join(spaced)})\s?[:：]")


def _fits(key: str, value: str) -> bool:
    value = value.strip(_AROUND)
    if not value or len(value) > LONGEST_VALUE:
        return False
    needed = _NEEDED.get(key)
    return needed is None or needed.search(value) is not None


def _kept(key: str, value: str) -> str:
    dated = _DATE.search(value) if key in ("成文日期", "发布日期") else None
    return dated[0].strip() if dated else value.strip(" \u3000\xa0;；|｜【】[]")
