"""Plain text in any of the usual encodings."""

from pipeline.read.encodings import NotTextError, decode
from pipeline.read.formats.model import Hints, Note, RefusedError, Rendition

_LOST_SHARE = 0.3
"""Share of question marks among the characters from which a text was lost when it was saved; Chinese has one in a
thousand."""
_BLANK = "\ufeff\u200b \t\r\n\f\v\u00a0\u3000\0"


def read(data: bytes, hints: Hints) -> Rendition:
    """The text as it stands. Raises RefusedError when the bytes are no text or hold none."""
    return decoded(data, "text/plain")


def decoded(data: bytes, media_type: str) -> Rendition:
    """Decoded bytes as a rendition; places that do not decode are noted. Raises RefusedError."""
    try:
        made = decode(data)
    except NotTextError as e:
        raise RefusedError("not_text", f"{e}; save the document as text (UTF-8)") from e
    if not made.text.strip(_BLANK):
        raise RefusedError("empty", "the file holds nothing but blanks")
    marks = made.text.count("?") + made.text.count("？")
    if marks > _LOST_SHARE * len("".join(made.text.split())):
        message = f"{marks} question marks stand where the characters of the text were"
        raise RefusedError("not_text", f"{message}; they were lost when it was saved. Get another copy")
    notes: tuple[Note, ...] = ()
    if made.broken:
        message = f"{made.broken} places do not decode as {made.encoding}; they read U+FFFD"
        notes = (Note("unreadable", "warning", f"{message}. Get a sound copy if there is one"),)
    return Rendition(made.text, media_type, made.encoding, notes)
