"""Chains: from an element down to what carries it, link by link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.graph.trace_graph import Strength, TraceGraph, TraceLink
from sotetrace.model.ids import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

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

    def with_step(self, link: TraceLink) -> Chain:
        """Return the chain with one more step, down a link."""
        return Chain((*self.ids, link.source), (*self.links, link))


def find_witness(graph: TraceGraph, top: str, *, as_source: bool = False) -> tuple[Chain | None, tuple[str, ...]]:
    """Find the best chain from a core problem or goal down to a measure, or else where every chain stops.

    Returns (witness, frontier): the strongest chain, of equally strong ones the shortest, then the first by id; and
    when there is none, the sorted ids of the elements at which the chains end. As read, a goal that has sub-goals is
    reached through them. As the source has it (`as_source`), inferred links do not count, and a measure that the
    source sets beside the goal closes the chain.
    """
    if graph.element(top).kind == "measure":
        return Chain((top,), ()), ()
    best: Chain | None = None
    reached = Strength.NONE
    frontier: set[str] = set()
    stack = [(Chain((top,), ()), Strength.STATED)]
    strongest: dict[str, Strength] = {}
    while stack:
        chain, strength = stack.pop()
        steps = find_steps_down(graph, chain.ids[-1], as_source=as_source)
        if not steps:
            frontier.add(chain.ids[-1])
        ends: list[tuple[Strength, TraceLink]] = []
        for link in steps:
            weakest = min(strength, link.strength)
            if weakest < max(reached, strongest.get(link.source, reached)) or link.source in chain.ids:
                continue  # a weaker chain cannot be the best any more
            if graph.element(link.source).kind == "measure":
                ends.append((weakest, link))
            else:
                strongest[link.source] = weakest
                stack.append((chain.with_step(link), weakest))
        if ends:
            weakest, link = min(ends, key=lambda end: (-end[0], natural_key(end[1].source)))
            if best is None or weakest > reached or _rank((*chain.ids, link.source)) < _rank(best.ids):
                best, reached = chain.with_step(link), weakest
    return (best, ()) if best is not None else (None, tuple(sorted(frontier, key=natural_key)))


def iter_ends(graph: TraceGraph, top: str) -> Iterator[str]:
    """Yield the ids of the measures in which chains down from an element end, each once."""
    pending, seen = [top], {top}
    while pending:
        at = pending.pop()
        if graph.element(at).kind == "measure":
            yield at
        for link in find_steps_down(graph, at):
            if link.source not in seen:
                seen.add(link.source)
                pending.append(link.source)


def find_steps_down(graph: TraceGraph, identifier: str, *, as_source: bool = False) -> list[TraceLink]:
    """Return the links by which chains lead one step down from an element; a goal with sub-goals goes through them."""
    steps: list[TraceLink] = []
    types = STEPS_DOWN.get(graph.element(identifier).kind, ())
    for link_type in sorted(types) if as_source else types:
        if steps and not as_source:
            break
        for link in graph.find_links_to(identifier, (link_type,)):
            if link.is_carrying and not (as_source and link.basis == "inferred"):
                below = graph.element(link.source)
                # The rest of the chain goes through goals; what a sub-goal answers is a question of its own.
                if not below.draft and (link_type != "answers" or below.kind == "goal"):
                    steps.append(link)
    return steps


def _rank(ids: Sequence[str]) -> tuple[int, tuple[object, ...]]:
    """Order chains that are equally strong."""
    return len(ids), tuple(map(natural_key, ids))
