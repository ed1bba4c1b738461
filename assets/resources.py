"""What a run can be told from outside, beside its folders: how to fetch, what to make anew, and that it runs alone."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from logging import getLogger
from pathlib import Path
from time import monotonic, sleep

import dagster as dg
from pydantic import Field

from assets import folders
from pipeline.publish.errors import ReleaseError
from pipeline.publish.lock import only_writer
from pipeline.read.fetching.settings import Settings

_LOOK = 1.0
"""Seconds between two tries for the lock."""
_log = getLogger("district_documents.progress")


class Fetching(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Whether addresses are asked at all, who asks (for webmasters to write to), and the pause of a host in seconds."""

    enabled: bool = True
    contact: str = ""
    pause: float = 1.0

    def settings(self) -> Settings:
        """The same for the fetching; all else as it is there by default."""
        return Settings(contact=self.contact, pause=self.pause)


class Rework(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Documents (by id or source) to work on again though nothing changed; `everything` for all of them."""

    documents: list[str] = Field(default_factory=list)
    everything: bool = False


class BusyError(Exception):
    """Another refresh is at work."""


class OnlyRefresh(dg.ConfigurableResource):  # type: ignore[type-arg]
    """Held by a run from its first step to its last: two refreshes never write at once, wherever they were started."""

    patience: float = 1800.0
    """Seconds that a run waits for another one to end."""

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["OnlyRefresh"]:
        """Waits for the lock. Raises BusyError when the other run does not end in time."""
        with held(folders.HOME / "refresh.lock", self.patience):
            yield self


@contextmanager
def held(path: Path, patience: float) -> Iterator[None]:
    """Holds a lock file, waiting for whoever holds it; the system lets go of it when the process dies.

    Raises BusyError when it is not free in time.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    until, told = monotonic() + patience, False
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(only_writer(path))
                break
            except ReleaseError as busy:
                if monotonic() >= until:
                    raise BusyError(f"another refresh is at work: {busy}") from busy
                if not told:
                    _log.info(f"waiting for another refresh to end: {busy}")
                told = True
                sleep(min(_LOOK, max(0.0, until - monotonic())))
        yield
