"""One request at a time for a host, and a pause before the next one."""

import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.read.fetching.settings import Clock


class _Lane:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.free_at = float("-inf")


class Lanes:
    """The queue before each host. Safe to use from several threads; a thread never stands in two lanes at once."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._lanes: defaultdict[str, _Lane] = defaultdict(_Lane)

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Holds the host while the block asks it; begins no earlier than `pause` seconds after its last request."""
        with self._lock:
            lane = self._lanes[host]
        with lane.lock:
            wait = lane.free_at + pause - self._clock.monotonic()
            if wait > 0:
                self._clock.sleep(wait)
            try:
                yield
            finally:
                lane.free_at = self._clock.monotonic()
