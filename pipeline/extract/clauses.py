"""Clauses of a sentence, and the action that one of them states."""

import re
from typing import NamedTuple

from pipeline.vocabulary.lists import alternatives, terms
from pipeline.vocabulary.words import opening_pattern, words

_ADVERBS = words("verbs", "adverbs")
_ACTIONS = words("verbs", "actions")
_SOFT = words("verbs", "soft")
_SUBJECTS = words("verbs", "subjects")
_NOUN_HEADS = words("verbs", "noun_heads")
_PROJECT_ENDS = words("verbs", "project_ends")
_PROJECT_ENDS_AFTER_ADVERB = words("verbs", "project_ends_after_adverb")
_OUTCOMES = words("verbs", "outcomes")
_PREPOSITIONS = words("verbs", "prepositions")
_INNER = words("verbs", "inner")
_COMPOUNDS = words("verbs", "compounds")
_NOMINAL, _FIRM = frozenset(terms("verbs", "nominal")), frozenset(terms("verbs", "firm"))
_MANNER = terms("verbs", "manner")
# What a verb, or an adverb before it, can begin with: most places in a clause are passed over.
_INNER_OPENING = opening_pattern(_INNER.words | _ADVERBS.words)
# The same for the words at the head of a clause: most clauses begin with none of them.
_OPENINGS = frozenset(word[:2] for word in _SUBJECTS.words | _ADVERBS.words | _ACTIONS.words)
_INDICATOR = re.compile(rf"(?:{alternatives('verbs', 'indicators')})(?:[^，、]{{0,3}}\d|约|近|超|达|$)")
_CLAUSE = re.compile(r"[^，,；;：:。！？!?\n]+")
_OUTCOME = re.compile(
    "|".join(word for word in terms("verbs", "outcomes") if len(word) > 1)
    + "|(?<![街民社定安邻家旅群])居(?![民住委家留所室])"
)
# 某村入选乡村治理试点, 三个项目被公布为: named by others.
_HONOUR = re.compile(r"入选|获评|荣获|跻身|被(?:命名|公布|评|授予|确定|列|认定)")
# 市人民政府应当将设施建设纳入规划: the verb comes after the object.
_DISPOSAL = re.compile(r"(?:应当|要|须|均|已|并|日前|底前|前)将|把")
# 能耗降幅完成省级下达目标: the subject meets a quota.
_QUOTA = re.compile(r"[^，,]{0,10}(?:目标|任务|计划)$")
_PART = re.compile(r"[^、]+")
_TITLES = re.compile(r"《[^》\n]{1,80}》")
_OPENERS = frozenset("（(【[*")
_BASIS = re.compile(r"以[^，,]{1,40}为[^，,]{0,12}$")
_CONSEQUENCES = frozenset(terms("verbs", "consequences"))
_INDICATOR_VERBS = frozenset(terms("verbs", "indicator_verbs"))
_ALLEGIANCE = frozenset(terms("verbs", "allegiance"))
_ALLEGIANCE_TO = re.compile(rf"(?:{alternatives('verbs', 'allegiance_to')})$")
_LONGEST_OBJECT = 60
# 由区级统一管理 and the like reach no further than this into a clause.
_INNER_REACH = 60


class Action(NamedTuple):
    """The verb and its object, as offsets in the text; the object may be empty."""

    start: int
    end: int
    object_end: int


def find_action(text: str, start: int, end: int) -> Action | None:
    """The first action that the sentence `text[start:end]` states, or None.

    A verb that leads a clause comes first (推进…), then one after a subject or a clause of means
    (对企业开展调查, 地下车库竣工).
    """
    spans = [found.span() for found in _CLAUSE.finditer(text, start, end)]
    for number, (a, b) in enumerate(spans):
        leading = _leading(text, a, b) if _may_lead(text, a) else None
        if leading and not (number and _is_consequence(text, leading)):
            return leading
    for a, b in spans:
        found = _inner(text, a, b) or _listed(text, a, b)
        if found:
            return found
    return None


def _is_consequence(text: str, action: Action) -> bool:
    """…撤县设市，促进了经济发展: what came of the clauses before."""
    return text[action.start : action.end] in _CONSEQUENCES and text.startswith("了", action.end)


def _may_lead(text: str, start: int) -> bool:
    """Whether a clause that begins at `start` can begin with a verb, told by its first characters alone."""
    first = text[start]
    return text[start : start + 2] in _OPENINGS or first in _OPENINGS or first in _OPENERS or first.isspace()


def _listed(text: str, start: int, end: int) -> Action | None:
    """A verb that leads a later part of a list (综合统筹、加强协调); verbs that are also nouns do not count."""
    if text.find("、", start, end) < 0 or _OUTCOMES.end_at(text, start, end) > start:
        return None
    for part in _PART.finditer(text, start, end):
        found = _verb_at(text, part.start(), part.start(), part.end()) if part.start() > start else None
        if found and text[found.start : found.end] not in _NOMINAL:
            return found
    return None


