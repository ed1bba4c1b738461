"""The tree of headings: which heading stands under which."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.structure.headings import Heading


@dataclass(slots=True)
class Node:
    """A section in the making; `heading` is None for the text before any heading and for the signature."""

    heading: Heading | None
    parent: int | None
    level: int
    start: int
    end: int


class Outline:
    """Grows the tree in text order.

    A heading closes the open sections of its own scheme and all below; a scheme not open yet goes under the
    innermost section of a higher rank. Numbers are not looked at, so numbering may restart, run on or skip.
    """

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self._open: list[int] = []

    @property
    def current(self) -> int | None:
        """Index of the innermost open section."""
        return self._open[-1] if self._open else None

    def add(self, heading: Heading | None, start: int) -> int:
        """Opens a section at `start` and returns its index."""
        if heading is None:
            self._close_to(0, start)
        else:
            self._close_to(self._depth_for(heading), start)
        parent = self.current
        level = 1 if parent is None else self.nodes[parent].level + 1
        self.nodes.append(Node(heading, parent, level, start, start))
        self._open.append(len(self.nodes) - 1)
        return len(self.nodes) - 1

    def end_paragraph(self, end: int) -> None:
        """Closes a section whose heading only opened a paragraph."""
        while self._open:
            heading = self.nodes[self._open[-1]].heading
            if heading is None or not heading.brief:
                return
            self.nodes[self._open.pop()].end = end

    def finish(self, end: int) -> Sequence[Node]:
        """Closes all that is open and returns the sections in text order."""
        self._close_to(0, end)
        return self.nodes

    def _depth_for(self, heading: Heading) -> int:
        for depth, index in enumerate(self._open):
            opened = self.nodes[index].heading
            if opened is None:
                return depth
            if opened.scheme == heading.scheme and opened.rank == heading.rank:
                return depth
        for depth, index in enumerate(self._open):
            opened = self.nodes[index].heading
            if opened is not None and opened.rank >= heading.rank:
                return depth
        return len(self._open)

    def _close_to(self, depth: int, end: int) -> None:
        while len(self._open) > depth:
            self.nodes[self._open.pop()].end = end
