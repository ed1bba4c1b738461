"""What the catalogue asks for, and which of the known addresses it covers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.read.fetching.errors import FetchError
from pipeline.read.fetching.guard import target
from pipeline.read.fetching.records import AddressState


@dataclass(frozen=True, slots=True)
class AddressEntry:
    """An address as the catalogue lists it: a document, or a list page that leads to documents.

    Raises ValueError when `links` or `next` is no regular expression.
    """

    address: str
    kind: Literal["document", "list"] = "document"
    links: str | None = None
    """List: regular expression searched in the absolute address of each link; None takes no link."""
    pages: int = 0
    """List: how many further pages of the list are followed."""
    allow_private: bool = False
    line: int = 0
    next: str | None = None
    """List: regular expression for the addresses of further pages; None takes what is marked as the next page."""

    def __post_init__(self) -> None:
        for name, pattern in (("links", self.links), ("next", self.next)):
            try:
                re.compile(pattern or "")
            except re.error as e:
                raise ValueError(f"{name} is {pattern!r}, which is no regular expression ({e})") from None


def normal(address: str) -> str:
    """An address in its normal form; one that is none stays as it is, to be refused when it is asked."""
    try:
        return target(address).url
    except FetchError:
        return address


class Coverage:
    """Which documents a catalogue covers: those it names, and those found through its lists and still wanted."""

    def __init__(self, entries: Sequence[AddressEntry]) -> None:
        self._entries = entries

    def documents(self, known: Mapping[str, AddressState]) -> Iterator[tuple[str, AddressEntry]]:
        """Address and entry, each address once, under the first entry that covers it; named ones go first."""
        seen: set[str] = set()
        for entry in self._entries:
            if entry.kind == "document" and (address := normal(entry.address)) not in seen:
                seen.add(address)
                yield address, entry
        for entry in self._entries:
            if entry.kind == "list":
                for address in self.found_before(entry, known):
                    if address not in seen:
                        seen.add(address)
                        yield address, entry

    @staticmethod
    def found_before(entry: AddressEntry, known: Mapping[str, AddressState]) -> list[str]:
        """The documents that earlier refreshes found through a list entry and that its pattern still wants, sorted."""
        through = normal(entry.address)
        wanted = re.compile(entry.links) if entry.links else None
        return sorted(
            address
            for address, state in known.items()
            if wanted and state.kind == "document" and through in state.found_through and wanted.search(address)
        )
