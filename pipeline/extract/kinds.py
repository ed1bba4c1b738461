"""Target, result or other: what the section is for, unless the sentence says otherwise."""

import re

from pipeline.extract.quantities import Quantity
from pipeline.extract.wording import any_of
from pipeline.structure.model import Period, SectionKind
from pipeline.vocabulary.lists import alternatives

_TARGET = re.compile(alternatives("figure_words", "target_cue"))
_RESULT = re.compile(
    any_of("figure_words", "result_cue")
    + r"|去年(?<![比较于年]去年)|上年(?<![比较于年以]上年)(?<!于[我全本][省市县区]上年)(?!度?结[余转])|现有(?<!实现有)"
)
# 全市总面积695平方公里, 辖6镇3办: what a place is, and of no year.
_DESCRIBES = re.compile(
    r"(?:国土|幅员|行政区域|辖区|土地总|[全本][省市县区州盟旗镇乡]总?)面积(?:约|约为|为)?$"
    r"|(?<!直)辖(?![区市内]|范围)[^，,。；;]{0,30}$"
)
# 100万美元以上项目: an amount that says which things are meant.
_THRESHOLD_UNITS = frozenset({"money", "measure", ""})
_THRESHOLD_TAIL = re.compile(rf"的\d|的?[^，,。；;、：:\d]{{0,8}}?(?:{any_of('figure_words', 'threshold_noun')})")
# 30户以上自然村, 500人规模以上村: how large a place has to be.
_SIZE_UNITS = frozenset("户人头")
_SIZED = re.compile(rf"的?(?:{any_of('figure_words', 'sized_place')})")
# 共40条, 67项举措: how many clauses a policy has.
_CLAUSE_UNITS = frozenset("条款章篇项个")
_CLAUSES = re.compile(
    rf"(?:[^，,。；;、：:\d]{{0,6}}?(?:{any_of('figure_words', 'clause_noun')})|[^，,。；;]{{0,10}}之一)"
)
_ACTS = re.compile(any_of("figure_words", "clause_act"))
_SUMMED = re.compile(r"(?:共|共计|包括|含|分|包含|涵盖)$")
# 力争A达到5%，B达到6%: a vow holds for the clauses after it.
_VOW = re.compile(r"力争|预期目标|目标[是为：:]|奋斗目标")
_PROMISE = re.compile(r"力争|确保|目标|争取|到(?:20[2-9]\d|二〇)")


def kind_of(
    text: str,
    sentence: int,
    clause: str,
    quantity: Quantity,
    section_kind: SectionKind,
    period: Period,
    document: Period,
) -> str:
    """The kind ("target", "result" or "other") of a number in a section of the given kind.

    `clause` is what stands before the number in its clause, `sentence` where its sentence, or the list of sentences
    that it belongs to, begins.
    """
    if section_kind == "glossary":
        later = period.text and period.end and document.end and period.end > document.end
        return "target" if later and not is_parameter(text, quantity) else "other"
    if _is_threshold(text, quantity) or _counts_clauses(text, clause, quantity):
        return "other"
    if section_kind == "plan":
        return "result" if _reported(clause, period, document) else "target"
    if section_kind in ("review", "problems"):
        return "target" if _promised(clause, period, document) else "result"
    if _TARGET.search(clause) or _promised(clause, period, document):
        return "target"
    vowed = _VOW.search(text, sentence, quantity.start) is not None and _RESULT.search(clause) is None
    return "target" if vowed else "result"


def describes_place(clause: str) -> bool:
    """Whether the words before a number say what a place is (全市总面积…, 辖6镇…): no result, and of no period."""
    return _DESCRIBES.search(clause) is not None


def is_parameter(text: str, quantity: Quantity) -> bool:
    """A number that is about no period: an amount that says which things are meant, a count of clauses."""
    return _is_threshold(text, quantity) or (quantity.unit == "条" and _CLAUSES.match(text, quantity.end) is not None)


def _is_threshold(text: str, quantity: Quantity) -> bool:
    if quantity.bound not in ("ge", "le", "gt") or not quantity.unit:
        return False
    if quantity.bound == "gt" and not quantity.base_unit:
        return False
    if quantity.unit in _SIZE_UNITS:
        return _SIZED.match(text, quantity.end) is not None
    if quantity.unit_kind not in _THRESHOLD_UNITS:
        return False
    return _THRESHOLD_TAIL.match(text, quantity.end) is not None


def _counts_clauses(text: str, clause: str, quantity: Quantity) -> bool:
    if quantity.unit not in _CLAUSE_UNITS or _ACTS.search(clause) or (quantity.unit != "条" and "落实" in clause):
        return False
    after = _CLAUSES.match(text, quantity.end + (text.startswith("”", quantity.end)))
    return after is not None or (quantity.unit in "条款章" and _SUMMED.search(clause) is not None)


def _reported(clause: str, period: Period, document: Period) -> bool:
    """In a plan: what the clause says has been done, or of a year before the document's."""
    if period.end and document.start and period.end < document.start:
        return True
    return _RESULT.search(clause) is not None and _TARGET.search(clause) is None


def _promised(clause: str, period: Period, document: Period) -> bool:
    """In a review: what is about a time after the document's."""
    later = period.end and document.end and period.end.year > document.end.year
    deadline = period.text is not None and period.text[0] in "到至"
    return bool(later) and (deadline or _PROMISE.search(clause) is not None)
