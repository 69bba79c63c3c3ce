"""Bottlenecks and disjoint chains, and the views of a graph, in the corners."""

from __future__ import annotations

from typing import Any

import pytest

from sotetrace.graph import TraceGraph, build_graph, count_disjoint_chains, find_bottlenecks
from tests.builders import blanket, goal, inferred, layout, level, measure, problem, scope, stated, sub_goal, vision


def flows(**sections: Any) -> tuple[list[str], int, int]:
    """(bottlenecks, disjoint chains, disjoint chains below the goals) of P1."""
    graph = build_graph(vision(core_problems=[problem("P1", parts="ab")], **sections))
    return (
        find_bottlenecks(graph, "P1"),
        count_disjoint_chains(graph, "P1"),
        count_disjoint_chains(graph, "P1", below_goals=True),
    )


TWO_GOALS = [goal("G1", stated("P1.a")), goal("G2", stated("P1"))]
ONE_GOAL = [goal("G1", stated("P1"), stated("P1.b"))]
TWO_SUBS = [sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1")]


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        pytest.param({}, ([], 0, 0), id="nothing"),
        pytest.param({"goals": TWO_GOALS}, ([], 0, 0), id="no measures at all"),
        pytest.param({"goals": [goal("G1")], "measures": [measure("M1", stated("G1"))]}, ([], 0, 0), id="no answer"),
        pytest.param(
            {"goals": ONE_GOAL, "measures": [measure("M1", stated("G1"), stated("G1"))]},
            (["G1", "M1"], 1, 1),
            id="one chain, each link twice",
        ),
        pytest.param(
            {"goals": ONE_GOAL, "measures": [measure("M1", stated("G1")), measure("M2", stated("G1"))]},
            (["G1"], 1, 2),
            id="one goal, two measures",
        ),
        pytest.param(
            {"goals": TWO_GOALS, "measures": [measure("M1", stated("G1"), stated("G2"))]},
            (["M1"], 1, 1),
            id="two goals share a measure",
        ),
        pytest.param(
            {"goals": TWO_GOALS, "measures": [measure("M1", stated("G1"), stated("G2")), measure("M2", stated("G2"))]},
            ([], 2, 2),
            id="two goals share one of two measures",
        ),
        pytest.param(
            {"goals": ONE_GOAL, "sub_goals": TWO_SUBS, "measures": [measure("M1", stated("G1.1"), stated("G1.2"))]},
            (["G1", "M1"], 1, 1),
            id="two sub-goals share a measure",
        ),
        pytest.param(
            {"goals": ONE_GOAL, "sub_goals": TWO_SUBS, "measures": [measure("M1", stated("G1.1")), measure("M2")]},
            (["G1", "G1.1", "M1"], 1, 1),
            id="a sub-goal without a measure is beside the way",
        ),
        pytest.param(
            {"goals": ONE_GOAL, "sub_goals": TWO_SUBS, "measures": [measure("M1", layout("G1"))]},
            ([], 0, 0),
            id="a goal with sub-goals is reached through them",
        ),
        pytest.param(
            {
                "goals": ONE_GOAL,
                "sub_goals": [sub_goal("G1.1", "G1", draft=True)],
                "measures": [measure("M1", layout("G1")), measure("M2", stated("G1"), draft=True)],
            },
            (["G1", "M1"], 1, 1),
            id="drafts",
        ),
        pytest.param(
            {
                "goals": ONE_GOAL,
                "measures": [
                    measure("M1", inferred("G1", reviewed={"by": "A", "date": "2026-01-01", "verdict": "rejected"})),
                    measure("M2", stated("G1", sign="unclear")),
                ],
            },
            ([], 0, 0),
            id="rejected and unclear",
        ),
        pytest.param(
            {"goals": ONE_GOAL, "measures": [measure("M1", stated("P1"))]}, ([], 0, 0), id="straight to the problem"
        ),
        pytest.param(
            {
                "goals": ONE_GOAL,
                "measures": [measure("M1", stated("G1"), needs=[stated("M2")]), measure("M2", needs=[stated("M1")])],
            },
            (["G1", "M1"], 1, 1),
            id="what a measure needs is no chain",
        ),
    ],
)
def test_flows(sections: dict[str, Any], expected: tuple[list[str], int, int]) -> None:
    assert flows(**sections) == expected


def test_bottlenecks_are_told_from_the_top_down() -> None:
    goals = [goal("G9", stated("P1"))]
    found, *_ = flows(goals=goals, sub_goals=[sub_goal("G1.1", "G9")], measures=[measure("A1", stated("G1.1"))])
    assert found == ["G9", "G1.1", "A1"]


# ---- views -------------------------------------------------------------------------------------------------


def ends(graph: TraceGraph) -> list[tuple[str, str, str]]:
    return sorted((link.source, link.target, link.basis) for link in graph.iter_links())


GRAPH = build_graph(
    vision(
        levels=[level("L1")],
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1", level="L1")],
        measures=[measure("M1", stated("G1.1"), stated("G1.1"), inferred("G1.1")), measure("M2", stated("G9"))],
        scopes=[scope("X1", {"kind": "measure"}, blanket("G1"))],
    )
)


def test_a_view_without_elements() -> None:
    view = GRAPH.without(["M1", "M9", "G9"])
    assert "M1" not in view
    assert "M1" in GRAPH
    assert [element.id for element in view.find_elements("measure")] == ["M2"]
    assert not view.without(["M2"]).has_elements("measure")
    assert ends(view) == [("G1.1", "G1", "layout"), ("G1.1", "L1", "layout"), ("M2", "G1", "blanket")]
    assert view.dangling == GRAPH.dangling
    with pytest.raises(KeyError):
        view.element("M1")


def test_a_view_on_some_bases_keeps_the_structure() -> None:
    structure = [("G1.1", "G1", "layout"), ("G1.1", "L1", "layout")]
    assert ends(GRAPH.only([])) == structure
    assert ends(GRAPH.only(["blanket"])) == [*structure, ("M1", "G1", "blanket"), ("M2", "G1", "blanket")]
    assert ends(GRAPH.only(["stated", "inferred"]).only(["inferred"]).without(["L1"])) == [
        structure[0],
        ("M1", "G1.1", "inferred"),
    ]


def test_a_view_without_one_link_keeps_its_twin() -> None:
    first, second, _ = GRAPH.find_links_to("G1.1")
    assert (first.basis, second.basis) == ("stated", "stated")
    view = GRAPH.without_link(first)
    assert [link is second for link in view.find_links_to("G1.1", ("advances",))] == [True, False]
    assert len(GRAPH.find_links_to("G1.1")) == 3
    assert view.without_link(second).find_links_to("G1.1", ("advances",))[0].basis == "inferred"
