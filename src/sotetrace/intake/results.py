"""What an import is asked for, and what it tells: the document, the roles of the columns, and an account of cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sotetrace.model.kinds import Kind
    from sotetrace.model.text import Language


class Remark(NamedTuple):
    """One thing that is told of a table, row, column or cell; a number of 0 means the whole.

    `reason` is the key of its words below `import.why`. What `is_left` is not in the document; the rest is, or is
    computed from what is, and something is to be known about it. `detail` is what the words are about.
    """

    reason: str
    table: str = ""
    row: int = 0
    column: int = 0
    text: str = ""
    detail: str = ""
    is_left: bool = False


class RoleGuess(NamedTuple):
    """What a column was taken for: its heading, the field (empty for none), and whether the caller said so."""

    table: str
    column: int
    heading: str
    field: str
    is_given: bool = False


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the caller says: columns to fields, the header of the document, and who judged what stands in a matrix.

    `kinds` are for rows of which the table does not say the kind: one for all, or one for each step of a numbering.
    """

    mapping: tuple[tuple[str, str], ...] = ()
    id: str = ""
    title: str = ""
    original: Language | None = None
    kinds: tuple[Kind, ...] = ()
    sheets: tuple[str, ...] = ()
    by: str = ""
    date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came of tables: the data of a document in the shape of its YAML, and everything there is to tell.

    `rows` is how many rows with anything in them there were below the headings, and `taken` how many of them are in the
    document; `counts` are the elements by kind, and the links.
    """

    file: str
    data: dict[str, Any]
    counts: Mapping[str, int]
    rows: int
    taken: int
    roles: tuple[RoleGuess, ...] = ()
    remarks: tuple[Remark, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()
    missing: Mapping[str, int] = field(default_factory=dict)

    @property
    def left(self) -> tuple[Remark, ...]:
        """What is not in the document."""
        return tuple(remark for remark in self.remarks if remark.is_left)

    @property
    def told(self) -> tuple[Remark, ...]:
        """What is to be known about what was taken."""
        return tuple(remark for remark in self.remarks if not remark.is_left)
