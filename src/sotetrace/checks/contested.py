"""Sub-goals that one measure advances and another one hinders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.model.ids import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sotetrace.checks.context import CheckContext
    from sotetrace.findings import Finding
    from sotetrace.graph import TraceGraph, TraceLink
    from sotetrace.model.links import LinkType


def check_contested(context: CheckContext) -> Iterator[Finding]:
    """Find `contested-sub-goal`: the same part, or the whole and any part of it.

    A blanket claim advances nothing in particular; one measure that does both is a finding of its own.
    """
    graph = context.graph
    for sub_goal in graph.find_elements("sub_goal"):
        hinders = _counting(graph, sub_goal.id, "hinders")
        if not hinders:
            continue  # as nearly always
        advances = _counting(graph, sub_goal.id, "advances")
        advancing, hindering = _clashing(advances, hinders), _clashing(hinders, advances)
        if advancing:
            slots = {"advancing": ", ".join(advancing), "hindering": ", ".join(hindering)}
            yield context.of_element("contested-sub-goal", sub_goal.id, **slots)


def _counting(graph: TraceGraph, sub_goal: str, link_type: LinkType) -> Sequence[TraceLink]:
    return [
        link
        for link in graph.find_links_to(sub_goal, (link_type,))
        if link.is_carrying and link.basis != "blanket" and not graph.element(link.source).draft
    ]


def _clashing(links: Iterable[TraceLink], against: Sequence[TraceLink]) -> Sequence[str]:
    """Return the measures whose links clash with a link of another measure."""
    by_part: dict[str | None, set[str]] = {}
    for link in against:
        by_part.setdefault(link.target_part, set()).add(link.source)
    everyone = {link.source for link in against}
    found = set()
    for link in links:
        part = link.target_part
        others = [everyone] if part is None else [by_part.get(None, set()), by_part.get(part, set())]
        if any(len(sources) > (link.source in sources) for sources in others):
            found.add(link.source)
    return sorted(found, key=natural_key)
