"""Indicators that one document would lend to another, each with what limits it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.crosswalk import Term
from sotetrace.report.labels import id_list
from sotetrace.report.page import Entries, Entry, Heading, Paragraph, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.across import AcrossResult, Bridge, GainedIndicator
    from sotetrace.model.elements import Indicator
    from sotetrace.report.page import Block, Cell
    from sotetrace.report.pages.across_words import AcrossWords


def gained_blocks(result: AcrossResult, view: AcrossWords) -> Iterator[Block]:
    """Yield the indicators of the first document that tell something of the second, each with its caveats."""
    words = view.words
    slots = {"first": result.first, "second": result.second}
    if not result.gained:
        yield Paragraph(Span(words("across.gained_none", **slots), "dim"))
        return
    yield Heading(words("across.gained", **slots))
    owners = dict.fromkeys(gained.owner for gained in result.gained)
    bare = [owner for owner in owners if owner in result.bare]
    own = (
        words("across.gained_bare")
        if len(bare) == len(owners)
        else words("across.gained_some", ids=id_list(bare) or "–")
    )
    yield Paragraph(f"{words('across.gained_for', ids=id_list(owners))} {own}")
    indicators = dict.fromkeys(gained.indicator for gained in result.gained)
    yield Entries(tuple(_told(owner, result, view) for owner in owners))
    yield Paragraph(Span(words("across.indicators", document=result.first), "strong"))
    yield Entries(tuple(Entry(view.named(term), _measured(term, view)) for term in indicators))
    yield Paragraph(Span(words("across.gained_note"), "dim"))


def _told(owner: str, result: AcrossResult, view: AcrossWords) -> Entry:
    """Build an element of the second document with the indicators that tell of it, those over one mapping together."""
    over: dict[tuple[Term, Bridge | Term], list[GainedIndicator]] = {}
    for gained in result.gained:
        if gained.owner == owner:
            over.setdefault((gained.target, gained.bridge or gained.indicator), []).append(gained)
    body: list[Cell] = []
    for (target, _), found in over.items():
        lead = f"{target.id} ← " if target.id != owner else "← "
        body.append((Span(lead, "id"), *_reason(found, view)))
    return Entry(view.named(Term(result.second, owner)), tuple(body))


def _reason(found: list[GainedIndicator], view: AcrossWords) -> tuple[Span | str, ...]:
    """Return the indicators that tell of an element, and the mapping over which they do, or what points there."""
    words, bridge = view.words, found[0].bridge
    named: list[Span | str] = []
    for gained in found:
        named += [", "] if named else []
        named += [Span(gained.indicator.qualified, "id"), Span(_own_basis(gained, view), "dim")]
    if bridge is None:
        link = found[0].link
        why = view.labels[found[0].indicator.document].text(link.rationale) if link is not None else ""
        return (*named, f", {words('across.points')}", Span(f": {why}" if why else "", "dim"))
    if bridge.start != found[0].indicator:
        named.append(f" {words('trace.by_way', ids=bridge.start.qualified)}")
    reason = f": {bridge.comment}" if bridge.comment else ""
    return (*named, f", {view.relation(bridge)}", Span(reason, "dim"))


def _own_basis(gained: GainedIndicator, view: AcrossWords) -> str:
    """Return why the indicator tells of the element of its own document."""
    link = gained.link
    if link is None:
        return ""
    sure = f", {view.tier(link.confidence)}" if link.confidence is not None else ""
    return f" [{view.words(f'basis.{link.basis}')}{sure}]"


def _measured(term: Term, view: AcrossWords) -> tuple[Cell, ...]:
    """Return what an indicator itself says: figures, unit, year, source."""
    labels = view.labels[term.document]
    indicator: Indicator = labels.document.elements[term.id]  # type: ignore[assignment]
    words = view.words
    figures = [
        f"{words(f'field.{name}')}: {value}"
        for name in ("baseline", "target", "unit", "year")
        if (value := getattr(indicator, name)) is not None
    ]
    if indicator.data_source is not None:
        figures.append(f"{words('field.data_source')}: {labels.text(indicator.data_source)}")
    return (Span("; ".join(figures), "dim"),) if figures else ()
