"""Fits the weights of the features of noise (`pipeline/vocabulary/characters_weights.yaml`) by logistic regression.

    python benchmarks/fit_noise_weights.py --corpus FOLDER --dictionary jieba/dict.txt

The counts that the features are computed from never hold the document they are computed on: the documents are split
in halves by a hash of their path, and each half is read with the counts of the other.
"""

import argparse
import hashlib
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from build_character_model import count, read_dictionary, read_reports, round_trip
from inject_noise import Run, inject, word_starts
from scipy.optimize import minimize

from pipeline.clean.noise_features import (
    MARGIN,
    Reading,
    candidates,
    features,
    noise_log_probability,
)
from pipeline.clean.noise_model import CharacterModel

SEEDS = (1, 2, 3)
PENALTY = 1e-5
HEADER = """# Weights of the features of a candidate run of noise (pipeline/clean/noise_features.py): log odds for each
# unit of the feature. Rebuilt together with characters*.parquet.
log_odds:
  source: logistic regression by benchmarks/fit_noise_weights.py on runs injected into work reports (characters.md)
  terms:
"""


@dataclass(frozen=True)
class Sample:
    """The candidates of one text."""

    names: tuple[str, ...]
    rows: npt.NDArray[np.float64]
    is_noise: npt.NDArray[np.bool_]


def half(path: str) -> int:
    """0 or 1 by a hash of the path."""
    return hashlib.sha256(path.encode()).digest()[0] % 2


def models_of_other_half(reports: dict[str, str], dictionary: dict[str, int]) -> tuple[CharacterModel, CharacterModel]:
    """For each half the model over the reports of the other one."""

    def without(left_out: int) -> CharacterModel:
        read = [text for path, text in reports.items() if half(path) != left_out]
        return CharacterModel(round_trip(count(read, dictionary)))

    return without(0), without(1)


def sample(text: str, runs: Sequence[Run], model: CharacterModel) -> Sample:
    """The candidates of a text; of a text with runs only those that meet one."""
    noise = noise_log_probability(model)
    reading = Reading.of(text, model)
    start, end = candidates(reading, model, noise)
    places = {(r.start + MARGIN, r.end + MARGIN) for r in runs}
    if runs:
        injected = np.zeros(len(reading.ids) + 1, int)
        for first, last in places:
            injected[first - 1 : last + 1] = 1
        near = np.concatenate([[0], np.cumsum(injected)])
        kept = near[end] > near[start]
        start, end = start[kept], end[kept]
    columns = features(reading, start, end, model, noise)
    is_noise = np.fromiter(((s, e) in places for s, e in zip(start, end, strict=True)), bool, len(start))
    return Sample(tuple(columns), np.stack(list(columns.values()), axis=1), is_noise)


def fit(samples: Sequence[Sample]) -> dict[str, float]:
    """Weights by feature name, and the intercept."""
    rows = np.concatenate([s.rows for s in samples])
    truth = np.concatenate([s.is_noise for s in samples]).astype(float)
    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    scaled = (rows - mean) / spread

    def loss(w: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        odds = scaled @ w[:-1] + w[-1]
        residual = (1 / (1 + np.exp(-odds)) - truth) / len(truth)
        value = (np.logaddexp(0, odds) - truth * odds).mean() + PENALTY * (w[:-1] ** 2).sum()
        return value, np.append(scaled.T @ residual + 2 * PENALTY * w[:-1], residual.sum())

    w = minimize(
        loss,
        np.zeros(rows.shape[1] + 1),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 3000},
    ).x
    weights = w[:-1] / spread
    named = dict(zip(samples[0].names, weights, strict=True))
    return {"intercept": float(w[-1] - mean @ weights)} | {name: float(value) for name, value in named.items()}


def samples_by_half(
    reports: dict[str, str], dictionary: Container[str], models: tuple[CharacterModel, CharacterModel]
) -> tuple[list[Sample], list[Sample]]:
    """The samples of every report, clean and with runs put in, in the half it belongs to."""
    by_half: tuple[list[Sample], list[Sample]] = ([], [])
    for n, (path, text) in enumerate(reports.items()):
        h = half(path)
        by_half[h].append(sample(text, [], models[h]))
        starts = word_starts(text, dictionary)
        by_half[h].extend(sample(*inject(text, 1000 * seed + n, starts), models[h]) for seed in SEEDS)
    return by_half


def write(weights: dict[str, float], path: Path) -> None:
    lines = [f"    {name}: {value:.4f}" for name, value in weights.items()]
    path.write_text(HEADER + "\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--dictionary", type=Path, required=True)
    arguments = parser.parse_args()
    reports = read_reports(arguments.corpus)
    dictionary = read_dictionary(arguments.dictionary)
    models = models_of_other_half(reports, dictionary)
    first, second = samples_by_half(reports, dictionary, models)
    vocabulary = Path(__file__).parent.parent / "pipeline" / "vocabulary"
    write(fit([*first, *second]), vocabulary / "characters_weights.yaml")


if __name__ == "__main__":
    main()
