"""Stable row ids: from what identifies a thing in its source, never from a row number."""

from hashlib import sha256


def stable_id(prefix: str, *parts: str) -> str:
    """`prefix_` and 12 hexadecimal digits of the parts' SHA-256; the prefix's letter keeps spreadsheets from reading a number.

    The same parts give the same id in every release and on every machine.
    """
    digest = sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{prefix}_{digest[:12]}"


class Occurrences:
    """Ids for things that may occur word for word more than once in a document: the n-th occurrence counts along."""

    def __init__(self, prefix: str, document_id: str) -> None:
        self._prefix, self._document_id = prefix, document_id
        self._seen: dict[tuple[str, ...], int] = {}

    def next(self, *wording: str) -> str:
        """The id of the next thing of this wording."""
        # A Counter's += on a new key costs a call into Python; nearly every wording is new.
        count = self._seen.get(wording, 0) + 1
        self._seen[wording] = count
        return stable_id(self._prefix, self._document_id, *wording, str(count))
