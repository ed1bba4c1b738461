"""What the worker knows of a peer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def _as_is(text: str) -> Any:
    return text


def _made(texts: list[Any], made: list[Any]) -> list[Any]:
    return made


@dataclass(frozen=True, slots=True)
class PeerTool:
    """`load` imports the package and gives the function from texts to results; only that function is timed."""

    package: str
    load: Callable[[], Callable[[list[Any]], list[Any]]]
    take: Callable[[str], Any] = _as_is
    """From the text of a request to what the function is given."""
    show: Callable[[list[Any], list[Any]], list[Any]] = _made
    """From texts and results to what is answered as JSON."""
