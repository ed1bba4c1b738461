"""Trains the network that says of each character how foreign it is where it stands (pipeline/clean/noise_network.py).

Needs jax (`pip install jax==0.10.2`), which nothing else does; `fit_noise_weights.py` calls it. Three passes over
5.3 million characters take some three minutes on one core. Runs of random characters are put into the text, and the
network learns to tell them from it, character by character; words of the dictionary, strung together, teach it names.
"""

from collections.abc import Mapping
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from inject_noise import RUN_LENGTHS, pools

from pipeline.clean.noise_model import CharacterModel, code_points, fold, is_han
from pipeline.clean.noise_network import Single

LISTED, EMBEDDED, HIDDEN = 8192, 32, 96
SEQUENCE, BATCH = 256, 32
PASSES, RATE = 3, 3e-3
ONE_RUN_IN = 40
"""Characters from one run to the next: far denser than any mirror, so that little text teaches much."""
DICTIONARY_SHARE = 0.15
FORGOTTEN = 0.05
"""Share of the characters that are hidden in a step, so that no passage is learnt by heart."""
JOINTS = ("、", "、", "、", "，", "", "", "\n", "的", "和")
Parameters = dict[str, Any]


def train_network(texts: list[str], dictionary: Mapping[str, int], model: CharacterModel) -> dict[str, Single]:
    """The weights, by their names in `Network`."""
    rng = np.random.default_rng(0)
    weights = _first(rng)
    mean = jax.tree.map(jnp.zeros_like, weights)
    spread, done, steps = mean, 0, 0
    text = fold("\n".join(texts))
    for _ in range(PASSES):
        ids, noise, han = _noisy(text, dictionary, model, rng)
        rows = len(ids) // SEQUENCE
        begin = int(rng.integers(0, len(ids) - rows * SEQUENCE + 1))
        ids, noise, han = (a[begin : begin + rows * SEQUENCE].reshape(rows, SEQUENCE) for a in (ids, noise, han))
        order, batches = rng.permutation(rows), rows // BATCH
        steps = steps or batches * PASSES
        for batch in range(batches):
            kept, done = order[batch * BATCH : (batch + 1) * BATCH], done + 1
            shown = (rng.random((BATCH, SEQUENCE)) > FORGOTTEN).astype(np.float32)
            rate = min(1, done / 50) * RATE * (0.5 + 0.5 * np.cos(np.pi * done / (steps + 2))) + 1e-5
            weights, mean, spread = _step(
                weights, mean, spread, float(done), rate, ids[kept], noise[kept], han[kept], shown
            )
    return {name: np.asarray(values) for name, values in weights.items()}


def _first(rng: np.random.Generator) -> Parameters:
    def drawn(*shape: int, spread: float) -> jax.Array:
        return jnp.asarray(rng.normal(0, spread, shape), jnp.float32)

    return {
        "embedding": drawn(LISTED, EMBEDDED, spread=0.1),
        "first": drawn(5, EMBEDDED, HIDDEN, spread=(2 / (5 * EMBEDDED)) ** 0.5),
        "first_bias": jnp.zeros(HIDDEN),
        "second": drawn(3, HIDDEN, HIDDEN, spread=(2 / (3 * HIDDEN)) ** 0.5),
        "second_bias": jnp.zeros(HIDDEN),
        "third": drawn(3, HIDDEN, HIDDEN, spread=0.5 * (2 / (3 * HIDDEN)) ** 0.5),
        "third_bias": jnp.zeros(HIDDEN),
        "out": drawn(HIDDEN, spread=0.05),
        "out_bias": jnp.array(-2.0),
    }


def _noisy(
    text: str, dictionary: Mapping[str, int], model: CharacterModel, rng: np.random.Generator
) -> tuple[Any, Any, Any]:
    """Ids of text and dictionary with runs put in, which of them are noise, which are Chinese characters."""
    words, frequency = list(dictionary), np.fromiter(dictionary.values(), float)
    share = (np.sqrt(frequency) + 1) / (np.sqrt(frequency) + 1).sum()
    drawn = rng.choice(len(words), int(DICTIONARY_SHARE * len(text) / 3.4), p=share)
    strung = "".join(words[i] + joint for i, joint in zip(drawn, rng.choice(JOINTS, len(drawn)), strict=True))
    whole = text + strung
    ids, han = _listed(whole, model), is_han(code_points(whole))
    beside = np.append(False, han[1:] | han[:-1])
    places = np.flatnonzero(beside & (rng.random(len(ids)) < 1 / ONE_RUN_IN))
    lengths = rng.choice(RUN_LENGTHS, len(places))
    kinds = [_listed(pool, model) for pool in pools().values()]
    kind = np.repeat(rng.integers(0, len(kinds), len(places)), lengths)
    noise = np.zeros(len(kind), np.int64)
    for k, pool in enumerate(kinds):
        noise[kind == k] = rng.choice(pool, int((kind == k).sum()))
    at = np.repeat(places, lengths)
    return (
        np.insert(ids, at, noise).astype(np.int32),
        np.insert(np.zeros(len(ids), np.float32), at, 1),
        np.insert(han, at, True).astype(np.float32),
    )


def _listed(text: str, model: CharacterModel) -> Any:
    ids = model.ids(text)
    return np.where(ids >= LISTED, 0, ids)


def _log_odds(weights: Parameters, ids: Any, shown: Any) -> Any:
    def convolved(rows: Any, name: str) -> Any:
        layout = ("NWC", "WIO", "NWC")
        total = jax.lax.conv_general_dilated(rows, weights[name], (1,), "SAME", dimension_numbers=layout)
        return jax.nn.relu(total + weights[f"{name}_bias"])

    first = convolved(weights["embedding"][ids] * shown[..., None], "first")
    second = convolved(first, "second") + first
    return (convolved(second, "third") + second) @ weights["out"] + weights["out_bias"]


def _loss(weights: Parameters, ids: Any, noise: Any, han: Any, shown: Any) -> Any:
    odds = _log_odds(weights, ids, shown)
    return (han * (jnp.logaddexp(0, odds) - noise * odds)).sum() / han.sum()


@jax.jit
def _step(
    weights: Parameters, mean: Any, spread: Any, done: float, rate: float, ids: Any, noise: Any, han: Any, shown: Any
) -> Any:
    """One step of Adam (Kingma and Ba 2015)."""
    slope = jax.grad(_loss)(weights, ids, noise, han, shown)
    mean = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, mean, slope)
    spread = jax.tree.map(lambda v, g: 0.99 * v + 0.01 * g * g, spread, slope)

    def moved(w: Any, m: Any, v: Any) -> Any:
        return w - rate * (m / (1 - 0.9**done)) / (jnp.sqrt(v / (1 - 0.99**done)) + 1e-8)

    return jax.tree.map(moved, weights, mean, spread), mean, spread
