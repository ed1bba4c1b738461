"""Which documents need no second look: the very same rows have passed the very same checks before.

A document is known by a digest of all its rows that the checks of a stage may look at, and of the checks' version. It
passed when none of its rows failed any check that judges rows by their document, not even one that only warns: what
was doubted is doubted again at every run. Checks on a table as a whole are never taken as passed.
"""

from collections.abc import Mapping
from typing import Any

from expectations.check import Check, Evidence
from pipeline.tables.digests import document_digests


class Passed:
    """The documents that passed before, and those that pass now.

    `before` maps documents to digests, as `now` gave it in an earlier run; without it every row is looked at.
    `version` stands for the checks and all that they call.
    """

    def __init__(self, evidence: Evidence, before: Mapping[str, str], version: str) -> None:
        self._digests = document_digests(evidence.of_documents, version)
        self._failed: set[str] = set()
        self._unknown = False
        self.taken = frozenset(d for d, digest in self._digests.items() if before.get(d) == digest)
        """Documents whose rows need not be judged by themselves again."""

    def note(self, check: Check, result: Mapping[str, Any]) -> set[str]:
        """Takes down the documents that a failed check names, and returns them; one that names none speaks of all."""
        if not check.by_document:
            return set()
        named = {row.get("document_id") for row in result.get("unexpected_index_list") or [{}]}
        self._unknown |= None in named
        self._failed |= named - {None}
        return named - {None}

    def now(self) -> dict[str, str]:
        """Document to digest, for those that passed. To be asked when all checks have been evaluated."""
        return {} if self._unknown else {d: v for d, v in self._digests.items() if d not in self._failed}
