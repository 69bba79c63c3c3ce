"""Indicators that tell of other documents, and ids with their document before them."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from sotetrace.graph import build_graph, find_foreign_links
from sotetrace.model.document import VisionDocument
from sotetrace.model.ids import QualifiedId, is_past, split_qualified
from sotetrace.model.workspace import Workspace, iter_foreign_indicators
from tests.builders import element, goal, measure, stated, vision


def named(name: str, built: VisionDocument) -> VisionDocument:
    return built.model_copy(update={"document": built.document.model_copy(update={"id": name})})


def test_foreign_indicators_are_those_whose_target_is_here() -> None:
    targets = ("other:G1", "other:G1.x", "other:G9", "gone:G1", "own:G1", "G1")
    own = named("own", vision(goals=[goal("G1")], indicators=[element("I1", indicates=[stated(to) for to in targets])]))
    other = named("other", vision(goals=[goal("G1", parts=[{"id": "G1.x", "title": {"fi": "x"}}])]))
    found = list(iter_foreign_indicators(Workspace((own, other))))
    assert [(one.document, one.indicator.id, one.target_document, one.target) for one in found] == [
        ("own", "I1", "other", "G1"),
        ("own", "I1", "other", "G1.x"),
    ]
    assert found[0].link is own.indicators[0].indicates[0]
    graph = build_graph(own)
    assert graph.dangling == ()
    assert len(graph.find_links_from("I1")) == 1
    assert len(find_foreign_links(own, "I1")) == 5


def test_only_what_an_indicator_indicates_may_stand_elsewhere() -> None:
    document = vision(goals=[goal("G1")], measures=[measure("M1", stated("other:G1"))])
    assert list(iter_foreign_indicators(Workspace((document,)))) == []
    assert len(build_graph(document).dangling) == 1


@pytest.mark.parametrize("name", ["G4", "soste:G4", "sote2040@v1:G4", "a@feature/x:M1.a", "Ä1"])
def test_qualified_ids(name: str) -> None:
    assert TypeAdapter(QualifiedId).validate_python(name) == name


@pytest.mark.parametrize("name", ["", ":G4", "a:", "a:b:c", "a b:G4", "a:G 4", "-a", "a:" + "x" * 300])
def test_what_is_no_qualified_id(name: str) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(QualifiedId).validate_python(name)


def test_prefix_counts_only_when_it_is_a_document() -> None:
    assert split_qualified("a:M1:G1", {"a"}) == ("a", "M1:G1")
    assert split_qualified("M1:G1", {"a"}) == (None, "M1:G1")
    assert split_qualified("M1", {"a"}) == (None, "M1")
    assert (is_past("a@v1"), is_past("a")) == (True, False)
