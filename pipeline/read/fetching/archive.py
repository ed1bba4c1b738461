"""What was fetched, kept for good: a log that only grows, and bodies named by their SHA-256.

Reading needs no lock and no network. A last line without its end is one that is being written, or was when the process
died; the next refresh cuts it off (see `keeping`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pipeline.read.fetching.entries import AddressEntry, Coverage
from pipeline.read.fetching.errors import ArchiveError, BodyDamagedError
from pipeline.read.fetching.keeping import RECORDS, body_path
from pipeline.read.fetching.records import AddressState, Record, parse_record, states

_BLOCK = 1 << 20
Body = bytes


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document that the catalogue covers and of which a body is kept."""

    address: str
    """In its normal form."""
    entry: AddressEntry
    """The entry that covers it: its own, or the list through which it was found."""
    sha256: str
    bytes: int
    path: Path
    retrieved_at: str
    """UTC; of the fetch that brought these bytes."""
    content_type: str | None
    charset: str | None
    vanished_at: str | None
    """UTC; of the first fetch that found it gone, if it has not come back since."""
    failed_at: str | None
    """UTC; of the last fetch, if that failed or was refused. `message` says why."""
    message: str | None
    found_through: str | None

    def read(self) -> Body:
        """The bytes as they were fetched. Raises BodyDamagedError when they are not there or not the same."""
        try:
            data = self.path.read_bytes()
        except OSError as e:
            raise BodyDamagedError(f"the kept copy of {self.address} cannot be read ({e.strerror}); refresh") from e
        if sha256(data).hexdigest() != self.sha256:
            raise BodyDamagedError(f"the kept copy of {self.address} is damaged; refresh, and it is fetched again")
        return data


@dataclass(frozen=True, slots=True)
class MissingDocument:
    """An address that the catalogue covers and of which no body was ever had."""

    address: str
    entry: AddressEntry
    failed_at: str | None
    """None when it was never asked."""
    message: str


class Archive:
    """The kept fetches below a folder, which need not exist before the first refresh.

    What reads the log raises ArchiveError when the system does not let it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def records(self) -> Iterator[Record]:
        """Every fetch, oldest first; lines that cannot be read are passed over (see `damages`)."""
        for _, record in self._lines():
            if record:
                yield record

    def damages(self) -> list[str]:
        """A sentence for each line of the log that cannot be read."""
        return [
            f"{RECORDS}, line {number}: cannot be read; the fetch it told of is not known any more"
            for number, record in self._lines()
            if record is None
        ]

    def states(self) -> dict[str, AddressState]:
        """What the log says of each address."""
        return states(self.records())

    def current(self, entries: Sequence[AddressEntry]) -> list[KeptDocument]:
        """The documents that the entries cover and of which a body is kept, in order of entry, then of address."""
        known = self.states()
        return [
            KeptDocument(
                address=address,
                entry=entry,
                sha256=state.sha256,
                bytes=state.bytes or 0,
                path=self.body_path(state.sha256),
                retrieved_at=state.retrieved_at or "",
                content_type=state.content_type,
                charset=state.charset,
                vanished_at=state.vanished_at,
                failed_at=state.failed_at,
                message=state.message,
                found_through=entry.address if entry.kind == "list" else None,
            )
            for address, entry in Coverage(entries).documents(known)
            if (state := known.get(address)) and state.sha256
        ]

    def missing(self, entries: Sequence[AddressEntry]) -> list[MissingDocument]:
        """The documents that the entries cover and that could not be had, in the same order."""
        known = self.states()
        return [
            MissingDocument(
                address,
                entry,
                state.failed_at if state else None,
                (state and state.message) or "it was never asked for",
            )
            for address, entry in Coverage(entries).documents(known)
            if not (state := known.get(address)) or not state.sha256
        ]

    def body_path(self, digest: str) -> Path:
        """Where the body with this SHA-256 is kept."""
        return body_path(self.folder, digest)

    def is_sound(self, digest: str) -> bool:
        """Whether the body is there and its bytes are those that were fetched."""
        try:
            with self.body_path(digest).open("rb") as file:
                found = sha256()
                while block := file.read(_BLOCK):
                    found.update(block)
        except OSError:
            return False
        return found.hexdigest() == digest

    def _lines(self) -> Iterator[tuple[int, Record | None]]:
        try:
            file = (self.folder / RECORDS).open("rb")
        except FileNotFoundError:
            return
        except OSError as e:
            raise ArchiveError(f"{RECORDS} cannot be read ({e.strerror or e}); mend its permissions") from e
        with file:
            for number, line in enumerate(file, 1):
                if not line.endswith(b"\n"):
                    return
                try:
                    yield number, parse_record(line)
                except (ValueError, TypeError, RecursionError):
                    yield number, None
