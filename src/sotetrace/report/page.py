"""A page: what a report says, before it is known whether it is shown in a terminal or as Markdown.

Text in a page is data. Each renderer makes it inert in its own way, so nothing in here escapes anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sotetrace.model.text import Language

Style = Literal["plain", "strong", "dim", "id", "good", "fair", "poor", "bad", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style. Styles name meanings (an id; good, fair, poor, bad), never colours."""

    text: str
    style: Style = "plain"


Cell = Span | str | tuple["Span | str", ...]
"""What stands in a table cell, list entry or paragraph: one stretch of text, or several."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    content: Cell


@dataclass(frozen=True, slots=True)
class Items:
    """A list of entries."""

    entries: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, alignment, and whether its text may wrap."""

    heading: str
    is_number: bool = False
    may_wrap: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with headings."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    is_dense: bool = False
    """Whether columns stand close together, as in a matrix."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one pair a line."""

    rows: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a file with the stretch that is meant, line and column from 1."""

    file: str
    line: int
    column: int
    width: int
    text: str


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Text whose line breaks and columns count, such as a sample."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry with a head, and below it what is said of it: a finding, a link with its reason."""

    head: Cell
    body: tuple[Cell | Excerpt, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """Entries one below the other, with a blank line between them when they are long."""

    entries: tuple[Entry, ...]
    is_spaced: bool = False


@dataclass(frozen=True, slots=True)
class Tree:
    """A label with what branches off below it."""

    label: Cell
    branches: tuple[Tree, ...] = ()


@dataclass(frozen=True, slots=True)
class Fold:
    """Details that a reader opens when they are wanted; where nothing can be opened, they stand under the summary."""

    summary: str
    blocks: tuple[Block, ...]


Block = Tree | Heading | Paragraph | Items | Table | Facts | Preformatted | Entries | Fold


@dataclass(frozen=True, slots=True)
class Page:
    """A page in one language."""

    language: Language
    blocks: tuple[Block, ...] = field(default=())


def spans_of(cell: Cell) -> tuple[Span, ...]:
    """Return the content of a cell as spans."""
    parts = cell if isinstance(cell, tuple) else (cell,)
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts)


def text_of(cell: Cell) -> str:
    """Return the bare text of a cell."""
    return "".join(span.text for span in spans_of(cell))
