"""What hangs below an element: everything that a chain leads to from it on its way down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.graph.traces import find_steps

if TYPE_CHECKING:
    from sotetrace.graph.trace_graph import TraceGraph


def find_below(graph: TraceGraph, identifier: str) -> frozenset[str]:
    """Return the ids of an element and of all below it; of a level, those of the elements at it and below them.

    Raises KeyError for an unknown id.
    """
    document = graph.document
    stack = [identifier]
    if graph.element(identifier).kind == "level":
        stack += [element.id for element in document.iter_elements() if document.level_of(element.id) == identifier]
    found: set[str] = set()
    while stack:
        current = stack.pop()
        if current not in found and current in graph:
            found.add(current)
            stack += [end for end, _ in find_steps(graph, current, "down")]
    return frozenset(found)
