"""Noise: runs of nonsense characters that a mirror injected into a text, inside words too.

Nothing here knows a single such run. A run is noise when no Chinese text has those characters there and the text
around it joins up without it; how much each sign counts is fitted (`characters_weights.yaml`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import log

import numpy as np

from pipeline.clean.model import Doubt
from pipeline.clean.noise_features import MARGIN, Reading, candidates, features, noise_log_probability
from pipeline.clean.noise_model import CharacterModel, Floats, Ids, character_model
from pipeline.clean.noise_names import may_be_of_person, may_be_of_place, may_be_of_thing
from pipeline.text import Edit
from pipeline.vocabulary.lists import mapping

RULE = KIND = "noise"
DOUBT = "doubtful_noise"
REMOVED = 1.5
"""Log odds from which a run is removed. On documents that counts and weights have not seen, this loses 1.4 characters
in 100,000 of clean text (benchmarks/noise_recall.py)."""
SURE = 5.0
"""Log odds from which a removal is called sure."""
BEYOND_DOUBT, RUNS_OF_NOISY_TEXT = 3.0, 2
"""A text with so many runs of these log odds is noisy: mirrors inject everywhere or nowhere."""
USUAL_DENSITY = 3.0
"""Such runs in 10,000 characters at which the fitted odds hold as they are; denser noise makes a further run likelier
in proportion."""
LOWEST_REMOVED = -1.5
DOUBTED_BELOW = 2.0
"""Runs whose log odds fall short of removal by no more than this are left and reported."""
ALONE, PERSON_OR_PLACE, THING = 8.0, 4.0, 2.0
"""Taken off the log odds of a run that fills a line or a cell, or may be a name: work reports hold few of them, so the
fitted weights know too little of them."""
SHARED, RARER_THAN = 2.0, -8.0
"""Added for each character (of less than this log frequency) that a run has in common with the runs removed: a mirror
draws from a few dozen characters."""
LEAST = -5.0
"""Log odds below which a run is forgotten."""
MOST, ALLOWED = 0.1, 20
"""A text that would lose more than this share of its characters, and so many more, is not what this model knows: all
of it is left."""
CHUNK, OVERLAP = 1 << 16, 32
"""Longer texts are read piece by piece, so that memory stays bounded."""

Weights = Mapping[str, float]


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
    model = character_model()
    return decide(suspect_runs(text, model, noise_weights()), text, model)


def suspect_runs(text: str, model: CharacterModel, weights: Weights) -> list[Suspect]:
    """Runs that may be noise, in order, none overlapping another, with log odds of LEAST or more."""
    noise = noise_log_probability(model)
    suspects: list[Suspect] = []
    for start, chunk in _chunks(text):
        found = _in_chunk(start, chunk, model, weights, noise)
        suspects += [s for s in found if not suspects or s.start >= suspects[-1].end]
    return suspects


def decide(suspects: list[Suspect], text: str, model: CharacterModel) -> tuple[list[Edit], list[Doubt]]:
    """Edits and doubts for the suspects of a text."""
    limit = _limit(suspects, len(text))
    if limit < REMOVED:
        suspects = _with_shared(suspects, text, limit, model)
    edits = [_edit(s) for s in suspects if s.odds >= limit]
    if sum(e.end - e.start for e in edits) > MOST * len(text) + ALLOWED:
        return [], [
            Doubt(
                0,
                len(text),
                DOUBT,
                "too much of this looks injected for it to be the text of a document; all of it was left",
            )
        ]
    return edits, [_doubt(s) for s in suspects if limit - DOUBTED_BELOW <= s.odds < limit]


def _limit(suspects: list[Suspect], length: int) -> float:
    """The log odds from which runs of this text are removed: lower where runs beyond doubt stand closer together."""
    runs = sum(s.odds >= BEYOND_DOUBT for s in suspects)
    if runs < RUNS_OF_NOISY_TEXT:
        return REMOVED
    density = runs * 10_000 / max(length, 1_000)
    return min(REMOVED, max(LOWEST_REMOVED, -log(density / USUAL_DENSITY)))


def _with_shared(suspects: list[Suspect], text: str, limit: float, model: CharacterModel) -> list[Suspect]:
    """The suspects, raised where they have characters in common with other runs that are removed."""
    runs = [set(text[s.start : s.end]) for s in suspects]
    times = Counter(c for s, run in zip(suspects, runs, strict=True) if s.odds >= limit for c in run)
    listed = "".join(times)
    rare = {c for c, p in zip(listed, model.single[model.ids(listed)], strict=True) if p < RARER_THAN}

    def raised(s: Suspect, run: set[str]) -> Suspect:
        shared = sum(times[c] > (s.odds >= limit) for c in run & rare)
        return replace(s, odds=s.odds + SHARED * shared) if shared else s

    return [raised(s, run) for s, run in zip(suspects, runs, strict=True)]


def _chunks(text: str) -> Iterator[tuple[int, str]]:
    """Pieces of the text, each with OVERLAP characters more on either side, and where each begins."""
    for start in range(0, len(text), CHUNK):
        yield start, text[max(0, start - OVERLAP) : start + CHUNK + OVERLAP]


def _in_chunk(start: int, chunk: str, model: CharacterModel, weights: Weights, noise: Floats) -> list[Suspect]:
    reading = Reading.of(chunk, model)
    first, last = candidates(reading, model, noise)
    if not len(first):
        return []
    odds = _log_odds(features(reading, first, last, model, noise), weights)
    before = start - max(0, start - OVERLAP)
    found = []
    for i in _strongest(first, last, odds):
        run = int(first[i]) - MARGIN, int(last[i]) - MARGIN
        if before <= run[0] < before + CHUNK:
            shift = start - before
            found.append(Suspect(run[0] + shift, run[1] + shift, float(odds[i]) - _in_favour(chunk, *run)))
    return sorted(found, key=lambda s: s.start)


def _in_favour(text: str, start: int, end: int) -> float:
    """What speaks for a run beside its characters, in log odds."""
    if not text[max(0, start - 1) : start].strip() and not text[end : end + 1].strip():
        return ALONE
    if may_be_of_person(text, start, end) or may_be_of_place(text, start, end):
        return PERSON_OR_PLACE
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


def _log_odds(columns: Mapping[str, Floats], weights: Weights) -> Floats:
    total = np.full(len(columns["text"]), weights["intercept"])
    for name, values in columns.items():
        total += weights[name] * values
    return total


@cache
def noise_weights() -> Weights:
    """The fitted weights that the package ships, by the name of the feature."""
    return {name: float(value) for name, value in mapping("characters_weights", "log_odds").items()}


def _edit(suspect: Suspect) -> Edit:
    certainty = "sure" if suspect.odds >= SURE else "likely"
    return Edit(suspect.start, suspect.end, "", RULE, KIND, certainty)


def _doubt(suspect: Suspect) -> Doubt:
    message = f"looks like injected characters (log odds {suspect.odds:.1f}), but not surely enough; left in the text"
    return Doubt(suspect.start, suspect.end, DOUBT, message)
