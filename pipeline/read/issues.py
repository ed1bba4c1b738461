"""Rows of `issues` as this stage writes them."""

from typing import Any

from pipeline.tables.identity import stable_id


def issue(
    kind: str, severity: str, message: str, *, source: str | None = None, document_id: str | None = None
) -> dict[str, Any]:
    """One row of `issues`: what is wrong, where, and what to do about it."""
    return {
        "issue_id": stable_id("iss", "raw", kind, source or "", message),
        "document_id": document_id,
        "source": source,
        "table": "sources" if source else None,
        "row_id": document_id,
        "kind": kind,
        "severity": severity,
        "message": message,
    }
