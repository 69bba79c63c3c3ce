"""What a status rests on, in small examples; that it always agrees with the engine is a law."""

from __future__ import annotations

from typing import Any

from sotetrace.coverage import evaluate_coverage
from sotetrace.coverage.supporters import (
    ALWAYS,
    NEVER,
    StatusSupport,
    Support,
    Supporter,
    all_of,
    any_of,
    find_supports,
)
from sotetrace.graph import build_graph
from tests.builders import goal, inferred, layout, measure, problem, stated, sub_goal, vision

A, B = Supporter("high", "M1"), Supporter("low", "M2")


def test_any_of_is_a_set_that_must_not_be_empty() -> None:
    both = any_of([A, B, A])
    assert both == Support(1, (A, B))
    assert both.holds(lambda one: one is B)
    assert not both.holds(lambda _: False)
    assert any_of([]) == any_of([NEVER]) == NEVER
    assert any_of([A, ALWAYS]) == ALWAYS


def test_either_of_two_supports_is_enough_and_one_alone_is_itself() -> None:
    one, other = all_of([A, B]), any_of([A, B])
    assert any_of([any_of([A]), any_of([B])]).holds(lambda each: each is B)
    assert any_of([one]) == one
    assert all_of([other]) == other


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


def status_support(topic: str, scale: str, identifier: str, *, of: str | None = None, **sections: Any) -> StatusSupport:
    """Return what one status of a document rests on."""
    graph = build_graph(vision(**sections))
    result = evaluate_coverage(graph)
    found = [
        one
        for one in find_supports(graph, result).statuses
        if (one.id, one.topic, one.scale) == (identifier, topic, scale) and one.expectation == of
    ]
    assert len(found) == 1
    return found[0]


TWICE = {"id": "twice", "of": "sub_goal", "link": "advances", "direction": "in", "by": ["measure"], "at_least": 2}
ROW: dict[str, Any] = {"goals": [goal("G1")], "sub_goals": [sub_goal("G1.1", "G1")]}


def test_two_of_three_have_to_stand_where_two_are_asked_for() -> None:
    measures = [measure(f"M{n}", inferred("G1.1"), inferred("G1.1", "low")) for n in (1, 2, 3)]
    found = status_support("element", "as_read", "G1.1", of="twice", expectations=[TWICE], measures=measures, **ROW)
    assert found.status(lambda _: True) == "high"
    assert found.status(lambda one: one.measure != "M1") == "high"
    assert found.status(lambda one: one.measure == "M1") == "none", "two links of one measure are one"
    assert found.status(lambda one: one.link_class != "high") == "low"


def test_what_a_sentence_states_is_stated_for_its_goal_on_the_scale_as_read_only_where_it_stands() -> None:
    sections = {**ROW, "measures": [measure("M1", stated("G1.1")), measure("M2", layout("G1.1"))]}
    source = status_support("roll_up", "as_source", "G1", **sections)
    assert source.status(lambda _: True) == "stated"
    assert source.status(lambda one: one.link_class != "stated") == "layout"
    words, row = Supporter("stated", "M1"), Supporter("layout", "M2")
    assert source.steps == (("stated", any_of([words])), ("layout", any_of([words, row]))), "and nothing twice"
    read = status_support("roll_up", "as_read", "G1", **sections)
    assert read.status(lambda _: True) == "stated"
    assert read.status(lambda one: one.link_class != "stated") == "none", "a row is nothing that anyone reads"


def test_a_goal_rests_on_its_sub_goals_and_no_draft_is_one_of_them() -> None:
    sections: dict[str, Any] = {
        "goals": [goal("G1")],
        "sub_goals": [sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1"), sub_goal("G1.3", "G1", draft=True)],
        "measures": [measure("M1", inferred("G1.1")), measure("M2", inferred("G1.2", "low"))],
    }
    found = status_support("roll_up", "as_read", "G1", **sections)
    assert found.status(lambda _: True) == "low"
    assert found.status(lambda one: one.measure != "M1") == "none"
    assert found.status(lambda one: one.link_class != "high") == "none"


def test_a_goal_is_rolled_up_from_what_measures_advance_where_nothing_is_asked_of_sub_goals() -> None:
    other = {"id": "goal", "of": "goal", "link": "part_of", "direction": "in", "by": ["sub_goal"]}
    found = status_support(
        "roll_up", "as_read", "G1", expectations=[other], measures=[measure("M1", inferred("G1.1"))], **ROW
    )
    assert found.status(lambda _: True) == "high"
    assert found.status(lambda one: one.measure != "M1") == "none"


def test_a_goal_is_rolled_up_from_what_is_asked_of_its_sub_goals() -> None:
    measures = [measure(f"M{n}", inferred("G1.1")) for n in (1, 2)]
    found = status_support("roll_up", "as_read", "G1", expectations=[TWICE], measures=measures, **ROW)
    assert found.status(lambda _: True) == "high"
    assert found.status(lambda one: one.measure != "M1") == "none"


def test_an_answer_that_somebody_reads_into_the_source_is_none_as_the_source_has_it() -> None:
    sections: dict[str, Any] = {
        "core_problems": [problem("P1")],
        "goals": [goal("G1", inferred("P1"))],
        "sub_goals": ROW["sub_goals"],
        "measures": [measure("M1", stated("G1.1"))],
    }
    assert status_support("roll_up", "as_source", "P1", **sections).steps == ()
    read = status_support("roll_up", "as_read", "P1", **sections)
    assert read.status(lambda _: True) == "high"
    assert read.status(lambda one: one.link_class != "high") == "none"


CHAIN: dict[str, Any] = {
    "core_problems": [problem("P1")],
    "goals": [goal("G1", stated("P1"))],
    "sub_goals": ROW["sub_goals"],
    "measures": [measure("M1", layout("G1")), measure("M2", inferred("G1.1", "low"))],
}


def test_a_chain_as_the_source_has_it_comes_by_the_measure_beside_the_goal() -> None:
    found = status_support("chain", "as_source", "P1", **CHAIN)
    assert found.status(lambda _: True) == "layout"
    assert found.status(lambda one: one.link_class != "inference") == "layout", "it needs none"
    assert found.status(lambda one: one.measure != "M1") == "none"


def test_a_chain_as_read_comes_by_the_sub_goals_while_anything_is_read() -> None:
    found = status_support("chain", "as_read", "P1", **CHAIN)
    assert found.status(lambda _: True) == "low"
    assert found.status(lambda one: one.measure != "M1") == "low"
    assert found.status(lambda one: one.measure != "M2") == "none"
    assert found.status(lambda one: one.link_class != "inference") == "none"


def test_only_measures_are_named_and_plain_fields_are_structure() -> None:
    answers = [goal("G1", stated("P1")), goal("G2", stated("P1"))]
    sections: dict[str, Any] = {"core_problems": [problem("P1")], "goals": answers, "sub_goals": ROW["sub_goals"]}
    answered = status_support("element", "as_source", "P1", of="core_problem", **sections)
    assert answered.steps == (("stated", any_of([Supporter("stated")])),), "whichever goal it is"
    divided = status_support("element", "as_source", "G1", of="goal", **sections)
    assert divided.steps == (("layout", any_of([Supporter("structure")])),)
