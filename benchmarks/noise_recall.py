"""How much injected noise is found, and how much clean text is lost.

    python benchmarks/noise_recall.py --corpus FOLDER --dictionary jieba/dict.txt

`unseen`: counts, network and weights come from the documents of other places than the text read (four folds; this
trains four networks and needs jax, see `fit_noise_weights.py`; some 40 minutes on one core).
`shipped`: the tables of the package, which were counted over these documents too.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from build_character_model import read_dictionary, read_reports
from fit_noise_weights import FOLDS, fit, folds, knowledge_of_other_folds, samples_by_fold
from inject_noise import Run, inject, word_starts

from pipeline.clean.noise import decide, shipped_knowledge, suspect_runs
from pipeline.clean.noise_features import Knowledge
from pipeline.clean.noise_network import Judge

SEED = 7_000_000
"""Other runs than those that the weights are fitted on."""


@dataclass
class Tally:
    """Characters injected and found, in all and by group; characters of the clean text removed."""

    characters: int = 0
    lost: int = 0
    doubted: int = 0
    noisy_characters: int = 0
    lost_beside: int = 0
    injected: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    named: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def clean(self, text: str, known: Knowledge, judge: Judge) -> None:
        edits, doubts = decide(suspect_runs(text, known, judge), text, known.model)
        self.characters += len(text)
        self.lost += sum(e.end - e.start for e in edits)
        self.doubted += sum(d.end - d.start for d in doubts)
        self.examples += [_show(text, e.start, e.end) for e in edits]

    def noisy(self, text: str, runs: Sequence[Run], known: Knowledge, judge: Judge) -> None:
        edits, doubts = decide(suspect_runs(text, known, judge), text, known.model)
        removed = {i for e in edits for i in range(e.start, e.end)}
        doubted = {i for d in doubts for i in range(d.start, d.end)}
        self.noisy_characters += len(text)
        for run in runs:
            places = set(range(run.start, run.end))
            for group in (
                "all",
                run.kind,
                "inside" if run.inside else "between",
                f"{run.end - run.start} characters",
            ):
                self.injected[group] += len(places)
                self.found[group] += len(places & removed)
                self.named[group] += len(places & (removed | doubted))
            removed -= places
        self.lost_beside += len(removed)

    def lines(self) -> Iterable[str]:
        yield f"clean text: {self.characters:,} characters, {self.lost} removed = {_rate(self.lost, self.characters)}"
        yield f"            {self.doubted} doubted = {_rate(self.doubted, self.characters)}"
        beside = _rate(self.lost_beside, self.noisy_characters)
        yield f"text with runs: {self.lost_beside} of its own removed = {beside}"
        yield f"{'runs':14s}{'characters':>11s}{'removed':>9s}{'or doubted':>12s}"
        for group, n in self.injected.items():
            yield f"{group:14s}{n:11d}{self.found[group] / n:9.4f}{self.named[group] / n:12.4f}"


def _rate(n: int, characters: int) -> str:
    return f"{n / max(characters, 1) * 100_000:.2f} in 100,000"


def _show(text: str, start: int, end: int) -> str:
    return repr(f"{text[max(0, start - 8) : start]}[{text[start:end]}]{text[end : end + 8]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--dictionary", type=Path, required=True)
    parser.add_argument("--examples", type=int, default=0)
    arguments = parser.parse_args()
    reports = read_reports(arguments.corpus)
    dictionary = read_dictionary(arguments.dictionary)
    known = knowledge_of_other_folds(reports, dictionary)
    by_fold = samples_by_fold(reports, dictionary, known)
    judges = [fit([s for f in range(FOLDS) if f != fold for s in by_fold[f]]) for fold in range(FOLDS)]
    fold_of = folds(list(reports))
    unseen, shipped = Tally(), Tally()
    for n, (path, text) in enumerate(reports.items()):
        noisy, runs = inject(text, SEED + n, word_starts(text, dictionary))
        fold = fold_of[path]
        for tally, taught in ((unseen, (known[fold], judges[fold])), (shipped, shipped_knowledge())):
            tally.clean(text, *taught)
            tally.noisy(noisy, runs, *taught)
    for name, tally in (("unseen", unseen), ("shipped", shipped)):
        print(
            f"== {name}",
            *tally.lines(),
            *tally.examples[: arguments.examples],
            sep="\n",
        )


if __name__ == "__main__":
    main()
