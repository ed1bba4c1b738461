"""The readers by the format that `sniff` names; each is imported when first needed, for some stand on large code."""

from collections.abc import Callable
from importlib import import_module

from pipeline.read.formats.model import Hints, Rendition

MODULES = {kind: f"pipeline.read.formats.{kind}" for kind in ("html", "pdf", "docx", "legacy", "markdown", "plain")}


def reader(kind: str) -> Callable[[bytes, Hints], Rendition]:
    """The function that reads this format."""
    read: Callable[[bytes, Hints], Rendition] = import_module(MODULES[kind]).read
    return read
