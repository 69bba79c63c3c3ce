"""How links bear on an element, and what comes of them for one expectation.

Two kinds of link reach an element. A *direct* link points at it or at one of its parts (or starts there). A *set*
link comes by way of its goal: a measure that the source sets beside a goal stands beside each of its sub-goals, which
is `layout` (or `blanket`, when one sentence claims it for all), however strong the words about the goal are.
Inference about a goal is no inference about its sub-goals. A part is served only by links that somebody aimed at it
or at the very element: a row of a table does not say which part of it is meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.coverage.results import ElementCoverage, PartCoverage
from sotetrace.coverage.tiers import RANK, Tier, nth_best, tier_of, whole_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.graph import TraceGraph, TraceLink
    from sotetrace.model.elements import Element
    from sotetrace.model.expectations import Expectation


@dataclass(frozen=True, slots=True)
class _Reach:
    """One link as it bears on an element: from or to whom, on which part, and how it counts on each scale."""

    other: str
    part: str | None
    as_source: Tier
    as_read: Tier
    is_reviewed: bool
    is_aimed: bool
    """Whether it says something of each part: aimed at the part, or a sentence or a reading about the very element."""


def cover_element(graph: TraceGraph, expectation: Expectation, element: Element) -> ElementCoverage:
    """Evaluate one element against one expectation."""
    return _cover(element, _reaches(graph, expectation, element), expectation.at_least)


def find_critical(graph: TraceGraph, expectation: Expectation, element: Element) -> set[str]:
    """Return the ids without any one of which the coverage of an element could be another.

    Most elements rest on more than one link of the best tier, so that no single counterpart decides; this finds the
    few that do without evaluating each absence. One too many may be named, never one too few.
    """
    reaches = _reaches(graph, expectation, element)
    at_least = expectation.at_least
    critical: set[str] = set()
    wholes = [[reach for reach in reaches if reach.part in (None, part.id)] for part in element.parts] or [reaches]
    for here in wholes:
        for scale in ("as_source", "as_read"):
            ranked = sorted(_best_by_other(here, scale).items(), key=lambda entry: -RANK[entry[1]])
            if len(ranked) <= at_least or ranked[at_least - 1][1] != ranked[at_least][1]:
                critical.update(other for other, tier in ranked[:at_least] if tier != "none")
        aimed = {reach.other for reach in here if reach.is_aimed}
        if len(aimed) <= at_least:
            critical |= aimed
    carriers = {reach.other for reach in reaches if reach.is_aimed}
    return critical | carriers if len(carriers) <= _FEW_CARRIERS else critical


_FEW_CARRIERS = 2
"""With so many carriers or fewer, the loss of one leaves one or none."""


def _cover(element: Element, reaches: Sequence[_Reach], at_least: int) -> ElementCoverage:
    reviewed = [reach for reach in reaches if reach.is_reviewed]
    return ElementCoverage(
        id=element.id,
        kind=element.kind,
        as_source=_status(element, reaches, "as_source", at_least),
        as_read=_status(element, reaches, "as_read", at_least),
        as_reviewed=_status(element, reviewed, "as_read", at_least),
        by_source=_others(reaches, "as_source"),
        by_reading=_others(reaches, "as_read"),
        carriers=tuple(dict.fromkeys(reach.other for reach in reaches if reach.is_aimed)),
        parts=tuple(_part(part.id, reaches, at_least) for part in element.parts),
    )


def _reaches(graph: TraceGraph, expectation: Expectation, element: Element) -> list[_Reach]:
    """Return how links bear on an element: its own, and those of its goal that set something beside it."""
    types = (expectation.link,)
    is_in = expectation.direction == "in"
    links = graph.find_links_to(element.id, types) if is_in else graph.find_links_from(element.id, types)
    reaches = [
        _direct(link, is_in)
        for link in links
        if _counts(graph, link.source if is_in else link.target, link, expectation)
    ]
    if is_in and element.kind == "sub_goal" and expectation.link == "advances":
        for up in graph.find_links_from(element.id, ("part_of",)):
            if graph.element(up.target).draft:
                continue
            reaches += [
                _Reach(
                    other=link.source,
                    part=None,
                    as_source="blanket" if link.basis == "blanket" else "layout",
                    as_read="none",
                    is_reviewed=False,
                    is_aimed=False,
                )
                for link in graph.find_links_to(up.target, types)
                if link.basis != "inferred" and _counts(graph, link.source, link, expectation)
            ]
    return reaches


def _counts(graph: TraceGraph, other: str, link: TraceLink, expectation: Expectation) -> bool:
    found = graph.element(other)
    return found.kind in expectation.by and not found.draft and link.is_carrying


def _direct(link: TraceLink, is_in: bool) -> _Reach:
    other, part = (link.source, link.target_part) if is_in else (link.target, link.source_part)
    tier = tier_of(link.strength)
    is_inferred = link.basis == "inferred"
    return _Reach(
        other=other,
        part=part,
        as_source="none" if is_inferred else tier,
        as_read=tier if is_inferred else "none",
        is_reviewed=link.is_reviewed,
        is_aimed=part is not None or link.basis in ("stated", "inferred"),
    )


def _tier(reach: _Reach, scale: str) -> Tier:
    return reach.as_source if scale == "as_source" else reach.as_read


def _status(element: Element, reaches: Sequence[_Reach], scale: str, at_least: int) -> Tier:
    """Return the status on one scale: of a part its best link (or the `at_least`-th best), of the whole the worst."""
    if not element.parts:
        return _nth(reaches, scale, at_least)
    return whole_of(
        [_nth([r for r in reaches if r.part in (None, part.id)], scale, at_least) for part in element.parts]
    )


def _nth(reaches: Sequence[_Reach], scale: str, at_least: int) -> Tier:
    return nth_best(_best_by_other(reaches, scale).values(), at_least)


def _best_by_other(reaches: Sequence[_Reach], scale: str) -> dict[str, Tier]:
    """Return the best tier of each counterpart."""
    by_other: dict[str, Tier] = {}
    for reach in reaches:
        tier = _tier(reach, scale)
        known = by_other.get(reach.other)
        if known is None or RANK[tier] > RANK[known]:
            by_other[reach.other] = tier
    return by_other


def _part(part: str, reaches: Sequence[_Reach], at_least: int) -> PartCoverage:
    here = [reach for reach in reaches if reach.part in (None, part)]
    aimed = {reach.other for reach in here if reach.is_aimed}
    return PartCoverage(part, _nth(here, "as_read", at_least), len(aimed) >= at_least)


def _others(reaches: Sequence[_Reach], scale: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reach.other for reach in reaches if _tier(reach, scale) != "none"))
