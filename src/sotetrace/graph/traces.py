"""Traces: every chain through an element as a tree, and every chain between two elements."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Literal

from sotetrace.graph.trace_graph import Strength, TraceGraph, TraceLink
from sotetrace.model.ids import natural_key
from sotetrace.model.links import LINK_ROW

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Direction = Literal["up", "down"]

MAX_BRANCHES = 2_000
"""How many branches one tree shows; what is beyond is counted."""
MAX_DEPTH = 100
"""How many steps one tree goes each way; a circle-free model has a dozen, a long line of needs could have thousands."""
MAX_COUNTED = 10_000
"""How many chains between two elements are counted before the count says "more than"."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One step of a trace: the element reached, the link that leads there, and the weakest link of the chain so far.

    `is_cut` says that more lies beyond, left out by the depth or the number of branches asked for.
    """

    id: str
    link: TraceLink
    weakest: Strength
    branches: tuple[Branch, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Trace:
    """Every chain through an element: up to the vision sentence, and down to measures, actors and milestones.

    `has_up` and `has_down` say which of the two was asked for.
    """

    id: str
    up: tuple[Branch, ...]
    down: tuple[Branch, ...]
    left_out: int = 0
    has_up: bool = True
    has_down: bool = True

    def iter_branches(self) -> Iterator[Branch]:
        """Yield every branch, those above first."""
        pending = [*reversed(self.down), *reversed(self.up)]
        while pending:
            branch = pending.pop()
            yield branch
            pending.extend(reversed(branch.branches))


@dataclass(frozen=True, slots=True)
class PathsResult:
    """The chains between two elements, shortest first, of equally short ones the strongest.

    `left_out` counts those beyond the number asked for; `is_exact` is False when there are more than could be counted.
    """

    start: str
    end: str
    chains: tuple[tuple[TraceLink, ...], ...]
    left_out: int
    is_exact: bool


def upper_end(link: TraceLink) -> str | None:
    """Return the end of a link that stands nearer to the vision, or None for a link that no chain follows."""
    above = LINK_ROW[link.type].above
    if above is None:
        return None
    return link.target if above == "target" else link.source


def find_steps(graph: TraceGraph, identifier: str, direction: Direction) -> list[tuple[str, TraceLink]]:
    """Return where chains lead from an element in a direction: (id, link) pairs in order."""
    links = (*graph.find_links_from(identifier), *graph.find_links_to(identifier))
    steps = []
    for link in links:
        above = upper_end(link)
        if above is None or link.source == link.target:
            continue
        below = link.source if above == link.target else link.target
        if direction == "up" and below == identifier:
            steps.append((above, link))
        elif direction == "down" and above == identifier:
            steps.append((below, link))
    return sorted(steps, key=lambda step: (natural_key(step[0]), step[1].sort_key))


def find_trace(
    graph: TraceGraph,
    identifier: str,
    *,
    has_up: bool = True,
    has_down: bool = True,
    depth: int | None = None,
    accepts: Callable[[TraceLink], bool] = lambda _link: True,
) -> Trace:
    """Find every chain through an element, as trees.

    `depth` limits the steps each way (MAX_DEPTH at most; 0 takes none); `accepts` tells which links count. Raises
    KeyError for an unknown id.
    """
    graph.element(identifier)
    grower = _Grower(graph, accepts)
    up = grower.grow(identifier, "up", depth) if has_up else ()
    down = grower.grow(identifier, "down", depth) if has_down else ()
    return Trace(identifier, up, down, grower.left_out, has_up, has_down)


class _Grower:
    """Grows trees of chains, within the number of branches that may be shown."""

    def __init__(self, graph: TraceGraph, accepts: Callable[[TraceLink], bool]) -> None:
        self._graph = graph
        self._accepts = accepts
        self._count = 0
        self.left_out = 0

    def grow(self, identifier: str, direction: Direction, depth: int | None) -> tuple[Branch, ...]:
        path = (identifier,)
        most = MAX_DEPTH if depth is None else min(depth, MAX_DEPTH)
        if most < 1:
            return ()
        return self._grow(self._steps(identifier, direction, path), direction, most, path, Strength.STATED)

    def _grow(
        self,
        steps: Sequence[tuple[str, TraceLink]],
        direction: Direction,
        depth: int,
        path: tuple[str, ...],
        weakest: Strength,
    ) -> tuple[Branch, ...]:
        branches: list[Branch] = []
        for other, link in steps:
            if self._count >= MAX_BRANCHES:
                self.left_out += len(steps) - len(branches)
                break
            self._count += 1
            so_far = min(weakest, link.strength)
            longer = (*path, other)
            beyond = self._steps(other, direction, longer)
            below = self._grow(beyond, direction, depth, longer, so_far) if len(path) < depth else ()
            branches.append(Branch(other, link, so_far, below, is_cut=len(below) < len(beyond)))
        return tuple(branches)

    def _steps(self, identifier: str, direction: Direction, path: tuple[str, ...]) -> list[tuple[str, TraceLink]]:
        """Return the steps that lead on and not back: a chain that goes up does not come down again by another link."""
        return [
            (other, link)
            for other, link in find_steps(self._graph, identifier, direction)
            if other not in path and self._accepts(link)
        ]


def find_paths(
    graph: TraceGraph,
    start: str,
    end: str,
    *,
    limit: int = 20,
    accepts: Callable[[TraceLink], bool] = lambda _link: True,
) -> PathsResult:
    """Find the chains between two elements, whichever of them stands above.

    Of several links between the same two elements, the strongest is the one a chain goes by. Raises KeyError for an
    unknown id.
    """
    import networkx as nx

    graph.element(start)
    graph.element(end)
    strongest: dict[tuple[str, str], TraceLink] = {}
    for link in graph.iter_links():
        above = upper_end(link)
        if above is None or link.source == link.target or not accepts(link):
            continue
        pair = (link.source if above == link.target else link.target, above)
        known = strongest.get(pair)
        if known is None or (-link.strength, link.sort_key) < (-known.strength, known.sort_key):
            strongest[pair] = link
    upwards: nx.DiGraph[str] = nx.DiGraph()
    upwards.add_nodes_from((start, end))
    upwards.add_edges_from(sorted(strongest, key=lambda pair: (natural_key(pair[0]), natural_key(pair[1]))))
    chains: list[tuple[TraceLink, ...]] = []
    for low, high in ((start, end), (end, start)) if start != end else ():
        if nx.has_path(upwards, low, high):
            found = islice(nx.shortest_simple_paths(upwards, low, high), MAX_COUNTED + 1)
            chains += [tuple(strongest[pair] for pair in pairwise(path)) for path in found]
    is_exact = len(chains) <= MAX_COUNTED
    chains.sort(key=lambda links: (len(links), -min(link.strength for link in links), [x.sort_key for x in links]))
    counted = min(len(chains), MAX_COUNTED)
    return PathsResult(start, end, tuple(chains[: min(limit, counted)]), max(0, counted - limit), is_exact)
