"""A page: what a report says, before it is known whether it is shown in a terminal or as Markdown.

Text in a page is data. Each renderer makes it inert in its own way, so nothing in here escapes anything.
Named tuples, because a start pays for every class; a span is none, because several spans make a tuple.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from sotetrace.model.text import Language

Style = Literal["plain", "strong", "dim", "id", "good", "fair", "poor", "bad", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style. Styles name meanings (an id; good, fair, poor, bad), never colours.

    `target` is where a link on it leads: a page beside this one, an anchor (`measures.md#m5`), or both. `anchor` is a
    name by which it can be reached itself. Both are made of ids only; a terminal shows neither.
    """

    text: str
    style: Style = "plain"
    target: str = ""
    anchor: str = ""


Cell = Span | str | tuple["Span | str", ...]
"""What stands in a table cell, list entry or paragraph: one stretch of text, or several."""


class Heading(NamedTuple):
    """A heading of level 1 to 4; `anchor` is a name by which it can be reached, whatever its words."""

    text: str
    level: int = 2
    anchor: str = ""


class Paragraph(NamedTuple):
    """A paragraph."""

    content: Cell


class Items(NamedTuple):
    """A list of entries."""

    entries: tuple[Cell, ...]


class Column(NamedTuple):
    """A column of a table: its heading, alignment, and whether its text may wrap."""

    heading: str
    is_number: bool = False
    may_wrap: bool = False


class Table(NamedTuple):
    """A table with headings."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    is_dense: bool = False
    """Whether columns stand close together, as in a matrix."""


class Facts(NamedTuple):
    """Names and values, one pair a line."""

    rows: tuple[tuple[str, Cell], ...]


class Excerpt(NamedTuple):
    """A line of a file with the stretch that is meant, line and column from 1."""

    file: str
    line: int
    column: int
    width: int
    text: str


class Preformatted(NamedTuple):
    """Text whose line breaks and columns count, such as a sample."""

    text: str
    language: str = ""


class Entry(NamedTuple):
    """An entry with a head, and below it what is said of it: a finding, a link with its reason."""

    head: Cell
    body: tuple[Cell | Excerpt, ...] = ()


class Entries(NamedTuple):
    """Entries one below the other, with a blank line between them when they are long."""

    entries: tuple[Entry, ...]
    is_spaced: bool = False


class Tree(NamedTuple):
    """A label with what branches off below it."""

    label: Cell
    branches: tuple[Tree, ...] = ()


class Fold(NamedTuple):
    """Details that a reader opens when they are wanted; where nothing can be opened, they stand under the summary."""

    summary: str
    blocks: tuple[Block, ...]


Block = Tree | Heading | Paragraph | Items | Table | Facts | Preformatted | Entries | Fold


class Page(NamedTuple):
    """A page in one language."""

    language: Language
    blocks: tuple[Block, ...] = ()


def spans_of(cell: Cell) -> tuple[Span, ...]:
    """Return the content of a cell as spans."""
    parts = cell if isinstance(cell, tuple) else (cell,)
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts)


def text_of(cell: Cell) -> str:
    """Return the bare text of a cell."""
    return "".join(span.text for span in spans_of(cell))
