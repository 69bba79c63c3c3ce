"""What a status rests on, in small examples; that it always agrees with the engine is a law."""

from __future__ import annotations

from sotetrace.coverage import evaluate_coverage
from sotetrace.coverage.supporters import (
    ALWAYS,
    NEVER,
    Support,
    Supporter,
    all_of,
    any_of,
    find_supports,
)
from sotetrace.graph import build_graph
from tests.builders import goal, inferred, layout, measure, problem, sub_goal, vision

A, B = Supporter("high", "M1"), Supporter("low", "M2")


def test_any_of_is_a_set_that_must_not_be_empty() -> None:
    both = any_of([A, B, A])
    assert both == Support(1, (A, B))
    assert both.holds(lambda one: one is B)
    assert not both.holds(lambda _: False)
    assert any_of([]) == any_of([NEVER]) == NEVER
    assert any_of([A, ALWAYS]) == ALWAYS


def test_all_of_is_several_such_sets() -> None:
    both = all_of([any_of([A]), any_of([B])])
    assert not both.holds(lambda one: one is A)
    assert both.holds(lambda _: True)
    assert all_of([]) == all_of([ALWAYS]) == ALWAYS
    assert all_of([any_of([A]), NEVER]) == NEVER


def test_steps_are_tiers_from_the_best_down() -> None:
    graph = build_graph(
        vision(
            core_problems=[problem("P1")],
            goals=[goal("G1", layout("P1"))],
            sub_goals=[sub_goal("G1.1", "G1", parts="ab")],
            measures=[
                measure("M1", inferred("G1.1.a", "high")),
                measure("M2", inferred("G1.1", "low"), layout("G1")),
            ],
        )
    )
    supports = find_supports(graph, evaluate_coverage(graph))
    (read,) = [
        one
        for one in supports.statuses
        if (one.id, one.topic, one.scale, one.expectation) == ("G1.1", "element", "as_read", "sub_goal")
    ]
    assert [tier for tier, _ in read.steps] == ["low", "partial"]
    assert read.status(lambda _: True) == "low"
    assert read.status(lambda one: one.measure != "M1") == "low"
    assert read.status(lambda one: one.measure != "M2") == "partial"
    assert read.status(lambda one: one.link_class != "low") == "partial"
    assert read.status(lambda one: one.measure not in ("M1", "M2")) == "none"
    assert supports.served["sub_goal", "G1.1.b"] == any_of([Supporter("low", "M2")])
    assert supports.applicable["sub_goal"] == any_of([Supporter("structure", "M1"), Supporter("structure", "M2")])
    assert supports.witnesses["P1", "as_source"] == all_of(
        [any_of([Supporter("layout")]), any_of([Supporter("layout", "M2")])]
    )
