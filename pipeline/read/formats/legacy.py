"""DOC, WPS, RTF and ODT, by way of LibreOffice where it is installed: converted to DOCX and read as such."""

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.read.formats import docx
from pipeline.read.formats.model import Hints, Note, RefusedError, Rendition

PROGRAMS = ("soffice", "libreoffice")
MAX_SECONDS = 120
MAX_BYTES = 100_000_000
_SUFFIXES = {b"\xd0\xcf\x11\xe0": ".doc", b"{\\rt": ".rtf", b"PK\x03\x04": ".odt"}
_MEDIA_TYPES = {
    ".doc": "application/msword",
    ".wps": "application/vnd.ms-works",
    ".rtf": "application/rtf",
    ".odt": "application/vnd.oasis.opendocument.text",
}
_INSTALL = "install LibreOffice Writer (apt install libreoffice-writer-nogui), or save the document as DOCX or PDF"
_SAMPLE = rb"{\rtf1 a}"
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""No macros, no links followed; what would be fetched all the same goes to a port where nothing listens."""
_VERSION = re.compile(r"LibreOffice \d[\d.]*")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read(data: bytes, hints: Hints) -> Rendition:
    """The text of a document in an older or open format; a note names the converter, on which the text depends.

    Raises RefusedError: no_converter where LibreOffice is missing, too_large, unreadable where it fails or takes
    longer than MAX_SECONDS, and what `docx.read` raises.
    """
    if _ENCRYPTED in data:
        raise RefusedError("unreadable", "the file is protected by a password; save a copy without one")
    if len(data) > MAX_BYTES:
        raise RefusedError("too_large", f"{len(data)} bytes; a document to convert may have {MAX_BYTES}. Split it")
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise RefusedError("no_converter", f"this format is read through LibreOffice, which is not there; {_INSTALL}")
    suffix = _suffix(data, hints)
    with TemporaryDirectory() as folder:
        source = Path(folder) / f"document{suffix}"
        source.write_bytes(data)
        _profile(Path(folder))
        converted = _convert(program, source)
        version = _run([program, "--version"], Path(folder))
    made = docx.read(converted, hints)
    known = _VERSION.search(version)
    note = Note("metadata", "info", f"converted by {known.group() if known else 'LibreOffice'}")
    return Rendition(made.text, _MEDIA_TYPES[suffix], None, (note, *made.notes), made.stated)


def _suffix(data: bytes, hints: Hints) -> str:
    """By the bytes; a WPS file is mostly a DOC by another name, which its suffix helps LibreOffice to tell."""
    found = next((suffix for start, suffix in _SUFFIXES.items() if data.startswith(start)), None)
    named = Path(hints.name).suffix.lower()
    return found or (named if named in _MEDIA_TYPES else ".doc")


def _profile(folder: Path) -> None:
    """A profile of its own, in which nothing is executed and nothing fetched."""
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}">'
        f'<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    settings.write_text(f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>', "utf-8")


def _convert(program: str, source: Path) -> bytes:
    """Raises RefusedError."""
    made, said = _converted(program, source)
    if made is not None:
        return made
    sample = source.with_name("sample.rtf")
    sample.write_bytes(_SAMPLE)
    if _converted(program, sample)[0] is None:
        raise RefusedError("no_converter", f"LibreOffice is there, but not its Writer; {_INSTALL}")
    lines = said.strip().splitlines()
    reason = lines[-1].replace(str(source.parent), "") if lines else "it made no file"
    raise RefusedError("unreadable", f"LibreOffice could not convert it ({reason}); save it as DOCX or PDF")


def _converted(program: str, source: Path) -> tuple[bytes | None, str]:
    """The document as DOCX, and what the program said."""
    folder = source.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    into = ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder / "made")]
    said = _run([program, profile, "--headless", "--norestore", *into, str(source)], folder)
    made = folder / "made" / f"{source.stem}.docx"
    return (made.read_bytes() if made.is_file() else None), said


def _run(command: list[str], folder: Path) -> str:
    """What the program says. It runs in a session of its own, so that its children end with it. Raises RefusedError."""
    environment = {**os.environ, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=environment,
        start_new_session=True,
    ) as process:
        try:
            said, _ = process.communicate(timeout=MAX_SECONDS)
        except subprocess.TimeoutExpired:
            message = f"LibreOffice took more than {MAX_SECONDS} seconds; save the document as DOCX or PDF"
            raise RefusedError("unreadable", message) from None
        finally:
            if process.returncode is None:
                _end(process)
    return said.decode("utf-8", "replace")


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the session with all of its processes."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        process.kill()
