"""Core problems whose best chain, as read, closes only by a link of low confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.findings import Finding


def check_low_chains(context: CheckContext) -> Iterator[Finding]:
    """Find `low-confidence-chain`."""
    for chain in context.coverage.chains:
        if chain.as_read_strength == "low":
            yield context.of_element("low-confidence-chain", chain.id, chain=" → ".join(chain.as_read))
