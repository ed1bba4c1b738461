"""How politely, how long and how much: the numbers of fetching, each with a default and the reason for it."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, datetime

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """Times are seconds, sizes bytes. Raises ValueError for a negative number or a name that no header can hold."""

    product: str = "district-documents"
    """Name that robots.txt rules may address; the first word of the User-Agent."""
    contact: str = ""
    """Address (mail or page) where a webmaster reaches whoever runs this; part of the User-Agent. Please fill in."""
    pause: float = 1.0
    """Rest of a host between the end of one request and the start of the next."""
    crawl_delay_limit: float = 30.0
    """A robots.txt may ask for a longer pause, up to here."""
    hosts_at_once: int = 4
    """Hosts asked side by side; each is asked one thing at a time."""
    connect_timeout: float = 10.0
    read_timeout: float = 30.0
    """Longest silence in an answer."""
    deadline: float = 300.0
    """Longest time for one whole answer, however steadily it drips."""
    max_bytes: int = 200 * MEGABYTE
    """Largest document, on the wire and unpacked."""
    max_list_bytes: int = 20 * MEGABYTE
    """Largest list page: it is parsed in memory."""
    max_links: int = 10_000
    """Most links taken from one list entry."""
    max_redirects: int = 5
    """RFC 9309 asks for at least five for robots.txt; documents get the same."""
    retries: int = 3
    """Further attempts after a failure that may pass (5xx, 429, broken connection)."""
    backoff: float = 2.0
    """First wait before a retry; doubled each time, with up to half of it added at random."""
    backoff_limit: float = 60.0
    retry_after_limit: float = 120.0
    """A server that asks for a longer rest than this is left alone until the next refresh."""
    host_failures: int = 5
    """After so many addresses of one host in a row could not be had, the rest of them wait for the next refresh."""
    ca_file: str | None = None
    """Certificates to trust, where those of the system are not enough (a PEM file)."""

    def __post_init__(self) -> None:
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, int | float) and value < 0:
                raise ValueError(f"{each.name} is {value}; it cannot be negative")
        if self.hosts_at_once < 1:
            raise ValueError("hosts_at_once is 0; at least one host must be asked at a time")
        if not self.product or not self.user_agent.isascii() or not self.user_agent.isprintable():
            raise ValueError("product and contact go into a header; write them in printable ASCII")

    @property
    def user_agent(self) -> str:
        """Who asks, as the server's log will show it."""
        return f"{self.product}/1.0 (open dataset of government documents{'; +' if self.contact else ''}{self.contact})"


@dataclass(frozen=True, slots=True)
class Clock:
    """Time and chance, so that a test need not wait. Time limits of sockets run on the machine's clock regardless."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    """Uniform from 0 to 1."""
