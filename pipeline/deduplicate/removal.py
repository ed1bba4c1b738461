"""Taking repeated passages out of a traced text, so that each is one removal in the raw text and nothing else."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from pipeline.clean.trace import PASSAGE_KIND, PASSAGE_RULE
from pipeline.deduplicate.passages import Repeat, likely_repeats
from pipeline.text import Change, Edit, TracedText

SETTLED_RULE = "settled_by_copy"
MOST_ROUNDS = 64
"""Each round halves the copies of a passage."""

_BLANK_TO_LINE_END = re.compile("[ \t\r\u3000\u00a0]*(?:\n|$)")
_BLANK_LINES = re.compile("(?:[ \t\r\u3000\u00a0]*\n)*")


@dataclass(frozen=True, slots=True)
class Removed:
    """A passage that was taken out: where it stood in the raw text, and where its copy stands in the new text."""

    raw_start: int
    raw_end: int
    kept_start: int
    kept_end: int
    similarity: float
    differences: tuple[str, ...]
    reason: str


def remove_repeats(traced: TracedText) -> tuple[TracedText, list[Removed]]:
    """The text with every certain repeat taken out, and what was taken out, in raw order.

    Where the removed copy shows a stretch of the kept one to be noise, that is taken out too (rule
    `settled_by_copy`). No two removals overlap or touch the same change.
    """
    made, removed, _ = settle_repeats(traced)
    return made, removed


def settle_repeats(traced: TracedText) -> tuple[TracedText, list[Removed], list[Repeat]]:
    """As `remove_repeats`, and the doubtful repeats that are left in the new text."""
    removed: list[Removed] = []
    for _ in range(MOST_ROUNDS):
        repeats = likely_repeats(traced.text)
        chosen = _compatible(traced.text, [r for r in repeats if r.certain])
        if not chosen:
            break
        traced, removed = _round(traced, chosen, removed)
    else:
        repeats = likely_repeats(traced.text)
    return traced, _one_for_each_change(traced, removed), [r for r in repeats if not r.certain]


def _compatible(text: str, repeats: list[Repeat]) -> list[Repeat]:
    """Repeats none of which touches what another removes or keeps; the others wait for the next round."""
    chosen: list[Repeat] = []
    gone, needed = bytearray(len(text)), bytearray(len(text))
    for r in repeats:
        if _marked(gone, r.start, r.end) or _marked(gone, r.kept_start, r.kept_end) or _marked(needed, r.start, r.end):
            continue
        chosen.append(r)
        gone[r.start : r.end] = b"\1" * (r.end - r.start)
        needed[r.kept_start : r.kept_end] = b"\1" * (r.kept_end - r.kept_start)
    return chosen


def _marked(marks: bytearray, start: int, end: int) -> bool:
    return marks.find(1, start, end) >= 0


def _round(traced: TracedText, chosen: list[Repeat], removed: list[Removed]) -> tuple[TracedText, list[Removed]]:
    spans: list[tuple[int, int]] = []
    for r in chosen:
        start, end = _with_line_end(traced.text, r.start, r.end)
        spans.append((max(start, spans[-1][1] if spans else 0), end))
    parted, cuts = _parted(traced, spans)
    at = _Moved(cuts)
    inner = [(at(s), at(e)) for s, e in spans]
    raw = [parted.raw_span(*span) if span[0] < span[1] else None for span in inner]
    noise = _disjoint(n for r in chosen for n in r.noise)
    edits = [Edit(s, e, "", PASSAGE_RULE, PASSAGE_KIND) for s, e in inner if s < e]
    edits += [Edit(at(s), at(e), "", SETTLED_RULE, "noise") for s, e in noise]
    after = parted.edit(edits)
    place = _Moved([*spans, *noise])
    made = [
        Removed(*where, place(r.kept_start), place(r.kept_end), r.similarity, r.differences, r.reason)
        for r, where in zip(chosen, raw, strict=True)
        if where is not None
    ]
    return after, [*_followed(removed, chosen, place), *made]


def _disjoint(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, without those that overlap one before them."""
    made: list[tuple[int, int]] = []
    for span in sorted(spans):
        if not made or span[0] >= made[-1][1]:
            made.append(span)
    return made


