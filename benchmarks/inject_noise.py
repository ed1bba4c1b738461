"""Injects runs of nonsense characters into clean text, as mirrors do; the places are known, so recall can be counted.

A run is 2–5 random characters, drawn from one kind of character, put inside a word or between words, 1 to 30 a
document; everything follows from the seed.
"""

import random
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache

from opencc import OpenCC

from pipeline.clean.noise_model import character_model

RUN_LENGTHS = (2, 3, 4, 5)
RUNS_A_DOCUMENT = (1, 30)
MARKS = "，。、；：“”（）《》,;:()!！?？"


@dataclass(frozen=True, slots=True)
class Run:
    """An injected run: `text[start:end]` of the noisy text, its kind of character, and whether it splits a word."""

    start: int
    end: int
    kind: str
    inside: bool


@cache
def pools() -> dict[str, str]:
    """The kinds of character that runs are drawn from; drawing is uniform inside a kind.

    GB 2312 orders its first level (3,755 common characters) by sound and its second level (3,008 rarer ones) by
    radical: rows 16–55 and 56–87. `frequent` are the 1,000 most counted characters of the model's table.
    """
    first_level = _gb2312(range(16, 56))
    second_level = _gb2312(range(56, 88))
    traditional = OpenCC("s2t")
    back = OpenCC("t2s")
    return {
        "frequent": _most_counted(1000),
        "common": first_level,
        "rare": second_level,
        "any_gb": first_level + second_level,
        # what a run in Traditional characters reads after the pipeline has converted the document
        "traditional": back.convert(traditional.convert(first_level + second_level)),
        "very_rare": "".join(map(chr, range(0x4E00, 0x9FA6))),
    }


def _gb2312(rows: range) -> str:
    cells = (bytes([row + 0xA0, cell + 0xA0]) for row in rows for cell in range(1, 95))
    return "".join(c.decode("gb2312", "ignore") for c in cells)


def _most_counted(n: int) -> str:
    model = character_model()
    chars = _gb2312(range(16, 56))
    return "".join(sorted(chars, key=lambda c: -float(model.single[model.ids(c)[0]]))[:n])


def inject(text: str, seed: int, starts: Sequence[int] = (), kinds: Sequence[str] = ()) -> tuple[str, list[Run]]:
    """The text with runs put in, and the runs in order.

    `starts` are offsets where a word begins (see `word_starts`): half of the runs go between words, half inside.
    Without them every place between two Han characters or beside a mark may be taken.
    """
    rng = random.Random(seed)
    first = set(starts)
    inside = [i for i in range(1, len(text)) if _han(text[i - 1]) and _han(text[i]) and i not in first]
    between = [
        i
        for i in range(1, len(text))
        if (_han(text[i - 1]) or text[i - 1] in MARKS)
        and (_han(text[i]) or text[i] in MARKS)
        and (_han(text[i]) or _han(text[i - 1]))
        and (i in first or not _han(text[i]) or not _han(text[i - 1]))
    ]
    wanted = rng.randint(*RUNS_A_DOCUMENT)
    chosen: dict[int, bool] = {}
    for _ in range(wanted):
        is_inside = rng.random() < 0.5
        places = inside if is_inside else between
        if places:
            chosen.setdefault(rng.choice(places), is_inside)
    kinds = tuple(kinds) or tuple(pools())
    parts, runs, position, shift = [], [], 0, 0
    for place in sorted(chosen):
        kind = rng.choice(kinds)
        noise = "".join(rng.choices(pools()[kind], k=rng.choice(RUN_LENGTHS)))
        parts += [text[position:place], noise]
        runs.append(Run(place + shift, place + shift + len(noise), kind, chosen[place]))
        position, shift = place, shift + len(noise)
    return "".join([*parts, text[position:]]), runs


def word_starts(text: str, words: Container[str], longest: int = 8) -> list[int]:
    """Where words begin, by forward maximum matching with a list of words."""
    starts, position = [], 0
    while position < len(text):
        starts.append(position)
        sizes = range(min(longest, len(text) - position), 1, -1)
        position += next((k for k in sizes if text[position : position + k] in words), 1)
    return starts


def _han(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"
