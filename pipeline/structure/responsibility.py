"""Where a text names who is responsible, or by when: 责任单位:A牵头,B配合; (A、B负责); 完成时限:年底前."""

import re

from pipeline.vocabulary.lists import alternatives, terms

_LABELS = alternatives("responsibility", "labels", "deadlines")
_VERBS = alternatives("responsibility", "lead", "cooperate", "responsible")
# A line or bracket that opens with the label: 责任单位:… (牵头单位：…
LABEL = re.compile(rf"[\[【（(〔]?\s?(?:{_LABELS})(?:及(?:{_LABELS}))?[\]】]?\s?[:：]")
# What a label or such a bracket can begin with: nearly all sentences begin otherwise.
_OPENINGS = frozenset("[【（(〔").union(
    word[0] for name in ("labels", "deadlines") for word in terms("responsibility", name)
)
# A bracket that ends a sentence and closes with the verb: (区教育局牵头,各街道配合). Bounded, no nesting.
BRACKET = re.compile(
    rf"[（(](?:{_LABELS})[:：]"
    rf"|[（(](?=[^（()）。；;\n]{{0,160}}(?:{_VERBS}))"
    rf"(?:[^（()）。；;\n]{{2,160}}|[^（()）。；;\n]{{1,80}}[（(][^（()）\n]{{1,30}}[)）][^（()）。；;\n]{{0,120}})"
    rf"(?:{_VERBS})[)）]"
)


_BODY = re.compile(rf"(?:{alternatives('bodies', 'suffixes')})(?:[(（][^()（）]*[)）]?)?$")
_BETWEEN = re.compile(r"[、，,；;。\s]+")


def names_bodies(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is nothing but names of bodies: how 责任单位:A;B;C goes on."""
    return all(_BODY.search(piece) for piece in _BETWEEN.split(text[start:end]) if piece)


def is_responsibility(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` only says who is responsible."""
    first = text[start : start + 1]
    if first not in _OPENINGS and not first.isspace():
        return False
    return LABEL.match(text, start, end) is not None or BRACKET.match(text, start, end) is not None
