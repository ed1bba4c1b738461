"""Responsible bodies: who leads, helps or answers for a measure, from lines, clauses and headings."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.model import Unit
from pipeline.structure.model import Section, Sentence, Structure
from pipeline.structure.responsibility import LABEL_FORM, SEPARATOR, TAIL, WHEN, statement_start
from pipeline.vocabulary.lists import alternatives

_LABEL = re.compile(LABEL_FORM)
# Labels that names of bodies do not follow.
_OTHER = re.compile("|".join((alternatives("bodies", "persons"), alternatives("responsibility", "deadlines"))))
_ROLE_WORDS = {role: alternatives("responsibility", role) for role in ("lead", "cooperate", "responsible")}
_ROLES = {role: re.compile(words) for role, words in _ROLE_WORDS.items()}
_PART = re.compile(r"[^，,；;。\n]+")
# 年内持续推进, 12月底前完成: by when, and no name.
_BY_WHEN = re.compile(
    rf"\s*(?:[12]\d{{3}}年|\d{{1,2}}月|第?[一二三四]季度|[今明当每全]年|每[月季])?[底末初前]?"
    rf"[^局委办部厅]{{0,4}}{WHEN}[^局委办部厅]{{0,12}}$"
)
_WITH = re.compile(r"(?:会同|联合(?![会社体国大学]))")
_OPEN, _CLOSE = "(（[【〔", ")）]】〕"
_SUFFIX = re.compile(rf"(?:{alternatives('bodies', 'suffixes')})(?:[(（][^()（）]*[)）]?)?$")
_GROUP = re.compile(alternatives("bodies", "groups"))
_LEADING = re.compile(r"^(?:由|以|请|并|及|和|与)")
_ETC = re.compile(r"等(?:部门|单位)?$")
# A remark on the order of the names: (排名第一的为牵头单位,下同), 列第一位者为牵头部门.
_FIRST_LEADS = re.compile(r"[(（]?(?:排名?|列)(?:在)?(?:第一|首位)[^()（）]{0,30}牵头[^()（）]{0,12}[)）]?")
_OWN_ROLE = re.compile(rf"[(（](?:{'|'.join(_ROLE_WORDS.values())})[)）]$")
# 市教育局|负责统筹协调: what a body answers for, behind its name.
_TASK_OF = re.compile(rf"(?<=[局委办部厅府心院])(?:{'|'.join(_ROLE_WORDS.values())})")
_LONGEST_NAME = 40
# 各县、区人民政府: what the first pieces of such a name share; 各区、县级市 are two.
_LEVEL = re.compile(r"(?!县级市)[县市区州盟旗镇乡街].{0,5}$")
_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")


def read_column(text: str, start: int, end: int, head: str) -> list[Unit]:
    """The bodies that a cell of a table names, in text order; the head of its column (牵头单位) gives their role.

    A head that names persons (责任人) gives none.
    """
    return [] if _OTHER.search(head) else read_units(text, start, end, _role(head) or "responsible")


def read_units(text: str, start: int, end: int, role: str | None = "responsible") -> list[Unit]:
    """The bodies that the responsibility line or clause `text[start:end]` names, in text order.

    The label (牵头单位：) gives the role unless the words after the names (A牵头,B配合) do; before any label it is
    `role`.
    """
    if end > start and text[start] in _OPEN:
        start += 1
    while end > start and (text[end - 1] in "。；;，, " or _unopened(text, start, end)):
        end -= 1
    first = _FIRST_LEADS.search(text, start, end)
    if first:
        end = first.start()
    stop = text.find("。", start, end)
    if stop >= 0 and _LABEL.search(text, stop, end) is None:
        end = stop  # what follows is a remark: 以下各项均需各区落实
    units: list[Unit] = []
    position = start
    for label in [*_LABEL.finditer(text, start, end), None]:
        stop = label.start() if label else end
        units += _parts(text, position, stop, role)
        if label:
            role = None if _OTHER.search(label[0]) else _role(label[0]) or "responsible"
            position = label.end()
    if first and units:
        units[0] = units[0]._replace(role="lead")
    return units


def _unopened(text: str, start: int, end: int) -> bool:
    """Whether the stretch ends with a closing bracket that it does not open."""
    words = text[start:end]
    return words[-1] in _CLOSE and sum(map(words.count, _CLOSE)) > sum(map(words.count, _OPEN))


def _role(words: str) -> str | None:
    """The role that a label or the words after the names speak of; 牵头 outranks 负责, 配合 outranks 落实."""
    return next((role for role, pattern in _ROLES.items() if pattern.search(words)), None)


def _parts(text: str, start: int, end: int, role: str | None) -> list[Unit]:
    """Parts between commas; names of one part share the role that ends it, else that of the label."""
    if role is None:
        return []
    found = []
    for part in _PART.finditer(text, start, end):
        if _BY_WHEN.match(part[0]):
            continue
        tail = TAIL.search(text, part.start(), part.end())
        tail = tail or _TASK_OF.search(text, part.start(), part.end())
        stop = tail.start() if tail else part.end()
        said = _role(tail[0]) if tail else None
        found.append((part.start(), stop, said))
    # 区民政局,各街道按职责分工负责: a part without a word of its own shares the next one's.
    units: list[Unit] = []
    for i, (a, b, said) in enumerate(found):
        own = said or next((s for _, _, s in found[i + 1 :] if s), None) or role
        both = _WITH.search(text, a, b)
        if both:
            units += _names(text, a, both.start(), "lead")
            units += _names(text, both.end(), b, "cooperate")
        else:
            units += _names(text, a, b, own)
    return units


def _names(text: str, start: int, end: int, role: str) -> list[Unit]:
    found = []
    for a, b in _name_spans(text, start, end):
        own = _OWN_ROLE.search(text, a, b)
        stop = own.start() if own else b
        found.append(Unit(a, stop, (own and _role(own[0])) or role, _GROUP.search(text[a:stop]) is not None))
    return found


def _name_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Names set apart by 、 outside brackets; a piece that cannot stand alone joins the next (各县、市、区)."""
    pieces = list(_pieces(text, start, end))
    i = 0
    while i < len(pieces):
        a, b = pieces[i]
        while i + 1 < len(pieces) and _is_fragment(text, a, b, pieces[i + 1]):
            i += 1
            b = pieces[i][1]
        span = _trimmed(text, a, b)
        if span and span[1] - span[0] <= _LONGEST_NAME:
            yield span
        i += 1


