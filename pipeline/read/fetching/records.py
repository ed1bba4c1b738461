"""The log of fetches: one JSON line for each, and what all the lines of an address say together."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields
from email.message import Message
from typing import Any

from pipeline.read.fetching.errors import OUTCOMES, Outcome, Reason


@dataclass(frozen=True, slots=True)
class Record:
    """One fetch as it is kept. Empty fields are left out of the line."""

    address: str
    """In its normal form (`guard.target`)."""
    kind: str
    requested_at: str
    """UTC, as 2026-11-22T02:12:08Z."""
    outcome: Outcome
    attempts: int = 0
    final_address: str | None = None
    status: int | None = None
    sha256: str | None = None
    """Of the body that stands after this fetch; None where none was ever had."""
    bytes: int | None = None
    reason: Reason | None = None
    message: str | None = None
    found_through: str | None = None
    """The list entry whose pages led here."""
    redirects: tuple[str, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


_FIELDS = frozenset(each.name for each in fields(Record))
_TYPES: dict[str, type] = {"address": str, "kind": str, "requested_at": str, "outcome": str, "attempts": int}


def record_line(record: Record) -> bytes:
    """The record as one line of JSON, ended."""
    stated = {name: value for name, value in asdict(record).items() if value not in (None, (), {})}
    return json.dumps(stated, separators=(",", ":")).encode() + b"\n"


def parse_record(line: bytes) -> Record:
    """The record of a line. Raises ValueError for anything else; keys that are not known are left out."""
    read: Any = json.loads(str(line, "utf-8"))
    if not isinstance(read, dict) or any(not isinstance(read.get(name), kind) for name, kind in _TYPES.items()):
        raise ValueError("no record")
    if read["outcome"] not in OUTCOMES or not isinstance(read.get("headers", {}), dict):
        raise ValueError("no record")
    known = {name: value for name, value in read.items() if name in _FIELDS}
    return Record(**{**known, "redirects": tuple(known.get("redirects", ()))})


@dataclass(slots=True)
class AddressState:
    """What the log says of one address, all its fetches taken together."""

    address: str
    kind: str
    found_through: set[str] = field(default_factory=set)
    sha256: str | None = None
    bytes: int | None = None
    retrieved_at: str | None = None
    """Of the fetch that brought the body."""
    final_address: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of the last answer that brought or confirmed the body."""
    vanished_at: str | None = None
    """Of the first fetch that found the document gone, if it has not come back since."""
    failed_at: str | None = None
    """Of the last fetch, if that failed or was refused."""
    message: str | None = None

    @property
    def content_type(self) -> str | None:
        """The media type as the server stated it, without parameters."""
        return _content_type(self.headers)[0]

    @property
    def charset(self) -> str | None:
        """The character encoding as the server stated it."""
        return _content_type(self.headers)[1]

    def learn(self, record: Record) -> None:
        """Takes in one more fetch, the next in time."""
        self.kind, self.message, self.failed_at = record.kind, record.message, None
        if record.found_through:
            self.found_through.add(record.found_through)
        if record.outcome in ("failed", "refused"):
            self.failed_at = record.requested_at
        elif record.outcome == "vanished":
            self.vanished_at = self.vanished_at or record.requested_at
        else:
            self._stands(record)

    def _stands(self, record: Record) -> None:
        """The document was there: new, changed or unchanged."""
        if record.outcome != "unchanged":
            self.retrieved_at = record.requested_at
        self.sha256, self.bytes = record.sha256, record.bytes
        self.final_address, self.vanished_at = record.final_address, None
        # A 304 repeats only some of the headers (RFC 9110, 15.4.5).
        self.headers = {**self.headers, **record.headers} if record.status == 304 else record.headers


def states(records: Iterable[Record]) -> dict[str, AddressState]:
    """The state of each address, in the order in which they were first asked."""
    found: dict[str, AddressState] = {}
    for record in records:
        state = found.get(record.address)
        if state is None:
            state = found[record.address] = AddressState(record.address, record.kind)
        state.learn(record)
    return found


def _content_type(headers: Mapping[str, str]) -> tuple[str | None, str | None]:
    value = headers.get("content-type")
    if not value or "/" not in value:
        return None, None
    message = Message()
    message["content-type"] = value
    return message.get_content_type(), message.get_content_charset() or None
