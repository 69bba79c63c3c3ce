"""The review queue: the words of both ends and the evidence side by side, so that a person can decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.labels import Labels, id_list
from sotetrace.report.page import Entries, Entry, Heading, Items, Page, Paragraph, Span
from sotetrace.report.pages.links import basis_of

if TYPE_CHECKING:
    from sotetrace.coverage import ReviewItem, ReviewResult
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.page import Block, Cell


def build_review_page(result: ReviewResult, document: VisionDocument, words: Translator, limit: int) -> Page:
    """Build the page of the review queue, its first `limit` entries."""
    labels = Labels(document, words)
    blocks: list[Block] = [Heading(words("review.title", title=labels.text(document.document.title)), 1)]
    total = len(result.items)
    blocks.append(Paragraph(words("review.counts", open=total, accepted=result.accepted, rejected=result.rejected)))
    shown = result.items[:limit]
    if shown:
        blocks.append(Entries(tuple(_item(item, labels) for item in shown), is_spaced=True))
    if total > len(shown):
        blocks.append(Paragraph(Span(words("review.more", count=total - len(shown)), "dim")))
    if result.unjudged:
        blocks.append(Heading(words("review.unjudged", count=len(result.unjudged))))
        blocks.append(Items(tuple(_pairs(result, labels))))
    if shown:
        blocks.append(Paragraph(Span(words("review.how", name=shown[0].name), "dim")))
    return Page(words.language, tuple(blocks))


def _item(item: ReviewItem, labels: Labels) -> Entry:
    words, link = labels.words, item.link
    start, end = link.source_part or link.source, link.target_part or link.target
    head = (Span(item.name, "id"), " ", Span(basis_of(link, labels), "dim"))
    body: list[Cell] = [_side(start, labels), (Span(f"{words(f'link.{link.type}')} ", "strong"), *_side(end, labels))]
    claim = link.link
    if claim is not None and claim.quote is not None:
        body.append((Span(words("review.evidence"), "dim"), " ", words("quoted", text=claim.quote)))
    reason = labels.text(claim.rationale) if claim is not None else ""
    if reason:
        body.append((Span(words("review.rationale"), "dim"), " ", reason))
    if item.losses:
        falls = id_list(f"{loss.id} {words(f'loss.{loss.type}')}" for loss in item.losses)
        body.append((Span(words("review.without"), "dim"), " ", Span(falls, "poor")))
    return Entry(head, tuple(body))


def _side(identifier: str, labels: Labels) -> tuple[Span | str, ...]:
    """Return an element in the words of the source, with its part's own words where it is a part."""
    document = labels.document
    element = document.elements.get(identifier)
    owner = element or document.elements.get(identifier.rpartition(".")[0])
    part = next((one for one in owner.parts if one.id == identifier), None) if owner is not None else None
    said: tuple[Span | str, ...] = labels.named(identifier)
    if part is not None and part.source is not None and part.source.quote is not None:
        said = (*said, " ", labels.words("quoted", text=part.source.quote))
    return said


def _pairs(result: ReviewResult, labels: Labels) -> list[Cell]:
    by_measure: dict[str, list[str]] = {}
    for measure, sub_goal in result.unjudged:
        by_measure.setdefault(measure, []).append(sub_goal)
    return [(*labels.named(measure), ": ", id_list(sub_goals)) for measure, sub_goals in by_measure.items()]
