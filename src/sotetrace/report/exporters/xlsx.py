"""The workbook: sheets to filter and sort, in Office Open XML (ECMA-376), written with XlsxWriter.

Everything that a model says is written as text; nothing in the file is a formula or leads out of it. The same model
gives the same bytes: the date in the document's properties is fixed.
"""

from __future__ import annotations

import datetime as dt
import io
import math
import re
from typing import TYPE_CHECKING, Any

from sotetrace.report.data.facts import shown
from sotetrace.report.exporters import missing_extra
from sotetrace.report.labels import Labels

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sotetrace.messages import Translator
    from sotetrace.report.exporters import ExportSource
    from sotetrace.report.workbook.sheets import Cell, Sheet

_MADE = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
MAX_TEXT = 32_767
"""How many characters a cell holds; counted in UTF-16, as Excel counts."""
MAX_LINKS = 60_000
"""How many links one sheet gets; Excel opens 65,530."""
MAX_ROWS = 1_048_000
"""How many rows one sheet gets; Excel opens 1,048,576."""
_A3, _A4 = 8, 9
_LINE = 120
"""How many characters a line of running text has at most."""
_POINTS, _MOST_LINES = 15, 12
"""How tall a line is, and how many of a cell are shown; who wants to read on makes the row taller."""
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}

# Fill and letters. What the source ties together is green, what is read is blue and in italics, as nothing of the
# source is; a claim for all is yellow, what is missing is red.
_INK: dict[str, dict[str, Any]] = {
    "plain": {},
    "title": {"bold": True, "font_size": 15},
    "note": {"font_color": "#57606A"},
    "id": {"font_color": "#0B4F9E", "underline": 1},
    "stated": {"bg_color": "#1B7F3B", "font_color": "#FFFFFF", "bold": True},
    "layout": {"bg_color": "#D4EDDA", "font_color": "#0B3D1B"},
    "blanket": {"bg_color": "#FFF1B8", "font_color": "#4D3B00"},
    "high": {"bg_color": "#8FBCEB", "font_color": "#062B52", "italic": True},
    "medium": {"bg_color": "#C4DDF6", "font_color": "#062B52", "italic": True},
    "low": {"bg_color": "#E9F2FB", "font_color": "#062B52", "italic": True},
    "partial": {"bg_color": "#FFE0C2", "font_color": "#5C2C00"},
    "none": {"bg_color": "#FBD5D5", "font_color": "#6B0F0F"},
    "unjudged": {"font_color": "#57606A"},
}


def export_xlsx(source: ExportSource) -> bytes:
    """Return the bytes of the workbook. Raises SotetraceError when XlsxWriter is not installed."""
    try:
        import xlsxwriter
    except ImportError:
        raise missing_extra("xlsx") from None
    sheets = _build_sheets(source)
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, _OPTIONS)
    title = Labels(source.document, source.words).text(source.document.document.title)
    workbook.set_properties({"title": shown(title)[:255], "created": _MADE.replace(tzinfo=None)})
    _Writer(workbook, source.words, sheets).write()
    workbook.close()
    return stream.getvalue()


def _build_sheets(source: ExportSource) -> list[Sheet]:
    from sotetrace.report.workbook.elements import build_elements, build_links
    from sotetrace.report.workbook.mappings import build_mappings, build_unmatched
    from sotetrace.report.workbook.overview import build_overview
    from sotetrace.report.workbook.sheets import Book
    from sotetrace.report.workbook.tables import build_gaps, build_glossary, build_matrix_sheet, build_waivers

    book = Book(source.graph, source.coverage, source.waivers, source.words, source.counterparts)
    builders = [build_overview, build_elements, build_links, build_matrix_sheet, build_gaps, build_waivers]
    builders += [build_mappings, build_unmatched] if source.counterparts else []
    return [build(book) for build in (*builders, build_glossary)]


