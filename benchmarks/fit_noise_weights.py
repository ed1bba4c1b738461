"""Trains what weighs the signs of noise, and writes it (`pipeline/vocabulary/characters_network.npz`).

    pip install jax==0.10.2
    python benchmarks/fit_noise_weights.py --corpus FOLDER --dictionary jieba/dict.txt

The documents are split by place, so that all years of one place are in one fold. The features of a document are
computed with counts and network of the other folds; the shipped network is trained on all documents, the weights of
the features on the features so computed.
"""

import argparse
from collections import defaultdict
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import numpy.typing as npt
from build_character_model import count, read_dictionary, read_reports, round_trip
from inject_noise import Run, inject, word_starts
from train_noise_network import train_network

from pipeline.clean.noise_features import MARGIN, Knowledge, Reading, candidates, features
from pipeline.clean.noise_model import CharacterModel, character_model
from pipeline.clean.noise_network import Judge, Network, Single

FOLDS = 4
SEEDS = (1, 2, 3)
HIDDEN, PASSES, BATCH, RATE, DECAY = 24, 15, 512, 3e-3, 0.05


@dataclass(frozen=True)
class Sample:
    """The candidates of one text."""

    names: tuple[str, ...]
    rows: Single
    is_noise: npt.NDArray[np.bool_]


def folds(paths: Sequence[str]) -> dict[str, int]:
    """The fold of each path: all of one folder in the same, the largest folders first into the smallest fold."""
    of_place: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        of_place[str(Path(path).parent)].append(path)
    sizes = [0] * FOLDS
    fold_of: dict[str, int] = {}
    for _, members in sorted(of_place.items(), key=lambda place: (-len(place[1]), place[0])):
        fold = sizes.index(min(sizes))
        sizes[fold] += len(members)
        fold_of |= dict.fromkeys(members, fold)
    return fold_of


def knowledge_of_other_folds(reports: dict[str, str], dictionary: dict[str, int]) -> list[Knowledge]:
    """For each fold what the other folds teach."""
    fold_of = folds(list(reports))

    def without(fold: int) -> Knowledge:
        texts = [text for path, text in reports.items() if fold_of[path] != fold]
        model = CharacterModel(round_trip(count(texts, dictionary)))
        return Knowledge.of(model, dictionary, Network(train_network(texts, dictionary, model)))

    return [without(fold) for fold in range(FOLDS)]


def sample(text: str, runs: Sequence[Run], known: Knowledge) -> Sample:
    """The candidates of a text; of a text with runs only those that meet one."""
    reading = Reading.of(text, known.model)
    start, end = candidates(reading, known)
    columns = features(reading, start, end, known)
    rows = np.stack(list(columns.values()), axis=1).astype(np.float32)
    places = {(r.start + MARGIN, r.end + MARGIN) for r in runs}
    is_noise = np.fromiter(((s, e) in places for s, e in zip(start, end, strict=True)), bool, len(start))
    if runs:
        injected = np.zeros(len(reading.ids) + 1, int)
        for first, last in places:
            injected[first - 1 : last + 1] = 1
        near = np.concatenate([[0], np.cumsum(injected)])
        kept = near[end] > near[start]
        rows, is_noise = rows[kept], is_noise[kept]
    return Sample(tuple(columns), rows, is_noise)


def samples_by_fold(
    reports: dict[str, str], dictionary: Container[str], known: Sequence[Knowledge]
) -> list[list[Sample]]:
    """The samples of every report, clean and with runs put in, in the fold it belongs to."""
    fold_of = folds(list(reports))
    by_fold: list[list[Sample]] = [[] for _ in range(FOLDS)]
    for n, (path, text) in enumerate(reports.items()):
        fold, starts = fold_of[path], word_starts(text, dictionary)
        by_fold[fold].append(sample(text, [], known[fold]))
        by_fold[fold].extend(sample(*inject(text, 1000 * seed + n, starts), known[fold]) for seed in SEEDS)
    return by_fold


