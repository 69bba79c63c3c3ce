"""Matrices of coverage: what advances each sub-goal, told apart by a facet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.labels import TIER_STYLE, Labels
from sotetrace.report.page import Column, Heading, Items, Page, Paragraph, Span, Table

if TYPE_CHECKING:
    from sotetrace.coverage import MatrixCell, MatrixResult
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument

# How sure, as a sign that needs no colour: full, half, empty.
_SIGNS = {"stated": "◆", "high": "●", "medium": "◐", "low": "○"}
_UNCLEAR, _JUDGED, _UNJUDGED = "±", "·", "?"


def build_matrix_page(result: MatrixResult, document: VisionDocument, words: Translator) -> Page:
    """Build the page of a matrix: one row a value of the facet, one column a sub-goal."""
    labels = Labels(document, words)
    is_by_measure = result.facet == "measure"
    columns = (Column(words(f"facet.{result.facet}")), *(Column(identifier) for identifier in result.sub_goals))
    has_judged = bool(document.judged)
    rows = tuple(
        (
            Span(_row_name(result, row, labels), "id"),
            *(_by_measure(cell, has_judged=has_judged) if is_by_measure else _count(cell) for cell in cells),
        )
        for row, cells in zip(result.rows, result.cells, strict=True)
    )
    legend = words("matrix.legend_measure" if is_by_measure else "matrix.legend")
    blocks = [
        Heading(words("matrix.title", facet=words(f"facet.{result.facet}")), 1),
        Table(columns, rows, is_dense=True),
        Paragraph(Span(legend, "dim")),
    ]
    if _has_ids(result):
        blocks.append(Items(tuple(labels.named(row) for row in result.rows)))
    return Page(words.language, tuple(blocks))


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


def _by_measure(cell: MatrixCell, *, has_judged: bool) -> Span:
    if cell.tier in _SIGNS:
        return Span(_SIGNS[cell.tier], TIER_STYLE[cell.tier])
    if cell.has_unclear:
        return Span(_UNCLEAR, "fair")
    return Span(_JUDGED if cell.is_judged or not has_judged else _UNJUDGED, "dim")


def _count(cell: MatrixCell) -> Span:
    return Span(str(len(cell.ids)), TIER_STYLE[cell.tier]) if cell.ids else Span(_JUDGED, "dim")
