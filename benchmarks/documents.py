"""The texts that benchmarks run on: the five documents repeated to a size, or a folder."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.clean.stage import clean_text
from pipeline.deduplicate.stage import deduplicate_text
from pipeline.read.encodings import decode

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "sources"
SUFFIXES = frozenset({".txt", ".md"})
SIZE = 250_000
SLOW_SIZE = 46_000
ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Texts:
    """Documents to run on, and fewer of them for peers that would take minutes."""

    described: str
    distinct: tuple[str, ...]
    full: tuple[str, ...]
    small: tuple[str, ...]


def add_options(cli: ArgumentParser) -> None:
    """The options that both benchmarks have."""
    cli.add_argument("--texts", type=Path, help="folder of documents (.txt, .md); default: the five of sources/")
    cli.add_argument("--size", type=int, default=SIZE, help="characters to run on (default %(default)s; 0: all)")
    cli.add_argument("--slow-size", type=int, default=SLOW_SIZE, help="for the slowest peers (default %(default)s)")
    cli.add_argument("--rounds", type=int, default=ROUNDS, help="default %(default)s")
    cli.add_argument("--write", type=Path, help="Markdown file to put the table into, between its markers")


def read(options: Namespace, *, cleaned: bool) -> Texts:
    """The texts that the options name, raw or as they leave cleaning and the removal of repeated passages.

    Raises SystemExit when the folder has no documents.
    """
    folder = options.texts or SOURCES
    paths = sorted(p for p in folder.rglob("*") if p.suffix in SUFFIXES and p.is_file())
    if not paths:
        raise SystemExit(f"no documents in {folder}: files that end in {', '.join(sorted(SUFFIXES))} are read")
    raw = [decode(p.read_bytes()).text for p in paths]
    spread = _spread(raw, options.size) if options.texts else raw
    distinct = tuple(prepared(text) for text in spread) if cleaned else tuple(spread)
    full = distinct if options.texts else _repeated(distinct, options.size)
    small = _repeated(_spread(distinct, options.slow_size), options.slow_size)
    what = f"{len(spread)} of {len(raw)} documents of a folder" if options.texts else "the five documents of `sources/`"
    again = "" if len(full) == len(distinct) else ", repeated"
    return Texts(f"{what}{again}: {count(full):,} characters", distinct, full, small)


def prepared(raw: str) -> str:
    """A document as structure and extraction receive it."""
    return deduplicate_text(clean_text(raw).traced).traced.text


def count(texts: Sequence[str]) -> int:
    """Characters of all texts together."""
    return sum(map(len, texts))


def _spread(texts: Sequence[str], size: int) -> list[str]:
    """Documents from all over the list with about `size` characters together; all where `size` is 0."""
    step = max(1, count(texts) // size) if size else 1
    return list(texts[::step])


def _repeated(texts: Sequence[str], size: int) -> tuple[str, ...]:
    return tuple(texts) * max(1, round(size / max(1, count(texts))))
