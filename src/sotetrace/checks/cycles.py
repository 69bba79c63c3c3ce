"""Measures that need one another in a circle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_cycles(context: CheckContext) -> Iterator[Finding]:
    """Find `cycle-of-needs`."""
    if not any(measure.needs for measure in context.document.measures):
        return
    for cycle in context.graph.find_cycles("needs"):
        shown = " → ".join((*cycle, cycle[0]))
        places = [context.place(*context.paths[identifier], "needs", is_key=True) for identifier in cycle]
        yield Finding.of("cycle-of-needs", places[0], element=cycle[0], related=tuple(places[1:]), cycle=shown)
