"""What a reader of tables hands over: rows of text with where they stand, and what it has to say about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sotetrace.intake.results import Remark


class Row(NamedTuple):
    """A row: its number in the file, from 1, and the text of each cell; an empty one is an empty text."""

    number: int
    cells: tuple[str, ...]

    def text(self, column: int) -> str:
        """Return the text of a column, counted from 1, without white space around it."""
        return self.cells[column - 1].strip() if 0 < column <= len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the name of its sheet or file, and its rows.

    `merged` leads from a cell (row, column) that is covered by a merged one to the row that holds the text.
    """

    name: str
    rows: tuple[Row, ...]
    merged: Mapping[tuple[int, int], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything that a file holds: its tables, what reading it said, and how it was read, in words of the format.

    `is_export` is True for what `export` wrote: its columns have their names from the format and need no guess.
    """

    file: str
    tables: tuple[Table, ...]
    remarks: tuple[Remark, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    is_export: bool = False


def column_name(number: int) -> str:
    """Return the letters of a column as spreadsheets count them: A, B, …, Z, AA.

    >>> [column_name(number) for number in (1, 26, 27, 702, 703)]
    ['A', 'Z', 'AA', 'ZZ', 'AAA']
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the number of a column from its letters; the inverse of `column_name`."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