def _is_fragment(text: str, start: int, end: int, following: tuple[int, int]) -> bool:
    name, after = text[start:end], text[following[0] : following[1]]
    bare = _IN_BRACKETS.sub("", after)
    if re.fullmatch(r"各(?:[县市区州盟旗镇乡](?:[、（(]|$))+[^局委办]{0,3}", name) and _LEVEL.match(bare):
        return True
    return _SUFFIX.search(name) is None and _SUFFIX.search(after) is not None and "各" not in after and len(name) <= 8


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    depth, position = 0, start
    for i in range(start, end):
        if text[i] in _OPEN:
            depth += 1
        elif text[i] in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and (found := SEPARATOR.match(text, i, end)):
            if i > position:
                yield position, i
            position = max(position, found.end())
    if end > position:
        yield position, end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and (text[start].isspace() or text[start] in "、：:“”—－-"):
        start += 1
    led = _LEADING.match(text[start:end])
    if led and end - start > 3:
        start += led.end()
    while end > start and (text[end - 1].isspace() or text[end - 1] in "、：:。；;，,"):
        end -= 1
    etc = _ETC.search(text, start, end)
    if etc and etc.start() > start:
        end = etc.start()
    while end > start and _unopened(text, start, end):
        end -= 1
    return (start, end) if end - start >= 2 else None


@dataclass(frozen=True, slots=True)
class Assigned:
    """What is said about a sentence elsewhere: the bodies that answer for it, and the wording of the line."""

    units: tuple[Unit, ...]
    line: str


