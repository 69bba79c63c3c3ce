"""Read a workbook back with openpyxl, and put it into a text that a person can compare."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.utils.cell import range_boundaries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet


def read_book(raw: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(raw))


def cells_of(sheet: Worksheet) -> Iterator[Cell]:
    """Yield the cells that hold something; what a merged cell covers holds nothing."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None:
                yield cell


def table_of(sheet: Worksheet) -> list[dict[str, object]]:
    """Return the rows of the table, by heading; the filter says where it is."""
    left, top, right, bottom = range_boundaries(str(sheet.auto_filter.ref))
    head, *rows = sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right, values_only=True)
    names = [str(value) for value in head]
    assert len(set(names)) == len(names)
    return [dict(zip(names, ("" if value is None else value for value in row), strict=True)) for row in rows]


def dump_of(raw: bytes) -> str:
    """Return what stands in every cell, where it leads, and how each sheet is set."""
    lines: list[str] = []
    for sheet in read_book(raw).worksheets:
        lines.append(f"# {sheet.title} · filter {sheet.auto_filter.ref} · frozen {sheet.freeze_panes}")
        for cell in cells_of(sheet):
            leads = f" -> {cell.hyperlink.location}" if cell.hyperlink is not None else ""
            colour = cell.fill.fgColor.rgb if cell.fill.fill_type == "solid" else ""
            shown = str(cell.value).replace("\n", "\\n")
            lines.append(f"{cell.coordinate} {shown}{leads}{f' [{colour}]' if colour and cell.row > 1 else ''}")
    return "\n".join(lines) + "\n"
