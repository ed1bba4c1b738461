"""The verb: everything the catalogue lists by address, asked once, and what came of each.

Hosts are asked side by side, each one thing at a time. Lists first, so that what they lead to is known; then the
documents: those the catalogue names, in its order, then those of each list in the order of its pages, then those
found through it earlier that have left its pages. The rows come back in that order, whichever host was faster.
"""

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from functools import partial

from pipeline.read.fetching.archive import Archive
from pipeline.read.fetching.asking import Asker, FetchRow, Job
from pipeline.read.fetching.entries import AddressEntry, Coverage, normal
from pipeline.read.fetching.errors import FetchError
from pipeline.read.fetching.guard import target
from pipeline.read.fetching.keeping import keeping
from pipeline.read.fetching.listing import Link, documents_of, links_of, next_pages
from pipeline.read.fetching.settings import Clock, Settings
from pipeline.read.fetching.visits import Visitor

Progress = Callable[[int, int], None]
_LOOK = 0.2
"""Seconds between two looks at how far the hosts are."""


def refresh(
    entries: Sequence[AddressEntry],
    archive: Archive,
    settings: Settings,
    progress: Progress = lambda done, total: None,
    clock: Clock | None = None,
) -> list[FetchRow]:
    """Fetches what is new or changed into the archive; one row for each address asked.

    `progress(done, total)` is called in the caller's thread; the total grows as lists are read. Raises
    ArchiveBusyError when another refresh is at work, ArchiveError when nothing can be kept; nothing else, whatever the
    servers do. What was fetched before an error, or before the process dies, is kept.
    """
    clock = clock or Clock()
    with keeping(archive.folder) as keeper:
        known = archive.states()
        asker = Asker(archive, keeper, known, Visitor(settings, clock), settings, clock)
        run = _Run(asker, settings, progress)
        lists = run.walk([entry for entry in entries if entry.kind == "list"])
        jobs = _documents(entries, lists, Coverage(entries), asker)
        return [row for walked in lists for row in walked.rows] + run.documents(jobs)


@dataclass(slots=True)
class _Walk:
    """A list entry, what came of its pages, and the documents they lead to."""

    entry: AddressEntry
    rows: list[FetchRow] = field(default_factory=list)
    found: list[str] = field(default_factory=list)


def _documents(entries: Sequence[AddressEntry], lists: Iterable[_Walk], coverage: Coverage, asker: Asker) -> list[Job]:
    """Each document once, under the first entry that asks for it."""
    jobs: dict[str, Job] = {}
    for entry in entries:
        if entry.kind == "document":
            address = normal(entry.address)
            jobs.setdefault(address, Job(address, entry))
    for walked in lists:
        for address in (*walked.found, *coverage.found_before(walked.entry, asker.known)):
            jobs.setdefault(address, Job(address, walked.entry))
    return list(jobs.values())


