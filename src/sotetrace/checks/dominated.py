"""Core problems whose every chain passes through the same measure."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from sotetrace.graph import iter_ends

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.findings import Finding


def check_dominated(context: CheckContext) -> Iterator[Finding]:
    """Find `dominated-core-problem`. Every chain ends in a measure, so what all can share is that one end."""
    for chain in context.coverage.chains:
        ends = list(islice(iter_ends(context.graph, chain.id), 2)) if chain.as_read else ()
        if len(ends) == 1:
            yield context.of_element("dominated-core-problem", chain.id, carrier=ends[0])
