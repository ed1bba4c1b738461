"""DOCX files made in a test: the parts of a real package with what the test puts into them."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "endnotes": "endnotes"}
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    '<Override PartName="/word/styles.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>'
    '<Override PartName="/word/numbering.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/>'
    '<Override PartName="/word/footnotes.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/>'
    "</Types>"
)


def docx(body: str, *, title: str = "", prolog: str = "", extra: dict[str, bytes] | None = None, **parts: str) -> bytes:
    """A DOCX with this body; `parts` are the insides of styles, numbering, footnotes, endnotes."""
    document = f"{prolog}<w:document {_SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"
    entries = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations({kind: f"{_PARTS[kind]}.xml" for kind in parts}),
    }
    for kind, inside in parts.items():
        entries[f"word/{_PARTS[kind]}.xml"] = f"<w:{kind} {_SPACES}>{inside}</w:{kind}>"
    if title:
        core = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
        dc = "http://purl.org/dc/elements/1.1/"
        entries["docProps/core.xml"] = (
            f'<c:coreProperties xmlns:c="{core}" xmlns:d="{dc}"><d:title>{title}</d:title></c:coreProperties>'
        )
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
        for name, data in (extra or {}).items():
            archive.writestr(name, data)
    return made.getvalue()


def _relations(targets: dict[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="r{i}" Type="{_KIND}/{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets.items())
    )
    return f'<Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'


def p(text: str = "", properties: str = "") -> str:
    """A paragraph."""
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{r(text) if text else ''}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, list_id: int, level: int = 0) -> str:
    """A paragraph of a list."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def levels(identity: int, *written: tuple[str, str], start: int = 1, inside: str = "") -> str:
    """A list's declaration: format and pattern of each level."""
    rows = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="{start}"/><w:numFmt w:val="{kind}"/>{inside}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (kind, text) in enumerate(written)
    )
    return f'<w:abstractNum w:abstractNumId="{identity}">{rows}</w:abstractNum>'


def instance(identity: int, of: int, inside: str = "") -> str:
    """A list of that declaration."""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{of}"/>{inside}</w:num>'