class _Run:
    """One refresh under way: how far it is, which hosts have failed, and whether it has to stop."""

    def __init__(self, asker: Asker, settings: Settings, progress: Progress) -> None:
        self._asker, self._settings, self._progress = asker, settings, progress
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._failures: dict[str, int] = {}
        self._pages: dict[tuple[str, bool], FetchRow] = {}
        self._done = self._total = 0

    def walk(self, entries: Sequence[AddressEntry]) -> list[_Walk]:
        """The pages of each list entry."""
        walks = [_Walk(entry) for entry in entries]
        self._by_host([(normal(walk.entry.address), partial(self._walk, walk)) for walk in walks])
        return walks

    def documents(self, jobs: Sequence[Job]) -> list[FetchRow]:
        """The rows of the jobs, in their order."""
        rows: dict[str, FetchRow] = {}

        def ask(job: Job) -> None:
            rows[job.address] = self._ask(job)

        self._by_host([(job.address, partial(ask, job)) for job in jobs])
        return [rows[job.address] for job in jobs]

    def _walk(self, walk: _Walk) -> None:
        entry = walk.entry
        waiting, seen, found = [normal(entry.address)], set[str](), dict[str, None]()
        while waiting and len(seen) <= entry.pages and not self._stop.is_set():
            address = waiting.pop(0)
            if address in seen:
                continue
            seen.add(address)
            row, is_first = self._page(address, entry)
            links = self._links(row)
            wanted = documents_of(links, entry.links)
            if is_first:
                walk.rows.append(row if wanted else _leading_nowhere(row, links, entry))
            found.update(dict.fromkeys(wanted))
            waiting += next_pages(links, entry.next) if entry.pages else []
        walk.found = [address for address in found if address not in seen]
        if len(walk.found) > self._settings.max_links and walk.rows:
            walk.rows[-1] = _cut(walk.rows[-1], len(walk.found), self._settings.max_links)
            del walk.found[self._settings.max_links :]

    def _page(self, address: str, entry: AddressEntry) -> tuple[FetchRow, bool]:
        """A list page, asked once in a run however many entries read it; and whether this is the first."""
        page = (address, entry.allow_private)
        if page in self._pages:
            return self._pages[page], False
        self._pages[page] = self._ask(Job(address, entry, is_list=True))
        return self._pages[page], True

    def _links(self, row: FetchRow) -> list[Link]:
        """The links of the page as it is kept, be it that this refresh could not get it."""
        if row.sha256 is None:
            return []
        state = self._asker.known.get(row.address)
        base = (state and state.final_address) or row.address
        if row.final_address and row.outcome in ("new", "changed", "unchanged"):
            base = row.final_address
        try:
            return links_of(self._asker.archive.body_path(row.sha256).read_bytes(), base)
        except OSError:
            return []

    def _ask(self, job: Job) -> FetchRow:
        host = _host(job.address)
        with self._lock:
            failures = self._failures.get(host, 0)
        if failures and failures >= self._settings.host_failures:
            message = f"{host} failed {failures} times in a row; the rest of it waits for the next refresh"
            return self._asker.decline(job, FetchError("host", message))
        row, failure = self._asker.fetch(job)
        with self._lock:
            self._failures[host] = failures + 1 if failure and failure.blames_host else 0
        return row

    def _by_host(self, tasks: Sequence[tuple[str, Callable[[], None]]]) -> None:
        """Runs the tasks, those of one host one after the other, those of different hosts side by side."""
        lanes: dict[str, list[Callable[[], None]]] = {}
        for address, task in tasks:
            lanes.setdefault(_host(address), []).append(task)
        self._total += len(tasks)
        self._progress(self._done, self._total)
        with ThreadPoolExecutor(self._settings.hosts_at_once, "fetching") as pool:
            futures = [pool.submit(self._lane, lane) for lane in lanes.values()]
            try:
                self._watch(futures)
            finally:
                # Also when the caller is interrupted: what is under way ends, nothing new begins.
                self._stop.set()
                pool.shutdown(wait=True, cancel_futures=True)
        self._stop.clear()

    def _lane(self, tasks: Iterable[Callable[[], None]]) -> None:
        for task in tasks:
            if self._stop.is_set():
                return
            task()
            with self._lock:
                self._done += 1

    def _watch(self, futures: Iterable[Future[None]]) -> None:
        """Reports how far the lanes are until all have ended. Raises what one of them raised."""
        pending, told = set(futures), self._done
        while pending:
            ended, pending = wait(pending, timeout=_LOOK, return_when=FIRST_EXCEPTION)
            for future in ended:
                future.result()
            if self._done != told:
                told = self._done
                self._progress(told, self._total)


def _host(address: str) -> str:
    """Host and port; the address itself where it is none, which then fails alone."""
    try:
        return target(address).netloc
    except FetchError:
        return address


def _leading_nowhere(row: FetchRow, links: Sequence[Link], entry: AddressEntry) -> FetchRow:
    """A list page without a document says so: nobody would notice a pattern that stopped matching."""
    if row.message:
        return row
    message = f"none of the {len(links)} links of this page matches {entry.links!r}; lists made by scripts are not read"
    return replace(row, message=message)


def _cut(row: FetchRow, found: int, limit: int) -> FetchRow:
    message = f"the list leads to {found} documents; only the first {limit} are asked. Narrow links or raise max_links"
    return replace(row, message=f"{row.message}; {message}" if row.message else message)
