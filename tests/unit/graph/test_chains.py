"""Chains: the witness from a core problem down to a measure, or where it stops."""

from __future__ import annotations

from typing import Any

import pytest

from sotetrace.graph import Chain, Strength, build_graph, find_witness
from tests.builders import blanket, goal, inferred, layout, measure, problem, scope, stated, sub_goal, vision


def witness(top: str = "P1", *, as_source: bool = False, **sections: Any) -> tuple[list[str], str, list[str]]:
    graph = build_graph(vision(**{"core_problems": [problem("P1")], **sections}))
    chain, frontier = find_witness(graph, top, as_source=as_source)
    return (list(chain.ids), chain.strength.word, list(frontier)) if chain else ([], "none", list(frontier))


def test_no_answer_stops_at_the_problem() -> None:
    assert witness(goals=[goal("G1")]) == ([], "none", ["P1"])


def test_a_chain_is_as_strong_as_its_weakest_link() -> None:
    found = witness(
        goals=[goal("G1", stated("P1"))],
        sub_goals=[sub_goal("G1.1", "G1")],
        measures=[measure("M1", inferred("G1.1", "medium"))],
    )
    assert found == (["P1", "G1", "G1.1", "M1"], "medium", [])


def test_the_strongest_wins_then_the_shortest_then_the_first() -> None:
    goals = [goal("G1", stated("P1")), goal("G2", stated("P1"))]
    subs = [sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1")]
    longer = [measure("M1", inferred("G1.1", "low")), measure("M10", layout("G1.2")), measure("M9", layout("G1.2"))]
    assert witness(goals=goals, sub_goals=subs, measures=longer)[:2] == (["P1", "G1", "G1.2", "M9"], "layout")
    shorter = [*longer, measure("M3", layout("G2"))]
    assert witness(goals=goals, sub_goals=subs, measures=shorter)[:2] == (["P1", "G2", "M3"], "layout")


def test_of_two_equal_ways_to_one_measure_the_first_is_shown() -> None:
    found = witness(
        goals=[goal("G2", stated("P1")), goal("G1", stated("P1"))],
        sub_goals=[sub_goal("G1.10", "G1"), sub_goal("G1.9", "G1"), sub_goal("G2.1", "G2")],
        measures=[measure("M1", stated("G1.10"), stated("G1.9"), stated("G2.1"))],
    )
    assert found == (["P1", "G1", "G1.9", "M1"], "layout", [])


def test_every_end_is_a_frontier() -> None:
    found = witness(
        goals=[goal("G10", stated("P1")), goal("G2", stated("P1")), goal("G1", stated("P1"))],
        sub_goals=[sub_goal("G1.2", "G1"), sub_goal("G1.1", "G1")],
        measures=[measure("M1", stated("G3"))],
    )
    assert found == ([], "none", ["G1.1", "G1.2", "G2", "G10"])


ROW: dict[str, Any] = {
    "goals": [goal("G1", layout("P1"))],
    "sub_goals": [sub_goal("G1.1", "G1")],
    "measures": [measure("M1", layout("G1"))],
}


def test_as_the_source_has_it_a_measure_beside_the_goal_closes_the_chain() -> None:
    assert witness(as_source=True, **ROW) == (["P1", "G1", "M1"], "layout", [])


def test_as_read_a_goal_is_reached_through_its_sub_goals() -> None:
    assert witness(**ROW) == ([], "none", ["G1.1"])


def test_as_the_source_has_it_inference_does_not_count() -> None:
    sections: Any = {**ROW, "measures": [measure("M1", inferred("G1.1"))]}
    assert witness(as_source=True, **sections) == ([], "none", ["G1.1"])
    assert witness(**sections) == (["P1", "G1", "G1.1", "M1"], "high", [])


@pytest.mark.parametrize("as_source", [True, False])
@pytest.mark.parametrize(
    "sections",
    [
        pytest.param({"goals": [goal("G1", stated("P1", sign="unclear"))]}, id="unclear sign"),
        pytest.param({"goals": [goal("G1", stated("P1"), draft=True)]}, id="draft goal"),
        pytest.param(
            {"goals": [goal("G1")], "sub_goals": [sub_goal("G1.1", "G1", answers=[stated("P1")])]},
            id="an answer of a sub-goal is a question of its own",
        ),
    ],
)
def test_what_does_not_lead_down(sections: dict[str, Any], as_source: bool) -> None:
    measures = [measure("M1", stated("G1"), stated("G1.1"))]
    assert witness(as_source=as_source, measures=measures, **sections) == ([], "none", ["P1"])


def test_draft_sub_goals_do_not_stand_in_the_way() -> None:
    sections: Any = {**ROW, "sub_goals": [sub_goal("G1.1", "G1", draft=True)]}
    assert witness(**sections) == (["P1", "G1", "M1"], "layout", [])


def test_a_blanket_claim_is_stronger_than_a_reading_and_weaker_than_the_layout() -> None:
    sections: Any = {**ROW, "measures": [measure("M1")], "scopes": [scope("X1", ["M1"], blanket("G1"))]}
    assert witness(as_source=True, **sections) == (["P1", "G1", "M1"], "blanket", [])
    assert Strength.HIGH < Strength.BLANKET < Strength.LAYOUT


def test_a_claim_about_a_level_makes_no_goal_a_step() -> None:
    found = witness(
        as_source=True,
        goals=[goal("G1", layout("P1"), level="L1"), goal("G2", level="L1")],
        scopes=[scope("X1", {"level": "L1"}, blanket("G1"))],
    )
    assert found == ([], "none", ["G1"])


def test_a_chain_may_begin_at_a_goal_or_at_a_measure() -> None:
    assert witness("G1", as_source=True, **ROW) == (["G1", "M1"], "layout", [])
    assert witness("M1", **ROW) == (["M1"], "none", [])
    assert Chain(("M1",), ()).strength is Strength.NONE


def test_a_stronger_chain_wins_over_a_shorter_one() -> None:
    """Whichever is found first; one of the two goals has no sub-goals, so its chain is shorter."""
    for weak, strong in (("G1", "G2"), ("G2", "G1")):
        found = witness(
            goals=[goal("G1", stated("P1")), goal("G2", stated("P1"))],
            sub_goals=[sub_goal("G9.1", strong)],
            measures=[measure("M1", inferred(weak, "low")), measure("M2", stated("G9.1"))],
        )
        assert found == (["P1", strong, "G9.1", "M2"], "layout", [])


def test_of_several_links_between_the_same_two_a_chain_goes_by_the_strongest() -> None:
    """Even where it is no stronger as a whole."""
    graph = build_graph(
        vision(
            core_problems=[problem("P1")],
            goals=[goal("G1", inferred("P1"), stated("P1"), inferred("P1", "medium"))],
            measures=[measure("M1", inferred("G1", "low"))],
        )
    )
    chain, _ = find_witness(graph, "P1")
    assert chain is not None
    assert [link.strength.word for link in chain.links] == ["stated", "low"]
