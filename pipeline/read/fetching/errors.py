"""What goes wrong while fetching: at one address (FetchError), or with the archive itself (ArchiveError)."""

from typing import Literal, get_args

Outcome = Literal["new", "changed", "unchanged", "vanished", "failed", "refused"]
Reason = Literal[
    "address",  # no http/https address, or one that may not be asked (private, credentials)
    "robots",  # robots.txt forbids it
    "robots_unknown",  # robots.txt cannot be had now, so nothing may be asked now (RFC 9309, 2.3.1.4)
    "redirects",  # too many, in a circle, or to nowhere
    "too_large",
    "deadline",  # slow drip: bytes come, but the whole takes too long
    "timeout",
    "connection",
    "certificate",
    "incomplete",  # the answer breaks off, or its length is not the one declared
    "encoding",  # a content or transfer encoding that was not asked for, or is broken
    "empty",
    "status",
    "host",  # the host failed too often in this run to be asked further
]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
REASONS: tuple[Reason, ...] = get_args(Reason)

_REFUSALS: frozenset[Reason] = frozenset({"address", "robots", "too_large"})
_HOST_TROUBLE: frozenset[Reason] = frozenset({"robots_unknown", "deadline", "timeout", "connection", "certificate"})


class FetchError(Exception):
    """One address could not be fetched; the message says what is wrong and what to do."""

    def __init__(
        self,
        reason: Reason,
        message: str,
        *,
        retry: bool = False,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.reason = reason
        self.retry = retry
        """Whether the same request may succeed a moment later."""
        self.status = status
        self.retry_after = retry_after
        """Seconds after which the server wants to be asked again."""

    @property
    def outcome(self) -> Outcome:
        """`refused` where we decline by rule, `failed` where we tried and could not."""
        return "refused" if self.reason in _REFUSALS else "failed"

    @property
    def blames_host(self) -> bool:
        """Whether the next address of the same host will very likely fail the same way."""
        overloaded = self.status is not None and (self.status == 429 or self.status >= 500)
        return self.reason in _HOST_TROUBLE or overloaded


class ArchiveError(Exception):
    """Nothing can be kept: the refresh ends, and what was kept before stays whole."""


class ArchiveBusyError(ArchiveError):
    """Another refresh is writing the same archive."""


class BodyDamagedError(ArchiveError):
    """A kept body is missing or its bytes are not those that were fetched; the next refresh fetches it again."""
