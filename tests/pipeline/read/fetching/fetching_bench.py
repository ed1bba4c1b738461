"""A refresh in one call, on a clock that only runs when somebody sleeps."""

import threading
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pipeline.read.fetching.archive import Archive, KeptDocument
from pipeline.read.fetching.asking import FetchRow
from pipeline.read.fetching.entries import AddressEntry
from pipeline.read.fetching.fetch import refresh
from pipeline.read.fetching.settings import Clock, Settings

QUICK = Settings(pause=0, read_timeout=1, deadline=3, connect_timeout=2, backoff=1, retries=2, host_failures=50)


@dataclass
class Hourglass:
    """A clock that runs only when somebody sleeps, and remembers how long."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def sleep(self, seconds: float) -> None:
        with self.lock:
            self.slept.append(seconds)
            self.seconds += seconds

    def clock(self) -> Clock:
        return Clock(
            now=lambda: datetime(2026, 11, 22, tzinfo=UTC) + timedelta(seconds=self.seconds),
            monotonic=lambda: self.seconds,
            sleep=self.sleep,
            chance=lambda: 0.5,
        )


@dataclass
class Bench:
    """An archive, and a refresh of it in one call."""

    archive: Archive
    settings: Settings
    hourglass: Hourglass

    def fetch(self, *entries: AddressEntry, **changed: Any) -> list[FetchRow]:
        settings = replace(self.settings, **changed)
        self.hourglass.seconds += 86_400
        return refresh(entries, self.archive, settings, lambda done, total: None, self.hourglass.clock())

    def one(self, address: str, **changed: Any) -> FetchRow:
        (row,) = self.fetch(document(address), **changed)
        return row

    def kept(self, *entries: AddressEntry) -> list[KeptDocument]:
        return self.archive.current(entries)

    def bodies(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self.archive.folder.glob("bodies/*/*"))]

    def leftovers(self) -> list[Path]:
        return list(self.archive.folder.glob("bodies/.partial-*"))


def document(address: str, **more: Any) -> AddressEntry:
    return AddressEntry(address, "document", **{"allow_private": True, **more})


def listing(address: str, links: str, **more: Any) -> AddressEntry:
    return AddressEntry(address, "list", links, **{"allow_private": True, **more})
