"""How robust coverage is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.labels import Labels, id_list
from sotetrace.report.page import Column, Heading, Items, Page, Paragraph, Span, Table

if TYPE_CHECKING:
    from sotetrace.coverage import RobustnessResult
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.page import Block


def build_robustness_page(result: RobustnessResult, document: VisionDocument, words: Translator) -> Page:
    """Build the page of a document's robustness."""
    labels = Labels(document, words)
    blocks: list[Block] = [Heading(words("robustness.title", title=labels.text(document.document.title)), 1)]
    blocks.append(Heading(words("robustness.single")))
    element = (Column(words("column.id")), Column(words("column.title"), may_wrap=True))
    if result.single_carriers:
        rows = tuple(
            (Span(one.id, "id"), labels.title(one.id), Span(one.carrier, "id")) for one in result.single_carriers
        )
        blocks.append(Table((*element, Column(words("kind.measure"))), rows))
    else:
        blocks.append(Paragraph(Span(words("robustness.none"), "good")))
    blocks.append(Heading(words("robustness.problems")))
    columns = (
        *element,
        Column(words("robustness.bottlenecks")),
        Column(words("robustness.disjoint"), is_number=True),
        Column(words("robustness.disjoint_below"), is_number=True),
    )
    blocks.append(
        Table(
            columns,
            tuple(
                (
                    Span(one.id, "id"),
                    labels.title(one.id),
                    id_list(one.bottlenecks) or "–",
                    str(one.disjoint),
                    str(one.disjoint_below),
                )
                for one in result.problems
            ),
        )
    )
    blocks.append(Heading(words("robustness.droppable")))
    if result.droppable:
        blocks.append(Items(tuple(labels.named(identifier) for identifier in result.droppable)))
    else:
        blocks.append(Paragraph(words("robustness.none_droppable")))
    blocks.append(Heading(words("robustness.smallest")))
    smallest = result.smallest
    key = "robustness.exact" if smallest.is_exact else "robustness.bound"
    blocks.append(
        Paragraph(
            words(
                key,
                count=len(smallest.measures),
                of=len(document.measures),
                ids=id_list(smallest.measures),
                at_least=smallest.at_least,
            )
        )
    )
    blocks.append(Paragraph(Span(words("robustness.legend"), "dim")))
    return Page(words.language, tuple(blocks))
