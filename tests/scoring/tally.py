"""What a comparison counts."""

from collections import defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class Count:
    """How many are right, of how many published and how many labelled."""

    correct: int = 0
    predicted: int = 0
    labelled: int = 0

    def add(self, correct: int, predicted: int, labelled: int) -> None:
        """Counts these too."""
        self.correct += correct
        self.predicted += predicted
        self.labelled += labelled


@dataclass(slots=True)
class Tally:
    """Counts by table and field, and in words what was found wrong."""

    counts: dict[tuple[str, str], Count] = field(default_factory=lambda: defaultdict(Count))
    documents: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    wrong: list[str] = field(default_factory=list)

    def add(self, table: str, name: str, correct: int, predicted: int, labelled: int) -> None:
        """Counts these for a field of a table."""
        self.counts[table, name].add(correct, predicted, labelled)

    def take(self, other: "Tally") -> None:
        """Adds the tally of one document to that of all; a count with nothing in it is of no document."""
        for key, count in other.counts.items():
            self.counts[key].add(count.correct, count.predicted, count.labelled)
            self.documents[key] += bool(count.predicted or count.labelled)
        self.wrong += other.wrong
