"""What pages say of a link: why it is there, who judged it, and the words and the place it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.page import Entries, Entry, Heading, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sotetrace.graph import TraceLink
    from sotetrace.model.links import Anchor, Link
    from sotetrace.report.labels import Labels
    from sotetrace.report.page import Block, Cell


def link_blocks(links: Sequence[TraceLink], heading: str, labels: Labels, *, outward: bool) -> Iterator[Block]:
    """Yield the links of an element in one direction, each with its evidence, under a heading; without any, nothing."""
    if not links:
        return
    yield Heading(labels.words(heading), 2)
    entries: list[Entry] = []
    for link in links:
        other = (link.target_part or link.target) if outward else (link.source_part or link.source)
        own = link.source_part if outward else link.target_part
        head = (
            *((Span(own, "id"), " ") if own else ()),
            labels.words(f"link.{link.type}" if outward else f"link_in.{link.type}"),
            " ",
            *labels.named(other),
            Span(f" [{basis_of(link, labels)}]", "dim"),
        )
        entries.append(Entry(head, evidence_of(link.link, labels)))
    yield Entries(tuple(entries))


def evidence_of(link: Link | None, labels: Labels) -> tuple[Cell, ...]:
    """Return the words and the place that a link rests on, its reason, and who judged it when."""
    if link is None:
        return ()
    review = link.reviewed
    said = (
        anchor_of(link, labels),
        labels.text(link.rationale),
        f"({review.by}, {review.date.isoformat()})" if review is not None else "",
    )
    whole = " ".join(piece for piece in said if piece)
    return (Span(whole, "dim"),) if whole else ()


def anchor_of(anchor: Anchor, labels: Labels) -> str:
    """Return the words of the source and in brackets their place, as far as they are given: `“words” (Summary)`."""
    quote = labels.words("quoted", text=anchor.quote) if anchor.quote is not None else ""
    place = f"({labels.place(anchor.where)})" if anchor.where is not None else ""
    return " ".join(piece for piece in (quote, place) if piece)


def basis_of(link: TraceLink, labels: Labels) -> str:
    """Return why a link is there: its basis, and for an inferred one its confidence and whether it is reviewed.

    What an actor is named as comes first: named is not the same as responsible.
    """
    words = labels.words
    role = getattr(link.link, "role", None)
    said = [words(f"actor_role.{role}")] if role is not None else []
    said.append(words(f"basis.{link.basis}"))
    if link.basis == "inferred":
        said += [words(f"tier.{link.confidence or 'low'}"), words(_review_key(link))]
    if link.sign == "unclear":
        said.append(words("sign.unclear"))
    if link.scope is not None:
        said.append(link.scope)
    return ", ".join(said)


def _review_key(link: TraceLink) -> str:
    if link.is_rejected:
        return "verdict.rejected"
    return "review.yes" if link.is_reviewed else "review.no"
