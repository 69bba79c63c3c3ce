"""Core problems whose every chain passes through the same measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.graph import find_bottlenecks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.findings import Finding


def check_dominated(context: CheckContext) -> Iterator[Finding]:
    """Find `dominated-core-problem`."""
    for chain in context.coverage.chains:
        if not chain.as_read or _has_other_end(context, chain.as_read[-2]):
            continue
        for identifier in find_bottlenecks(context.graph, chain.id):
            if context.graph.element(identifier).kind == "measure":
                yield context.of_element("dominated-core-problem", chain.id, carrier=identifier)


def _has_other_end(context: CheckContext, last: str) -> bool:
    """Say whether the best chain could end in another measure: mostly it can, and nothing more need be asked."""
    graph = context.graph
    ends = {
        link.source
        for link in graph.find_links_to(last, ("advances",))
        if link.is_carrying and not graph.element(link.source).draft
    }
    return len(ends) > 1