def _leading(text: str, start: int, end: int) -> Action | None:
    """A verb at the head of the clause, after words such as 积极.

    Some words are both (推进落实…, 推进早餐工程): the innermost that can be the verb is.
    """
    while start < end and (text[start] in _OPENERS or text[start].isspace()):
        start += 1
    start = _SUBJECTS.skip(text, start, end)
    places = [start]
    position = _ADVERBS.end_at(text, start, end)
    while position > places[-1]:
        places.append(position)
        position = _ADVERBS.end_at(text, position, end)
    for place in reversed(places):
        found = _verb_at(text, start, place, end)
        if found:
            return found
    return None


def _verb_at(text: str, start: int, verb: int, end: int) -> Action | None:
    stop = _ACTIONS.end_at(text, verb, end)
    if stop in (verb, end) or _COMPOUNDS.end_at(text, verb, end) > stop:
        return None
    if _SOFT.end_at(text, verb, end) >= stop or _OUTCOMES.end_at(text, verb, end) > stop:
        return None
    if _is_attribute(text, verb, stop, end) and (verb == start or text[stop] == "的"):
        return None
    if _is_politics(text, verb, stop, end):
        return None
    if text[verb:stop] in _INDICATOR_VERBS and _is_indicator(text, stop, end):
        return None
    return Action(verb, stop, min(end, stop + _LONGEST_OBJECT))


def _is_indicator(text: str, start: int, end: int) -> bool:
    """完成财政收入…, 新增高新技术企业30家: a statistic, not an action."""
    return _INDICATOR.search(text, start, end) is not None


def _is_attribute(text: str, verb: int, stop: int, end: int) -> bool:
    """发展质量, 成立的联盟: the verb only describes the noun that follows."""
    if text[stop] == "的":
        return True
    if text[verb:stop] not in _NOMINAL:
        return False
    return _NOUN_HEADS.end_at(text, stop, end) > stop or _OUTCOME.search(text, stop, end) is not None


def _is_politics(text: str, verb: int, stop: int, end: int) -> bool:
    """贯彻落实党中央决策部署, 深入学习…精神: allegiance, not yet an action."""
    return text[verb:stop] in _ALLEGIANCE and _ALLEGIANCE_TO.search(text, stop, end) is not None


def _inner(text: str, start: int, end: int) -> Action | None:
    """A verb after a subject or a clause of means, or one that closes a clause about a project."""
    if text[start] == "以" and _BASIS.match(text, start, end):
        return None
    if _PROJECT_ENDS.ends_with(text, start, end) and _acts_at_end(text, start, end):
        return Action(max(start, end - 2), end, end)
    if _OUTCOMES.end_at(text, start, end) > start:
        return None
    return _inner_verb(text, start, end)


def _acts_at_end(text: str, start: int, end: int) -> bool:
    """工程竣工 acts by itself; 建设 or 改革 at the end of a clause only after an adverb (有序推进, 全面实施)."""
    if _PROJECT_ENDS_AFTER_ADVERB.ends_with(text, start, end):
        before = text[max(start, end - 6) : end - 2]
        return before.endswith(_MANNER)
    return text[end - 3 : end - 2] != "的"


def _inner_verb(text: str, start: int, end: int) -> Action | None:
    free = start
    titled = text.find("《", start, end) >= 0
    titles = [found.span() for found in _TITLES.finditer(text, start, end)] if titled else []
    for opening in _INNER_OPENING.finditer(text, start + 2, end):
        position = opening.start()
        if position >= start + _INNER_REACH:
            return None
        if position < free or (titled and any(a < position < b for a, b in titles)):
            continue  # 开工 in 公开工作, 公开 in 《公开条例》
        verb, stop = _run(text, position, end)
        free = max(stop, _COMPOUNDS.end_at(text, verb, end))
        known = verb < stop < end and stop == free and text[stop] != "、" and text[position - 1] != "的"
        known = known and not _is_attribute(text, verb, stop, end) and not _QUOTA.match(text, stop, end)
        if known and _HONOUR.search(text, start, stop):
            return None
        if known and (verb > position or text[verb:stop] in _FIRM or _is_prepositional(text, start, end)):
            if text[verb:stop] in _INDICATOR_VERBS and _is_indicator(text, start, end):
                return None
            return Action(verb, stop, min(end, stop + _LONGEST_OBJECT))
    return None


def _is_prepositional(text: str, start: int, end: int) -> bool:
    """Whether a clause names its object before the verb: 对企业…, 积极为居民…, 应当将设施…."""
    opened = _ADVERBS.skip(text, start, end)
    if _PREPOSITIONS.end_at(text, start, end) > start or _PREPOSITIONS.end_at(text, opened, end) > opened:
        return True
    return _DISPOSAL.search(text, start, end) is not None


def _run(text: str, start: int, end: int) -> tuple[int, int]:
    """The verb after adverbs at `start` (加快|推进); the last adverb is the verb when none follows it."""
    last, position = start, _ADVERBS.end_at(text, start, end)
    if position == start:
        return start, _INNER.end_at(text, start, end)
    while True:
        following = _ADVERBS.end_at(text, position, end)
        if following == position:
            break
        last, position = position, following
    stop = _INNER.end_at(text, position, end)
    return (position, stop) if position < stop < end else (last, _INNER.end_at(text, last, end))
