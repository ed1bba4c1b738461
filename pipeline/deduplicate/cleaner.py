"""Which of two copies is the cleaner one: what one has and the other lacks is noise or was lost; the model tells."""

import numpy as np

from pipeline.clean.noise_model import character_model

CONTEXT = 3
"""Characters before and after a difference that are judged along with it."""
NOISE_PER_CHARACTER = 7.0
"""Nats that each further character costs when it is noise; prose costs 2 to 5, injected characters 9 and more."""
MARGIN = 2.0
"""Nats by which one wording must be the likelier one before it counts as the right one."""


def cost(text: str) -> float:
    """How improbable a text is, in nats, its first CONTEXT characters taken as given."""
    model = character_model()
    ids = model.ids("\n\n" + text)
    log_p = model.after_two(ids[:-2], ids[1:-1], ids[2:])
    return float(-np.sum(log_p[min(CONTEXT, len(text)) :]))


def excess(before: str, later: str, earlier: str, after: str) -> float:
    """By how many nats the later copy is the less probable one, with the same characters around both."""
    before, after = before[-CONTEXT:].rjust(CONTEXT, "\n"), after[:CONTEXT]
    return cost(before + later + after) - cost(before + earlier + after)


def verdict(before: str, later: str, earlier: str, after: str) -> int:
    """Which copy reads right at a difference: 1 the earlier, -1 the later, 0 not certain.

    `before` and `after` are the characters around it, the same in both copies.
    """
    surplus = excess(before, later, earlier, after)
    longer = len(later) - len(earlier)
    if later and earlier:
        return 0 if abs(surplus) < MARGIN else 1 if surplus > 0 else -1
    # What only one copy has was injected into it if it is improbable, else the other copy lost it.
    injected = abs(surplus) > NOISE_PER_CHARACTER * abs(longer) and surplus * longer > 0
    return 1 if injected == (longer > 0) else -1
