"""Passages that stand twice in one document: found, judged, and all but the cleanest copy taken out.

What a report repeats because that is how such texts are written (各位代表, 责任单位 lines, identical headings, rows
of a table, slogans, closing formulas) is short, no prose, or differs in its numbers, and stays.
"""

from dataclasses import dataclass

from pipeline.deduplicate.alignment import Alignment, Difference, align, as_words, numbers, numbers_differ
from pipeline.deduplicate.anchors import Chain, Core, chain_length, chains, core
from pipeline.deduplicate.borders import Copies, whole_sentences
from pipeline.deduplicate.cleaner import CONTEXT, excess, verdict
from pipeline.deduplicate.units import Units, units

LEAST = 40
"""Core characters below which a repetition is a formula and not looked at."""
LEAST_BLOCK = 120
"""Core characters of several consecutive paragraphs that nobody writes twice."""
LEAST_EXACT_APART, LEAST_APART = 250, 400
"""Core characters of a single paragraph, elsewhere in the text, that nobody writes twice: word for word, or nearly.

Thanks and closing words recur from year to year with small changes; the longest seen so has 240 (own search over
301 work reports laid end to end).
"""
LEAST_DOUBTFUL = 80
"""Core characters from which a repetition that stays is mentioned."""
ALIKE = 0.9
"""Similarity below which two passages are similar, not copies."""
OTHER_NUMBERS = 0.1
"""Share of numbers that may read otherwise in a copy, by noise; statements of one pattern differ in most."""
DOUBTFUL_NUMBERS = 0.34
"""Share of other numbers up to which a repetition that stays is mentioned."""
CLEARLY = 5.0
"""Nats by which one of two words is the less probable one when it is noise; names in one pattern differ by less."""
LONGEST_DIFFERENCE = 12
"""Characters that noise or loss changes in one place; more are a statement of their own, such as a responsible unit."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A passage and its copy, in offsets of the text. `certain` copies are removed, others mentioned."""

    start: int
    end: int
    kept_start: int
    kept_end: int
    similarity: float
    differences: tuple[str, ...]
    reason: str
    certain: bool
    noise: tuple[tuple[int, int], ...] = ()
    """Stretches of the kept copy that the removed one shows to be noise."""


def find_repeats(text: str) -> list[Repeat]:
    """Every passage of the text that is certainly a copy of another, in order of the removed copy."""
    return [r for r in likely_repeats(text) if r.certain]


def likely_repeats(text: str) -> list[Repeat]:
    """Every passage of the text that is a copy of another, certain or doubtful, in order of the removed copy.

    Linear in the text. A passage that stands three times gives two repeats.
    """
    characters = core(text)
    found = chains(characters, LEAST)
    if not found:
        return []
    cut = units(text, characters)
    judged = (repeat for chain in found if (repeat := _best(text, characters, cut, chain)))
    return sorted(judged, key=lambda r: (r.start, r.end))


def _best(text: str, characters: Core, cut: Units, chain: Chain) -> Repeat | None:
    """What a chain shows; words that only happen to stand before or after a copy are tried without."""
    repeat = _judged(text, characters, cut, chain)
    if repeat is not None and repeat.certain:
        return repeat
    for start, end in ((1, 0), (0, 1), (1, 1)):
        rest = chain[start : len(chain) - end]
        dropped = [*chain[:start], *chain[len(chain) - end :]]
        if rest and chain_length(rest) >= LEAST_BLOCK and all(s.length < LEAST for s in dropped):
            other = _judged(text, characters, cut, rest)
            if other is not None and other.certain:
                return other
    return repeat


def _judged(text: str, characters: Core, cut: Units, chain: Chain) -> Repeat | None:
    copies = whole_sentences(characters, cut, chain)
    if copies is None:
        return None
    later, earlier = _core_span(cut, copies.later), _core_span(cut, copies.earlier)
    if len(chain) == 1 and chain[0].diagonal < chain[0].length:
        # One passage many times over, without a difference: the first is kept, the others are one removal.
        return _many_times(text, cut, Copies(copies.later, (copies.earlier[0], copies.later[0])))
    length = later[1] - later[0]
    if length < LEAST or later[0] < earlier[1]:
        return None
    alignment = align(characters, chain, later, earlier)
    if alignment.similarity < ALIKE:
        return None
    other_numbers = _other_numbers(text, cut, copies, alignment)
    if other_numbers > DOUBTFUL_NUMBERS:
        return None
    kind = _kind(text, cut, copies, alignment, length) if other_numbers <= OTHER_NUMBERS else None
    if kind is None and (length < LEAST_DOUBTFUL or not cut.is_sentence[slice(*copies.later)].any()):
        return None
    return _repeat(text, characters, cut, copies, alignment, kind)


