"""The parts of an Office Open XML package, opened with bounds: bombs are refused, nothing is fetched."""

from io import BytesIO
from posixpath import basename, dirname, join, normpath
from zipfile import ZipFile

from lxml import etree

from pipeline.read.formats.model import RefusedError
from pipeline.read.formats.zipped import BROKEN

MAX_PART = 64_000_000
"""Bytes of one part: the text of a report of 300 pages takes about 5 MB, heavily formatted 20 MB."""
MAX_ENTRIES = 20_000
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TRANSITIONAL = W[1:-1].encode()
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


class Package:
    """The parts of a document by their names."""

    def __init__(self, data: bytes) -> None:
        """Raises RefusedError (unreadable, too_large) when the bytes are no sound package."""
        try:
            self._archive = ZipFile(BytesIO(data))
            self._entries = {info.filename: info for info in self._archive.infolist()}
        except BROKEN as e:
            raise RefusedError("unreadable", f"the file is damaged ({e}); get a sound copy") from e
        if len(self._entries) > MAX_ENTRIES:
            raise RefusedError(
                "too_large", f"{len(self._entries)} parts in one file; one document may have {MAX_ENTRIES}"
            )
        self.main = self._main()

    def _main(self) -> str:
        """The name of the part that holds the text."""
        for kind, target in self.relations(""):
            if kind == "officeDocument":
                return target
        return "word/document.xml"

    def related(self, kind: str) -> etree._Element | None:
        """The part that the text names for styles, numbering, footnotes and so on; None without one."""
        for found, target in self.relations(self.main):
            if found == kind:
                return self.xml(target)
        return None

    def relations(self, part: str) -> list[tuple[str, str]]:
        """Kind and target of what a part refers to inside of the package; what lies outside is never followed."""
        folder = dirname(part)
        root = self.xml(join(folder, "_rels", f"{basename(part)}.rels"))
        if root is None:
            return []
        return [
            (basename(r.get("Type", "")), normpath(join("/", folder, r.get("Target", ""))).lstrip("/"))
            for r in root.iterfind(_RELATION)
            if r.get("TargetMode") != "External"
        ]

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is no such part. Raises RefusedError (unreadable, too_large)."""
        if name not in self._entries:
            return None
        data = self._bytes(name)
        if any(doctype in data for doctype in _DOCTYPES):
            raise RefusedError(
                "unreadable", f"{name} declares a document type, which no Office file does; get a sound copy"
            )
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data.replace(_STRICT, _TRANSITIONAL), parser)
        except (etree.XMLSyntaxError, ValueError) as e:
            raise RefusedError("unreadable", f"{name} is damaged ({e}); get a sound copy") from e
        if root.getroottree().docinfo.internalDTD is not None:
            raise RefusedError("unreadable", f"{name} declares a document type; get a sound copy")
        return root

    def _bytes(self, name: str) -> bytes:
        info = self._entries[name]
        if info.flag_bits & 1:
            raise RefusedError("unreadable", "the file is protected by a password; save a copy without one")
        if info.file_size <= MAX_PART:
            try:
                with self._archive.open(info) as part:
                    data = part.read(MAX_PART + 1)
            except BROKEN as e:
                raise RefusedError("unreadable", f"{name} is damaged ({e}); get a sound copy") from e
            if len(data) <= MAX_PART:
                return data
        raise RefusedError("too_large", f"{name} has more than {MAX_PART} bytes. Split the document")


def value(element: etree._Element | None, path: str) -> str | None:
    """`w:val` of a child named without its namespace; None where there is no such child or value."""
    found = None if element is None else element.find(W + path)
    return None if found is None else found.get(W + "val")


def number(text: str | None) -> int | None:
    """A whole number as Office writes it; None where it is none or out of all bounds."""
    try:
        made = int(text or "")
    except ValueError:
        return None
    return made if abs(made) < 1_000_000 else None


def switched(properties: etree._Element | None, name: str) -> bool | None:
    """A property that is on or off; None where it is not given."""
    found = None if properties is None else properties.find(W + name)
    return None if found is None else found.get(W + "val", "1") not in ("0", "false", "off", "none")
