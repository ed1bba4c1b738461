"""A text that remembers where each piece of it stood in the document as it was received.

Every cleaning rule is a function from traced text to edits; `TracedText.edit` applies them. What the
release publishes about provenance (`raw_start`, `raw_end`, the tables `repairs` and `removed_passages`)
is read off the pieces and never computed afterwards, so it cannot disagree with the text.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import merge
from itertools import accumulate

JOIN = "+"


@dataclass(frozen=True, slots=True)
class Edit:
    """One wish of a rule: put `after` in place of `text[start:end]`, offsets in the text the rule was given.

    `start == end` inserts; an empty `after` removes. `rule` is the rule's name, `kind` one of the
    values of `repairs.kind`, `certainty` one of those of `repairs.certainty`.
    """

    start: int
    end: int
    after: str
    rule: str
    kind: str
    certainty: str = "sure"


@dataclass(frozen=True, slots=True)
class Change:
    """`base[raw_start:raw_end]` reads `after` in the text. Changes of one text never overlap and stand in raw order."""

    raw_start: int
    raw_end: int
    after: str
    rule: str
    kind: str
    certainty: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of the base text; kept as it is while `change` is None."""

    raw_start: int
    raw_end: int
    change: Change | None = None

    @property
    def length(self) -> int:
        return self.raw_end - self.raw_start if self.change is None else len(self.change.after)


class TracedText:
    """The text of a document at some step of cleaning, tied to the raw text.

    `raw` is the document as received and decoded; `base` is the same text after the conversion of script,
    character for character of the same length (equal to `raw` where nothing was converted).
    Offsets are in characters, half-open.
    """

    def __init__(self, raw: str, base: str | None = None, changes: Sequence[Change] = ()) -> None:
        """Raises ValueError when `base` differs from `raw` in length, or `changes` overlap or leave raw order."""
        self.raw = raw
        self.base = raw if base is None else base
        if len(self.base) != len(raw):
            raise ValueError(f"the converted text has {len(self.base)} characters, the raw text {len(raw)}")
        self._pieces = list(_tile(len(raw), changes))

    @cached_property
    def text(self) -> str:
        """The text as it now reads."""
        return "".join(self.base[p.raw_start : p.raw_end] if p.change is None else p.change.after for p in self._pieces)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate((p.length for p in self._pieces), initial=0))

    @cached_property
    def _is_raw(self) -> bool:
        """Whether nothing was changed, so that all offsets are those of the raw text."""
        return all(piece.change is None for piece in self._pieces)

    @property
    def changes(self) -> list[Change]:
        """Every change made so far, in raw order: base text plus changes is the text (see `replay`)."""
        return [p.change for p in self._pieces if p.change is not None]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` came from in the raw text; a changed stretch counts as a whole.

        Raises ValueError when the span is not inside the text.
        """
        if not 0 <= start <= end <= self._starts[-1]:
            raise ValueError(f"no span {start}:{end} in a text of {self._starts[-1]} characters")
        if self._is_raw:
            return start, end
        if start == end:
            point = self._raw_start(start) if start < self._starts[-1] else len(self.raw)
            return point, point
        return self._raw_start(start), self._raw_end(end)

    def _raw_start(self, offset: int) -> int:
        i = bisect_right(self._starts, offset) - 1
        piece = self._pieces[i]
        return piece.raw_start if piece.change else piece.raw_start + offset - self._starts[i]

    def _raw_end(self, offset: int) -> int:
        i = bisect_left(self._starts, offset) - 1
        piece = self._pieces[i]
        return piece.raw_end if piece.change else piece.raw_start + offset - self._starts[i]

    def edit(self, edits: Iterable[Edit]) -> "TracedText":
        """A new text with the edits applied, all given in offsets of this text.

        An edit that meets a stretch changed before takes that whole change over: the two become one change,
        whose rule names both. Raises ValueError when edits overlap or leave the text.
        """
        ordered = sorted(edits, key=lambda e: (e.start, e.end))
        position = 0
        for e in ordered:
            if e.start < position or e.end < e.start or e.end > self._starts[-1]:
                raise ValueError(f"edit {e} overlaps another or leaves the text of {self._starts[-1]} characters")
            position = e.end
        if not ordered:
            return self
        made = (self._change(cluster) for cluster in self._clusters(ordered))
        return TracedText(self.raw, self.base, [c for c in made if c.after != self.base[c.raw_start : c.raw_end]])

    def _clusters(self, edits: list[Edit]) -> Iterator[list["_Span"]]:
        """Earlier changes and new edits in text order, those that meet taken together: a cluster is one change."""
        earlier = (
            _Span(start, start + piece.length, piece.change)
            for piece, start in zip(self._pieces, self._starts, strict=False)
            if piece.change is not None
        )
        wished = (_Span(e.start, e.end, e) for e in edits)
        cluster: list[_Span] = []
        end = -1
        for span in merge(earlier, wished, key=lambda s: (s.start, s.end)):
            if cluster and not (
                span.start < end or (span.start == end and _insertion_beside_change(cluster[-1], span))
            ):
                yield cluster
                cluster = []
            cluster.append(span)
            end = max(end, span.end)
        if cluster:
            yield cluster

    def _change(self, cluster: list["_Span"]) -> Change:
        """The one change that a cluster amounts to; its rule names every rule that had a hand in it, in order."""
        if len(cluster) == 1 and isinstance(cluster[0].what, Change):
            return cluster[0].what
        start, end = cluster[0].start, max(span.end for span in cluster)
        parts, position = [], start
        for edit in (span.what for span in cluster if isinstance(span.what, Edit)):
            parts += [self.text[position : edit.start], edit.after]
            position = edit.end
        rules = [span.what.rule for span in sorted(cluster, key=lambda s: isinstance(s.what, Edit))]
        certain = all(span.what.certainty == "sure" for span in cluster)
        last = next(span.what for span in reversed(cluster) if isinstance(span.what, Edit))
        return Change(
            *self.raw_span(start, end),
            after="".join([*parts, self.text[position:end]]),
            rule=JOIN.join(dict.fromkeys(name for rule in rules for name in rule.split(JOIN))),
            kind=last.kind,
            certainty="sure" if certain else "likely",
        )


@dataclass(frozen=True, slots=True)
class _Span:
    """An earlier change or a wished edit, at its place in the text."""

    start: int
    end: int
    what: Change | Edit


def _insertion_beside_change(a: _Span, b: _Span) -> bool:
    """An insertion right before or after words that a rule put in: one change, or their order would be lost."""
    return isinstance(a.what, Edit) != isinstance(b.what, Edit) and (
        (isinstance(a.what, Edit) and a.start == a.end and b.end > b.start)
        or (isinstance(b.what, Edit) and b.start == b.end and a.end > a.start)
    )


def replay(base: str, changes: Iterable[Change]) -> str:
    """The text that the changes make of the base text: what a reader of the release can do by hand."""
    parts, position = [], 0
    for c in changes:
        parts += [base[position : c.raw_start], c.after]
        position = c.raw_end
    return "".join([*parts, base[position:]])


def _tile(length: int, changes: Sequence[Change]) -> Iterable[_Piece]:
    position = 0
    for c in changes:
        if c.raw_start < position or c.raw_end < c.raw_start or c.raw_end > length:
            raise ValueError(f"change {c} overlaps another, is out of order, or leaves the raw text")
        if c.raw_start > position:
            yield _Piece(position, c.raw_start)
        yield _Piece(c.raw_start, c.raw_end, c)
        position = c.raw_end
    if position < length:
        yield _Piece(position, length)
