"""Chains: from an element down to what carries it, link by link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.graph.trace_graph import Strength, TraceGraph, TraceLink
from sotetrace.model.ids import natural_key

if TYPE_CHECKING:
    from sotetrace.model.kinds import Kind
    from sotetrace.model.links import LinkType

# The links that lead one step down the chain of a core problem, by the kind they point at; the last element is a
# measure.
STEPS_DOWN: dict[Kind, tuple[LinkType, ...]] = {
    "core_problem": ("answers",),
    "goal": ("part_of", "advances"),
    "sub_goal": ("advances",),
}


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain, from the top down: the ids in it and the links between them (each points from lower to upper)."""

    ids: tuple[str, ...]
    links: tuple[TraceLink, ...]

    @property
    def strength(self) -> Strength:
        """The strength of the weakest link."""
        return min((link.strength for link in self.links), default=Strength.NONE)


def find_witness(graph: TraceGraph, top: str, *, as_source: bool = False) -> tuple[Chain | None, tuple[str, ...]]:
    """Find the best chain from a core problem or goal down to a measure, or else where every chain stops.

    Returns (witness, frontier): the strongest chain, of equally strong ones the shortest, then the first by id; and
    when there is none, the sorted ids of the elements at which the chains end. As read, a goal that has sub-goals is
    reached through them. As the source has it (`as_source`), inferred links do not count, and a measure that the
    source sets beside the goal closes the chain.
    """
    best: Chain | None = None
    reached = Strength.NONE
    frontier: set[str] = set()
    stack = [(Chain((top,), ()), Strength.STATED)]
    strongest: dict[str, Strength] = {}
    while stack:
        chain, strength = stack.pop()
        if best is not None and strength < reached:
            continue  # a weaker chain cannot be the best any more
        end = chain.ids[-1]
        if graph.element(end).kind == "measure":
            if best is None or strength > reached or _rank(chain) < _rank(best):
                best, reached = chain, strength
            continue
        steps = find_steps_down(graph, end, as_source=as_source)
        if not steps:
            frontier.add(end)
        for link in steps:
            weakest = min(strength, link.strength)
            if link.source not in chain.ids and weakest >= strongest.get(link.source, Strength.NONE):
                strongest[link.source] = weakest
                stack.append((Chain((*chain.ids, link.source), (*chain.links, link)), weakest))
    return (best, ()) if best is not None else (None, tuple(sorted(frontier, key=natural_key)))


def find_steps_down(graph: TraceGraph, identifier: str, *, as_source: bool = False) -> list[TraceLink]:
    """Return the links by which chains lead one step down from an element; a goal with sub-goals goes through them."""
    types = STEPS_DOWN.get(graph.element(identifier).kind, ())
    links = []
    for link in graph.find_links_to(identifier, types) if types else ():
        if link.is_carrying and not (as_source and link.basis == "inferred"):
            below = graph.element(link.source)
            # The rest of the chain goes through goals; what a sub-goal answers is a question of its own.
            if not below.draft and (below.kind == "goal" or link.type != "answers"):
                links.append(link)
    parts = [link for link in links if link.type == "part_of"]
    return links if as_source else parts or links


def _rank(chain: Chain) -> tuple[int, tuple[object, ...]]:
    """Order chains that are equally strong."""
    return len(chain.ids), tuple(map(natural_key, chain.ids))
