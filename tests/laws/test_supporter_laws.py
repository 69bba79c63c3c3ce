"""The sets of supporters say of every status what the engine says, whatever measures and classes of links go."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from sotetrace.coverage import evaluate_coverage
from sotetrace.coverage.supporters import LINK_CLASSES, class_of, find_supports
from sotetrace.graph import build_graph
from sotetrace.model.document import VisionDocument
from tests.laws.strategies import documents, wide_documents

if TYPE_CHECKING:
    from sotetrace.coverage import CoverageResult
    from sotetrace.coverage.supporters import LinkClass, Supporter, SupportResult
    from sotetrace.graph import TraceGraph
    from tests.builders import Raw

Key = tuple[str, str, str, str | None]
_SWITCHED = [name for name in LINK_CLASSES if name not in ("structure", "inference")]
_INFERRED = {"high", "medium", "low"}


def statuses_of(result: CoverageResult) -> dict[Key, str]:
    """Every status of a coverage, by what it is about, its topic, its scale and its expectation."""
    found: dict[Key, str] = {}
    for expectation in result.expectations:
        for element in expectation.elements:
            for scale in ("as_source", "as_read"):
                found[element.id, "element", scale, expectation.id] = getattr(element, scale)
            for part in element.parts:
                found[part.id, "part", "as_read", expectation.id] = part.as_read
    for rolled in result.roll_ups:
        for scale in ("as_source", "as_read"):
            found[rolled.id, "roll_up", scale, None] = getattr(rolled, scale)
    for chain in result.chains:
        for scale in ("as_source", "as_read"):
            found[chain.id, "chain", scale, None] = getattr(chain, f"{scale}_strength")
    return found


def only_classes(graph: TraceGraph, on: set[LinkClass]) -> TraceGraph:
    """The graph without the links of the classes that are switched off."""
    return graph.keeping(lambda link: class_of(link) in on)


def assert_same(supports: SupportResult, graph: TraceGraph, on: set[LinkClass], gone: set[str]) -> None:
    after = evaluate_coverage(
        only_classes(graph.without(gone), {"structure", *on}), with_inference=bool(on & _INFERRED)
    )
    expected = statuses_of(after)
    standing = {"structure", *on, *({"inference"} if on & _INFERRED else ())}

    def stands(supporter: Supporter) -> bool:
        return supporter.link_class in standing and supporter.measure not in gone

    ours = {
        (one.id, one.topic, one.scale, one.expectation): one.status(stands)
        for one in supports.statuses
        if one.id not in gone and one.id.rpartition(".")[0] not in gone
    }
    assert ours == expected
    for expectation in after.expectations:
        assert supports.applicable[expectation.id].holds(stands) == expectation.is_applicable
        for element in expectation.elements:
            for part in element.parts:
                assert supports.served[expectation.id, part.id].holds(stands) == part.is_served


@given(documents() | wide_documents(), st.data())
def test_supporters_decide_as_the_engine_does(raw: Raw, data: st.DataObject) -> None:
    graph = build_graph(VisionDocument.model_validate(raw))
    supports = find_supports(graph, evaluate_coverage(graph))
    measures = [measure.id for measure in graph.document.measures]
    for _ in range(3):
        gone = set(data.draw(st.lists(st.sampled_from(measures)))) if measures else set()
        on = set(data.draw(st.lists(st.sampled_from(_SWITCHED)) | st.just(_SWITCHED)))
        assert_same(supports, graph, on, gone)


def is_not_by(measure: str, supporter: Supporter) -> bool:
    return supporter.measure != measure


@given(documents() | wide_documents())
def test_best_chain_stands_as_long_as_nothing_goes(raw: Raw) -> None:
    graph = build_graph(VisionDocument.model_validate(raw))
    result = evaluate_coverage(graph)
    supports = find_supports(graph, result)
    for chain in result.chains:
        assert supports.witnesses[chain.id, "as_read"].holds(lambda _: True)
        if chain.as_source:
            last = chain.as_source[-1]
            assert not supports.witnesses[chain.id, "as_source"].holds(partial(is_not_by, last))
