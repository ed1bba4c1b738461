"""The bytes of a catalogue, YAML or CSV, as YAML nodes: both know the line of every value."""

import csv
import io

import yaml

_LISTS = ("known_defects", "pattern", "exclude")
_SEPARATOR = ";"


class UnreadableError(ValueError):
    """The catalogue as a whole cannot be read: `line` where known, and why."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


def yaml_nodes(data: bytes) -> yaml.Node | None:
    """The root node; None for an empty file. Raises UnreadableError."""
    try:
        return yaml.compose(data.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except UnicodeDecodeError:
        raise UnreadableError("is not UTF-8; save it as UTF-8") from None
    except (yaml.YAMLError, RecursionError) as e:
        mark = getattr(e, "problem_mark", None)
        problem = getattr(e, "problem", None) or "nested too deeply"
        raise UnreadableError(f"is not YAML here ({problem}); mend it", mark.line + 1 if mark else None) from None


def csv_nodes(data: bytes) -> yaml.Node | None:
    """The same from a table: the first row holds the keys, each row below is an entry, an empty cell says nothing.

    A list is written with ; between its words. Raises UnreadableError.
    """
    try:
        reader = csv.reader(io.StringIO(_decoded(data), newline=""), strict=True)
        rows = [(reader.line_num, row) for row in reader]
    except UnicodeDecodeError:
        raise UnreadableError("is neither UTF-8 nor GB18030; save it as CSV UTF-8") from None
    except csv.Error as e:
        raise UnreadableError(f"is not CSV here ({e}); mend it", reader.line_num) from None
    if not rows:
        return None
    keys = [key.strip() for key in rows[0][1]]
    entries: list[yaml.Node] = [_entry(keys, row, line) for line, row in rows[1:] if any(cell.strip() for cell in row)]
    return _mapping([("documents", yaml.SequenceNode("tag:yaml.org,2002:seq", entries, _mark(1)))], 1)


def _decoded(data: bytes) -> str:
    """Spreadsheet programs save as UTF-8, as UTF-16 with its mark, or, in China, as GB18030."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _entry(keys: list[str], row: list[str], line: int) -> yaml.Node:
    if any(cell.strip() for cell in row[len(keys) :]):
        raise UnreadableError(f"has {len(row)} cells in a row, the first row has {len(keys)}", line)
    return _mapping([(k, _cell(k, v, line)) for k, v in zip(keys, row, strict=False) if v.strip()], line)


def _cell(key: str, value: str, line: int) -> yaml.Node:
    if key in _LISTS:
        words: list[yaml.Node] = [
            _scalar(w, line) for w in value.replace("；", _SEPARATOR).split(_SEPARATOR) if w.strip()
        ]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", words, _mark(line))
    return _scalar(value, line)


def _mapping(pairs: list[tuple[str, yaml.Node]], line: int) -> yaml.Node:
    return yaml.MappingNode("tag:yaml.org,2002:map", [(_scalar(k, line), v) for k, v in pairs], _mark(line))


def _scalar(value: str, line: int) -> yaml.Node:
    return yaml.ScalarNode("tag:yaml.org,2002:str", value.strip(), _mark(line))


def _mark(line: int) -> yaml.Mark:
    return yaml.Mark("catalogue.csv", 0, line - 1, 0, None, 0)
