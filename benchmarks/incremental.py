"""What a refresh costs beside a full build: `make bench-incremental` (BENCH="--sources FOLDER").

Four builds in a home of their own: of everything, after one document was touched, after nothing was, and of everything
again in a fresh home, whose release must be that of the refresh byte for byte. The start of Python, Dagster and Great
Expectations is part of each figure. The folder of sources is copied first.
"""

import os
import random
import re
import subprocess
import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from shutil import copytree
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS, LINES = 301, 120
SUFFIXES = (".txt", ".md")
TOUCH = "\n全年新增就业岗位3万个。\n"
_WORKED = re.compile(r"(\w+): \d+ of (\d+) documents")


@dataclass(frozen=True, slots=True)
class Build:
    """One run of `python -m assets.build`: seconds, seconds of all its processes' CPU, documents by stage."""

    wall: float
    cpu: float
    worked: dict[str, int]


def build(sources: Path, output: Path, home: Path) -> Build:
    """Raises SystemExit when the build fails."""
    before, began = getrusage(RUSAGE_CHILDREN), perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "assets.build", "--sources", sources, "--output", output],
        cwd=ROOT,
        env={**os.environ, "DAGSTER_HOME": str(home), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    wall, after = perf_counter() - began, getrusage(RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(f"the build failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Build(wall, cpu, {stage: int(n) for stage, n in _WORKED.findall(done.stdout)})


def generate(folder: Path) -> None:
    """Documents of the lines of sources/, shuffled, with other digits: none is a copy of another."""
    draw = random.Random(5)
    texts = [p.read_text("utf-8", "replace") for p in sorted((ROOT / "sources").glob("*.txt"))]
    lines = [line for text in texts for line in text.splitlines() if line.strip()]
    folder.mkdir()
    for n in range(DOCUMENTS):
        chosen = "\n\n".join(draw.sample(lines, min(LINES, len(lines))))
        text = re.sub(r"[1-9]", lambda _: str(draw.randint(1, 9)), chosen)
        (folder / f"{n:04}.txt").write_text(f"某某区工作要点之{n}\n\n{text}\n", "utf-8")


def row(name: str, one: Build, full: Build) -> str:
    """A line of the table."""
    documents = ", ".join(f"{stage} {n}" for stage, n in one.worked.items()) or "none"
    return f"| {name} | {one.wall:.1f} | {one.cpu:.1f} | {one.cpu / full.cpu:.0%} | {documents} |"


def main() -> None:
    """Print the table; exits with 1 when the refresh gave another release than the full build."""
    cli = ArgumentParser(description=__doc__)
    cli.add_argument("--sources", type=Path, help=f"folder of documents; default: {DOCUMENTS} made of sources/")
    options = cli.parse_args()
    with TemporaryDirectory() as name:
        base = Path(name)
        sources = base / "sources"
        copytree(options.sources, sources) if options.sources else generate(sources)
        first = build(sources, base / "release", base / "home")
        touched = next(p for p in sorted(sources.rglob("*")) if p.suffix in SUFFIXES)
        with touched.open("a", encoding="utf-8") as file:
            file.write(TOUCH)
        refreshed = build(sources, base / "release", base / "home")
        unchanged = build(sources, base / "release", base / "home")
        anew = build(sources, base / "anew", base / "home-anew")
        print("| build | wall s | CPU s | of the full build's CPU | documents worked on |")
        print("| --- | ---: | ---: | ---: | --- |")
        for title, one in (("full", first), ("one touched", refreshed), ("nothing touched", unchanged)):
            print(row(title, one, first))
        print(row("full, of the touched sources", anew, first))
        same = files(base / "release") == files(base / "anew")
        verdict = "the same" if same else "NOT THE SAME"
        print(f"\nThe release of the refresh and that of the full build are {verdict}, byte for byte.")
        sys.exit(not same)


def files(folder: Path) -> dict[str, bytes]:
    """Every file below the folder."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


if __name__ == "__main__":
    main()
