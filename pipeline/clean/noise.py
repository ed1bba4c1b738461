"""Noise: runs of nonsense characters that a mirror injected into a text, inside words too.

Nothing here knows a single such run. A run is noise when no Chinese text has those characters there and the text
around it joins up without it; how much each sign counts is learnt (`characters_network.npz`).
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import log

import numpy as np

from pipeline.clean.model import Doubt
from pipeline.clean.noise_features import MARGIN, Knowledge, Reading, candidates, features
from pipeline.clean.noise_model import CharacterModel, Floats, Ids, character_model
from pipeline.clean.noise_names import (
    has_parallel,
    is_listed,
    may_be_of_person,
    may_be_of_place,
    may_be_of_thing,
    of_one_radical,
)
from pipeline.clean.noise_network import Judge, shipped_networks
from pipeline.clean.noise_words import dictionary_words
from pipeline.text import Edit

RULE = KIND = "noise"
DOUBT = "doubtful_noise"
REMOVED = -1.0
"""Log odds, with what the document says of itself, from which a run is removed: `docs/decisions/noise.md` has what
documents that counts and weights have not seen lose by it (benchmarks/noise_recall.py)."""
SURE = 4.0
"""Log odds from which a removal is called sure."""
DOUBTED_BELOW = 1.5
"""Runs whose log odds fall short of removal by no more than this are left and reported."""
USUAL_DENSITY = 8.7
"""Runs in 10,000 characters at which the judge's odds hold as they are."""
RUNS_BEFORE, CHARACTERS_BEFORE = 0.3, 3_500
"""What is taken for known of the density of noise before a document is read: so many runs in so many characters."""
ROUNDS = 20
"""The density settles within so many rounds."""
ALONE, PERSON_OR_PLACE, THING, LISTED, PARALLEL, OF_ONE_RADICAL = 8.0, 4.0, 2.0, 4.0, 2.0, 2.0
"""Taken off the log odds of a run that fills a line or a cell, may be a name, is an item of a list or a member of a
parallelism, or has characters of one radical: work reports hold few of them, so the judge knows too little of them."""
SHARED, RARER_THAN = 2.0, -8.0
"""Added for each character (of less than this log frequency) that a run has in common with the runs removed: a mirror
draws from a few dozen characters."""
BEYOND_DOUBT, RUNS_OF_NOISY_TEXT = 3.0, 2
"""SHARED is added only in a text with so many runs of these log odds. In a text with none of them nothing less is
removed: mirrors inject everywhere or nowhere, and what stands alone is mostly a word that the counts do not know
(省经信委)."""
NOT_READ = "characters as no Chinese text has them side by side; not searched for injected ones"
LEAST = -5.0
"""Log odds below which a run is forgotten."""
MOST, ALLOWED = 0.1, 20
"""A text that would lose more than this share of its characters, and so many more, is not what this model knows: all
of it is left."""
CROWDED, WINDOW = 1.0, 2048
"""A stretch of WINDOW characters with so many candidates for each is not read: reports have 0.005 at most, random
characters or one word over and over 3.5 to 5, and all the time would go there."""
CHUNK, OVERLAP = 1 << 16, 32
"""Longer texts are read piece by piece, so that memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A run that may be noise: its place in the text and the log odds that it is."""

    start: int
    end: int
    odds: float


def find_noise(text: str) -> tuple[list[Edit], list[Doubt]]:
    """The removals of injected runs, and the runs that are left because they are not certain.

    `text` is Simplified text (Traditional text is converted before); offsets are in it. Never raises; time and
    memory are linear in the text.
    """
    known, judge = shipped_knowledge()
    suspects, crowded = _read(text, known, judge)
    edits, doubts = decide(suspects, text, known.model)
    return edits, [*doubts, *(Doubt(*stretch, DOUBT, NOT_READ) for stretch in crowded)]


@cache
def shipped_knowledge() -> tuple[Knowledge, Judge]:
    """What the package ships: counts, words and networks."""
    network, judge = shipped_networks()
    return Knowledge.of(character_model(), dictionary_words(), network), judge


def suspect_runs(text: str, known: Knowledge, judge: Judge) -> list[Suspect]:
    """Runs that may be noise, in order, none overlapping another, with log odds of LEAST or more."""
    return _read(text, known, judge)[0]


def _read(text: str, known: Knowledge, judge: Judge) -> tuple[list[Suspect], list[tuple[int, int]]]:
    """The suspects of a text, and the stretches that were not read because all of them would be suspects."""
    suspects: list[Suspect] = []
    crowded: list[tuple[int, int]] = []
    for start, chunk in _chunks(text):
        found, stretches = _in_chunk(start, chunk, known, judge)
        suspects += [s for s in found if not suspects or s.start >= suspects[-1].end]
        for begin, end in stretches:
            if crowded and begin <= crowded[-1][1]:
                begin = crowded.pop()[0]
            crowded.append((begin, end))
    return suspects, crowded


