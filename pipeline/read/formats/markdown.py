"""Markdown, with or without front matter: text that later stages read as it stands."""

from pipeline.read.formats.model import Hints, Rendition
from pipeline.read.formats.plain import decoded


def read(data: bytes, hints: Hints) -> Rendition:
    """The text as it stands, front matter and marks included. Raises RefusedError."""
    return decoded(data, "text/markdown")
