"""Bottlenecks and disjoint chains below a core problem (dominators and vertex-disjoint paths)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.graph.chains import find_steps_down

if TYPE_CHECKING:
    import networkx as nx

    from sotetrace.graph.trace_graph import TraceGraph

_END = "\x00end"


def find_bottlenecks(graph: TraceGraph, problem: str) -> list[str]:
    """Return the ids through which every chain from a core problem down to a measure passes, from the top down.

    These are the dominators of an end that all measures lead to (Lengauer and Tarjan, 1979).
    """
    import networkx as nx

    chains = _chain_graph(graph, problem)
    if not chains.has_node(_END):
        return []
    dominators = nx.immediate_dominators(chains, problem)
    passed = []
    at = dominators[_END]
    while at not in (problem, None):
        passed.append(at)
        at = dominators[at]
    return passed[::-1]


def count_disjoint_chains(graph: TraceGraph, problem: str, *, below_goals: bool = False) -> int:
    """Return how many chains from a core problem down to measures share no element (Menger's theorem).

    With `below_goals`, goals may be shared: what is counted are chains that share no sub-goal and no measure.
    """
    import networkx as nx

    chains = _chain_graph(graph, problem)
    if not chains.has_node(_END):
        return 0
    if below_goals:
        goals = [node for node in chains if node != _END and graph.element(node).kind == "goal"]
        for goal in goals:
            for below in list(chains.successors(goal)):
                chains.add_edge(problem, below)
        chains.remove_nodes_from(goals)
    return int(nx.node_connectivity(chains, problem, _END))


def _chain_graph(graph: TraceGraph, problem: str) -> nx.DiGraph[str]:
    """Return the chains below a core problem as a graph, with one end that every measure leads to, trimmed to it."""
    import networkx as nx

    chains: nx.DiGraph[str] = nx.DiGraph()
    chains.add_node(problem)
    pending, seen = [problem], {problem}
    while pending:
        at = pending.pop()
        if graph.element(at).kind == "measure":
            chains.add_edge(at, _END)
            continue
        for link in find_steps_down(graph, at):
            chains.add_edge(at, link.source)
            if link.source not in seen:
                seen.add(link.source)
                pending.append(link.source)
    if chains.has_node(_END):
        useful = nx.ancestors(chains, _END) | {_END}
        chains.remove_nodes_from([node for node in chains if node not in useful])
    return chains