def decide(suspects: list[Suspect], text: str, model: CharacterModel) -> tuple[list[Edit], list[Doubt]]:
    """Edits and doubts for the suspects of a text."""
    more = _density(suspects, len(text))
    suspects = _with_shared([replace(s, odds=s.odds + more) for s in suspects], text, model)
    least = REMOVED if any(s.odds >= BEYOND_DOUBT for s in suspects) else BEYOND_DOUBT
    edits = [_edit(s) for s in suspects if s.odds >= least]
    if sum(e.end - e.start for e in edits) > MOST * len(text) + ALLOWED:
        return [], [
            Doubt(
                0,
                len(text),
                DOUBT,
                "too much of this looks injected for it to be the text of a document; all of it was left",
            )
        ]
    return edits, [_doubt(s) for s in suspects if REMOVED - DOUBTED_BELOW <= s.odds < least]


def _density(suspects: list[Suspect], length: int) -> float:
    """What the density of noise in the document adds to the log odds of each run: mirrors inject everywhere or
    nowhere. The density is that of the expected number of runs, which it changes in turn (expectation and
    maximisation, Dempster, Laird and Rubin 1977)."""
    odds = np.array([s.odds for s in suspects])
    characters = (length + CHARACTERS_BEFORE) / 10_000
    more = 0.0
    for _ in range(ROUNDS):
        runs = float((1 / (1 + np.exp(-np.clip(odds + more, -30, 30)))).sum())
        more = log((runs + RUNS_BEFORE) / characters / USUAL_DENSITY)
    return more


def _with_shared(suspects: list[Suspect], text: str, model: CharacterModel) -> list[Suspect]:
    """The suspects, raised where they have characters in common with other runs that are removed."""
    if sum(s.odds >= BEYOND_DOUBT for s in suspects) < RUNS_OF_NOISY_TEXT:
        return suspects
    runs = [set(text[s.start : s.end]) for s in suspects]
    times = Counter(c for s, run in zip(suspects, runs, strict=True) if s.odds >= REMOVED for c in run)
    listed = "".join(times)
    rare = {c for c, p in zip(listed, model.single[model.ids(listed)], strict=True) if p < RARER_THAN}

    def raised(s: Suspect, run: set[str]) -> Suspect:
        shared = sum(times[c] > (s.odds >= REMOVED) for c in run & rare)
        return replace(s, odds=s.odds + SHARED * shared) if shared else s

    return [raised(s, run) for s, run in zip(suspects, runs, strict=True)]


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Pieces of the text, each with OVERLAP characters more on either side, and where each begins."""
    for start in range(0, len(text), CHUNK):
        yield start, text[max(0, start - OVERLAP) : start + CHUNK + OVERLAP]


def _in_chunk(start: int, chunk: str, known: Knowledge, judge: Judge) -> tuple[list[Suspect], list[tuple[int, int]]]:
    reading = Reading.of(chunk, known.model)
    first, last = candidates(reading, known)
    before = start - max(0, start - OVERLAP)
    crowded = np.bincount(first // WINDOW, minlength=1) > CROWDED * WINDOW
    bounds = ((int(i) * WINDOW, min(int(i + 1) * WINDOW, len(chunk))) for i in np.flatnonzero(crowded))
    stretches = [(a + start - before, b + start - before) for a, b in bounds]
    kept = ~crowded[first // WINDOW]
    first, last = first[kept], last[kept]
    if not len(first):
        return [], stretches
    odds = judge.log_odds(features(reading, first, last, known))
    found = []
    for i in _strongest(first, last, odds):
        run = int(first[i]) - MARGIN, int(last[i]) - MARGIN
        if before <= run[0] < before + CHUNK:
            shift = start - before
            found.append(Suspect(run[0] + shift, run[1] + shift, float(odds[i]) - _in_favour(chunk, *run)))
    return sorted(found, key=lambda s: s.start), stretches


def _in_favour(text: str, start: int, end: int) -> float:
    """What speaks for a run beside its characters, in log odds."""
    if not text[max(0, start - 1) : start].strip() and not text[end : end + 1].strip():
        return ALONE
    if may_be_of_person(text, start, end) or may_be_of_place(text, start, end):
        return PERSON_OR_PLACE
    if is_listed(text, start, end):
        return LISTED
    if has_parallel(text, start, end):
        return PARALLEL
    if of_one_radical(text, start, end):
        return OF_ONE_RADICAL
    return THING if may_be_of_thing(text, end) else 0.0


def _strongest(first: Ids, last: Ids, odds: Floats) -> Iterator[int]:
    """The candidates that no stronger one overlaps."""
    taken = np.zeros(int(last.max()), bool)
    kept = np.flatnonzero(odds >= LEAST)
    for i in kept[np.argsort(-odds[kept], kind="stable")].tolist():
        run = taken[first[i] : last[i]]
        if not run.any():
            run[:] = True
            yield i


def _edit(suspect: Suspect) -> Edit:
    certainty = "sure" if suspect.odds >= SURE else "likely"
    return Edit(suspect.start, suspect.end, "", RULE, KIND, certainty)


def _doubt(suspect: Suspect) -> Doubt:
    message = f"looks like injected characters (log odds {suspect.odds:.1f}), but not surely enough; left in the text"
    return Doubt(suspect.start, suspect.end, DOUBT, message)
