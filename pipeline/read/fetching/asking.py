"""One address: asked with what is known of it, its answer compared with what is kept, and the outcome put on record."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus

from pipeline.read.fetching.archive import Archive
from pipeline.read.fetching.entries import AddressEntry, normal
from pipeline.read.fetching.errors import FetchError, Outcome, Reason
from pipeline.read.fetching.keeping import Keeper, PartialBody
from pipeline.read.fetching.records import AddressState, Record
from pipeline.read.fetching.retries import GaveUpError, with_retries
from pipeline.read.fetching.settings import Clock, Settings
from pipeline.read.fetching.visits import GONE, Conditions, Visit, Visitor

_VALIDATORS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_DAMAGED = "the kept copy was damaged and has been fetched again"


@dataclass(frozen=True, slots=True)
class Job:
    """An address to ask, and the entry of the catalogue that stands behind it."""

    address: str
    entry: AddressEntry
    is_list: bool = False

    @property
    def kind(self) -> str:
        return "list" if self.is_list else "document"

    @property
    def found_through(self) -> str | None:
        """The list that led here; None for the addresses that the catalogue itself names."""
        through = normal(self.entry.address)
        return through if self.entry.kind == "list" and self.address != through else None


@dataclass(frozen=True, slots=True)
class FetchRow:
    """What came of one address in one refresh."""

    address: str
    """In its normal form."""
    kind: str
    line: int
    """Of the catalogue's entry."""
    outcome: Outcome
    requested_at: str
    attempts: int
    final_address: str | None = None
    found_through: str | None = None
    status: int | None = None
    sha256: str | None = None
    """Of the body that is kept after this fetch."""
    bytes: int | None = None
    reason: Reason | None = None
    """Why it failed or was refused."""
    message: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """What an attempt brought: the visit, and for a 200 the digest and size of the body that is now kept."""

    visit: Visit
    sha256: str | None = None
    bytes: int | None = None


@dataclass(slots=True)
class Asker:
    """Fetches addresses into an archive. Safe to use from several threads."""

    archive: Archive
    keeper: Keeper
    known: Mapping[str, AddressState]
    """The log as it stood when the refresh began."""
    visitor: Visitor
    settings: Settings
    clock: Clock
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def fetch(self, job: Job) -> tuple[FetchRow, FetchError | None]:
        """Asks an address and records what came of it; the failure is there for who decides about the next address.

        Raises ArchiveError when it cannot be recorded.
        """
        state = self.known.get(job.address) or AddressState(job.address, job.kind)
        sound = state.sha256 is not None and self.archive.is_sound(state.sha256)
        moment = self._moment()
        failure = None
        try:
            found, attempts = with_retries(lambda: self._attempt(job, state, sound), self.settings, self.clock)
            record = _success(job, state, sound, found, attempts, moment)
        except GaveUpError as e:
            failure = e.failure
            record = _failure(job, state, failure, e.attempts, moment)
        return self._recorded(job, record), failure

    def decline(self, job: Job, failure: FetchError) -> FetchRow:
        """Records that an address was not asked, and why."""
        state = self.known.get(job.address) or AddressState(job.address, job.kind)
        return self._recorded(job, _failure(job, state, failure, 0, self._moment()))

    def _attempt(self, job: Job, state: AddressState, sound: bool) -> _Found:
        limit = self.settings.max_list_bytes if job.is_list else self.settings.max_bytes
        allow = job.entry.allow_private
        conditions = _conditions(state) if sound else None
        with self.keeper.partial() as body:
            visit = self.visitor.visit(job.address, body, max_bytes=limit, allow_private=allow, conditions=conditions)
            if visit.answer.status == HTTPStatus.OK:
                return _keep(visit, body)
        if visit.answer.status in GONE and state.sha256 is None:
            answer = f"{visit.answer.status} {visit.answer.reason}".rstrip()
            message = f"there is nothing at this address ({answer}); correct it in the catalogue"
            raise FetchError("status", message, status=visit.answer.status)
        return _Found(visit)

    def _recorded(self, job: Job, record: Record) -> FetchRow:
        with self._lock:
            self.keeper.append(record)
        return FetchRow(
            address=record.address,
            kind=record.kind,
            line=job.entry.line,
            outcome=record.outcome,
            requested_at=record.requested_at,
            attempts=record.attempts,
            final_address=record.final_address,
            found_through=record.found_through,
            status=record.status,
            sha256=record.sha256,
            bytes=record.bytes,
            reason=record.reason,
            message=record.message,
        )

    def _moment(self) -> str:
        return utc(self.clock.now())


def utc(moment: datetime) -> str:
    """A moment as the log writes it, to the second."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _conditions(state: AddressState) -> Conditions:
    headers = {asked: state.headers[said] for said, asked in _VALIDATORS.items() if state.headers.get(said)}
    return Conditions(state.final_address or "", headers)


def _keep(visit: Visit, body: PartialBody) -> _Found:
    if not body.bytes:
        raise FetchError("empty", "the server answers 200 with no bytes at all", retry=True, status=HTTPStatus.OK)
    body.keep()
    return _Found(visit, body.sha256, body.bytes)


def _success(job: Job, state: AddressState, sound: bool, found: _Found, attempts: int, moment: str) -> Record:
    """The record of a 200, a 304, or of a document that is gone."""
    visit = found.visit
    message = _DAMAGED if found.sha256 and found.sha256 == state.sha256 and not sound else None
    outcome: Outcome = "unchanged"
    if visit.answer.status in GONE:
        outcome = "vanished"
        answer = f"{visit.answer.status} {visit.answer.reason}".rstrip()
        message = f"the document is gone from its address ({answer}); its last copy is kept"
    elif found.sha256 and found.sha256 != state.sha256:
        outcome = "new" if state.sha256 is None else "changed"
    elif state.vanished_at:
        message = f"the document is back; it was gone since {state.vanished_at}"
    return Record(
        address=job.address,
        kind=job.kind,
        requested_at=moment,
        outcome=outcome,
        attempts=attempts,
        final_address=visit.final_address,
        status=visit.answer.status,
        sha256=found.sha256 or state.sha256,
        bytes=found.bytes or state.bytes,
        message=message,
        found_through=job.found_through,
        redirects=visit.redirects,
        headers=visit.answer.headers,
    )


def _failure(job: Job, state: AddressState, failure: FetchError, attempts: int, moment: str) -> Record:
    return Record(
        address=job.address,
        kind=job.kind,
        requested_at=moment,
        outcome=failure.outcome,
        attempts=attempts,
        status=failure.status,
        sha256=state.sha256,
        bytes=state.bytes,
        reason=failure.reason,
        message=str(failure),
        found_through=job.found_through,
    )