class _Writer:
    """Writes sheets into a workbook, and knows at which row each id stands."""

    def __init__(self, workbook: Any, words: Translator, sheets: Sequence[Sheet]) -> None:
        self._workbook = workbook
        self._words = words
        self._sheets = sheets
        base = {"valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": "#D0D7DE"}
        self._formats = {look: workbook.add_format({**base, **ink}) for look, ink in _INK.items()}
        self._lines = {look: workbook.add_format({"valign": "top", "text_wrap": True, **_INK[look]}) for look in _INK}
        # A count of nothing is a dot, so that the others stand out; it stays a number.
        number = {**base, "align": "center", "num_format": '0;-0;"·"'}
        self._counts = {look: workbook.add_format({**number, **ink}) for look, ink in _INK.items()}
        head = {**base, "bold": True, "bg_color": "#24415E", "font_color": "#FFFFFF", "border": 1}
        self._head = workbook.add_format(head)
        self._places = self._find_places()

    def _find_places(self) -> Mapping[str, str]:
        """Return where the row of each id is, as an address inside the workbook."""
        places: dict[str, str] = {}
        for sheet in self._sheets:
            for number, identifier in enumerate(sheet.anchors[:MAX_ROWS], start=_first_row(sheet) + 1):
                places.setdefault(identifier, f"internal:'{sheet.name}'!A{number}")
        return places

    def write(self) -> None:
        for sheet in self._sheets:
            page = self._workbook.add_worksheet(sheet.name)
            self._write_table(sheet, page)
            self._write_lines(page, 0, sheet.above, sheet)
            self._write_lines(page, _first_row(sheet) + len(sheet.rows[:MAX_ROWS]) + 1, sheet.below, sheet)
            self._set_page(sheet, page)

    def _write_table(self, sheet: Sheet, page: Any) -> None:
        first, rows, left = _first_row(sheet), sheet.rows[:MAX_ROWS], MAX_LINKS
        widths = [heading.width for heading in sheet.headings]
        for column, heading in enumerate(sheet.headings):
            page.set_column(column, column, heading.width)
            page.write_string(first - 1, column, self._cut(heading.text), self._head)
        # The button of the filter takes room beside the words.
        page.set_row(first - 1, _height([heading.text for heading in sheet.headings], [w - 3 for w in widths]))
        for number, row in enumerate(rows, start=first):
            page.set_row(number, _height([str(cell.content) for cell in row], widths))
            for column, cell in enumerate(row):
                left -= self._put_cell(page, number, column, cell, left)
        page.autofilter(first - 1, 0, first - 1 + len(rows), len(widths) - 1)

    def _write_lines(self, page: Any, first: int, lines: Sequence[Cell], sheet: Sheet) -> None:
        """Write lines of text across as many columns as are comfortable to read."""
        last, width = 0, sheet.headings[0].width
        while last + 1 < len(sheet.headings) and width + sheet.headings[last + 1].width <= _LINE:
            last += 1
            width += sheet.headings[last].width
        for number, line in enumerate(lines, start=first):
            content, look = self._cut(str(line.content)), self._lines[line.look]
            page.set_row(number, 24 if line.look == "title" else _height([content], [width]))
            if last:
                page.merge_range(number, 0, number, last, "", look)
            page.write_string(number, 0, content, look)

    def _set_page(self, sheet: Sheet, page: Any) -> None:
        first = _first_row(sheet)
        if not sheet.above:
            page.freeze_panes(first, sheet.fixed)
        page.set_landscape()
        page.set_paper(_A3 if sum(heading.width for heading in sheet.headings) > 2 * _LINE else _A4)
        page.fit_to_pages(1, 0)
        page.repeat_rows(first - 1)
        page.set_footer("&L&A&R&P / &N")

    def _put_cell(self, page: Any, row: int, column: int, cell: Cell, left: int) -> int:
        """Write a cell, and return how many links that took."""
        if isinstance(cell.content, int):
            page.write_number(row, column, cell.content, self._counts[cell.look])
            return 0
        return self._put(page, row, column, cell.content, self._formats[cell.look], cell.leads_to, left)

    def _put(self, page: Any, row: int, column: int, text: str, look: Any, leads_to: str | None, left: int) -> int:
        content = self._cut(text)
        place = self._places.get(leads_to or "") if left > 0 else None
        if not content:
            page.write_blank(row, column, None, look)
        elif place is None:
            page.write_string(row, column, content, look)
        else:
            page.write_url(row, column, place, look, content)
        return int(place is not None)

    def _cut(self, text: str) -> str:
        """Return text as a cell can hold it: nothing that steers, and not too long; what is cut is said."""
        content = shown(text)
        length = len(content.encode("utf-16-le")) // 2
        if length <= MAX_TEXT:
            return content
        said = self._words("sheet.cut", count=length)
        kept = content.encode("utf-16-le")[: 2 * (MAX_TEXT - len(said))].decode("utf-16-le", errors="ignore")
        return re.sub(r"\s+$", "", kept) + said


def _first_row(sheet: Sheet) -> int:
    """Return the number of the first row of data, from 0: below the lines above, a blank one, and the headings."""
    return len(sheet.above) + 2 if sheet.above else 1


def _height(texts: Sequence[str], widths: Sequence[int]) -> int:
    """Return how tall a row must be for its texts to wrap, in points; programs differ in whether they find out."""
    lines = [
        # Widths are in digits; letters are a little narrower, but words do not break.
        sum(max(1, math.ceil(0.97 * len(line) / width)) for line in text[: _MOST_LINES * width].split("\n"))
        for text, width in zip(texts, widths, strict=True)
    ]
    return _POINTS * min(max(lines, default=1), _MOST_LINES)