def assign_units(structure: Structure) -> dict[int, Assigned]:
    """For each sentence (by index) what a responsibility line, clause or heading says of it."""
    assigned: dict[int, Assigned] = {}
    text, sentences, sections = structure.text, structure.sentences, structure.sections
    leading: list[tuple[int, int, Assigned]] = []
    for first, last in _groups(sentences):
        units = tuple(u for s in sentences[first : last + 1] for u in read_units(text, s.start, s.end))
        said = Assigned(units, text[sentences[first].start : sentences[last].end])
        scope = list(_scope_before(structure, first))
        if not scope:
            leading.append((first, last, said))
        for index in scope:
            assigned.setdefault(index, said)
    # A line that stands first goes for what no line of its own names.
    for first, last, said in reversed(leading):
        for index in _scope_after(structure, first, last):
            assigned.setdefault(index, said)
    for index, sentence in enumerate(sentences):
        if sentence.role == "body" and index not in assigned:
            start = statement_start(text, sentence.start, sentence.end)
            if start > sentence.start:
                units = tuple(read_units(text, start, sentence.end))
                assigned[index] = Assigned(units, "")
    by_heading = _units_in_headings(structure)
    if by_heading:
        for index, sentence in enumerate(sentences):
            owner = _owner(sections, sentence.section, by_heading)
            if owner is not None:
                assigned.setdefault(index, Assigned(by_heading[owner], ""))
    return assigned


def _groups(sentences: Sequence[Sentence]) -> Iterator[tuple[int, int]]:
    """Runs of responsibility sentences that stand together (牵头单位：…；配合单位：…)."""
    index = 0
    while index < len(sentences):
        if sentences[index].role == "responsibility":
            first = index
            while index + 1 < len(sentences) and sentences[index + 1].role == "responsibility":
                index += 1
            yield first, index
        index += 1


def _scope_before(structure: Structure, first: int) -> Iterator[int]:
    """The sentences before, back to the last such line, within the item.

    A clause inside a sentence reaches back within its paragraph, one after a full stop within its section,
    a line of its own within the enclosing section that has a heading.
    """
    sentences, sections = structure.sentences, structure.sections
    line = sentences[first]
    own_line = first == 0 or sentences[first - 1].paragraph != line.paragraph
    section = _headed(sections, line.section) if own_line else line.section
    inside = not own_line and structure.text[sentences[first - 1].end - 1] not in "。！？；;!?"
    for index in range(first - 1, -1, -1):
        sentence = sentences[index]
        if sentence.role == "responsibility" or sentence.start < sections[section].start:
            return
        if inside and sentence.paragraph != line.paragraph:
            return
        if sentence.role == "body":
            yield index


def _scope_after(structure: Structure, first: int, last: int) -> Iterator[int]:
    """The sentences after, to the end of the section whose heading the line stands under or in."""
    section = structure.sections[_headed(structure.sections, structure.sentences[first].section)]
    for index in range(last + 1, len(structure.sentences)):
        if structure.sentences[index].start >= section.end:
            return
        yield index


def _headed(sections: Sequence[Section], index: int) -> int:
    """The innermost section around that has words for a heading."""
    while sections[index].heading is None:
        parent = sections[index].parent
        if parent is None:
            return index
        index = parent
    return index


def _units_in_headings(structure: Structure) -> dict[int, tuple[Unit, ...]]:
    """Sections whose heading is nothing but names of bodies (units as sub-headings)."""
    found = {}
    for index, section in enumerate(structure.sections):
        if section.heading is None or len(section.heading) > 2 * _LONGEST_NAME or not _SUFFIX.search(section.heading):
            continue
        start = structure.text.find(section.heading, section.start, section.end)
        names = re.split("[、，,和]", section.heading)
        if start >= 0 and all(_BODY.fullmatch(name) for name in names):
            found[index] = tuple(_names(structure.text, start, start + len(section.heading), "responsible"))
    return found


# A heading is a body's name only with the mark of its level of government before it: 区教育局, 市发展改革委.
_BODY = re.compile(
    r"(?:[\u4e00-\u9fff]{0,6}[省市区县州镇])?(?:[省市区县州]|自治区|区县)[\u4e00-\u9fff]{1,14}(?:局|委|办|厅|办公室|委员会|管委会|集团|公司|联|支队|总队|大队|中心|工会)"
)


def _owner(sections: Sequence[Section], index: int | None, owners: dict[int, tuple[Unit, ...]]) -> int | None:
    while index is not None:
        if index in owners:
            return index
        index = sections[index].parent
    return None