def _many_times(text: str, cut: Units, copies: Copies) -> Repeat | None:
    start, end = _core_span(cut, copies.earlier)
    kind = _kind(text, cut, copies, Alignment(1.0, ()), end - start)
    if end - start < LEAST or kind is None:
        return None
    later, earlier = _text_span(cut, copies.later), _text_span(cut, copies.earlier)
    return Repeat(*later, *earlier, 1.0, (), f"{kind}, many times over; the first is kept", certain=True)


def _text_span(cut: Units, pair: tuple[int, int]) -> tuple[int, int]:
    return int(cut.starts[pair[0]]), int(cut.ends[pair[1] - 1])


def _core_span(cut: Units, pair: tuple[int, int]) -> tuple[int, int]:
    return int(cut.core_starts[pair[0]]), int(cut.core_starts[pair[1]])


def _kind(text: str, cut: Units, copies: Copies, alignment: Alignment, length: int) -> str | None:
    """What makes the copy one that nobody wrote on purpose; None where it may be meant."""
    first, end = copies.later
    sentences = int(cut.is_sentence[first:end].sum())
    lines = int(cut.opens_line[first:end].sum())
    whole = cut.opens(first) and cut.opens(end)
    if any(_states_something_else(text, d) for d in alignment.differences):
        return None
    if copies.earlier[1] == first and (sentences > 1 or (whole and (sentences or length >= LEAST_DOUBTFUL))):
        return "the copy follows the passage at once"
    if lines >= 2 and sentences >= 2 and length >= LEAST_BLOCK:
        return f"{lines} paragraphs in a row stand twice"
    if sentences >= 2 and length >= (LEAST_APART if alignment.differences else LEAST_EXACT_APART):
        return "a long paragraph stands twice"
    return None


def _other_numbers(text: str, cut: Units, copies: Copies, alignment: Alignment) -> float:
    """Share of the passage's numbers that the copies state differently.

    The number before a heading or paragraph counts the passage and says nothing.
    """
    marks = {int(cut.starts[u]) for pair in (copies.later, copies.earlier) for u in range(*pair) if cut.opens_line[u]}
    other = sum(numbers_differ(text, d) and not marks & {d.later_start, d.earlier_start} for d in alignment.differences)
    return other / max(1, numbers(text[slice(*_text_span(cut, copies.later))]).total())


def _states_something_else(text: str, d: Difference) -> bool:
    """One word for another, both of them probable, or more than noise or loss makes: two statements of one pattern."""
    later, earlier = text[d.later_start : d.later_end], text[d.earlier_start : d.earlier_end]
    if max(len(later), len(earlier)) > LONGEST_DIFFERENCE:
        return True
    return min(len(later), len(earlier)) > 1 and abs(excess(*_in_context(text, d))) < CLEARLY


def _in_context(text: str, d: Difference) -> tuple[str, str, str, str]:
    """The characters before a difference, the later and the earlier copy of it, and the characters after."""
    before = text[max(0, d.earlier_start - CONTEXT) : d.earlier_start]
    after = text[d.earlier_end : d.earlier_end + CONTEXT]
    return before, text[d.later_start : d.later_end], text[d.earlier_start : d.earlier_end], after


def _repeat(text: str, characters: Core, cut: Units, copies: Copies, alignment: Alignment, kind: str | None) -> Repeat:
    votes = [verdict(*_in_context(text, d)) for d in alignment.differences]
    remove_later = sum(votes) >= 0
    later, earlier = _text_span(cut, copies.later), _text_span(cut, copies.earlier)
    removed, kept = (later, earlier) if remove_later else (earlier, later)
    noise = tuple(
        (d.earlier_start, d.earlier_end) if remove_later else (d.later_start, d.later_end)
        for d, vote in zip(alignment.differences, votes, strict=True)
        if (vote == -1 and remove_later and d.later_start == d.later_end)
        or (vote == 1 and not remove_later and d.earlier_start == d.earlier_end)
    )
    which = "first" if remove_later else "second"
    why = "the copies are equal" if not votes else "it reads cleaner" if sum(votes) else "neither reads cleaner"
    return Repeat(
        *removed,
        *kept,
        similarity=alignment.similarity,
        differences=tuple(as_words(text, alignment.differences, remove_later)),
        reason=f"{kind or 'one paragraph stands twice'}; the {which} copy is kept: {why}",
        certain=kind is not None,
        noise=noise,
    )
