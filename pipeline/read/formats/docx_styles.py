"""What the styles of a DOCX say of a paragraph: its level in the outline, its list, whether it is hidden."""

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.read.formats.docx_package import W, number, switched, value

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|标题|文档标题", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*(?:[1-9]|heading|标题)?", re.IGNORECASE)
_DEEPEST = 50
BODY_LEVEL = 9
"""The outline level that means text (ECMA-376, 17.3.1.20)."""


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: etree._Element | None) -> None:
        found = () if root is None else root.iterfind(W + "style")
        self._styles: dict[str, etree._Element] = {}
        self._default: str | None = None
        for style in found:
            identity = style.get(W + "styleId", "")
            self._styles.setdefault(identity, style)
            if style.get(W + "type") == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self._default = self._default or identity

    def chain(self, identity: str | None) -> Iterator[etree._Element]:
        """A style and those it is based on, nearest first."""
        seen: set[str] = set()
        while identity in self._styles and identity not in seen and len(seen) < _DEEPEST:
            seen.add(identity)
            yield self._styles[identity]
            identity = value(self._styles[identity], "basedOn")

    def of_paragraph(self, properties: etree._Element | None) -> str | None:
        """The id of a paragraph's style."""
        return value(properties, "pStyle") or self._default

    def outline_level(self, properties: etree._Element | None) -> int | None:
        """0 for the highest heading and the title; None for text."""
        level = number(value(properties, "outlineLvl"))
        if level is not None:
            return level if 0 <= level < BODY_LEVEL else None
        for style in self.chain(self.of_paragraph(properties)):
            level = number(value(style.find(W + "pPr"), "outlineLvl"))
            if level is not None:
                return level if 0 <= level < BODY_LEVEL else None
            name = (value(style, "name") or "").strip()
            if heading := _HEADING.fullmatch(name):
                return int(heading.group(1)) - 1
            if _TITLE.fullmatch(name):
                return 0
        return None

    def is_contents(self, properties: etree._Element | None) -> bool:
        """Whether a paragraph is set as an entry of a table of contents."""
        styles = self.chain(value(properties, "pStyle"))
        return any(_CONTENTS.fullmatch((value(style, "name") or "").strip()) for style in styles)

    def numbering(self, properties: etree._Element | None) -> tuple[int, int | None, str | None] | None:
        """List id, level and, where a style gives the list, that style's id; None without a list."""
        own = None if properties is None else properties.find(W + "numPr")
        if own is not None and (list_id := number(value(own, "numId"))) is not None:
            return list_id, number(value(own, "ilvl")) or 0, None
        level = number(value(own, "ilvl"))
        for style in self.chain(self.of_paragraph(properties)):
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None:
                level = number(value(found, "ilvl")) if level is None else level
                if (list_id := number(value(found, "numId"))) is not None:
                    return list_id, level, style.get(W + "styleId")
        return None

    def linked_list(self, identity: str | None) -> int | None:
        """The list that a numbering style stands for."""
        for style in self.chain(identity):
            if (list_id := number(value(style.find(f"{W}pPr/{W}numPr"), "numId"))) is not None:
                return list_id
        return None

    def hidden(self, run: etree._Element | None, paragraph: str | None) -> bool:
        """Whether the text of a run with these properties, in a paragraph of this style, is hidden."""
        own = switched(run, "vanish")
        if own is not None:
            return own
        for identity in (value(run, "rStyle"), paragraph):
            for style in self.chain(identity):
                found = switched(style.find(W + "rPr"), "vanish")
                if found is not None:
                    return found
        return False
