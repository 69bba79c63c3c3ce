"""Inferred links that stand beside a more precise one of the same measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sotetrace.checks.context import CheckContext
    from sotetrace.graph import TraceLink

_AIMED = ("stated", "inferred")


def check_redundant_links(context: CheckContext) -> Iterator[Finding]:
    """Find `redundant-link`: to a goal beside one to its sub-goal, of a whole beside one of its part.

    Rejected links, those of unclear sign and blanket claims say nothing that another could repeat.
    """
    graph = context.graph
    goal_of = {sub_goal.id: getattr(sub_goal, "goal", None) for sub_goal in graph.find_elements("sub_goal")}
    for measure in graph.find_elements("measure"):
        links = [
            link
            for link in graph.find_links_from(measure.id, ("advances",))
            if link.is_carrying and link.basis in _AIMED and link.scope is None
        ]
        if len(links) < 2:
            continue
        below = _firmest((_goal_keys(link, goal_of.get(link.target)), link) for link in links)
        within = _firmest((_part_keys(link), link) for link in links)
        for link in links:
            if link.basis != "inferred":
                continue
            other = below.get((link.target, link.source_part)) if link.target_part is None else None
            part = within.get((link.target, link.source_part, link.target_part))
            if other is None and part is not None and part.strength >= link.strength:
                other = part
            if other is not None:
                yield _finding(context, link, other)


def _goal_keys(link: TraceLink, goal: str | None) -> list[tuple[str | None, ...]]:
    """Return the (goal, part of the measure) that a link to a sub-goal speaks of more precisely."""
    if goal is None:
        return []
    return [(goal, None), (goal, link.source_part)]


def _part_keys(link: TraceLink) -> list[tuple[str | None, ...]]:
    """Return the (target, part of the measure, part of the target) that a link of a part is more precise than."""
    start, end = link.source_part, link.target_part
    wider = {(link.target, None, None), (link.target, start, None), (link.target, None, end)}
    return list(wider - {(link.target, start, end)})


def _firmest(
    keyed: Iterable[tuple[list[tuple[str | None, ...]], TraceLink]],
) -> Mapping[tuple[str | None, ...], TraceLink]:
    """Return the firmest link for every key, of equally firm ones the first."""
    found: dict[tuple[str | None, ...], TraceLink] = {}
    for keys, link in keyed:
        for key in keys:
            if key not in found or link.strength > found[key].strength:
                found[key] = link
    return found


def _finding(context: CheckContext, link: TraceLink, other: TraceLink) -> Finding:
    return Finding.of(
        "redundant-link",
        context.place(*link.path, "to"),
        element=link.source,
        related=(context.place(*other.path, "to"),),
        link=link.type,
        target=link.target_part or link.target,
        other=f"{other.source_part or other.source} → {other.target_part or other.target}",
    )