def _with_line_end(text: str, start: int, end: int) -> tuple[int, int]:
    """A passage of whole lines goes with its line breaks, so that no empty lines are left behind."""
    if start and text[start - 1] != "\n":
        return start, end
    rest = _BLANK_TO_LINE_END.match(text, end)
    if rest is None:
        return start, end
    following = _BLANK_LINES.match(text, rest.end())
    end = following.end() if following else rest.end()
    if end >= len(text):
        start = len(text[:start].rstrip("\n \t\r\u3000\u00a0"))
    return start, end


def _parted(traced: TracedText, spans: list[tuple[int, int]]) -> tuple[TracedText, list[tuple[int, int]]]:
    """The text without those parts of the passages that lie in a change which reaches beyond them, and these parts."""
    changes = traced.changes
    shifts = accumulate((len(c.after) - (c.raw_end - c.raw_start) for c in changes), initial=0)
    starts = [c.raw_start + shift for c, shift in zip(changes, shifts, strict=False)]
    cuts: dict[tuple[int, int], Change] = {}
    for span in spans:
        for border in span:
            i = bisect_right(starts, border) - 1
            while i > 0 and not changes[i].after and starts[i] == border:
                i -= 1
            if i >= 0 and starts[i] < border < starts[i] + len(changes[i].after):
                part = max(span[0], starts[i]), min(span[1], starts[i] + len(changes[i].after))
                cuts[part] = changes[i]
    edits = [Edit(s, e, "", c.rule, c.kind, c.certainty) for (s, e), c in cuts.items()]
    return traced.edit(edits), sorted(cuts)


class _Moved:
    """Where offsets come to lie when stretches are taken out; an offset inside one falls on its place."""

    def __init__(self, gone: Sequence[tuple[int, int]]) -> None:
        self._gone = sorted(gone)
        self._starts = [s for s, _ in self._gone]
        self._lengths = list(accumulate((e - s for s, e in self._gone), initial=0))

    def __call__(self, offset: int) -> int:
        i = bisect_right(self._starts, offset)
        inside = max(0, self._gone[i - 1][1] - offset) if i else 0
        return offset - self._lengths[i] + inside


def _followed(removed: list[Removed], chosen: list[Repeat], place: _Moved) -> Iterator[Removed]:
    """The kept copies of earlier rounds in the new text; where one is removed now, the copy of that copy."""
    starts = [r.start for r in chosen]
    for old in removed:
        i = bisect_right(starts, old.kept_start) - 1
        if i >= 0 and old.kept_end <= chosen[i].end:
            yield replace(old, kept_start=place(chosen[i].kept_start), kept_end=place(chosen[i].kept_end))
        else:
            yield replace(old, kept_start=place(old.kept_start), kept_end=place(old.kept_end))


def _one_for_each_change(traced: TracedText, removed: list[Removed]) -> list[Removed]:
    """One row for each removal that stands in the raw text; a passage within a later, longer one is part of that."""
    made = []
    ordered = sorted(removed, key=lambda r: (r.raw_start, -r.raw_end))
    i = 0
    for change in traced.changes:
        if change.kind != PASSAGE_KIND:
            continue
        while i < len(ordered) and ordered[i].raw_start < change.raw_start:
            i += 1
        parts = []
        while i < len(ordered) and ordered[i].raw_end <= change.raw_end:
            parts.append(ordered[i])
            i += 1
        widest = max(parts, key=lambda r: r.raw_end - r.raw_start)
        made.append(replace(widest, raw_start=change.raw_start, raw_end=change.raw_end))
    return made
