"""robots.txt as RFC 9309 has it: asked once a run and site, obeyed before every request."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from pipeline.read.fetching.errors import FetchError
from pipeline.read.fetching.guard import Target, target

MAX_ROBOTS_BYTES = 500 * 1024
"""RFC 9309, 2.5: a reader parses at least 500 KiB; what goes beyond is left unread."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What one site says to us. `unknown` says why its rules cannot be had; then nothing is asked."""

    parsed: Protego | None = None
    unknown: str | None = None


class Robots:
    """The rules of the sites of one run.

    `ask(address, allow_private)` gives the bytes of a robots.txt, None where there is none (4xx: all is allowed), and
    raises FetchError where it cannot be had (5xx, 429, unreachable: nothing is allowed for now).
    """

    def __init__(self, product: str, delay_limit: float, ask: Callable[[Target, bool], bytes | None]) -> None:
        self._product, self._delay_limit, self._ask = product, delay_limit, ask
        self._lock = threading.Lock()
        self._locks: dict[tuple[str, bool], threading.Lock] = {}
        self._rules: dict[tuple[str, bool], Rules] = {}

    def check(self, asked: Target, allow_private: bool) -> float:
        """Seconds that the site wants between two requests. Raises FetchError ("robots", "robots_unknown")."""
        rules = self._of(asked, allow_private)
        if rules.unknown:
            raise FetchError(
                "robots_unknown", f"{asked.origin}/robots.txt cannot be had, so nothing is asked there: {rules.unknown}"
            )
        if rules.parsed is None:
            return 0.0
        if not rules.parsed.can_fetch(asked.url, self._product):
            raise FetchError(
                "robots",
                f"{asked.origin}/robots.txt does not allow {asked.path}; ask the site, or save the document by hand",
            )
        return min(rules.parsed.crawl_delay(self._product) or 0.0, self._delay_limit)

    def _of(self, asked: Target, allow_private: bool) -> Rules:
        site = (asked.origin, allow_private)
        with self._lock:
            lock = self._locks.setdefault(site, threading.Lock())
        with lock:
            if site not in self._rules:
                self._rules[site] = self._fetched(asked, allow_private)
            return self._rules[site]

    def _fetched(self, asked: Target, allow_private: bool) -> Rules:
        try:
            body = self._ask(target(f"{asked.origin}/robots.txt"), allow_private)
        except FetchError as e:
            if e.reason in ("address", "redirects"):
                # The file leads nowhere, which is no rule (RFC 9309, 2.3.1.2 and 2.3.1.3).
                return Rules()
            return Rules(unknown=str(e))
        if body is None:
            return Rules()
        return Rules(Protego.parse(body.decode("utf-8-sig", "replace")))
