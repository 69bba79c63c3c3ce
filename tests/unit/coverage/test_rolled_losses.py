"""What falls of the rolled-up statuses of goals and core problems, and by what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.coverage import Fall, evaluate_coverage, find_impact
from sotetrace.graph import build_graph
from tests.builders import Raw, goal, inferred, layout, measure, problem, stated, sub_goal, vision

if TYPE_CHECKING:
    from collections.abc import Callable

Rolled = dict[str, tuple[tuple[Fall, ...], tuple[str, ...]]]


def rolled_losses(*gone: str, **sections: Any) -> Rolled:
    """What falls of each goal and core problem that is rolled up lower, and by what."""
    graph = build_graph(vision(**sections))
    losses = find_impact(graph, gone, evaluate_coverage(graph)).losses
    return {loss.id: (loss.falls, loss.because) for loss in losses if loss.type == "rolled_up"}


def test_what_is_only_in_the_source_falls_there_by_what_was_in_the_source() -> None:
    fallen = rolled_losses(
        "M1",
        core_problems=[problem("P1")],
        goals=[goal("G1", stated("P1"))],
        sub_goals=[sub_goal("G1.1", "G1")],
        measures=[measure("M1", layout("G1.1"))],
    )
    loss = ((Fall("as_source", "layout", "none"),), ("M1",))
    assert fallen == {"G1": loss, "P1": loss}


@pytest.mark.parametrize(("link", "scale"), [(stated, "as_source"), (inferred, "as_read")])
def test_a_sub_goal_that_stands_where_its_goal_stood_is_no_way_by_which_the_goal_fell(
    link: Callable[[str], Raw], scale: Any
) -> None:
    """G1.1 is covered in part before and after; that the goal is left with nothing is for M3 alone."""
    fallen = rolled_losses(
        "M1",
        "M3",
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1", parts="abc"), sub_goal("G1.2", "G1")],
        measures=[
            measure("M1", link("G1.1.a")),
            measure("M2", link("G1.1.b")),
            measure("M3", link("G1.2")),
        ],
    )
    assert fallen == {"G1": ((Fall(scale, "partial", "none"),), ("M3",))}


def test_words_that_stood_in_for_a_reading_are_the_cause_when_they_go() -> None:
    """As the source has it the goal was no better than a layout anyhow, so only its status as read falls."""
    fallen = rolled_losses(
        "M1",
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1")],
        measures=[
            measure("M1", stated("G1.1")),
            measure("M2", layout("G1.1"), layout("G1.2")),
            measure("M3", inferred("G1.2")),
        ],
    )
    assert fallen == {"G1": ((Fall("as_read", "high", "none"),), ("M1",))}


def test_sub_goals_that_are_all_gone_are_what_their_goal_falls_by() -> None:
    sections: dict[str, Any] = {
        "goals": [goal("G1")],
        "sub_goals": [sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1")],
        "measures": [measure("M1", inferred("G1.1"), inferred("G1.2")), measure("M2", inferred("G1", "low"))],
    }
    high_low = (Fall("as_read", "high", "low"),)
    assert rolled_losses("G1.1", "G1.2", **sections) == {"G1": (high_low, ("G1.1", "G1.2"))}
    assert rolled_losses("G1.1", **sections) == {}, "what is left of the goal is as covered as it was"


def test_a_goal_that_held_its_problem_no_higher_than_it_stands_is_no_cause() -> None:
    numbers = {1: "high", 2: "low", 3: "low"}
    fallen = rolled_losses(
        "M1",
        "M2",
        core_problems=[problem("P1")],
        goals=[goal(f"G{n}", stated("P1")) for n in numbers],
        sub_goals=[sub_goal(f"G{n}.1", f"G{n}") for n in numbers],
        measures=[measure(f"M{n}", inferred(f"G{n}.1", confidence)) for n, confidence in numbers.items()],
    )
    assert fallen["P1"] == ((Fall("as_read", "high", "low"),), ("M1",))
    assert fallen["G2"] == ((Fall("as_read", "low", "none"),), ("M2",))


def test_a_draft_problem_does_not_fall_with_the_goal_that_answers_it() -> None:
    fallen = rolled_losses(
        "M1",
        core_problems=[problem("P1", draft=True)],
        goals=[goal("G1", stated("P1"))],
        measures=[measure("M1", inferred("G1"))],
    )
    assert list(fallen) == ["G1"]
