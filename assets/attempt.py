"""A stage's verb on some documents, such that one on which it fails does not take the others along."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

import polars as pl

from assets.storage import Frames
from pipeline.tables.aside import failure

Verb = Callable[[Frames], Frames]

FEW = 0.1
"""Share of the documents that may be set aside. Where more of them fail, it is not the documents that are odd."""


def few(odd: Collection[str], documents: int) -> bool:
    """Whether so few of the documents are odd that the others go on without them: one in ten, or the only odd one.

    At least one must be left to go on.
    """
    return len(odd) <= max(1, FEW * documents) and len(odd) < documents


@dataclass(frozen=True, slots=True)
class Attempt:
    """What the verb made of the documents, and of which it made nothing, with the reason.

    `error` is the first one raised, for when too many failed.
    """

    made: list[Frames]
    failed: Mapping[str, str]
    error: Exception | None = None


def attempt(verb: Verb, inputs: Frames) -> Attempt:
    """The verb on all documents at once, or where it fails, on each by itself.

    Raises OSError and MemoryError as they come: these speak of the machine, not of a document.
    """
    try:
        return Attempt([verb(inputs)], {})
    except (OSError, MemoryError):
        raise
    except Exception as first:
        documents = inputs["documents"]["document_id"].to_list()
        if len(documents) == 1:
            return Attempt([], {documents[0]: failure(first)}, first)
        alone = [attempt(verb, only(inputs, [document])) for document in documents]
        failed = {document: reason for one in alone for document, reason in one.failed.items()}
        return Attempt([frames for one in alone for frames in one.made], failed, first)


def only(tables: Frames, documents: list[str]) -> Frames:
    """The rows of these documents."""
    return {name: table.filter(pl.col("document_id").is_in(documents)) for name, table in tables.items()}
