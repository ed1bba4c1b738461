"""Sentences and paragraphs: the places where a repeated passage may begin and end."""

import re
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.deduplicate.anchors import Core, Ints

_CLOSING = "”’」』》）)\\]】"
_UNIT = re.compile(f"[^\n。！？!?]+(?:[。！？!?]+[{_CLOSING}]*)?|[。！？!?]+[{_CLOSING}]*")
_SENTENCE_MARKS = "。！？!?;；"
_AFTER_MARK = "”’」』》）)]】 \t\r\u3000\u00a0"


@dataclass(frozen=True, slots=True)
class Units:
    """The sentences of a text that hold core characters, in order.

    `core_starts` has one entry more than there are units: the end of the text. `opens_line`: the unit is the
    first of its line. `is_sentence`: it ends in a sentence mark, unlike a heading or the cell of a table.
    """

    starts: Ints
    ends: Ints
    core_starts: Ints
    opens_line: npt.NDArray[np.bool_]
    is_sentence: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.starts)

    def at(self, core_offset: int) -> int | None:
        """The unit that begins at a core offset (the number of units for the end of the text); None elsewhere."""
        i = self.first_from(core_offset)
        return i if i <= len(self) and self.core_starts[i] == core_offset else None

    def first_from(self, core_offset: int) -> int:
        """The first unit that begins at a core offset or after it; past the end, one more than there are units."""
        return int(np.searchsorted(self.core_starts, core_offset))

    def core_length(self, unit: int) -> int:
        """Core characters of a unit."""
        return int(self.core_starts[unit + 1] - self.core_starts[unit])

    def opens(self, unit: int) -> bool:
        """Whether a line begins with this unit, or the text ends before it."""
        return unit == len(self) or bool(self.opens_line[unit])


def units(text: str, characters: Core) -> Units:
    """The text cut at line breaks and after sentence marks; pieces of nothing but punctuation are left out."""
    spans = [m.span() for m in _UNIT.finditer(text)]
    bounds = np.array(spans, np.int64).reshape(-1, 2)
    first = np.searchsorted(characters.positions, bounds[:, 0])
    last = np.searchsorted(characters.positions, bounds[:, 1])
    kept = first < last
    bounds, first = bounds[kept], first[kept]
    opens = [text.rfind("\n", max(0, int(start) - 1), int(start)) >= 0 or start == 0 for start in bounds[:, 0]]
    return Units(
        starts=bounds[:, 0],
        ends=bounds[:, 1],
        core_starts=np.append(first, len(characters.positions)),
        opens_line=np.array(opens, bool),
        is_sentence=np.array([_ends_sentence(text, int(end)) for end in bounds[:, 1]], bool),
    )


def _ends_sentence(text: str, end: int) -> bool:
    return text[max(0, end - 6) : end].rstrip(_AFTER_MARK)[-1:] in tuple(_SENTENCE_MARKS)
