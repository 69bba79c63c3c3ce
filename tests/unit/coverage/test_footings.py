"""What stands on what, where nothing is asked of sub-goals and goals are rolled up all the same."""

from __future__ import annotations

from sotetrace.coverage import evaluate_coverage, find_impact
from sotetrace.graph import build_graph
from tests.builders import expectation, goal, inferred, measure, sub_goal, vision

OTHER = expectation("goal", "goal", "part_of", "in", "sub_goal")


def test_a_draft_below_a_goal_does_not_make_it_fall_when_nothing_that_counts_is_gone() -> None:
    graph = build_graph(
        vision(
            goals=[goal("G1")],
            sub_goals=[sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1", draft=True)],
            measures=[measure("M1", inferred("G1.1")), measure("M2", inferred("G1.1"))],
        )
    )
    before = evaluate_coverage(graph, expectations=(OTHER,))
    assert find_impact(graph, ["M1"], before).losses == ()
    (loss,) = find_impact(graph, ["M1", "M2"], before).losses
    assert (loss.id, loss.type, loss.because) == ("G1", "rolled_up", ("M1", "M2"))
