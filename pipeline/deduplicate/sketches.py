"""Texts that may be near copies of each other, found without comparing all pairs.

Shingles are runs of characters: Chinese has no blanks to split at. MinHash digests (Broder 1997, by rensa) with
banding find texts that are nearly equal; bottom fractions of the hashes (FracMinHash, Irber et al. 2022) find
a text that is part of a longer one. Each text is tied to one neighbour of its bucket only, so the work stays linear
in the texts even where thousands are equal.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import rensa

from pipeline.deduplicate.anchors import core

Hashes = npt.NDArray[np.uint64]
Pairs = npt.NDArray[np.int64]
"""Two columns: positions of the texts, the smaller first; ascending, without repetition."""
Shingles = tuple[Hashes, npt.NDArray[np.int64]]
"""The distinct shingles of a text, ascending, and where each stands first."""

SHINGLE = 3
"""Characters of a shingle; measured on 20 MB and 200 MB of recombined clauses, see docs."""
BANDS, ROWS = 25, 4
"""25 bands of 4: texts whose shingles agree by half become candidates in 80 of 100 cases, by 0.7 in 99.9."""
SEED = 20
ALIKE = 0.55
"""Share of common shingles (Jaccard) from which two texts are near copies: about 8 of 100 characters changed."""
MOVED, MOVED_SHARE = 10, 0.05
"""Characters, and share of the text, by which inserted or lost characters may move the rest."""
MOST_CACHED = 4096
BATCH_CHARACTERS = 4_000_000
"""Characters hashed at a time, which bounds the memory."""

EXTRACT_SHINGLE = 8
FRACTION = 32
"""One in so many hashes stands for a text in the search for extracts."""
LEAST_SHARED = 6
EXTRACT_SHARE = 0.6
"""Share of the smaller sketch that must be found again."""
MOST_DOCUMENTS = 24
"""A shingle that more texts share is a formula and says nothing."""

_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


def _rolling(points: npt.NDArray[np.uint32], size: int) -> Hashes:
    count = max(0, len(points) - size + 1)
    hashes = np.zeros(count, np.uint64)
    for i in range(size):
        hashes *= _BASE
        hashes += points[i : i + count]
    hashes ^= hashes >> np.uint64(31)
    hashes *= _MIX
    hashes ^= hashes >> np.uint64(29)
    return hashes


def near_copies(texts: Sequence[str], alike: float = ALIKE) -> list[tuple[int, int, float]]:
    """Pairs of near copies among the texts, with the share of shingles they have in common at the same places.

    Of many copies each is paired with some earlier one, not with all: groups are what the pairs connect.
    Texts shorter than a shingle have no copies.
    """
    found = []
    cached: dict[int, Shingles] = {}
    for a, b in band_pairs(texts).tolist():
        share = _share(_kept(cached, texts, a), _kept(cached, texts, b))
        if share >= alike:
            found.append((a, b, share))
    return found


def _kept(cached: dict[int, Shingles], texts: Sequence[str], i: int) -> Shingles:
    if i not in cached:
        if len(cached) >= MOST_CACHED:
            cached.clear()
        hashes, places = np.unique(_rolling(core(texts[i]).points, SHINGLE), return_index=True)
        cached[i] = hashes, places
    return cached[i]


def _share(a: Shingles, b: Shingles) -> float:
    """Jaccard similarity of two texts' shingles; those that stand elsewhere in the other text do not count."""
    _, i, j = np.intersect1d(a[0], b[0], assume_unique=True, return_indices=True)
    if not len(i):
        return 0.0
    moved = a[1][i] - b[1][j]
    near = int((np.abs(moved - np.median(moved)) <= MOVED + MOVED_SHARE * max(len(a[0]), len(b[0]))).sum())
    return near / (len(a[0]) + len(b[0]) - near)


