"""What cleaning reports beside its edits."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something left in the text because it is not certain: becomes a row of `issues` (kind from codes.ISSUE_KIND).

    Offsets are in the text the rule was given; the stage carries them over to the final text.
    """

    start: int
    end: int
    kind: str
    message: str
