"""Workbooks in Office Open XML (ECMA-376) → rows of text: values as they are shown, and never a formula.

Read by hand, because hidden rows, merged cells, and formulas beside their last values are all wanted at once, within
limits on what a hostile file can unpack to. Decision record 0019.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sotetrace.errors import UnreadableError
from sotetrace.intake.results import Remark
from sotetrace.intake.tables import Row, Table, Tables, column_number
from sotetrace.store.parcels import Parcel, local_name
from sotetrace.store.tables_text import MAX_COLUMNS, clean_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DATE_FORMATS = frozenset((*range(14, 23), *range(45, 48)))
_SHARE_FORMATS = frozenset((9, 10))
_MOST_FILLED = 2_000
"""How many cells one merged cell is followed over: more is decoration."""
_MOST_SHEETS = 200
_LONGEST_FORMAT = 255


@dataclass(slots=True)
class _Book:
    """What all sheets of a workbook share."""

    parcel: Parcel
    strings: list[str] = field(default_factory=list)
    dates: set[int] = field(default_factory=set)
    shares: set[int] = field(default_factory=set)
    starts_1904: bool = False


def read_workbook(name: str, raw: bytes) -> Tables:
    """Read a workbook. Raises UnreadableError when it is none, is protected, or is too large."""
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError(f"{name}: is an old .xls, or protected by a password", "Save it as .xlsx, unprotected.")
    if not raw.startswith(b"PK"):
        raise UnreadableError(f"{name}: is no workbook", f"If it is text, write: sotetrace import csv {name}")
    book = _Book(Parcel(name, raw))
    main = _find_main(book.parcel)
    if not main:
        raise UnreadableError(f"{name}: holds no workbook", "Save it as .xlsx (Excel) from the spreadsheet program.")
    _read_strings(book, main)
    _read_styles(book, main)
    tables, remarks = [], _remark_on_parts(book.parcel, name)
    for title, part, is_hidden in _iter_sheets(book, main):
        table, said = _Sheet(book, title, part).read()
        tables.append(table)
        remarks += [Remark("hidden_sheet", title), *said] if is_hidden and table.rows else said
    return Tables(name, tuple(tables), tuple(remarks), (("format", "xlsx"),))


def _find_main(parcel: Parcel) -> str:
    """Return the part that is the workbook, as the relations of the whole file name it."""
    for element in parcel.iter_elements("_rels/.rels", "Relationship"):
        if element.get("Type", "").endswith("/officeDocument"):
            target = element.get("Target", "").lstrip("/")
            return target if target in parcel.names and target.endswith(".xml") and "workbook" in target else ""
    return ""


def _remark_on_parts(parcel: Parcel, name: str) -> list[Remark]:
    """Tell of what a workbook holds beside its cells."""
    kinds = (
        ("macros", "vbaProject"),
        ("links_out", "externalLinks/"),
        ("comments", "/comments"),
        ("pictures", "/media/"),
    )
    return [
        Remark(reason, name, is_left=reason == "comments")
        for reason, sign in kinds
        if any(sign in part for part in parcel.names)
    ]


def _relations(book: _Book, part: str) -> dict[str, str]:
    """Return the parts that a part refers to, by the id of the relation; what lies outside the file is left out."""
    folder, _, file = part.rpartition("/")
    found = {}
    for element in book.parcel.iter_elements(f"{folder}/_rels/{file}.rels", "Relationship"):
        if element.get("TargetMode") != "External":
            target = unquote(element.get("Target", ""))
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
            found[element.get("Id", "")] = whole
            found[element.get("Type", "").rpartition("/")[2]] = whole
    return found


def _iter_sheets(book: _Book, main: str) -> Iterator[tuple[str, str, bool]]:
    """Yield the name, the part and whether it is hidden, of every sheet that has cells."""
    parts = _relations(book, main)
    seen: set[str] = set()
    for element in book.parcel.iter_elements(main, "workbookPr", "sheet"):
        if local_name(element) == "workbookPr":
            book.starts_1904 = element.get("date1904") in ("1", "true")
            continue
        relation = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        title = element.get("name", "") or f"Sheet{len(seen) + 1}"
        if parts.get(relation, "") in book.parcel.names and "/worksheets/" in f"/{parts[relation]}":
            if title in seen or len(seen) == _MOST_SHEETS:
                raise UnreadableError(
                    f"{title}: is there twice, or is one of too many sheets", "Save the workbook anew."
                )
            seen.add(title)
            yield title, parts[relation], element.get("state", "visible") != "visible"


def _read_strings(book: _Book, main: str) -> None:
    part = _relations(book, main).get("sharedStrings", "")
    for element in book.parcel.iter_elements(part, "si"):
        book.strings.append(_text_of(element))


def _text_of(element: Element) -> str:
    """Return the text of a string, its runs joined; how it is read aloud (rPh) is no part of it."""
    pieces = []
    for child in element:
        if local_name(child) == "t":
            pieces.append(child.text or "")
        elif local_name(child) == "r":
            pieces += [run.text or "" for run in child if local_name(run) == "t"]
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), "".join(pieces))


def _read_styles(book: _Book, main: str) -> None:
    """Find out which styles show a number as a date, and which as a share."""
    dates, shares = set(_DATE_FORMATS), set(_SHARE_FORMATS)
    for root in book.parcel.iter_elements(_relations(book, main).get("styles", ""), "styleSheet"):
        for group in root:
            if local_name(group) == "numFmts":
                for one in group:
                    number, code = (
                        _number(one.get("numFmtId")),
                        _LITERAL.sub("", one.get("formatCode", "")[:_LONGEST_FORMAT]),
                    )
                    if re.search("[dmyhs]", code, re.IGNORECASE) and "general" not in code.casefold():
                        dates.add(number)
                    elif "%" in code:
                        shares.add(number)
        for group in root:
            if local_name(group) == "cellXfs":
                for index, one in enumerate(group):
                    number = _number(one.get("numFmtId"))
                    if number in dates:
                        book.dates.add(index)
                    elif number in shares:
                        book.shares.add(index)


def _number(text: str | None) -> int:
    return int(text) if text is not None and text.isascii() and text.isdecimal() and len(text) < 8 else 0


class _Sheet:
    """The reading of one sheet."""

    def __init__(self, book: _Book, title: str, part: str) -> None:
        self._book = book
        self._title = title
        self._part = part
        self._remarks: list[Remark] = []
        self._merged: dict[tuple[int, int], int] = {}
        self._hidden: set[int] = set()

    def read(self) -> tuple[Table, list[Remark]]:
        rows, remarks = clean_rows(self._title, self._iter_rows())
        filled = {column for row in rows for column, cell in enumerate(row.cells, start=1) if cell.strip()}
        self._remarks += [Remark("hidden_column", self._title, 0, column) for column in sorted(self._hidden & filled)]
        return Table(self._title, tuple(rows), self._merged), [*self._remarks, *remarks]

    def _iter_rows(self) -> Iterator[Row]:
        last = 0
        for element in self._book.parcel.iter_elements(self._part, "row", "mergeCell", "col"):
            kind = local_name(element)
            if kind == "mergeCell":
                self._note_merged(element.get("ref", ""))
            elif kind == "col" and element.get("hidden") in ("1", "true"):
                first, final = _number(element.get("min")), _number(element.get("max"))
                self._hidden.update(range(first, min(final, MAX_COLUMNS) + 1))
            elif kind == "row":
                last = max(_number(element.get("r")), last + 1)
                row = Row(last, self._cells(element, last))
                if any(cell.strip() for cell in row.cells):
                    if element.get("hidden") in ("1", "true"):
                        self._remarks.append(Remark("hidden_row", self._title, last))
                    yield row

    def _cells(self, element: Element, row: int) -> tuple[str, ...]:
        cells: dict[int, str] = {}
        column = 0
        for cell in element:
            if local_name(cell) != "c":
                continue
            found = _REFERENCE.fullmatch(cell.get("r", ""))
            column = column_number(found[1]) if found else column + 1
            if column > MAX_COLUMNS:
                raise UnreadableError(
                    f"{self._title}: row {row} has more than {MAX_COLUMNS} columns", "Is it the right file?"
                )
            if text := self._text(cell, row, column):
                cells[column] = text
        return tuple(cells.get(number, "") for number in range(1, max(cells, default=0) + 1))

    def _text(self, cell: Element, row: int, column: int) -> str:
        """Return what a cell shows; a formula by the value it had last, which is told."""
        children = {local_name(child): child for child in cell}
        value, kind = children.get("v"), cell.get("t", "n")
        raw = (value.text or "") if value is not None else ""
        if "f" in children:
            formula = f"={(children['f'].text or '')[:200]}"
            if not raw:
                self._remarks.append(Remark("formula_empty", self._title, row, column, formula, is_left=True))
                return ""
            self._remarks.append(Remark("formula", self._title, row, column, raw[:200], formula))
        if kind == "e":
            self._remarks.append(Remark("error_value", self._title, row, column, raw, is_left=True))
            return ""
        if kind == "inlineStr" and "is" in children:
            return _text_of(children["is"])
        if kind == "s":
            number = int(raw) if raw.isascii() and raw.isdecimal() and len(raw) < 10 else -1
            return self._book.strings[number] if 0 <= number < len(self._book.strings) else ""
        if kind == "b":
            return "true" if raw == "1" else "false"
        return self._shown(raw, _number(cell.get("s"))) if kind == "n" else raw

    def _shown(self, raw: str, style: int) -> str:
        """Return a number as people see it: a day as 2026-01-31, a share in percent, no digits that nobody wrote."""
        try:
            number = float(raw)
        except ValueError:
            return raw
        if style in self._book.dates and 0 <= number < 2_958_466:
            return _day(number, starts_1904=self._book.starts_1904)
        return f"{number * 100:.12g} %" if style in self._book.shares else f"{number:.15g}"

    def _note_merged(self, reference: str) -> None:
        ends = [_REFERENCE.fullmatch(piece) for piece in reference.split(":")]
        if len(ends) != 2 or ends[0] is None or ends[1] is None:
            return
        column, first, last = column_number(ends[0][1]), int(ends[0][2]), int(ends[1][2])
        for row in range(first + 1, min(last, first + _MOST_FILLED) + 1):
            self._merged[row, column] = first


def _day(number: float, *, starts_1904: bool) -> str:
    """Return the day, or the time, that a serial number stands for; Excel believes in 29 February 1900."""
    start = dt.datetime(1904, 1, 1) if starts_1904 else dt.datetime(1899, 12, 30 if number >= 61 else 31)  # noqa: DTZ001
    try:
        moment = start + dt.timedelta(seconds=round(number * 86_400))
    except OverflowError:
        return f"{number:.15g}"
    if number < 1:
        return moment.strftime("%H:%M")
    return moment.date().isoformat() if moment.time() == dt.time() else moment.isoformat(" ", "minutes")
