"""The graph of networkx that is made of a document's links says the same as those links, also of what a view shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from sotetrace.graph import build_graph, find_steps_down, iter_ends
from sotetrace.model.document import VisionDocument
from tests.laws.strategies import documents, wide_documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from sotetrace.graph import TraceGraph, TraceLink
    from tests.builders import Raw


def _views(graph: TraceGraph, gone: list[str], bases: list[Any]) -> list[TraceGraph]:
    first = next(graph.iter_links(), None)
    lighter = graph if first is None else graph.without_link(first)
    return [graph, graph.without(gone), graph.only(bases), lighter, graph.only(bases).without(gone)]


@given(documents() | wide_documents(), st.data())
def test_networkx_and_the_links_of_each_element_agree(raw: Raw, data: st.DataObject) -> None:
    whole = build_graph(VisionDocument.model_validate(raw))
    ids = list(whole.document.elements)
    gone = data.draw(st.lists(st.sampled_from(ids), max_size=3)) if ids else []
    bases = data.draw(st.lists(st.sampled_from(("stated", "layout", "blanket", "inferred")), unique=True))
    for graph in _views(whole, gone, bases):
        made = graph.to_networkx()
        assert {name: node["element"] for name, node in made.nodes(data=True)} == {
            name: element for name, element in whole.document.elements.items() if name in graph
        }
        for name in made:
            _assert_same(made.in_edges(name, data="link"), graph.find_links_to, name)
            _assert_same(made.out_edges(name, data="link"), graph.find_links_from, name)
        assert sum(1 for _ in graph.iter_links()) == made.number_of_edges()


def _assert_same(edges: Any, find_links: Callable[..., list[TraceLink]], name: str) -> None:
    """Of every type apart, and of all or several together, in order."""
    expected = sorted((link for _, _, link in edges), key=lambda link: link.sort_key)
    assert find_links(name) == expected
    types = tuple({link.type for link in expected})
    for chosen in (*((one,) for one in types), types[:2]):
        if chosen:
            assert find_links(name, chosen) == [link for link in expected if link.type in chosen]


@given(wide_documents())
def test_ends_are_the_measures_that_can_be_reached(raw: Raw) -> None:
    graph = build_graph(VisionDocument.model_validate(raw))
    for problem in graph.find_elements("core_problem"):
        reached = {problem.id}
        while new := {step.source for one in reached for step in find_steps_down(graph, one)} - reached:
            reached |= new
        ends = list(iter_ends(graph, problem.id))
        assert len(ends) == len(set(ends))
        assert set(ends) == {one for one in reached if graph.element(one).kind == "measure"}
