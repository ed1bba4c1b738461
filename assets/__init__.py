"""The nouns: Dagster assets from raw to published. Thin: read, call one verb, check, write."""

import gc

GARBAGE = 100_000
"""Objects made before Python looks for cycles among them. A run makes millions that stay and few cycles: at Python's
own 700 a twentieth of its time went into looking."""

gc.set_threshold(GARBAGE)