def band_pairs(texts: Sequence[str]) -> Pairs:
    """Candidate pairs: texts that agree in all rows of some band of their digests."""
    digests, rows = _digests(texts)
    found = []
    for band in range(BANDS):
        keys = np.zeros(len(rows), np.uint64)
        for row in range(band * ROWS, (band + 1) * ROWS):
            keys = (keys ^ digests[:, row]) * _BASE
            keys ^= keys >> np.uint64(32)
        order = np.argsort(keys, kind="stable")
        same = keys[order[1:]] == keys[order[:-1]]
        found.append(np.stack([rows[order[:-1][same]], rows[order[1:][same]]], axis=1))
    return np.unique(np.concatenate(found), axis=0)


def _digests(texts: Sequence[str]) -> tuple[Hashes, Pairs]:
    """MinHash digests of the texts that have a shingle, and the positions of these texts."""
    rows: list[Pairs] = []
    blocks: list[Hashes] = []
    for first, batch in _batches(texts):
        hashes, owners = _joined_hashes(batch)
        found, starts = np.unique(owners, return_index=True)
        if not len(found):
            continue
        offsets = np.append(starts, len(hashes)).astype(np.uint64)
        matrix = rensa.RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, BANDS * ROWS, SEED)
        rows.append(first + found)
        blocks.append(np.array(matrix.to_rows(), np.uint64))
    none = np.zeros((0, BANDS * ROWS), np.uint64)
    return np.concatenate([none, *blocks]), np.concatenate([np.zeros(0, np.int64), *rows])


def _joined_hashes(batch: Sequence[str]) -> tuple[Hashes, Pairs]:
    """The shingles of many texts at once, and which text each belongs to; none reaches from one into the next."""
    characters = core("".join(batch))
    borders = np.cumsum([len(text) for text in batch])
    owners = np.searchsorted(borders, characters.positions, side="right")
    hashes = _rolling(characters.points, SHINGLE)
    within = owners[: len(hashes)] == owners[len(owners) - len(hashes) :]
    return hashes[within], owners[: len(hashes)][within]


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Texts in groups of some BATCH_CHARACTERS, each group with the position of its first."""
    batch: list[str] = []
    size = first = 0
    for i, text in enumerate(texts):
        batch.append(text)
        size += len(text)
        if size >= BATCH_CHARACTERS:
            yield first, batch
            batch, size, first = [], 0, i + 1
    if batch:
        yield first, batch


def extract_pairs(texts: Sequence[str]) -> Pairs:
    """Candidate pairs in which one text may be part of the other."""
    sketches = [_sketch(text) for text in texts]
    sizes = np.array([len(s) for s in sketches], np.int64)
    hashes = np.concatenate([np.zeros(0, np.uint64), *sketches])
    owners = np.repeat(np.arange(len(texts)), sizes)
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.concatenate([[True], hashes[1:] != hashes[:-1]])) if len(hashes) else np.zeros(0, int)
    lengths = np.diff(np.append(starts, len(hashes)))
    usable = (lengths > 1) & (lengths <= MOST_DOCUMENTS)
    starts, lengths = starts[usable], lengths[usable]
    found = []
    for apart in range(1, MOST_DOCUMENTS):
        for first in range(MOST_DOCUMENTS - apart):
            here = starts[lengths > first + apart] + first
            if len(here):
                found.append(np.stack([owners[here], owners[here + apart]], axis=1))
    if not found:
        return np.zeros((0, 2), np.int64)
    pairs, shared = np.unique(np.concatenate(found), axis=0, return_counts=True)
    enough = shared >= np.maximum(LEAST_SHARED, EXTRACT_SHARE * np.minimum(sizes[pairs[:, 0]], sizes[pairs[:, 1]]))
    made: Pairs = pairs[enough]
    return made


def _sketch(text: str) -> Hashes:
    hashes = _rolling(core(text).points, EXTRACT_SHINGLE)
    return np.unique(hashes[hashes % np.uint64(FRACTION) == 0])
