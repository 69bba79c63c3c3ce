"""Core problems from which no chain leads down to a measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.findings import Finding


def check_chains(context: CheckContext) -> Iterator[Finding]:
    """Find `unreached-core-problem`, in a document that has measures at all."""
    if not context.document.measures:
        return
    for chain in context.coverage.chains:
        if not chain.as_source and not chain.as_read:
            yield context.of_element("unreached-core-problem", chain.id, frontier=", ".join(chain.as_read_frontier))
