"""What falls when something is removed, and which measures most rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage import LOSS_WEIGHT
from sotetrace.report.labels import Labels, id_list
from sotetrace.report.page import Column, Heading, Items, Page, Paragraph, Span, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.coverage import ImpactResult, Loss, LossType
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.page import Block, Cell, Style

_STYLE: dict[LossType, Style] = {
    "last_carrier": "bad",
    "chain_broken": "bad",
    "last_part_carrier": "poor",
    "one_carrier": "fair",
    "weaker": "fair",
    "chain_weaker": "fair",
    "rolled_up": "fair",
}


def build_impact_page(result: ImpactResult, document: VisionDocument, words: Translator) -> Page:
    """Build the page of one impact: each loss with its cause."""
    labels = Labels(document, words)
    blocks: list[Block] = [Heading(words("impact.title", ids=id_list(result.removed)), 1)]
    blocks.append(Items(tuple(labels.named(identifier) for identifier in result.removed)))
    if result.losses:
        blocks.append(Items(tuple(_loss(loss, labels) for loss in result.losses)))
    else:
        blocks.append(Paragraph(Span(words("impact.nothing"), "good")))
    blocks.append(Paragraph(Span(words("coverage.caveat"), "dim")))
    return Page(words.language, tuple(blocks))


def build_ranking_page(results: Sequence[ImpactResult], document: VisionDocument, words: Translator) -> Page:
    """Build the ranking of elements by what rests on each."""
    labels = Labels(document, words)
    columns = (
        Column(words("column.id")),
        Column(words("column.title"), may_wrap=True),
        *(Column(words(f"loss_short.{loss}"), is_number=True) for loss in LOSS_WEIGHT),
        Column(words("impact.weight"), is_number=True),
    )
    rows = []
    for result in results:
        counts = [sum(1 for loss in result.losses if loss.type == kind) for kind in LOSS_WEIGHT]
        cells: list[Cell] = [Span(result.removed[0], "id"), labels.title(result.removed[0])]
        cells += [
            Span(str(count), style) if count else Span("·", "dim")
            for count, style in zip(counts, (_STYLE[loss] for loss in LOSS_WEIGHT), strict=True)
        ]
        rows.append((*cells, str(result.weight)))
    weights = ", ".join(f"{words(f'loss_short.{loss}')} {weight}" for loss, weight in LOSS_WEIGHT.items())
    blocks: list[Block] = [
        Heading(words("impact.ranking"), 1),
        Table(columns, tuple(rows), is_dense=True),
        Paragraph(Span(words("impact.weights", weights=weights), "dim")),
    ]
    return Page(words.language, tuple(blocks))


def _loss(loss: Loss, labels: Labels) -> Cell:
    words = labels.words
    said: tuple[Span | str, ...] = (*labels.named(loss.id), " – ", Span(words(f"loss.{loss.type}"), _STYLE[loss.type]))
    for fall in loss.falls:
        said = (
            *said,
            ", ",
            words(f"impact.{fall.scale}"),
            " ",
            labels.tier(fall.before),
            " → ",
            labels.tier(fall.after),
        )
    if loss.left and loss.type in ("one_carrier", "chain_broken"):
        key = "impact.left" if loss.type == "one_carrier" else "impact.stops"
        said = (*said, ", ", words(key, ids=id_list(loss.left)))
    if loss.because:
        said = (*said, ", ", Span(words("impact.because", ids=id_list(loss.because)), "dim"))
    return said
