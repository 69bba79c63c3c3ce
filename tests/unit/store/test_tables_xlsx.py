"""Workbooks that openpyxl writes are read as a spreadsheet shows them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest
from openpyxl.comments import Comment

from sotetrace.errors import UnreadableError
from sotetrace.store.tables_xlsx import read_workbook

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from sotetrace.intake import Tables


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_of(book: openpyxl.Workbook) -> Worksheet:
    sheet = book.active
    assert sheet is not None
    return sheet


def cells(tables: Tables, sheet: int = 0) -> list[tuple[str, ...]]:
    return [row.cells for row in tables.tables[sheet].rows]


def remarks(tables: Tables) -> list[tuple[str, int, int]]:
    return [(remark.reason, remark.row, remark.column) for remark in tables.remarks]


def rewritten(raw: bytes, part: str, old: str, new: str) -> bytes:
    """Return a workbook in which one part says something else."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return stream.getvalue()


def test_values_are_texts_as_they_are_shown() -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    sheet.append(["Ääkköset", 12, 12.5, 0.1 + 0.2, True, None, "two\nlines", dt.date(2026, 9, 1)])
    sheet.append([dt.datetime(2026, 9, 1, 13, 30), 0.355, 46266, "007", 1e-7])  # noqa: DTZ001  a sheet knows no zone
    sheet["B2"].number_format = "0.0 %"
    sheet["C2"].number_format = "d.m.yyyy"
    tables = read_workbook("plan.xlsx", saved(book))
    assert cells(tables) == [
        ("Ääkköset", "12", "12.5", "0.3", "true", "", "two\nlines", "2026-09-01"),
        ("2026-09-01 13:30", "35.5 %", "2026-09-01", "007", "1e-07"),
    ]
    assert remarks(tables) == []


def test_formulas_are_read_by_their_last_value_and_never_calculated() -> None:
    book = openpyxl.Workbook()
    sheet_of(book).append(["=1+1", "=2+2"])
    raw = rewritten(saved(book), "xl/worksheets/sheet1.xml", "<f>1+1</f><v />", "<f>1+1</f><v>2</v>")
    tables = read_workbook("plan.xlsx", raw)
    assert cells(tables) == [("2",)]
    assert remarks(tables) == [("formula", 1, 1), ("formula_empty", 1, 2)]
    assert [remark.is_left for remark in tables.remarks] == [False, True]


def test_hidden_rows_columns_and_sheets_are_read_and_told() -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    sheet.append(["a", "b"])
    sheet.append(["c", "d"])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["B"].hidden = True
    other = book.create_sheet("Toinen")
    other.append(["e"])
    other.sheet_state = "veryHidden"
    tables = read_workbook("plan.xlsx", saved(book))
    assert cells(tables) == [("a", "b"), ("c", "d")]
    assert cells(tables, 1) == [("e",)]
    assert sorted(remarks(tables)) == [("hidden_column", 0, 2), ("hidden_row", 2, 0), ("hidden_sheet", 0, 0)]


def test_merged_cells_lead_to_the_row_of_their_text() -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    for row in (["a", "b"], ["c", "d"], ["", "e"], ["", "f"]):
        sheet.append(row)
    sheet.merge_cells("A2:A4")
    assert read_workbook("plan.xlsx", saved(book)).tables[0].merged == {(3, 1): 2, (4, 1): 2}


def test_errors_comments_and_what_is_beside_the_cells() -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    sheet.append(["a", "#REF!"])
    sheet["A1"].comment = Comment("why?", "somebody")
    raw = rewritten(saved(book), "xl/worksheets/sheet1.xml", '<c r="B1" t="e">', '<c r="B1" t="e">')
    assert remarks(read_workbook("plan.xlsx", raw)) == [("comments", 0, 0), ("error_value", 1, 2)]


def test_days_before_and_after_the_day_that_never_was() -> None:
    book = openpyxl.Workbook()
    sheet = sheet_of(book)
    sheet.append([1, 59, 61, 0.5])
    for column in "ABCD":
        sheet[f"{column}1"].number_format = "yyyy-mm-dd"
    assert cells(read_workbook("x", saved(book))) == [("1900-01-01", "1900-02-28", "1900-03-01", "12:00")]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"\xd0\xcf\x11\xe0", "old .xls"),
        (b"a,b\n", "import csv"),
        (b"PK\x03\x04 and nothing", "cannot be read"),
    ],
)
def test_what_is_no_workbook_is_refused(raw: bytes, words: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_workbook("plan.xlsx", raw)
    assert words in f"{refused.value.message} {refused.value.hint}"
