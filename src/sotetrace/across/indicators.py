"""Indicators of one document that would tell something of another. They never change the other's own coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.across.bridges import group_by_start
from sotetrace.across.member import name_of
from sotetrace.across.results import GainedIndicator
from sotetrace.crosswalk import Term
from sotetrace.model.ids import natural_key
from sotetrace.model.workspace import Workspace, iter_foreign_indicators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.across.member import Member
    from sotetrace.across.results import Bridge
    from sotetrace.model.elements import Element, Indicator
    from sotetrace.model.kinds import Kind
    from sotetrace.model.links import Link

INDICATED: tuple[Kind, ...] = ("goal", "sub_goal", "measure")
"""The kinds that an indicator may tell of."""


def find_gained(first: Member, second: Member, bridges: tuple[Bridge, ...]) -> tuple[GainedIndicator, ...]:
    """Find the indicators of the first document that tell something of an element of the second.

    In the order of the elements of the second document, and of the indicators of the first.
    """
    owners = _owners(second)
    places = {identifier: place for place, identifier in enumerate(second.graph.document.elements)}
    found = [
        gained
        for gained in (*_iter_gained(first, bridges, owners), *_iter_foreign(first, second, owners))
        if gained.kind in INDICATED and not owners[gained.owner].draft
    ]
    found.sort(key=lambda gained: _rank(gained, places[gained.owner]))
    return tuple(found)


def _iter_gained(first: Member, bridges: tuple[Bridge, ...], owners: dict[str, Element]) -> Iterator[GainedIndicator]:
    by_start = group_by_start(bridges)
    for indicator in first.graph.document.indicators:
        if indicator.draft:
            continue
        own = Term(name_of(first), indicator.id)
        for bridge in by_start.get(own, ()):
            if bridge.end.id in owners:
                yield _gain(own, owners[bridge.end.id], bridge)
        yield from _iter_by_links(first, indicator, by_start, owners)


def _iter_by_links(
    first: Member, indicator: Indicator, by_start: dict[Term, list[Bridge]], owners: dict[str, Element]
) -> Iterator[GainedIndicator]:
    """Yield what an indicator tells of by way of the elements that it indicates, each link as the element has it."""
    for link in first.graph.find_links_from(indicator.id, ("indicates",)):
        if not link.is_carrying:
            continue
        parts = [part.id for part in first.graph.element(link.target).parts]
        # What is about one part says nothing of the others; what is about the whole says something of each.
        starts = [link.target, *(part for part in parts if link.target_part in (None, part))]
        for start in starts:
            for bridge in by_start.get(Term(name_of(first), start), ()):
                if bridge.end.id in owners:
                    yield _gain(Term(name_of(first), indicator.id), owners[bridge.end.id], bridge, link.link)


def _iter_foreign(first: Member, second: Member, owners: dict[str, Element]) -> Iterator[GainedIndicator]:
    """Yield the indicators of the first document that point straight at the second."""
    pair = Workspace((first.graph.document, second.graph.document))
    for found in iter_foreign_indicators(pair):
        is_counted = found.link.sign == "positive" and not found.indicator.draft
        is_rejected = found.link.reviewed is not None and found.link.reviewed.verdict == "rejected"
        if found.document == name_of(first) and is_counted and not is_rejected:
            indicator, owner = Term(found.document, found.indicator.id), owners[found.target]
            target = Term(found.target_document, found.target)
            yield GainedIndicator(indicator, target, owner.id, owner.kind, found.link)


def _gain(indicator: Term, owner: Element, bridge: Bridge, link: Link | None = None) -> GainedIndicator:
    return GainedIndicator(indicator, bridge.end, owner.id, owner.kind, link, bridge)


def _owners(member: Member) -> dict[str, Element]:
    """Return the elements of a document by their ids and those of their parts."""
    owners = dict(member.graph.document.elements)
    for element in member.graph.document.elements.values():
        for part in element.parts:
            owners.setdefault(part.id, element)
    return owners


def _rank(gained: GainedIndicator, place: int) -> tuple[object, ...]:
    bridge = gained.bridge
    confidence = bridge.confidence if bridge is not None else None
    return (
        place,
        natural_key(gained.target.id),
        natural_key(gained.indicator.id),
        natural_key(bridge.start.id if bridge is not None else ""),
        bridge.relation if bridge is not None else "",
        bridge is not None and bridge.is_derived,
        -confidence if confidence is not None else 1,
    )
