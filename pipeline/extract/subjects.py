"""Which indicator each number of a sentence measures, where lists share one and clauses lean on the one before."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extract.counted import counts_things, phrase_after, phrase_of_predicate
from pipeline.extract.indicators import Phrase, clause_start, is_generic, phrase_before, shared_subjects
from pipeline.extract.quantities import Quantity

_DISTRIBUTED = "分别"
# How many clauses a number may stand after its indicator.
_CLAUSES_BACK = 4
_LONGEST_LIST = 24
_JOINT = re.compile(r"、|和|及|以及|与|，|,|")


def indicators_of(text: str, clauses: Sequence[int], end: int, quantities: Sequence[Quantity]) -> list[Phrase]:
    """What each quantity of a sentence measures, in order; the sentence's clauses begin at `clauses`."""
    found: list[Phrase] = []
    previous_end = clauses[0]
    subjects: list[str] = []
    for number, quantity in enumerate(quantities):
        left = max(clause_start(clauses, quantity.start), previous_end)
        if (
            left == previous_end and number and quantity.unit_kind != "rate"
        ):  # 10个村出列、19449人: what stands before the 、 is of the number before it
            left = text.find("、", left, quantity.start) + 1 or left
        previous_end = quantity.end
        stop = text.find(_DISTRIBUTED, left, quantity.start)
        if stop >= 0:
            whole = phrase_before(text, left, stop)
            again = is_generic(whole.text)
            if again:
                whole = Phrase(_carried(text, clauses, left, found, None).text, whole.denominator)
            listed = quantities[number : number + _LONGEST_LIST]
            earlier = subjects or [phrase.text for phrase in found] if again else []
            subjects = _distribute(text, whole.text, listed, earlier)
            phrase = Phrase("", whole.denominator)
        elif number and text[quantities[number - 1].end : quantity.start] == "的" and quantity.unit_kind == "rate":
            phrase = Phrase(found[-2].text if number > 1 else "", found[-1].text or None)  # 完成预算652万元的96%
        else:
            phrase, previous_end = _own_phrase(text, left, end, quantity)
            subjects = [] if phrase.text else subjects
        if subjects:
            phrase = Phrase(subjects[0], phrase.denominator)
            subjects = [*subjects[1:], subjects[0]]
        elif not phrase.text:
            phrase = _carried(text, clauses, left, found, phrase.denominator)
        found.append(phrase)
    return _lent_backwards(found, quantities)


def _own_phrase(text: str, left: int, end: int, quantity: Quantity) -> tuple[Phrase, int]:
    """The noun phrase beside the number, and where the text it took ends.

    The phrase is empty where the number leans on what was said before it.
    """
    rank = quantity.unit_kind == "rank"
    before = phrase_before(text, left, quantity.start, kind=quantity.unit_kind)
    named = not is_generic(before.text)
    if named and (rank or text.startswith("的", quantity.end)):
        return before, quantity.end
    chooses = quantity.end > quantity.unit_end and quantity.unit_kind in ("money", "measure")  # 100万美元以上 项目
    if not rank and (not named or chooses or counts_things(quantity)):
        after = phrase_after(text, quantity.end, end)
        if not after and not named and quantity.unit_kind == "noun":
            after = phrase_of_predicate(text, quantity.end, end)
        if after and not (named and len(after) == 1 and text[quantity.start - 1] != "的"):
            return Phrase(after, before.denominator), text.find(after, quantity.end, end) + len(after)
    return before if named else Phrase("", before.denominator), quantity.end


def _carried(text: str, clauses: Sequence[int], left: int, found: Sequence[Phrase], denominator: str | None) -> Phrase:
    """For a number with no indicator of its own: that of the number before, else the noun phrase of a clause before."""
    if found and found[-1].text:
        return Phrase(found[-1].text, denominator)
    clause = bisect_right(clauses, left) - 1
    for index in range(clause - 1, max(-1, clause - 1 - _CLAUSES_BACK), -1):
        stop = (clauses[index + 1] if index + 1 < len(clauses) else left) - 1
        phrase = phrase_before(text, clauses[index], min(stop, left))
        if not is_generic(phrase.text):
            return phrase
    return Phrase("", denominator)


def _distribute(text: str, phrase: str, quantities: Sequence[Quantity], earlier: list[str]) -> list[str]:
    """A、B和C分别…x、y和z: the subjects in order where there are as many as numbers, else the whole phrase for each.

    `earlier` are those of the numbers before, where the clause names none of its own: the last different ones are
    meant (A达到x，B达到y，分别增长…), but what the last numbers all measure is one subject.
    """
    count = 1
    for one, two in pairwise(quantities):
        if not _JOINT.fullmatch(text, one.end, two.start):
            break
        count += 1
    different = list(dict.fromkeys(filter(None, earlier)))
    if 1 < count <= len(different) and len(set(earlier[-count:])) > 1:
        return different[-count:]
    subjects = shared_subjects(phrase)
    if len(subjects) == count:
        return subjects
    return [phrase] if phrase else []


def _lent_backwards(found: list[Phrase], quantities: Sequence[Quantity]) -> list[Phrase]:
    """11条667公里高速公路: a number with no indicator that stands right before another measures the same thing."""
    for number in range(len(found) - 2, -1, -1):
        if not found[number].text and quantities[number + 1].start - quantities[number].end <= 1:
            found[number] = found[number + 1]
    return found
