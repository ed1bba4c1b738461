"""What speaks for a run of characters being noise, and what against: one row of numbers for each candidate run."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.clean.noise_model import (
    CharacterModel,
    Flags,
    Floats,
    Ids,
    code_points,
    highest,
    is_han,
    over,
    running,
)
from pipeline.clean.noise_network import Network, network_features
from pipeline.clean.noise_words import WordList, word_features

LENGTHS = range(2, 7)
"""Lengths of run that are looked for: mirrors put in two to five characters; six shows a run to be something else."""
MARGIN = 3
"""Characters of context on either side."""
CANDIDATE = 2.0
"""Runs are looked at closely from this log likelihood ratio on, reckoned with pairs of characters alone. A
higher one saves time and misses noise: 3.0 instead of 0.0 takes 0.3 in 100 off the recall."""
POOLS = ((1000, 0.2), (3700, 0.35), (7000, 0.3), (21000, 0.15))
"""How noise is drawn: evenly from the so many most frequent characters, with this weight. The sizes are those of
everyday characters, GB 2312 level 1, GB 2312 as a whole, and the basic block of Unicode."""
RARE = 6
"""A character that entered fewer new pairs than this is rare."""
JOINED = 1.5
"""A character belongs where it stands when its neighbour makes it likelier by so many nats."""


@dataclass(frozen=True)
class Knowledge:
    """All that candidates are judged by but for the last weighing."""

    model: CharacterModel
    words: WordList
    network: Network
    noise: Floats
    """log P(character | noise) for each id"""

    @classmethod
    def of(cls, model: CharacterModel, words: Iterable[str], network: Network) -> "Knowledge":
        return cls(model, WordList(words, model), network, noise_log_probability(model))


@dataclass(frozen=True)
class Reading:
    """A text as numbers, with MARGIN line ends before and after it: place i of the text is i + MARGIN here."""

    ids: Ids
    han: Flags
    after: Floats
    """log P(character | the one before it)"""

    @classmethod
    def of(cls, text: str, model: CharacterModel) -> "Reading":
        edge, none = np.full(MARGIN, model.newline), np.zeros(MARGIN, bool)
        ids = np.concatenate([edge, model.ids(text), edge])
        han = np.concatenate([none, is_han(code_points(text)), none])
        return cls(ids, han, np.concatenate([[0.0], model.after_one(ids[:-1], ids[1:])]))


def noise_log_probability(model: CharacterModel) -> Floats:
    """log P(character | noise) for each id, by POOLS: ids go from frequent to rare, 0 stands for the rarest."""
    rank = np.arange(model.size)
    rank[0] = model.size
    evenly = [(rank < size) * weight / size for size, weight in POOLS[:-1]]
    floor = POOLS[-1][1] / POOLS[-1][0]
    log_p: Floats = np.log(np.sum(evenly, axis=0) + floor)
    return log_p


def candidates(reading: Reading, known: Knowledge) -> tuple[Ids, Ids]:
    """Starts and ends (places of the reading) of runs of Han characters that pairs of characters speak against."""
    ids, n, text_next = reading.ids, len(reading.ids), reading.after
    likelier = running(known.noise[ids] - text_next)
    han = running(reading.han)
    starts, ends = [], []
    for length in LENGTHS:
        start = np.arange(MARGIN, n - MARGIN - length + 1)
        end = start + length
        gain = likelier[end] - likelier[start] - text_next[end]
        kept = (gain > CANDIDATE) & (han[end] - han[start] == length)
        start, end, gain = start[kept], end[kept], gain[kept]
        kept = gain + known.model.after_one(ids[start - 1], ids[end]) > CANDIDATE
        starts.append(start[kept])
        ends.append(end[kept])
    return np.concatenate(starts), np.concatenate(ends)


def features(reading: Reading, start: Ids, end: Ids, known: Knowledge) -> dict[str, Floats]:
    """The features of the candidates by name, each one number a candidate."""
    ids, han = reading.ids, reading.han
    columns = {
        **_of_characters(reading, start, end, known.model, known.noise),
        **word_features(ids, han, start, end, known.words),
        **_of_document(reading, start, end, known.model),
        **network_features(ids, han, start, end, known.network),
    }
    return {name: values.astype(np.float64) for name, values in columns.items()}


def _of_characters(
    reading: Reading, start: Ids, end: Ids, model: CharacterModel, noise: Floats
) -> dict[str, npt.NDArray[np.generic] | Floats]:
    """What the counts of characters say.

    The names: `text`, `noise` and `bridge` are log probabilities of the run and the two characters after it
    as Chinese, of the run as random characters, and of the two characters after it when the run is taken out.
    `joined_…` is how much likelier a character is after those before it than anywhere; `unseen` counts the pairs that
    were never seen, those with the neighbours included; `repeated` those pairs that stand elsewhere in the text.
    """
    ids, han = reading.ids, reading.han
    length = end - start
    text, joined, new = _along(reading, start, end, model)
    unseen = over(new, start, end + 1)
    never, rare = (over((model.novel < limit)[ids], start, end) for limit in (1, RARE))
    joined_before, joined_after = joined[start], joined[end]
    a2, a1, b1, b2 = ids[start - 2], ids[start - 1], ids[end], ids[end + 1]
    bridge = model.after_two(a2, a1, b1)
    bridge_seen, bridge_joined = model.pair_seen(a1, b1), bridge - model.single[b1]
    all_unseen = unseen == length + 1
    text_of_run = over(text, start, end + 2)
    return {
        **{f"length_{k}": length == k for k in LENGTHS[:-1]},
        "text": text_of_run,
        "text_a_character": text_of_run / length,
        "noise": over(noise[ids], start, end),
        "frequency": over(model.single[ids], start, end),
        "unlisted": over(ids == 0, start, end),
        "rare": rare,
        "all_rare": rare == length,
        "unseen": unseen,
        "all_unseen": all_unseen,
        "all_unseen_rare": all_unseen * rare,
        "all_unseen_never_twice": all_unseen & (never >= 2),
        "joined_before": joined_before,
        "joined_after": joined_after,
        "joined_more": np.maximum(joined_before, joined_after),
        "joined_inside": highest(joined, start + 1, end),
        "bridge": bridge + model.after_two(a1, b1, b2),
        "bridge_seen": bridge_seen,
        "bridge_count": np.log1p(model.pair_count(a1, b1)),
        "bridge_joined": bridge_joined,
        "bridge_seen_joined": bridge_seen * bridge_joined,
        "mark_before": ~han[start - 1],
        "mark_after": ~han[end],
        "repeated": over(_repeated((ids[:-1], ids[1:]), han[:-1] & han[1:]), start - 1, end),
        "bridge_repeated": _occurs(ids, start, end),
        "pattern": _has_pattern(ids, han, start, end),
        "joined_min": -highest(-joined, start, end),
    }


def _has_pattern(ids: Ids, han: Flags, start: Ids, end: Ids) -> Flags:
    """Whether a character comes back after one other (应收尽收), in the run or across its edges."""
    again: Flags = (ids[start - 2] == ids[start]) | ((ids[end - 1] == ids[end + 1]) & han[end + 1])
    for k in range(LENGTHS[-1] - 2):
        inside = end - start >= 3 + k
        again |= inside & (ids[start + k] == ids[np.minimum(start + k + 2, end)])
    return again


def _of_document(
    reading: Reading, start: Ids, end: Ids, model: CharacterModel
) -> dict[str, npt.NDArray[np.generic] | Floats]:
    """How at home the characters of a run are in the document: `support` is how much oftener they stand where they
    belong than they do in other documents, `elsewhere` how often they stand anywhere else."""
    ids, han, n = reading.ids, reading.han, len(reading.ids)
    belongs = np.zeros(n, bool)
    joined = (reading.after[1:] - model.single[ids[1:]] > JOINED) & han[1:] & han[:-1]
    belongs[1:] |= joined
    belongs[:-1] |= joined
    times, expected = np.bincount(ids[belongs], minlength=model.size), np.exp(model.single) * n
    support = np.where(han, np.log((times + 0.5) / (expected + 0.5))[ids], 0)
    others = np.bincount(ids, minlength=model.size) - 1.0
    return {
        "support": over(support, start, end),
        "support_max": highest(support, start, end),
        "support_min": -highest(-support, start, end),
        "elsewhere": over(np.log1p(np.maximum(others, 0))[ids], start, end),
        "elsewhere_none": over((others == 0)[ids], start, end),
    }


def _along(reading: Reading, start: Ids, end: Ids, model: CharacterModel) -> tuple[Floats, Floats, Flags]:
    """log P of each character after the two before it, the same less its log P anywhere, and whether the pair that it
    ends was never seen; only round the candidates, elsewhere zero."""
    ids = reading.ids
    at = _touched(start, end, len(ids))
    text, joined, unseen = (
        np.zeros(len(ids)),
        np.zeros(len(ids)),
        np.zeros(len(ids), bool),
    )
    text[at] = model.after_two(ids[at - 2], ids[at - 1], ids[at])
    joined[at] = text[at] - model.single[ids[at]]
    unseen[at] = ~model.pair_seen(ids[at - 1], ids[at])
    return text, joined, unseen


def _touched(start: Ids, end: Ids, n: int) -> Ids:
    flags = np.zeros(n, bool)
    for offset in range(LENGTHS[-1] + 2):
        place = start + offset
        flags[place[place < end + 2]] = True
    return np.flatnonzero(flags)


def _hash(columns: tuple[Ids, ...], buckets: int) -> Ids:
    mixed = np.zeros(len(columns[0]), np.uint64)
    for column in columns:
        mixed = (mixed + column.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(65 - buckets.bit_length())).astype(np.int64)


def _buckets(n: int) -> int:
    return 1 << max(10, (16 * n).bit_length())


def _repeated(columns: tuple[Ids, Ids], counted: Flags) -> Flags:
    """Which pairs stand more than once in the text (by hash: one chance in sixteen or less to be wrong)."""
    buckets = _buckets(len(counted))
    key = _hash(columns, buckets)
    return counted & (np.bincount(key, minlength=buckets)[key] > 1)


def _occurs(ids: Ids, start: Ids, end: Ids) -> Flags:
    """Whether the two characters before and the two after a candidate stand side by side elsewhere in the text."""
    buckets = _buckets(len(ids))
    present = np.zeros(buckets, bool)
    present[_hash((ids[:-3], ids[1:-2], ids[2:-1], ids[3:]), buckets)] = True
    return present[_hash((ids[start - 2], ids[start - 1], ids[end], ids[end + 1]), buckets)]
