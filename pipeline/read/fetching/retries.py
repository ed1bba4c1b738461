"""What is tried again, and after how long."""

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from pipeline.read.fetching.errors import FetchError
from pipeline.read.fetching.settings import Clock, Settings

Result = TypeVar("Result")
_DOUBLINGS = 30
"""Beyond these every limit is reached; the power must not overflow."""


class GaveUpError(Exception):
    """The last failure of an address, and how many attempts were made."""

    def __init__(self, failure: FetchError, attempts: int) -> None:
        super().__init__(str(failure))
        self.failure = failure
        self.attempts = attempts


def with_retries(attempt: Callable[[], Result], settings: Settings, clock: Clock) -> tuple[Result, int]:
    """What an attempt returns in the end, and how many it took. Raises GaveUpError."""
    made = 0
    while True:
        made += 1
        try:
            return attempt(), made
        except FetchError as failure:
            if not failure.retry or made > settings.retries:
                raise GaveUpError(failure, made) from failure
            wait = waiting_time(made, failure.retry_after, settings, clock.chance())
            if wait is None:
                raise GaveUpError(_left_alone(failure), made) from failure
            clock.sleep(wait)


def waiting_time(made: int, retry_after: float | None, settings: Settings, chance: float) -> float | None:
    """Seconds before the next attempt after `made` ones; None when the server asks for more than we wait."""
    own = min(settings.backoff * 2.0 ** min(made - 1, _DOUBLINGS) * (1 + chance / 2), settings.backoff_limit)
    if retry_after is None:
        return own
    return None if retry_after > settings.retry_after_limit else max(own, retry_after)


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for (RFC 9110, 10.2.3: a number or a date); None when it says nothing."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def _left_alone(failure: FetchError) -> FetchError:
    message = f"{failure}; the server asks for a rest of {failure.retry_after:g} seconds, so the next refresh asks"
    return FetchError(failure.reason, message, status=failure.status, retry_after=failure.retry_after)
