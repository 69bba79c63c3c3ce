"""Matrices of coverage: what advances each sub-goal, told apart by a facet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.labels import TIER_STYLE, Labels, id_list
from sotetrace.report.page import Column, Heading, Items, Page, Paragraph, Span, Table

if TYPE_CHECKING:
    from sotetrace.coverage import MatrixCell, MatrixResult
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.page import Block

# How sure, as a sign that needs no colour: full, half, empty.
_SIGNS = {"stated": "◆", "layout": "◇", "high": "●", "medium": "◐", "low": "○"}
_MOST_COLUMNS = 40
"""With more sub-goals than this, a matrix is a list."""
_UNCLEAR, _JUDGED, _UNJUDGED = "±", "·", "?"


def build_matrix_page(result: MatrixResult, document: VisionDocument, words: Translator) -> Page:
    """Build the page of a matrix: one row a value of the facet, one column a sub-goal."""
    labels = Labels(document, words)
    is_by_measure = result.facet == "measure"
    if not result.rows or not result.sub_goals:
        title = Heading(words("matrix.title", facet=words(f"facet.{result.facet}")), 1)
        return Page(words.language, (title, Paragraph(Span(words("matrix.empty"), "bad"))))
    if len(result.sub_goals) > _MOST_COLUMNS:
        return _build_list_page(result, labels)
    columns = (Column(words(f"facet.{result.facet}")), *(Column(identifier) for identifier in result.sub_goals))
    cells = result.find_cells()
    judged = judged_pairs(document) if is_by_measure else None

    def show(row: str, sub_goal: str) -> Span:
        cell = cells.get((row, sub_goal))
        if not is_by_measure:
            return _count(cell)
        return _by_measure(cell, is_judged=judged is None or (row, sub_goal) in judged)

    rows = tuple(
        (Span(_row_name(result, row, labels), "id"), *(show(row, sub_goal) for sub_goal in result.sub_goals))
        for row in result.rows
    )
    legend = measures_legend(result, document, words) if is_by_measure else words("matrix.legend")
    blocks: list[Block] = [
        Heading(words("matrix.title", facet=words(f"facet.{result.facet}")), 1),
        Table(columns, rows, is_dense=True),
        Paragraph(Span(legend, "dim")),
    ]
    if _has_ids(result):
        blocks.append(Items(tuple(labels.named(row) for row in result.rows)))
    return Page(words.language, tuple(blocks))


def measures_legend(result: MatrixResult, document: VisionDocument, words: Translator) -> str:
    """Return what the signs of measures mean; that of the layout where it stands in a cell.

    Where the document records no judgements, a dot does not say that anybody read the pair.
    """
    legend = words("matrix.legend_measure" if document.judged else "matrix.legend_unrecorded")
    has_layout = any(cell.tier == "layout" for cell in result.cells)
    return f"{legend} {words('matrix.legend_layout')}" if has_layout else legend


def _build_list_page(result: MatrixResult, labels: Labels) -> Page:
    """Build the page of a matrix that is too wide for a table: for each value, the sub-goals it advances."""
    words = labels.words
    by_row: dict[str, list[str]] = {}
    for cell in result.cells:
        if cell.ids:
            by_row.setdefault(cell.row, []).append(cell.sub_goal)
    columns = (
        Column(words(f"facet.{result.facet}")),
        Column(words("column.count"), is_number=True),
        Column(words("kind.sub_goal"), may_wrap=True),
    )
    rows = tuple(
        (Span(_row_name(result, row, labels), "id"), str(len(by_row.get(row, ()))), id_list(by_row.get(row, ())))
        for row in result.rows
    )
    title = words("matrix.title", facet=words(f"facet.{result.facet}"))
    return Page(words.language, (Heading(title, 1), Table(columns, rows)))


def _has_ids(result: MatrixResult) -> bool:
    return result.facet in ("measure", "level", "actor", "indicator")


def _row_name(result: MatrixResult, row: str, labels: Labels) -> str:
    match result.facet:
        case "instrument":
            return labels.words(f"instrument.{row}")
        case "confidence":
            return labels.words(f"tier.{row}")
        case "reviewed":
            return labels.words(f"verdict.{row}")
        case _:
            return row


def judged_pairs(document: VisionDocument) -> set[tuple[str, str]] | None:
    """Return the pairs of measure and sub-goal that were judged, or None when the document records no judgements."""
    if not document.judged:
        return None
    return {(m, s) for record in document.judged for m in record.measures for s in record.sub_goals}


def _by_measure(cell: MatrixCell | None, *, is_judged: bool) -> Span:
    if cell is not None and cell.tier in _SIGNS:
        return Span(_SIGNS[cell.tier], TIER_STYLE[cell.tier])
    if cell is not None and cell.has_unclear:
        return Span(_UNCLEAR, "fair")
    return Span(_JUDGED if is_judged else _UNJUDGED, "dim")


def _count(cell: MatrixCell | None) -> Span:
    if cell is None or not cell.ids:
        return Span(_JUDGED, "dim")
    return Span(str(len(cell.ids)), TIER_STYLE[cell.tier])
