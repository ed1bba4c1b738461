"""A spreadsheet (XLSX, XLSM, XLSB, XLS) with a document in each row. Macros and formulas are never run."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import python_calamine

from pipeline.read.containers import Piece, row_content
from pipeline.read.formats.model import RefusedError
from pipeline.read.formats.zipped import BROKEN
from pipeline.vocabulary.lists import mapping

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_UNPACKED = 1_000_000_000
"""Bytes that the parts of a workbook may unpack to; a million rows of short reports are half of it."""
HEADER_ROWS = 10
"""The header stands among the first rows; titles may stand above it."""
_CHUNK = 1 << 20


def row_pieces(data: bytes, columns: Mapping[str, str]) -> Iterator[Piece]:
    """The documents of all sheets that have a column of texts, in their order.

    `columns` maps a meaning (text, id, 标题 …) to the header that the catalogue names for it. Raises RefusedError
    when the file cannot be opened or no sheet has such a column.
    """
    _refuse_bomb(data)
    try:
        workbook = python_calamine.load_workbook(BytesIO(data))
        sheets = [(name, workbook.get_sheet_by_name(name).to_python()) for name in workbook.sheet_names]
    except python_calamine.PasswordError as e:
        raise RefusedError("unreadable", "the spreadsheet is protected by a password; save it without one") from e
    except (python_calamine.CalamineError, OSError, ValueError) as e:
        raise RefusedError("unreadable", f"the spreadsheet cannot be read ({e}); save it anew as .xlsx") from e
    wanted = {header: meaning for meaning, header in columns.items()}
    found = [(name, rows, header) for name, rows in sheets if (header := _header(rows, wanted)) is not None]
    if not found:
        raise RefusedError(
            "not_text",
            "no sheet has a column of texts; name it 正文, or state it in the catalogue: columns: {text: its header}",
        )
    for name, rows, (number, meanings) in found:
        yield from _rows(name, rows, number, meanings)


def _header(rows: Sequence[Sequence[object]], wanted: Mapping[str, str]) -> tuple[int, dict[int, str]] | None:
    """The number of the header row, and the meaning of each column that has one."""
    known = {**mapping("spreadsheet_columns", "columns"), **{_key(k): v for k, v in wanted.items()}}
    for number, row in enumerate(rows[:HEADER_ROWS]):
        meanings: dict[int, str] = {}
        for column, cell in enumerate(row):
            meaning = known.get(_key(cell))
            if meaning and meaning not in meanings.values():
                meanings[column] = meaning
        if "text" in meanings.values():
            return number, meanings
    return None


def _key(cell: object) -> str:
    return "".join(str(cell).split()).lower()


def _rows(sheet: str, rows: Sequence[Sequence[object]], header: int, meanings: Mapping[int, str]) -> Iterator[Piece]:
    named: set[str] = set()
    for number, row in enumerate(rows[header + 1 :], header + 2):
        cells = {meaning: _written(row[column]) for column, meaning in meanings.items() if column < len(row)}
        if not any(cells.values()):
            continue
        text, identity = cells.pop("text", ""), cells.pop("id", "")
        name = identity if identity and identity not in named else str(number)
        named.add(name)
        content = row_content(text, {k: v for k, v in cells.items() if v})
        refusal = None if text.strip() else RefusedError("empty", f"row {number} of {sheet} has no text")
        data = content.encode("utf-8", "surrogatepass")
        yield Piece(f"{sheet}!{name}", None, content, sha256(data).hexdigest(), len(data), refusal)


def _written(cell: object) -> str:
    """A cell as a person would write it: a whole number without its .0, a day without its midnight."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == datetime.min.time() else cell.isoformat(" ")
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def _refuse_bomb(data: bytes) -> None:
    """Unpack once and count, for what the archive says of its sizes need not be true. XLS is no archive."""
    if not is_zipfile(BytesIO(data)):
        return
    left = MAX_UNPACKED
    try:
        with ZipFile(BytesIO(data)) as archive:
            for member in archive.infolist():
                with archive.open(member) as stream:
                    while chunk := stream.read(_CHUNK):
                        left -= len(chunk)
                        if left < 0:
                            raise RefusedError("too_large", f"it unpacks to more than {MAX_UNPACKED} bytes")
    except BROKEN as e:
        raise RefusedError("unreadable", f"the spreadsheet is damaged ({e}); get a sound copy") from e
