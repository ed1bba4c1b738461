"""The documents that were fetched, as the reading takes them: the last good body of each address. No network here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.read.catalogue import Catalogue, Entry
from pipeline.read.fetching.archive import Archive, KeptDocument, MissingDocument
from pipeline.read.fetching.entries import AddressEntry

FETCHED = "fetched"
"""The folder below the source folder where everything received is kept."""
_DAY = 10
"""Characters of an ISO 8601 time that are its day."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """One address of the catalogue (or of a list it names), and what is kept of it."""

    address: str
    entry: Entry
    path: Path | None = None
    """The body; None where none was ever received."""
    sha256: str | None = None
    media_type: str | None = None
    charset: str | None = None
    retrieved_at: str | None = None
    """When the body came (ISO 8601, UTC)."""
    notes: tuple[tuple[str, str, str], ...] = ()
    """Kind, severity and message of what is wrong with it: vanished, not fetched."""


def archive_of(folder: Path) -> Archive:
    """What was ever fetched for a source folder."""
    return Archive(folder / FETCHED)


def address_entries(catalogue: Catalogue) -> list[AddressEntry]:
    """The addresses and lists of a catalogue, as the fetching takes them."""
    return [made for _, made in _entries(catalogue)]


def kept_fetches(folder: Path, catalogue: Catalogue) -> list[Fetched]:
    """What the source folder keeps of every address that the catalogue names, those never received at the end."""
    pairs = _entries(catalogue)
    if not pairs:
        return []
    archive, entries = archive_of(folder), [made for _, made in pairs]
    known = {id(made): entry for entry, made in pairs}
    kept = [_kept(document, known[id(document.entry)]) for document in archive.current(entries)]
    return kept + [_missing(document, known[id(document.entry)]) for document in archive.missing(entries)]


def _entries(catalogue: Catalogue) -> Sequence[tuple[Entry, AddressEntry]]:
    return [
        (
            entry,
            AddressEntry(
                entry.where,
                "list" if entry.kind == "list" else "document",
                links=entry.links,
                next=entry.next,
                pages=entry.pages - 1,
                allow_private=entry.allow_private,
                line=entry.line,
            ),
        )
        for entry in catalogue.of("address", "list")
    ]


def _kept(document: KeptDocument, entry: Entry) -> Fetched:
    return Fetched(
        document.address,
        entry,
        document.path,
        document.sha256,
        document.content_type,
        document.charset,
        document.retrieved_at,
        tuple(_notes(document)),
    )


def _notes(document: KeptDocument) -> Iterator[tuple[str, str, str]]:
    copy = f"the copy of {document.retrieved_at[:_DAY]} stands"
    if document.vanished_at:
        yield "vanished", "warning", f"it was gone on {document.vanished_at[:_DAY]}; {copy}"
    elif document.failed_at:
        yield "not_fetched", "warning", f"the last refresh could not fetch it ({document.message}); {copy}"


def _missing(document: MissingDocument, entry: Entry) -> Fetched:
    message = f"there is no copy of it, and it could not be fetched ({document.message}); check the address"
    return Fetched(document.address, entry, notes=(("not_fetched", "error", message),))
