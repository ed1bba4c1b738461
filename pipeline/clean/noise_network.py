"""Two small neural networks: one says of each character how foreign it is where it stands, one weighs all signs.

Their weights are data (`pipeline/vocabulary/characters_network.npz`), trained by benchmarks/train_noise_network.py.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
import numpy.typing as npt

from pipeline.clean.noise_model import Flags, Floats, Ids, highest, over

Single = npt.NDArray[np.float32]
Weights = Mapping[str, Single]

REACH = 4
"""Characters on either side that the first network sees of a character."""
CONTEXT = 6
"""Characters on either side of the gap that it reads when the run is taken out."""
_MOST = 12.0
"""Log odds beyond which one character says no more."""
_NO_HAN = {"alone": -5.0, "gap": -6.0}
"""Log odds of what is no Chinese character: noise is not looked for there."""
_SPREAD = 5.0
"""Standard deviations from the mean at which a sign is cut off."""


class Network:
    """Convolutions over embedded characters: log odds that a character was put in by a mirror."""

    def __init__(self, weights: Weights) -> None:
        self._w = {name: values.astype(np.float32) for name, values in weights.items()}
        self._size = len(self._w["embedding"])

    def read(self, ids: Ids) -> Single:
        """Log odds for the inner characters of each row of ids: those with REACH characters on either side."""
        w = self._w
        embedded = w["embedding"][np.where(ids >= self._size, 0, ids)]
        first = np.maximum(_convolved(embedded, w["first"], w["first_bias"]), 0)
        second = np.maximum(_convolved(first, w["second"], w["second_bias"]), 0) + first[:, 1:-1]
        third = np.maximum(_convolved(second, w["third"], w["third_bias"]), 0) + second[:, 1:-1]
        log_odds: Single = third @ w["out"] + w["out_bias"]
        return log_odds

    def at(self, ids: Ids, places: Ids) -> Single:
        """Log odds at the ascending places of a text, zero elsewhere. The stretches round them are read as one row."""
        log_odds = np.zeros(len(ids), np.float32)
        if len(places):
            kept = np.zeros(len(ids) + 2 * REACH, bool)
            for offset in range(2 * REACH + 1):
                kept[places + offset] = True
            padded = np.concatenate([np.full(REACH, ids[0]), ids, np.full(REACH, ids[-1])])
            stretch = np.flatnonzero(kept)
            inner = self.read(padded[stretch][None])[0]
            log_odds[places] = inner[np.searchsorted(stretch, places + REACH) - REACH]
        return log_odds


def _convolved(rows: Single, kernel: Single, bias: Single) -> Single:
    width, length = len(kernel), rows.shape[1] - len(kernel) + 1
    total = rows[:, :length] @ kernel[0] + bias
    for k in range(1, width):
        total += rows[:, k : k + length] @ kernel[k]
    return np.asarray(total, np.float32)


def network_features(
    ids: Ids, han: Flags, start: Ids, end: Ids, network: Network
) -> dict[str, npt.NDArray[np.generic] | Floats]:
    """Features of the candidates by name: how foreign their characters and neighbours are, and how foreign the
    neighbours are to each other when the run is taken out (`gapnet…`)."""
    last = len(ids) - 1
    alone = np.where(han, np.clip(network.at(ids, _round_about(start, end, len(ids))), -_MOST, _MOST), 0)
    total = over(alone, start, end)
    sides = [start - 2, start - 1, end, np.minimum(end + 1, last)]
    is_han = np.stack([han[place] for place in sides], axis=1)
    around = [*(start - k for k in range(CONTEXT, 0, -1)), *(end + k for k in range(CONTEXT))]
    joined = network.read(ids[np.clip(np.stack(around, axis=1), 0, last)])
    middle = joined.shape[1] // 2
    joined = np.clip(joined[:, middle - 2 : middle + 2], -_MOST, _MOST)
    joined = np.where(is_han, joined, _NO_HAN["gap"])
    apart = np.stack([alone[place] for place in sides], axis=1)
    return {
        "net_sum": total,
        "net_max": highest(alone, start, end),
        "net_min": -highest(-alone, start, end),
        "net_mean": total / (end - start),
        "net_logp": over(-np.logaddexp(0, -alone), start, end),
        "net_before": np.where(han[start - 1], alone[start - 1], _NO_HAN["alone"]),
        "net_after": np.where(han[end], alone[end], _NO_HAN["alone"]),
        "net_second": _second_lowest(alone, start, end),
        "gapnet_max": joined.max(axis=1, initial=-_MOST),
        "gapnet_sum": joined.sum(axis=1),
        "gapnet_less": np.where(is_han, joined - apart, 0).sum(axis=1),
    }


def _round_about(start: Ids, end: Ids, n: int) -> Ids:
    flags = np.zeros(n, bool)
    for offset in range(-2, int((end - start).max(initial=0)) + 2):
        place = start + offset
        flags[place[place < np.minimum(n, end + 2)]] = True
    return np.flatnonzero(flags)


def _second_lowest(values: Floats, start: Ids, end: Ids) -> Floats:
    places = range(int((end - start).max(initial=2)))
    inside = [np.where(start + k < end, values[np.minimum(start + k, end - 1)], np.inf) for k in places]
    second: Floats = np.sort(np.stack(inside), axis=0)[1]
    return second


class Judge:
    """The log odds that a candidate is noise, from its features: a linear part and a hidden layer."""

    def __init__(self, names: tuple[str, ...], weights: Weights) -> None:
        self.names = names
        self.weights = weights

    def log_odds(self, columns: Mapping[str, Floats]) -> Floats:
        """One number a candidate. Raises KeyError when a feature is missing."""
        w = self.weights
        rows = np.stack([columns[name] for name in self.names], axis=1).astype(np.float32)
        rows = np.clip((rows - w["mean"]) / w["spread"], -_SPREAD, _SPREAD)
        total = np.tanh(rows @ w["hidden"] + w["hidden_bias"]) @ w["hidden_out"] + rows @ w["linear"] + w["bias"]
        return np.asarray(total, np.float64)


@cache
def shipped_networks() -> tuple[Network, Judge]:
    """The networks that the package ships."""
    return read_networks(Path(str(files("pipeline") / "vocabulary" / "characters_network.npz")))


def read_networks(path: Path) -> tuple[Network, Judge]:
    """The networks of a file. Raises FileNotFoundError when there is none."""
    with np.load(path) as stored:
        names = tuple(str(name) for name in stored["judge.features"])
        network = {k.removeprefix("network."): stored[k] for k in stored.files if k.startswith("network.")}
        network["embedding"] = network["embedding"] * network.pop("embedding_scale")
        judge = {k.removeprefix("judge."): stored[k] for k in stored.files if k != "judge.features" and k[0] == "j"}
    return Network(network), Judge(names, judge)
