"""What each format of `export` is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.page import Column, Page, Span, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sotetrace.messages import Translator
    from sotetrace.report.exporters import ExporterRow


def build_exports_page(exporters: Mapping[str, ExporterRow], words: Translator) -> Page:
    """Build the table of formats: name, what comes out, of several documents too, what it needs, what it is for."""
    columns = (
        Column(words("export.format")),
        Column(words("export.shape")),
        Column(words("export.several")),
        Column(words("export.extra")),
        Column(words("export.for"), may_wrap=True),
    )
    rows = tuple(
        (Span(name, "id"), _shape(row, words), _several(row, words), row.extra or "–", words(f"export.{name}"))
        for name, row in exporters.items()
    )
    return Page(words.language, (Table(columns, rows),))


def _shape(row: ExporterRow, words: Translator) -> str:
    """Return what comes out of a format, and what else can."""
    shape = words(f"export.shape.{row.shape}")
    return f"{shape}, {words('export.shape.folder')}" if row.may_be_folder else shape


def _several(row: ExporterRow, words: Translator) -> str:
    """Return what comes out of several documents."""
    folder = words("export.shape.folder")
    return f"{words('export.shape.text')}, {folder}" if row.may_hold_several else folder
