"""What the steps of one import share: the options, the account, the elements, and what is still to be linked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from sotetrace.intake.cells import make_slug
from sotetrace.intake.ledger import Ledger
from sotetrace.intake.registry import Registry

if TYPE_CHECKING:
    from sotetrace.intake.registry import Draft
    from sotetrace.intake.results import ImportOptions
    from sotetrace.intake.roles import Role, Shape
    from sotetrace.intake.tables import Row, Table
    from sotetrace.model.text import Language


class Pending(NamedTuple):
    """A cell that names other elements: the field of its column says how the element of the row is joined to them."""

    draft: Draft
    field: str
    table: Table
    row: Row
    column: int
    text: str


class Pair(NamedTuple):
    """A measure and a sub-goal of which a table says that somebody looked."""

    measure: str
    sub_goal: str


@dataclass(slots=True)
class Intake:
    """One import while it runs."""

    options: ImportOptions
    language: Language
    file: str = ""
    """The name of the file, without folders."""
    is_export: bool = False
    ledger: Ledger = field(default_factory=Ledger)
    registry: Registry = field(default_factory=Registry)
    pending: list[Pending] = field(default_factory=list)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The places of the source that the tables are: by name, the id and the first words."""
    judged: list[Pair] = field(default_factory=list)
    gaps: list[tuple[Table, Row, int]] = field(default_factory=list)
    """The cells that say of a pair or an element that nothing joins it."""
    sections: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    """Entries of sections that hold no elements: scopes."""
    header: dict[str, Any] = field(default_factory=dict)
    mentions: list[tuple[Draft, Table, Row, int]] = field(default_factory=list)
    """The cells (column 0: rows) that name an element; they are left when it turns out that it cannot be."""
    wheres: dict[str, None] = field(default_factory=dict)
    """The places that cells name themselves, as in our own exports."""

    @property
    def stem(self) -> str:
        """The name of the file without its suffix: the id of the document and of its source come from it."""
        return self.file.rpartition(".")[0] or self.file

    def place_of(self, table: Table, words: str) -> str:
        """Return the id of the place that a table is; it begins with the words of its first heading."""
        if table.name not in self.places:
            taken = {name for name, _ in self.places.values()}
            slug = plain = "table" if table.name == self.file else make_slug(table.name)
            number = 2
            while slug in taken or slug == make_slug(self.stem):  # the source has that
                slug, number = f"{plain}-{number}", number + 1
            self.places[table.name] = (slug, words)
        return self.places[table.name][0]

    def place_called(self, title: str) -> str:
        """Return the id of a place that cells name by its title."""
        slug = make_slug(title)
        if slug not in self.wheres:
            self.wheres[slug] = None
            self.sections.setdefault("places", []).append({"id": slug, "language": self.language, "text": title})
        return slug

    def place_of_shape(self, shape: Shape) -> str:
        """Return the id of the place that a table with headings is."""
        first = next((cell.strip() for cell in shape.heading.cells if cell.strip()), shape.table.name)
        return self.place_of(shape.table, first)

    def text(self, shape: Shape, row: Row, role: Role) -> str:
        """Return the text of a cell; one that a merged cell covers has the text of that, which is told."""
        text = row.text(role.column)
        origin = shape.table.merged.get((row.number, role.column))
        if not text and origin is not None:
            above = next((one for one in shape.rows if one.number == origin), None)
            text = above.text(role.column) if above is not None else ""
            if text:
                self.ledger.tell("merged", shape.table, row.number, role.column, text=text)
        return text

    def leave(self, reason: str, shape: Shape, row: Row, role: Role, detail: str = "") -> None:
        """Leave the cell of a row and column."""
        self.ledger.leave(reason, shape.table, row, role.column, detail)
