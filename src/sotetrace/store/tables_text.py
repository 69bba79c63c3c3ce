"""Tables of separated values: bytes → rows, with what was guessed of the encoding and the separator."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import TYPE_CHECKING

from sotetrace.errors import UnreadableError, UsageError
from sotetrace.intake.results import Remark
from sotetrace.intake.tables import Row, Table, Tables
from sotetrace.store.yaml_text import find_unwanted, without_unwanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_COLUMNS = 16_384
MAX_ROWS = 200_000
MAX_CELLS = 2_000_000
"""How many columns, rows and filled cells one file may have; no plan comes near."""
MAX_CELL = 100_000
"""How many characters a cell may have; Excel allows 32,767."""
_SEPARATORS = (";", ",", "\t", "|")
_LINES = 30


def read_separated(name: str, raw: bytes, *, encoding: str = "", separator: str = "") -> Tables:
    """Read a file of separated values. Raises UnreadableError when it is none, or too large."""
    _refuse_other(name, raw)
    text, known = decode(name, raw, encoding)
    if not text.strip():
        raise UnreadableError(f"{name}: is empty", "It needs a row of headings, and rows below it.")
    text, mark = _without_mark(text)
    chosen = separator or mark or guess_separator(text)
    title = name.rpartition("/")[2]
    rows, remarks = clean_rows(title, _iter_rows(name, text, chosen))
    return Tables(
        name, (Table(title, tuple(rows)),), tuple(remarks), (known, ("separator", "tab" if chosen == "\t" else chosen))
    )


def _refuse_other(name: str, raw: bytes) -> None:
    """Refuse what is plainly another kind of file."""
    kinds = {b"PK\x03\x04": "xlsx", b"\xd0\xcf\x11\xe0": "xls", b"%PDF": "pdf", b"\x1f\x8b": "gzip"}
    for start, kind in kinds.items():
        if raw.startswith(start):
            hint = f"Write: sotetrace import xlsx {name}" if kind == "xlsx" else "Save it as CSV or XLSX first."
            raise UnreadableError(f"{name}: is no text, but looks like {kind}", hint)


def decode(name: str, raw: bytes, encoding: str = "") -> tuple[str, tuple[str, str]]:
    """Return the text of a file and the encoding it was read in: the one given, that of its mark, else a guess."""
    if encoding:
        try:
            return raw.decode(encoding).removeprefix("\ufeff"), ("encoding", encoding)
        except LookupError:
            raise UsageError(f"--encoding: {encoding} is no encoding", "Try utf-8, cp1252 or utf-16.") from None
        except UnicodeDecodeError as error:
            raise UnreadableError(
                f"{name}: is not {encoding}: byte {error.start}", "Name another --encoding."
            ) from None
    for start, found in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if raw.startswith(start):
            return raw.decode(found, errors="replace"), ("encoding", found)
    if found := _wide(raw):
        return raw.decode(found, errors="replace"), ("encoding", found)
    try:
        return raw.decode("utf-8"), ("encoding", "utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace"), ("guess", "cp1252")


def _wide(raw: bytes) -> str:
    """Return the form of UTF-16 that bytes without a mark are in: every other one is then mostly zero."""
    head = raw[:2000]
    if len(head) < 4 or len(raw) % 2:
        return ""
    for form, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros.count(0) > 0.6 * len(zeros):
            return form
    return ""


def _without_mark(text: str) -> tuple[str, str]:
    """Return a text without the first line by which Excel names a separator (`sep=;`), and the separator."""
    first, _, rest = text.partition("\n")
    bare = first.strip().strip('"')
    if bare.casefold().startswith("sep=") and len(bare) == len("sep=") + 1:
        return rest, bare[-1]
    return text, ""


def guess_separator(text: str) -> str:
    """Return the separator that gives the first rows the most columns, alike in most of them."""

    def score(separator: str) -> tuple[float, int, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        try:
            rows = list(islice(reader, _LINES))
        except csv.Error:
            return 0.0, 0, 0
        widths = [len(row) for row in rows if any(row)]
        usual = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (widths.count(usual) / len(widths) if widths and usual > 1 else 0.0), len(rows), usual

    return max(_SEPARATORS, key=score)


def _iter_rows(name: str, text: str, separator: str) -> Iterator[Row]:
    """Yield the rows with the lines on which they end; an unclosed quote or a giant cell ends the reading."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, start=1):
            yield Row(number, tuple(cells))
    except csv.Error as error:
        hint = "Mend the quotes of that row, or save the table anew."
        raise UnreadableError(f"{name}: line {reader.line_num}: {error}", hint) from None


def clean_rows(table: str, rows: Iterable[Row]) -> tuple[list[Row], list[Remark]]:
    """Return rows within the limits, their line ends as line feeds, and remarks on characters that were replaced.

    Raises UnreadableError when there are too many of anything.
    """
    kept: list[Row] = []
    remarks: list[Remark] = []
    cells = 0
    for row in rows:
        if len(row.cells) > MAX_COLUMNS:
            raise _too_large(table, f"row {row.number} has more than {MAX_COLUMNS} columns")
        if len(kept) == MAX_ROWS:
            raise _too_large(table, f"has more than {MAX_ROWS} rows")
        cells += sum(1 for cell in row.cells if cell)
        if cells > MAX_CELLS:
            raise _too_large(table, f"has more than {MAX_CELLS} filled cells")
        for column, cell in enumerate(row.cells, start=1):
            if len(cell) > MAX_CELL:
                raise _too_large(table, f"row {row.number}: a cell has more than {MAX_CELL} characters")
            if cell and find_unwanted(cell, 0):
                remarks.append(Remark("control", table, row.number, column))
        clean = (without_unwanted(cell.replace("\r\n", "\n").replace("\r", "\n")) for cell in row.cells)
        kept.append(Row(row.number, tuple(clean)))
    return kept, remarks


def _too_large(table: str, problem: str) -> UnreadableError:
    return UnreadableError(f"{table}: {problem}", "Import a part of it, or see that it is the file you mean.")
