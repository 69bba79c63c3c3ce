"""Lists of elements and of links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.labels import Labels, id_list
from sotetrace.report.page import Column, Page, Paragraph, Span, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.graph import TraceLink
    from sotetrace.messages import Translator
    from sotetrace.model.document import Scope, VisionDocument
    from sotetrace.model.elements import Element
    from sotetrace.report.page import Block, Cell


def build_elements_page(elements: Sequence[Element], document: VisionDocument, words: Translator) -> Page:
    """Build the list of elements."""
    labels = Labels(document, words)
    has_level = any(getattr(element, "level", None) or getattr(element, "goal", None) for element in elements)
    columns = [Column(words("column.id"))]
    if has_level:
        columns.append(Column(words("column.belongs")))
    columns.append(Column(words("column.title"), may_wrap=True))
    rows: list[tuple[Cell, ...]] = []
    for element in elements:
        row: list[Cell] = [Span(element.id, "id")]
        if has_level:
            row.append(getattr(element, "goal", None) or getattr(element, "level", None) or "")
        rows.append((*row, labels.text(element.title)))
    blocks: list[Block] = [Table(tuple(columns), tuple(rows))] if rows else []
    return Page(words.language, (*blocks, Paragraph(Span(words("list.count", count=len(rows)), "dim"))))


def build_links_page(links: Sequence[TraceLink], document: VisionDocument, words: Translator) -> Page:
    """Build the list of links."""
    labels = Labels(document, words)
    columns = (
        Column(words("column.from")),
        Column(words("column.link")),
        Column(words("column.to")),
        Column(words("column.basis")),
        Column(words("column.title"), may_wrap=True),
    )
    rows = tuple(
        (
            Span(link.source_part or link.source, "id"),
            words(f"link.{link.type}"),
            Span(link.target_part or link.target, "id"),
            _basis(link, words),
            labels.title(link.target_part or link.target),
        )
        for link in links
    )
    blocks: list[Block] = [Table(columns, rows)] if rows else []
    return Page(words.language, (*blocks, Paragraph(Span(words("list.count", count=len(rows)), "dim"))))


def build_scopes_page(scopes: Sequence[Scope], document: VisionDocument, words: Translator) -> Page:
    """Build the list of scopes."""
    from sotetrace.graph import members_of  # slow to import, and elements need none of it

    labels = Labels(document, words)
    columns = (
        Column(words("column.id")),
        Column(words("column.to")),
        Column(words("column.members"), is_number=True),
        Column(words("column.title"), may_wrap=True),
    )
    rows = tuple(
        (
            Span(scope.id, "id"),
            id_list(link.to for link in (*scope.advances, *scope.serves)),
            str(len(members_of(document, scope))),
            labels.text(scope.title),
        )
        for scope in scopes
    )
    blocks: list[Block] = [Table(columns, rows)] if rows else []
    return Page(words.language, (*blocks, Paragraph(Span(words("list.count", count=len(rows)), "dim"))))


def _basis(link: TraceLink, words: Translator) -> str:
    said = [words(f"basis.{link.basis}")]
    if link.confidence is not None:
        said.append(words(f"tier.{link.confidence}"))
    if link.sign == "unclear":
        said.append("±")
    return " ".join(said)
