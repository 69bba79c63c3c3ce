"""What falls of a core problem's chain: on which scale, what is left of it, and by what."""

from __future__ import annotations

from typing import Any

import pytest

from sotetrace.coverage import Fall, Loss, evaluate_coverage, find_impact
from sotetrace.graph import build_graph
from tests.builders import goal, inferred, layout, measure, problem, stated, sub_goal, vision


def chain_losses(*gone: str, measures: list[Any]) -> list[Loss]:
    """The losses of the chain of one problem with one goal with one sub-goal, which measures carry."""
    graph = build_graph(
        vision(
            core_problems=[problem("P1")],
            goals=[goal("G1", stated("P1"))],
            sub_goals=[sub_goal("G1.1", "G1")],
            measures=measures,
        )
    )
    losses = find_impact(graph, gone, evaluate_coverage(graph)).losses
    return [loss for loss in losses if loss.type in ("chain_broken", "chain_weaker")]


def test_a_chain_can_break_as_the_source_has_it_and_stand_as_read() -> None:
    (loss,) = chain_losses("M1", measures=[measure("M1", layout("G1")), measure("M2", inferred("G1.1"))])
    falls = (Fall("as_source", "layout", "none"),)
    assert loss == Loss("P1", "core_problem", "chain_broken", None, falls, ("G1.1",), ("M1",))


def test_what_carried_no_more_than_what_is_left_is_no_cause() -> None:
    measures = [measure(f"M{n}", inferred("G1.1", c)) for n, c in ((1, "high"), (2, "low"), (3, "low"))]
    (loss,) = chain_losses("M1", "M2", measures=measures)
    assert (loss.type, loss.falls, loss.because) == ("chain_weaker", (Fall("as_read", "high", "low"),), ("M1",))


BESIDE = [measure("M1", inferred("G1.1")), measure("M2", inferred("G1"))]


@pytest.mark.parametrize(
    ("gone", "left", "because"),
    [
        pytest.param(("G1.1", "M2"), ("G1",), ("G1.1", "M2"), id="without its sub-goal M2 would have carried the goal"),
        pytest.param(("M1", "M2"), ("G1.1",), ("M1",), id="the goal is reached through its sub-goal, not through M2"),
    ],
)
def test_a_measure_of_the_goal_itself_is_a_cause_where_the_sub_goals_are_gone_too(
    gone: tuple[str, ...], left: tuple[str, ...], because: tuple[str, ...]
) -> None:
    (loss,) = chain_losses(*gone, measures=BESIDE)
    assert (loss.type, loss.left, loss.because) == ("chain_broken", left, because)


def test_a_chain_that_finds_another_way_as_strong_has_not_fallen() -> None:
    assert chain_losses("G1.1", measures=BESIDE) == []


def test_a_reading_is_no_cause_of_what_falls_as_the_source_has_it() -> None:
    """Once the sub-goal is gone, M3 carries the goal as read, M2 no better; the source sets nothing there."""
    measures = [measure("M1", layout("G1.1")), measure("M2", inferred("G1", "low")), measure("M3", inferred("G1"))]
    (loss,) = chain_losses("G1.1", "M2", measures=measures)
    assert loss.falls == (Fall("as_read", "layout", "high"), Fall("as_source", "layout", "none"))
    assert (loss.left, loss.because) == (("G1",), ("G1.1",))
