"""What every reader of a format takes and gives, so that the stage need not know one format from another."""

from collections.abc import Mapping
from dataclasses import dataclass, field

STATED_KEYS = ("标题", "文号", "发布机构", "成文日期", "发布日期", "来源", "索引号", "主题分类")
"""What a file may state of itself outside its text, under the names that portals use."""


class RefusedError(Exception):
    """A file that becomes no document: the kind of issue (`ISSUE_KIND`), and what is wrong and what to do."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of the bytes besides themselves."""

    name: str = ""
    """Name of the source; its suffix is a hint, never proof."""
    media_type: str | None = None
    """As the server said."""
    charset: str | None = None
    """As the server or the catalogue said; the bytes decide."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something doubted while reading; becomes a row of `issues`."""

    kind: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class Rendition:
    """A document as text: lines as they stand, headings and tables in Markdown where the format marks them.

    Pages are parted by a form feed. `stated` is what the file says of itself outside its text (STATED_KEYS).
    """

    text: str
    media_type: str
    encoding: str | None = None
    """The character encoding of the bytes; None for formats that are no text."""
    notes: tuple[Note, ...] = ()
    stated: Mapping[str, str] = field(default_factory=dict)

    def with_front_matter(self) -> str:
        """The text, what the file states of itself put before it as front matter (key: value lines between ---)."""
        lines = [f"{key}: {' '.join(self.stated[key].split())}" for key in STATED_KEYS if self.stated.get(key)]
        return "\n".join(["---", *lines, "---", self.text]) if lines else self.text
