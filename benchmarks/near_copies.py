"""Near copies among many paragraphs: recall, precision and speed of the finder, on planted copies.

Paragraphs are clauses of a folder of texts, recombined; every tenth is a copy of another with 1 to 5 of 100 characters
replaced, lost or inserted. `python benchmarks/near_copies.py [paragraphs] [folder of texts]`
"""

import random
import re
import resource
import sys
import time
from pathlib import Path

from pipeline.deduplicate.sketches import near_copies

SEED = 7
_CLAUSE = re.compile("[^,，。;；、\n]+[,，。;；、]")


def planted(count: int, folder: Path, seed: int = SEED) -> tuple[list[str], set[tuple[int, int]]]:
    """`count` paragraphs in random order, and the pairs of positions that are copies."""
    rng = random.Random(seed)
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*")) if path.suffix in (".txt", ".md")]
    clauses = [clause for text in texts for clause in _CLAUSE.findall(text) if 6 <= len(clause) <= 40]
    characters = "".join(clauses)
    originals = ["".join(rng.choices(clauses, k=rng.randint(4, 16))) for _ in range(count - count // 10)]
    marked = list(enumerate(originals))
    marked += [(i, edited(originals[i], characters, rng)) for i in rng.sample(range(len(originals)), count // 10)]
    rng.shuffle(marked)
    places: dict[int, list[int]] = {}
    for place, (i, _) in enumerate(marked):
        places.setdefault(i, []).append(place)
    return [text for _, text in marked], {(p[0], p[1]) for p in places.values() if len(p) == 2}


def edited(text: str, characters: str, rng: random.Random) -> str:
    """A copy with 1 to 5 of 100 characters replaced, lost or inserted."""
    made = list(text)
    for _ in range(max(1, round(len(made) * rng.uniform(0.01, 0.05)))):
        i, kind = rng.randrange(len(made)), rng.random()
        made[i : i + (kind < 0.75)] = [rng.choice(characters)] if kind < 0.5 or kind >= 0.75 else []
    return "".join(made)


def main(arguments: list[str]) -> None:
    """Prints one line of figures."""
    count = int(arguments[0]) if arguments else 100_000
    folder = Path(arguments[1]) if len(arguments) > 1 else Path(__file__).parents[1] / "sources"
    texts, wanted = planted(count, folder)
    started = time.perf_counter()
    found = {(a, b) for a, b, _ in near_copies(texts)}
    seconds = time.perf_counter() - started
    size = sum(len(text.encode()) for text in texts) / 1e6
    right = len(found & wanted)
    print(
        f"{count} paragraphs, {size:.0f} MB, {len(wanted)} planted: recall {right / len(wanted):.4f}, "
        f"precision {right / len(found):.4f}, {seconds:.1f} s, {size / seconds:.1f} MB/s, "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB of memory"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
