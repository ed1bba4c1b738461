"""An address followed to its end: every hop of a redirect judged, asked politely, and counted."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from io import BytesIO
from urllib.parse import urljoin

from pipeline.read.fetching.client import Answer, Client, Sink
from pipeline.read.fetching.errors import FetchError
from pipeline.read.fetching.guard import Target, target
from pipeline.read.fetching.politeness import Lanes
from pipeline.read.fetching.retries import GaveUpError, read_retry_after, with_retries
from pipeline.read.fetching.robots import MAX_ROBOTS_BYTES, Robots
from pipeline.read.fetching.settings import Clock, Settings

GONE = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE)
_REDIRECTS = (301, 302, 303, 307, 308)
_ERROR_PAGE = re.compile(r"(?i)/(?:404|error|not[-_]?found)(?:\.[a-z]{1,5})?/?$")
"""Paths to which sites redirect instead of answering 404."""


@dataclass(frozen=True, slots=True)
class Visit:
    """Where an address led, and what was said there: status 200, 304, 404 or 410."""

    final_address: str
    answer: Answer
    redirects: tuple[str, ...] = ()
    """The addresses that were passed, without the final one."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """The kept copy that an answer may confirm (304): where it came from, and how its server names it."""

    address: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


class Visitor:
    """Visits addresses within one run, so that pauses and robots.txt are kept across all of them."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._settings, self._clock = settings, clock
        self._client = Client(settings)
        self._lanes = Lanes(clock)
        self._robots = Robots(settings.product, settings.crawl_delay_limit, self._ask_robots)

    def visit(
        self, address: str, sink: Sink, *, max_bytes: int, allow_private: bool, conditions: Conditions | None = None
    ) -> Visit:
        """Follows an address once, without retries; the body of a 200 goes into the sink.

        Raises FetchError for everything but 200, 304 (where asked for), 404 and 410.
        """

        def ask(hop: Target) -> Answer:
            delay = self._robots.check(hop, allow_private)
            wanted = conditions.headers if conditions and conditions.address == hop.url else {}
            with self._lanes.turn(hop.netloc, max(self._settings.pause, delay)):
                answer = self._client.get(
                    hop, sink, max_bytes=max_bytes, allow_private=allow_private, conditions=wanted
                )
            if answer.status == HTTPStatus.NOT_MODIFIED and not wanted:
                raise FetchError("status", "304 Not Modified, though nothing was kept that could be so", status=304)
            return answer

        return self._follow(address, ask)

    def _ask_robots(self, robots: Target, allow_private: bool) -> bytes | None:
        """The bytes of a robots.txt, None for 4xx. Raises FetchError for all else (see Robots)."""

        def attempt() -> bytes | None:
            body = BytesIO()

            def ask(hop: Target) -> Answer:
                with self._lanes.turn(hop.netloc, self._settings.pause):
                    return self._client.get(
                        hop, body, max_bytes=MAX_ROBOTS_BYTES, allow_private=allow_private, cut=True
                    )

            try:
                visit = self._follow(robots.url, ask)
            except FetchError as e:
                if e.status is not None and 400 <= e.status < 500 and e.status != HTTPStatus.TOO_MANY_REQUESTS:
                    return None
                raise
            return body.getvalue()[:MAX_ROBOTS_BYTES] if visit.answer.status == HTTPStatus.OK else None

        try:
            return with_retries(attempt, self._settings, self._clock)[0]
        except GaveUpError as e:
            raise e.failure from e

    def _follow(self, address: str, ask: Callable[[Target], Answer]) -> Visit:
        passed: list[str] = []
        hop = target(address)
        while True:
            answer = ask(hop)
            if answer.status not in _REDIRECTS:
                return self._judged(Visit(hop.url, answer, tuple(passed)), address)
            passed.append(hop.url)
            hop = _next_hop(hop, answer)
            if hop.url in passed:
                raise FetchError("redirects", f"the address redirects in a circle ({' -> '.join([*passed, hop.url])})")
            if len(passed) > self._settings.max_redirects:
                raise FetchError("redirects", f"more than {self._settings.max_redirects} redirects ({passed[-1]})")

    def _judged(self, visit: Visit, address: str) -> Visit:
        answer = visit.answer
        if visit.redirects and _ERROR_PAGE.search(visit.final_address) and not _ERROR_PAGE.search(address):
            gone = Answer(HTTPStatus.NOT_FOUND, "redirect to an error page", answer.headers)
            return Visit(visit.final_address, gone, visit.redirects)
        if answer.status in (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED, *GONE):
            return visit
        raise FetchError(
            "status",
            f"the server answers {answer.status} {answer.reason}".rstrip(),
            retry=answer.status == HTTPStatus.TOO_MANY_REQUESTS or answer.status >= 500,
            status=answer.status,
            retry_after=read_retry_after(answer.headers.get("retry-after"), self._clock.now()),
        )


def _next_hop(hop: Target, answer: Answer) -> Target:
    location = answer.headers.get("location", "").strip()
    if not location:
        raise FetchError(
            "redirects", f"the server answers {answer.status} and does not say where to", status=answer.status
        )
    try:
        return target(urljoin(hop.url, location))
    except ValueError:
        raise FetchError("redirects", f"the server redirects to {location!r}, which is no address") from None