def fit(samples: Sequence[Sample]) -> Judge:
    """The judge that the samples teach."""
    rows = np.concatenate([s.rows for s in samples]).astype(np.float64)
    truth = np.concatenate([s.is_noise for s in samples]).astype(np.float32)
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    scaled = np.clip((rows - mean) / spread, -5, 5).astype(np.float32)
    rng = np.random.default_rng(0)
    signs = scaled.shape[1]
    weights: dict[str, Any] = {
        "hidden": rng.normal(0, signs**-0.5, (signs, HIDDEN)),
        "hidden_bias": np.zeros(HIDDEN),
        "hidden_out": rng.normal(0, 0.1, HIDDEN),
        "linear": np.zeros(signs),
        "bias": np.array(-2.0),
    }
    weights = {name: jnp.asarray(values, jnp.float32) for name, values in weights.items()}
    slope_mean = jax.tree.map(jnp.zeros_like, weights)
    slope_spread, done, batches = slope_mean, 0, len(scaled) // BATCH
    for _ in range(PASSES):
        order = rng.permutation(len(scaled))
        for batch in range(batches):
            kept, done = order[batch * BATCH : (batch + 1) * BATCH], done + 1
            rate = RATE * min(1, done / 100) * (0.5 + 0.5 * np.cos(np.pi * done / (PASSES * batches + 1)))
            weights, slope_mean, slope_spread = _step(
                weights, slope_mean, slope_spread, float(done), rate, scaled[kept], truth[kept]
            )
    found = {name: np.asarray(values, np.float32) for name, values in weights.items()}
    scale = {"mean": mean.astype(np.float32), "spread": spread.astype(np.float32)}
    return Judge(samples[0].names, found | scale)


def _loss(weights: Any, rows: Any, truth: Any) -> Any:
    odds = jnp.tanh(rows @ weights["hidden"] + weights["hidden_bias"]) @ weights["hidden_out"]
    odds += rows @ weights["linear"] + weights["bias"]
    return (jnp.logaddexp(0, odds) - truth * odds).mean()


@jax.jit
def _step(weights: Any, mean: Any, spread: Any, done: float, rate: float, rows: Any, truth: Any) -> Any:
    """One step of Adam with decay of the weights (Loshchilov and Hutter 2019)."""
    slope = jax.grad(_loss)(weights, rows, truth)
    mean = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, mean, slope)
    spread = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, spread, slope)

    def moved(w: Any, m: Any, v: Any) -> Any:
        return w * (1 - rate * DECAY) - rate * (m / (1 - 0.9**done)) / (jnp.sqrt(v / (1 - 0.999**done)) + 1e-7)

    return jax.tree.map(moved, weights, mean, spread), mean, spread


def write(network: dict[str, Single], judge: Judge, path: Path) -> None:
    """Both networks in one file: the embedding in bytes, all else in half precision or as it is."""
    scale = np.abs(network["embedding"]).max(axis=1, keepdims=True) / 127 + 1e-9
    embedding = np.rint(network["embedding"] / scale).astype(np.int8)
    halves = {f"network.{k}": v.astype(np.float16) for k, v in network.items() if k != "embedding"}
    stored = {"network.embedding": embedding, "network.embedding_scale": scale.astype(np.float32), **halves}
    judged = {f"judge.{k}": np.asarray(v, np.float32) for k, v in judge.weights.items()}
    np.savez_compressed(path, allow_pickle=False, **stored, **judged, **{"judge.features": np.array(judge.names)})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--dictionary", type=Path, required=True)
    arguments = parser.parse_args()
    reports, dictionary = read_reports(arguments.corpus), read_dictionary(arguments.dictionary)
    by_fold = samples_by_fold(reports, dictionary, knowledge_of_other_folds(reports, dictionary))
    judge = fit([sample for fold in by_fold for sample in fold])
    network = train_network(list(reports.values()), dictionary, character_model())
    vocabulary = Path(__file__).parent.parent / "pipeline" / "vocabulary"
    write(network, judge, vocabulary / "characters_network.npz")


if __name__ == "__main__":
    main()
