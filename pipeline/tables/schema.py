"""What a table declaration is made of. Everything that repeats this knowledge is generated from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Dtype = Literal["string", "int64", "float64", "bool", "date", "list<string>"]


@dataclass(frozen=True, slots=True)
class Codelist:
    """The closed set of values of a column, each with its Chinese term and meaning."""

    name: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: English name, Chinese title, a description in each language, and what must hold of it.

    `references` names the column ("table.column") whose values this one may take; `unit` is the unit of a
    number. `nullable` is what the contract allows, not what occurs.
    """

    name: str
    dtype: Dtype
    title_zh: str
    description: str
    description_zh: str
    nullable: bool = False
    unit: str | None = None
    codes: Codelist | None = None
    references: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its columns in published order, its key and the order of its rows."""

    name: str
    title_zh: str
    row: str
    row_zh: str
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...]
    order: tuple[str, ...]
    quote: str | None = None
    """The column that must equal `text[start:end]` of its document, where the table has one."""
    _by_name: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Raises ValueError when a name stands twice, or the key or order names no column."""
        by_name = {c.name: c for c in self.columns}
        if len(by_name) != len(self.columns):
            raise ValueError(f"table {self.name}: a column name stands twice")
        if missing := [n for n in (*self.primary_key, *self.order) if n not in by_name]:
            raise ValueError(f"table {self.name}: key or order names no column: {missing}")
        object.__setattr__(self, "_by_name", by_name)

    def column(self, name: str) -> Column:
        """The column of that name. Raises KeyError when there is none."""
        return self._by_name[name]

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in published order."""
        return tuple(self._by_name)
