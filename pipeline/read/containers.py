"""Files that hold several documents: ZIP archives, spreadsheets with a document a row. Nothing is unpacked to disk."""

import json
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath
from zipfile import ZipFile, ZipInfo

from pipeline.read.formats.model import RefusedError
from pipeline.read.formats.zipped import BROKEN

MAX_MEMBERS = 20_000
MAX_UNPACKED = 2_000_000_000
"""Bytes that an archive may hold, unpacked, in all: twenty large yearbooks; a bomb holds thousands of times more."""
_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1
_OF_THE_SYSTEM = ("__MACOSX", "Thumbs.db", "desktop.ini")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Piece:
    """One document inside a container, or the reason why it cannot be one."""

    name: str
    """Below the container."""
    member: int | None = None
    """Its number in the archive's directory."""
    content: str | None = None
    """The row of a spreadsheet (see `row_content`)."""
    sha256: str | None = None
    bytes: int | None = None
    refusal: RefusedError | None = None


def zip_pieces(path: Path, max_bytes: int) -> Iterator[Piece]:
    """The documents of an archive in the order of its directory. Raises RefusedError when it cannot be opened."""
    try:
        archive = ZipFile(path)
    except BROKEN as e:
        raise RefusedError("unreadable", f"the ZIP archive cannot be opened ({e}); get a sound copy") from e
    with archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise RefusedError("too_large", f"{len(members)} files in one archive; at most {MAX_MEMBERS}. Split it")
        left = MAX_UNPACKED
        for number, member in enumerate(members):
            name = member_name(member)
            if member.is_dir() or _is_of_the_system(name):
                continue
            made = _member_piece(archive, number, name, min(max_bytes, left))
            left -= made.bytes or 0
            yield made


def member_name(member: ZipInfo) -> str:
    """The name as meant: UTF-8 where it says so or reads so, else GB18030, as Chinese systems write it."""
    if member.flag_bits & _UTF8_NAMES:
        return member.filename
    written = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return member.filename


def read_member(path: Path, number: int, max_bytes: int) -> bytes:
    """The bytes of one member. Raises RefusedError when they are too many, damaged or encrypted."""
    state = path.stat()
    archive = _opened(path, state.st_mtime_ns, state.st_size)
    return _unpacked(archive, archive.infolist()[number], max_bytes)


@lru_cache(maxsize=1)
def _opened(path: Path, changed: int, size: int) -> ZipFile:
    """The archive that was read last: its members are asked for one after another."""
    return ZipFile(path)


def _member_piece(archive: ZipFile, number: int, name: str, max_bytes: int) -> Piece:
    try:
        _refuse_name(name, archive.infolist()[number])
        data = _unpacked(archive, archive.infolist()[number], max_bytes)
    except RefusedError as refusal:
        return Piece(name, number, refusal=refusal)
    return Piece(name, number, sha256=sha256(data).hexdigest(), bytes=len(data))


def _refuse_name(name: str, member: ZipInfo) -> None:
    parts = PurePosixPath(name).parts
    if name.startswith("/") or ".." in parts or ":" in parts[0] or "\0" in name:
        raise RefusedError("unreadable", f"the archive names it {name!r}, a path out of the archive; rename it inside")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise RefusedError("unreadable", "it is a link inside an archive; put the file itself into it")
    if PurePosixPath(name).suffix.lower() == ".zip":
        raise RefusedError("not_text", "it is an archive inside an archive; unpack it beside the other")


def _unpacked(archive: ZipFile, member: ZipInfo, max_bytes: int) -> bytes:
    if member.flag_bits & _ENCRYPTED:
        raise RefusedError("unreadable", "it is encrypted; save it without a password")
    data = bytearray()
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                data += chunk
                if len(data) > max_bytes:
                    raise RefusedError("too_large", f"it unpacks to more than {max_bytes} bytes; split it")
    except BROKEN as e:
        raise RefusedError("unreadable", f"it cannot be unpacked ({e}); get a sound copy") from e
    return bytes(data)


def _is_of_the_system(name: str) -> bool:
    parts = PurePosixPath(name).parts
    return not parts or parts[-1].startswith(".") or parts[0] in _OF_THE_SYSTEM or parts[-1] in _OF_THE_SYSTEM


def row_content(text: str, stated: Mapping[str, str]) -> str:
    """A row as it is kept and hashed: its text, and what its other columns state."""
    return json.dumps({"text": text, "stated": dict(stated)}, ensure_ascii=False, sort_keys=True)
