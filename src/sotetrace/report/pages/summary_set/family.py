"""Pages about several documents: how one relates to another, and the list of all that are written together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.counterparts import iter_pairs
from sotetrace.report.labels import Labels
from sotetrace.report.page import Column, Heading, Items, Page, Paragraph, Span, Table
from sotetrace.report.pages.counterpart import build_counterpart, tell_counts, title_of
from sotetrace.report.pages.summary_set import places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.counterparts import Counterpart
    from sotetrace.report.page import Block
    from sotetrace.report.pages.summary_set.view import SummaryView

Entry = tuple[str, "VisionDocument", "Sequence[Counterpart]"]
"""The folder of a set of pages, its document, and what crosswalks join with it."""


def build_counterpart_page(view: SummaryView, other: Counterpart) -> Page:
    """Build the page of one counterpart; its ids lead to its own pages where those are beside these."""
    name = view.crosswalk_pages[other.id]
    labels = Labels(other.document, view.words)
    title = view.words("crosswalk.title", first=title_of(view.labels), second=title_of(labels))
    blocks: list[Block] = []
    if other.path:
        blocks.append(Paragraph(Span(view.words("sides.page"), target=f"{other.path}{places.OVERVIEW}")))
    blocks += build_counterpart(view.labels, other, 2)
    return view.page(name, Heading(title, 1), blocks)


def list_counterparts(view: SummaryView) -> Iterator[Block]:
    """Yield the counterparts as the overview lists them, with the way to the page of each."""
    if view.counterparts:
        yield Heading(view.words("sides.others"))
        yield Paragraph(view.words("sides.intro"))
        first = view.document.document.id
        yield Items(
            tuple(
                (Span(title_of(Labels(other.document, view.words)), target=view.crosswalk_pages[other.id]),
                 f": {tell_counts(first, other, view.words)}")
                for other in view.counterparts
            )
        )  # fmt: skip


def build_family_page(entries: Sequence[Entry], words: Translator) -> Page:
    """Build the page that lists the documents of a workspace, and how each two of them meet."""
    blocks: list[Block] = [Heading(words("sides.all_documents"), 1)]
    for folder, document, _ in entries:
        labels = Labels(document, words)
        header = document.document
        blocks.append(Paragraph(Span(title_of(labels), "strong", target=f"{folder}{places.OVERVIEW}")))
        about = (labels.text(header.issuer), labels.text(header.summary))
        blocks += [Paragraph(told) for told in about if told]
    rows = tuple(_iter_rows(entries))
    if rows:
        columns = [Column(words("crosswalk.document")), Column(words("crosswalk.document"))]
        columns += [Column(words(f"sides.{name}_count"), is_number=True) for name in ("mappings", "tensions")]
        blocks += [Heading(words("sides.crosswalks")), Paragraph(words("sides.intro")), Table(tuple(columns), rows)]
    blocks.append(Paragraph(Span(words("coverage.caveat"), "dim")))
    blocks.append(Paragraph(Span(words("set.made"), "dim")))
    return Page(words.language, tuple(blocks))


def _iter_rows(entries: Sequence[Entry]) -> Iterator[tuple[Span | str, ...]]:
    folders = {document.document.id: folder for folder, document, _ in entries}
    names = {document.document.id: places.name_crosswalks(others) for _, document, others in entries}
    for document, other in iter_pairs((document, others) for _, document, others in entries):
        first = document.document.id
        yield (
            Span(first, target=f"{folders[first]}{names[first][other.id]}"),
            Span(other.id, target=f"{folders[other.id]}{names[other.id][first]}"),
            str(len(other.crosswalk.matches)),
            str(len(other.crosswalk.tensions)),
        )
