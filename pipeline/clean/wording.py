"""Mainland wording, in documents that a mirror converted to Traditional characters and Taiwan words.

The conversion of script brings the characters back (計畫 → 计划); the words it cannot know stand in
`vocabulary/wording.yaml`. Only for converted documents: a Simplified one may mean what it says.
"""

import re
from dataclasses import dataclass
from functools import cache

from pipeline.clean.lexicon import any_of, mapping, records, terms
from pipeline.text import Edit

_RULE, _KIND = "wording", "wording"
_THROUGHOUT = 2
_ZHU, _ZHE = "著", "着"


@dataclass(frozen=True, slots=True)
class _InContext:
    """A word that both sides write, and beside what the mainland writes another one."""

    mainland: str
    after: tuple[str, ...]
    before: tuple[str, ...]
    never: tuple[str, ...]
    not_after: tuple[str, ...]

    def excluded(self, text: str, start: int, end: int) -> bool:
        """Whether the word at `text[start:end]` is right as it stands."""
        return text.startswith(self.never, end) or text.endswith(self.not_after, 0, start)

    def fits(self, text: str, start: int, end: int) -> bool:
        """Whether the word at `text[start:end]` stands in one of its contexts."""
        anywhere = not self.before and not self.after
        return anywhere or text.startswith(self.before, end) or text.endswith(self.after, 0, start)


def wording(text: str) -> list[Edit]:
    """Edits that put the mainland word, by context where both exist; 著 becomes 着 but in 显著, 著名 and the like."""
    replaced = _replaced(text)
    found = ((m, _mainland(text, m, replaced)) for m in _any_word().finditer(text))
    return [Edit(m.start(), m.end(), after, _RULE, _KIND) for m, after in found if after is not None]


def _replaced(text: str) -> dict[str, str]:
    """The words that a converter has put throughout the document, with the mainland word that it never has."""
    pairs = mapping("wording", "replaced").items()
    return {put: lost for put, lost in pairs if lost not in text and text.count(put) >= _THROUGHOUT}


def _mainland(text: str, m: re.Match[str], replaced: dict[str, str]) -> str | None:
    word = m.group()
    if word == _ZHU:
        return None if _keeps_zhu(text, m.start()) else _ZHE
    if word in mapping("wording", "words"):
        return mapping("wording", "words")[word]
    context = _contexts().get(word)
    if context and context.excluded(text, m.start(), m.end()):
        return None
    if word in replaced:
        return replaced[word]
    return context.mainland if context and context.fits(text, m.start(), m.end()) else None


def _keeps_zhu(text: str, at: int) -> bool:
    before, after = terms("wording", "kept_zhu"), terms("wording", "kept_zhu_before")
    return text.endswith(before, 0, at) or text.startswith(after, at + 1)


@cache
def _any_word() -> re.Pattern[str]:
    return re.compile(any_of((*mapping("wording", "words"), *_contexts(), *mapping("wording", "replaced"), _ZHU)))


@cache
def _contexts() -> dict[str, _InContext]:
    return {
        entry["word"]: _InContext(
            entry["mainland"], *(tuple(entry[name]) for name in ("after", "before", "never", "not_after"))
        )
        for entry in records("wording", "contexts")
    }
