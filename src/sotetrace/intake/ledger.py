"""The account of cells: each that holds anything is taken or left, and what nobody spoke for is left in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.intake.results import Remark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sotetrace.intake.tables import Row, Table


class Ledger:
    """Which cells of all tables are in the document, and what is told of the others."""

    def __init__(self) -> None:
        self.remarks: list[Remark] = []
        self._done: set[tuple[str, int, int]] = set()
        self._left: set[tuple[str, int]] = set()
        self._computed: set[tuple[str, int]] = set()

    def take(self, table: Table, row: Row, column: int) -> None:
        """Note that what a cell says is in the document."""
        self._done.add((table.name, row.number, column))

    def tell(
        self, reason: str, table: Table, row: int = 0, column: int = 0, *, text: str = "", detail: str = ""
    ) -> None:
        """Tell something of what was taken."""
        self.remarks.append(Remark(reason, table.name, row, column, text, detail))

    def leave(self, reason: str, table: Table, row: Row, column: int, detail: str = "") -> None:
        """Note that a cell, or a piece of it, is not in the document, and why."""
        self._done.add((table.name, row.number, column))
        self.remarks.append(Remark(reason, table.name, row.number, column, row.text(column), detail, is_left=True))

    def leave_row(self, reason: str, table: Table, row: Row, detail: str = "", *, is_computed: bool = False) -> None:
        """Note that nothing of a row is in the document, and why; of one that is computed nothing is lost."""
        self._done.update((table.name, row.number, column) for column in range(1, len(row.cells) + 1))
        (self._computed if is_computed else self._left).add((table.name, row.number))
        said = " · ".join(cell.strip() for cell in row.cells if cell.strip())
        self.remarks.append(Remark(reason, table.name, row.number, 0, said, detail, is_left=not is_computed))

    def leave_table(self, reason: str, table: Table, *, is_computed: bool = False) -> None:
        """Note that nothing of a table is in the document, and why; of one that is computed nothing is lost."""
        for row in table.rows:
            self._done.update((table.name, row.number, column) for column in range(1, len(row.cells) + 1))
            (self._computed if is_computed else self._left).add((table.name, row.number))
        self.remarks.append(Remark(reason, table.name, detail=str(len(table.rows)), is_left=not is_computed))

    def is_done(self, table: Table, row: Row, column: int) -> bool:
        """Say whether somebody spoke for a cell."""
        return (table.name, row.number, column) in self._done

    def sweep(self, table: Table, row: Row, reason_of: dict[int, tuple[str, str]]) -> None:
        """Leave what a row holds and nobody spoke for; the columns without a role are told once, as a whole."""
        for column, cell in enumerate(row.cells, start=1):
            if cell.strip() and not self.is_done(table, row, column):
                reason, detail = reason_of.get(column, ("unused", ""))
                self.leave(reason, table, row, column, detail)

    def count(self, table: Table, rows: Iterable[Row]) -> tuple[int, int]:
        """Return how many rows say anything of their own, and how many of them were not left as a whole."""
        places = {(table.name, row.number) for row in rows} - self._computed
        return len(places), len(places - self._left)
