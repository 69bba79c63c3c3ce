"""Traces, paths, bottlenecks and disjoint chains equal what walking every chain finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotetrace.graph import (
    build_graph,
    count_disjoint_chains,
    find_bottlenecks,
    find_paths,
    find_trace,
    traces,
)
from sotetrace.model.document import VisionDocument
from tests.laws import plain
from tests.laws.oracle import Everything, World
from tests.laws.strategies import FEWER, wide_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sotetrace.graph import Branch, TraceGraph, TraceLink
    from tests.builders import Raw
    from tests.laws.oracle import Edge

_FILTERS: dict[str, tuple[Callable[[Any], bool], Callable[[Any], bool]]] = {
    "everything": (lambda _link: True, lambda _edge: True),
    "what counts": (lambda link: link.is_carrying, lambda edge: edge.counts),
    "the source": (lambda link: link.basis != "inferred", lambda edge: edge.basis != "inferred"),
    "not needs": (lambda link: link.type != "needs", lambda edge: edge.type != "needs"),
}
_FILTER = st.sampled_from(sorted(_FILTERS))
_DEPTHS = st.sampled_from((None, None, 1, 2, 3))


def graph_of(raw: Raw) -> TraceGraph:
    return build_graph(VisionDocument.model_validate(raw))


def of_link(link: TraceLink) -> tuple[Any, ...]:
    """What tells a link from every other: where it stands, and of whom a claim about a set speaks there."""
    return (link.path, link.source, link.target, link.type, link.strength.word)


def of_edge(edge: Edge) -> tuple[Any, ...]:
    return (edge.path, edge.source, edge.target, edge.type, edge.tier)


def look(link: TraceLink) -> tuple[Any, ...]:
    """A link as it is ordered; two that look the same may stand for one another."""
    return (link.type, link.source, link.target, link.source_part, link.target_part, link.strength.word, link.scope)


def look_of(edge: Edge) -> tuple[Any, ...]:
    return (edge.type, edge.source, edge.target, edge.source_part, edge.target_part, edge.tier, edge.scope)


@FEWER
@given(wide_documents())
def test_the_links_are_those_of_the_document(raw: Raw) -> None:
    found = sorted(map(of_link, graph_of(raw).iter_links()), key=str)
    assert found == sorted(map(of_edge, Everything(raw).edges), key=str)


# ---- traces ------------------------------------------------------------------------------------------------


def branch_paths(branches: tuple[Branch, ...], path: tuple[Branch, ...] = ()) -> Iterator[tuple[Branch, ...]]:
    for branch in branches:
        yield (*path, branch)
        yield from branch_paths(branch.branches, (*path, branch))


@FEWER
@given(wide_documents(), st.data(), _FILTER, _DEPTHS)
@pytest.mark.parametrize("direction", ["up", "down"])
def test_a_trace_is_every_chain(direction: str, raw: Raw, data: st.DataObject, name: str, depth: int | None) -> None:
    whole, graph = Everything(raw), graph_of(raw)
    accepts, counts = _FILTERS[name]
    start = data.draw(st.sampled_from(sorted(whole.elements)), label="start")
    trace = find_trace(
        graph, start, has_up=direction == "up", has_down=direction == "down", depth=depth, accepts=accepts
    )
    assert trace.id == start
    assert (trace.down if direction == "up" else trace.up) == ()
    shown = list(branch_paths(trace.up if direction == "up" else trace.down))
    for path in shown:
        _assert_is_a_chain(start, direction, path)
    expected = list(plain.walks(plain.steps(whole, counts), start, direction, depth))
    assert sorted([list(map(of_link, (b.link for b in path))) for path in shown], key=str) == sorted(
        [list(map(of_edge, edges)) for edges, _ in expected], key=str
    )
    cut = {str(list(map(of_edge, edges))) for edges, goes_on in expected if goes_on and len(edges) == depth}
    assert cut == {str([of_link(b.link) for b in path]) for path in shown if path[-1].is_cut}
    assert trace.left_out == 0
    assert [path[-1] for path in shown] == list(trace.iter_branches())


def _assert_is_a_chain(start: str, direction: str, path: tuple[Branch, ...]) -> None:
    at = start
    strengths = []
    for branch in path:
        link = branch.link
        low, high = (link.source, link.target)
        if plain.ABOVE[link.type] == "source":
            low, high = high, low
        assert (at, branch.id) == ((low, high) if direction == "up" else (high, low))
        at = branch.id
        strengths.append(link.strength)
        assert branch.weakest == min(strengths)
    assert len({start, *(branch.id for branch in path)}) == len(path) + 1, "nothing twice"


@FEWER
@given(wide_documents(), st.data(), st.integers(0, 6))
def test_a_trace_that_is_too_large_says_so(raw: Raw, data: st.DataObject, most: int) -> None:
    graph = graph_of(raw)
    start = data.draw(st.sampled_from(sorted(Everything(raw).elements)), label="start")
    whole = find_trace(graph, start)
    every = [tuple(of_link(b.link) for b in path) for path in branch_paths((*whole.up, *whole.down))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(traces, "MAX_BRANCHES", most)
        part = find_trace(graph, start)
    branches = list(branch_paths((*part.up, *part.down)))
    shown = [tuple(of_link(b.link) for b in path) for path in branches]
    missing = [path for path in every if path not in shown]
    assert len(shown) == min(most, len(every))
    assert shown == [path for path in every if path not in missing], "in the same order, with nothing new"
    assert part.left_out == sum(1 for path in missing if len(path) == 1 or path[:-1] in shown), "not what lies beyond"
    # A branch is cut when something stands right beyond it that is not shown.
    for path, key in zip(branches, shown, strict=True):
        assert path[-1].is_cut == (key in {path[:-1] for path in missing})


# ---- chains between two ------------------------------------------------------------------------------------


@FEWER
@given(wide_documents(), st.data(), _FILTER, st.integers(1, 5))
def test_paths_are_all_chains_by_the_strongest_links(raw: Raw, data: st.DataObject, name: str, limit: int) -> None:
    whole, graph = Everything(raw), graph_of(raw)
    accepts, counts = _FILTERS[name]
    start, end = (data.draw(st.sampled_from(sorted(whole.elements)), label=label) for label in ("start", "end"))
    if data.draw(st.booleans(), label="from a measure to what stands above"):
        start = data.draw(st.sampled_from(raw["measures"] or raw["core_problems"]))["id"]
        end = data.draw(st.sampled_from([*raw["core_problems"], *raw["statements"]]))["id"]
    expected = plain.paths(whole, start, end, counts)
    found = find_paths(graph, start, end, limit=limit, accepts=accepts)
    assert (found.start, found.end) == (start, end)
    assert [[look(link) for link in chain] for chain in found.chains] == [
        [look_of(edge) for edge in chain] for chain in expected[:limit]
    ]
    assert (found.left_out, found.is_exact) == (max(0, len(expected) - limit), True)


# ---- below a core problem ----------------------------------------------------------------------------------


@FEWER
@given(wide_documents())
def test_bottlenecks_are_what_every_chain_passes_through(raw: Raw) -> None:
    world, graph = World(raw), graph_of(raw)
    for problem in world.of_kind("core_problem"):
        chains = plain.below(world, problem)
        found = find_bottlenecks(graph, problem)
        assert set(found) == {node for chain in chains for node in chain if plain.is_cut_by(chains, node)}
        for chain in chains:
            assert found == [node for node in chain if node in found], "from the top down"


@FEWER
@given(wide_documents())
def test_disjoint_chains_are_as_many_as_can_be_chosen(raw: Raw) -> None:
    world, graph = World(raw), graph_of(raw)
    for problem in world.of_kind("core_problem"):
        chains = plain.below(world, problem)
        assert count_disjoint_chains(graph, problem) == plain.most_disjoint(chains)
        below_goals = [[node for node in chain if world.kinds[node] != "goal"] for chain in chains]
        assert count_disjoint_chains(graph, problem, below_goals=True) == plain.most_disjoint(below_goals)
