"""What a picture shows: the overview of a document, or the chain through an element; and what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.graph import find_trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from sotetrace.graph import Branch, TraceGraph, TraceLink
    from sotetrace.model.elements import Element
    from sotetrace.model.kinds import Kind
    from sotetrace.model.links import LinkType

_OVERVIEW: tuple[Kind, ...] = ("core_problem", "goal", "sub_goal")
_OVERVIEW_LINKS: tuple[LinkType, ...] = ("answers", "part_of")


@dataclass(frozen=True, slots=True)
class Picture:
    """The elements and links of a picture; how many elements of each kind, or of what it is about, are left out."""

    elements: tuple[Element, ...]
    links: tuple[TraceLink, ...]
    kinds_left_out: tuple[tuple[Kind, int], ...] = ()
    left_out: int = 0


def find_overview(graph: TraceGraph, most: int) -> Picture:
    """Return core problems, goals and sub-goals, whole kinds of them only while all fit, and what joins them."""
    shown: list[Element] = []
    left_out: list[tuple[Kind, int]] = []
    for kind in _OVERVIEW:
        elements = graph.find_elements(kind)
        if len(shown) + len(elements) <= most:
            shown += elements
        else:
            left_out.append((kind, len(elements)))
    others: tuple[Kind, ...] = ("measure", "indicator", "milestone", "statement", "trend", "actor")
    left_out += [(kind, len(graph.find_elements(kind))) for kind in others if graph.has_elements(kind)]
    links = _links_between(graph, shown, _OVERVIEW_LINKS)
    return Picture(tuple(shown), links, tuple(left_out))


def find_chains(graph: TraceGraph, identifier: str, most: int) -> Picture:
    """Return the element with every chain up and down from it; of more than fit, the nearest."""
    trace = find_trace(graph, identifier)
    steps: dict[str, int] = {identifier: 0}
    links: dict[int, TraceLink] = {}
    pending: list[tuple[Branch, int]] = [(branch, 1) for branch in (*trace.up, *trace.down)]
    while pending:
        branch, step = pending.pop(0)
        steps[branch.id] = min(step, steps.get(branch.id, step))
        links.setdefault(id(branch.link), branch.link)
        pending += [(below, step + 1) for below in branch.branches]
    nearest = sorted(steps, key=lambda one: steps[one])[:most]
    elements = sorted((graph.element(one) for one in nearest), key=_place_in(graph))
    ordered = sorted(links.values(), key=lambda link: link.sort_key)
    kept = tuple(link for link in ordered if link.source in nearest and link.target in nearest)
    return Picture(tuple(elements), kept, left_out=len(steps) - len(nearest))


def _links_between(graph: TraceGraph, elements: list[Element], types: tuple[LinkType, ...]) -> tuple[TraceLink, ...]:
    known = {element.id for element in elements}
    return tuple(
        link for element in elements for link in graph.find_links_from(element.id, types) if link.target in known
    )


def _place_in(graph: TraceGraph) -> Callable[[Element], int]:
    places = {identifier: number for number, identifier in enumerate(graph.document.elements)}
    return lambda element: places[element.id]
