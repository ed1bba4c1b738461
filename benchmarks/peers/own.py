"""The project itself as a peer: how its compiled copy, put first on PYTHONPATH, is timed in a process of its own."""

from collections.abc import Callable
from typing import Any

from model import PeerTool

Work = Callable[[list[Any]], list[Any]]


def _whole() -> Work:
    """All rows of all tables."""
    from pipeline.extract.stage import STATED, structured_document
    from pipeline.text import TracedText

    def work(texts: list[Any]) -> list[Any]:
        for text in texts:
            row = dict.fromkeys(STATED) | {"document_id": "doc_0", "source": "a.txt", "text": text}
            structured_document(row, TracedText(text))
        return []

    return work


def _figures() -> Work:
    from pipeline.extract.figures import find_figures
    from pipeline.structure.document import structure_document

    def work(texts: list[Any]) -> list[Any]:
        for text in texts:
            find_figures(structure_document(text))
        return []

    return work


OWN = {
    "own-whole": PeerTool("district-documents", _whole),
    "own-figures": PeerTool("district-documents", _figures),
}
