"""The bridges between two documents: every mapping that somebody made, and every one that follows from others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.across.results import Bridge
from sotetrace.crosswalk import Step

if TYPE_CHECKING:
    from sotetrace.crosswalk import CrosswalkResult, Term
    from sotetrace.model.mapping import Relation

CLOSENESS: tuple[Relation, ...] = ("exact", "narrow", "broad", "close", "related")
"""The relations that a bridge may have, the closest first."""


def find_bridges(crosswalk: CrosswalkResult) -> tuple[Bridge, ...]:
    """Return the bridges from the first document of a crosswalk to the second; a tension is none."""
    made = [
        Bridge(one.subject, one.relation, one.object, (Step(one.subject, one.relation, one.object, one.row),))
        for one in crosswalk.matches
    ]
    derived = [Bridge(one.subject, one.relation, one.object, one.steps) for one in crosswalk.derived]
    return (*made, *derived)


def group_by_start(bridges: tuple[Bridge, ...]) -> dict[Term, list[Bridge]]:
    """Return the bridges that begin at each element or part."""
    found: dict[Term, list[Bridge]] = {}
    for bridge in bridges:
        found.setdefault(bridge.start, []).append(bridge)
    return found
