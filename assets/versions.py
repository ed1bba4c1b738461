"""The version of the rules behind each stage: a digest of their code, their vocabulary and their libraries."""

from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.metadata import version

from assets.folders import ROOT

STANDS_ON = ("tables", "vocabulary", "text.py")
"""Parts of `pipeline` that every stage stands on."""

PACKAGES = {
    "fetched": ("read",),
    "raw": ("read",),
    "cleaned": ("clean",),
    "deduplicated": ("clean", "deduplicate"),
    "structured": ("clean", "structure", "extract"),
    "published": ("publish",),
}
"""Parts of `pipeline` whose change makes a stage stale, beside those that all stand on."""

CHECKING = ("great-expectations", "pandas")
LIBRARIES = (
    "lxml",
    "numpy",
    "opencc-python-reimplemented",
    "polars",
    "pyarrow",
    "pypdfium2",
    "python-calamine",
    "readability-lxml",
    "rensa",
)


@cache
def code_version(stage: str) -> str:
    """Twelve hexadecimal digits that change when, and only when, the stage's rules may give another result."""
    return _digest([f"pipeline/{part}" for part in (*PACKAGES[stage], *STANDS_ON)], LIBRARIES)[:12]


@cache
def checks_version() -> str:
    """Changes with the checks, with the rules that they call, and with the libraries that evaluate them."""
    return _digest(["expectations", "pipeline"], (*LIBRARIES, *CHECKING))


def _digest(places: Iterable[str], libraries: Iterable[str]) -> str:
    parts = [f"{place} {_content(place)}\n" for place in sorted(places)]
    parts += [f"{name} {version(name)}\n" for name in libraries]
    return sha256("".join(parts).encode()).hexdigest()


@cache
def _content(place: str) -> str:
    """SHA-256 of a file, or of all files below a folder with their names."""
    digest, path = sha256(), ROOT / place
    for file in sorted([path] if path.is_file() else path.rglob("*")):
        if file.is_file() and file.suffix != ".pyc":
            digest.update(f"{file.relative_to(ROOT).as_posix()}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()


def rules_digest() -> str:
    """SHA-256 of the rules of all stages, in hexadecimal."""
    return sha256("".join(code_version(stage) for stage in PACKAGES).encode()).hexdigest()


def release_state(sources_digest: str) -> str:
    """What a release depends on: the fingerprint of sources and catalogue, and the rules of all stages."""
    return f"{sources_digest[:24]}-{rules_digest()[:12]}"
