"""Tables of the benchmarks as Markdown, and where they are written."""

import os
import platform
import re
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from rounds import Contender

HEAD = """# Performance

Written by `make bench-text` and `make bench-extract`, which run the peers in the same minutes on the same text.
"""


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table; all columns but the first are aligned right."""
    lines = [f"| {' | '.join(columns)} |", "|" + "|".join(["---"] + ["---:"] * (len(columns) - 1)) + "|"]
    lines += [f"| {' | '.join(map(str, row))} |" for row in rows]
    return "\n".join(lines)


def speeds(contenders: Sequence[Contender], notes: Sequence[str] = (), *, ratio: bool = True) -> str:
    """Speeds of contenders, a result of each, and how many times as fast as each other one the first is.

    The ratio is one of processor times; without `ratio`, seconds of processor time for a million characters.
    """
    last = ["ratio" if ratio else "CPU s a million", *(["result"] if notes else [])]
    noted = zip(contenders, ([note] for note in notes) if notes else ([] for _ in contenders), strict=True)
    return table(
        ["", "characters", "characters/s, CPU", "best round", "wall", *last],
        ([*_speed(c), _ratio(contenders[0], c) if ratio else f"{1e6 / c.cpu_speed:.3f}", *note] for c, note in noted),
    )


def _speed(c: Contender) -> list[str]:
    return [c.name, f"{c.characters:,}", figure(c.cpu_speed), figure(c.best_speed), figure(c.wall_speed)]


def _ratio(first: Contender, c: Contender) -> str:
    return "" if c is first else f"{first.cpu_speed / c.cpu_speed:.3g}"


def figure(speed: float) -> str:
    """A speed to three digits: 1,230,000."""
    digits = len(str(int(speed)))
    return f"{int(round(speed, min(0, 3 - digits))):,}"


def machine() -> str:
    """The machine in words that name nobody's."""
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"polars {version('polars')}, numpy {version('numpy')}; each contender on one thread"
    )


def publish(section: str, body: str, path: Path | None) -> None:
    """Print the tables; with a path, put them there between the markers of the section, which are made if missing."""
    print(body)
    if path is None:
        return
    begin, end = f"<!-- begin {section} -->", f"<!-- end {section} -->"
    text = path.read_text("utf-8") if path.exists() else HEAD
    block = f"{begin}\n{body}\n{end}"
    pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.S)
    made = pattern.sub(lambda _: block, text) if pattern.search(text) else f"{text.rstrip()}\n\n{block}\n"
    path.write_text(made, "utf-8")
