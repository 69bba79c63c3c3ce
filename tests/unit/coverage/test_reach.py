"""What an element rests on, as it shows where something is removed: the causes of a loss, and who is critical."""

from __future__ import annotations

from typing import Any

import pytest

from sotetrace.coverage import Fall, Loss, evaluate_coverage, find_impact, rank_impacts
from sotetrace.graph import build_graph
from sotetrace.model.expectations import Expectation
from tests.builders import expectation, goal, inferred, layout, measure, stated, sub_goal, vision

ACCEPTED = {"by": "A", "date": "2026-01-01"}
TWICE = expectation("twice", "sub_goal", "advances", "in", "measure", at_least=2)
TWO_BESIDE = [measure("M8", layout("G1.1")), measure("M9", layout("G1.1"))]
"""They stand beside the whole, so no part is without a tier; but what stands beside the whole carries no part."""


def losses_of(*gone: str, measures: list[Any], asked: tuple[Expectation, ...] = (), parts: str = "") -> list[Loss]:
    """Return what G1.1 and its parts lose, the only sub-goal of G1."""
    graph = build_graph(vision(goals=[goal("G1")], sub_goals=[sub_goal("G1.1", "G1", parts=parts)], measures=measures))
    losses = find_impact(graph, gone, evaluate_coverage(graph, expectations=asked)).losses
    return [loss for loss in losses if loss.kind == "sub_goal"]


def causes(*gone: str, **sections: Any) -> dict[str, tuple[str, ...]]:
    """Return what is named as the cause of each loss of G1.1 and its parts."""
    return {loss.id: loss.because for loss in losses_of(*gone, **sections)}


# ---- causes ------------------------------------------------------------------------------------------------


def test_only_a_reading_that_was_reviewed_is_the_cause_where_a_review_is_lost() -> None:
    """M2 was as good, but nobody had reviewed it; M3 and M4 keep the coverage as read."""
    measures = [
        measure("M1", inferred("G1.1", reviewed=ACCEPTED)),
        *(measure(f"M{n}", inferred("G1.1")) for n in (2, 3, 4)),
    ]
    (loss,) = losses_of("M1", "M2", measures=measures)
    assert (loss.type, loss.falls, loss.because) == ("weaker", (Fall("as_reviewed", "high", "none"),), ("M1",))


def test_what_was_no_better_than_what_is_left_is_no_cause() -> None:
    readings = {"M1": "high", "M2": "medium", "M3": "medium", "M4": "medium"}
    measures = [measure(name, inferred("G1.1", confidence)) for name, confidence in readings.items()]
    assert causes("M1", "M2", measures=measures) == {"G1.1": ("M1",)}


def test_each_part_has_its_own_causes() -> None:
    measures = [
        *(measure(name, inferred(to)) for name, to in (("M1", "G1.1.a"), ("M2", "G1.1.b"))),
        *(measure(name, inferred("G1.1", "low")) for name in ("M3", "M4")),
    ]
    assert causes("M1", "M2", measures=measures, parts="ab") == {
        "G1.1": ("M1", "M2"),
        "G1.1.a": ("M1",),
        "G1.1.b": ("M2",),
    }


def test_the_carriers_of_another_part_are_no_cause() -> None:
    measures = [measure("M1", layout("G1.1.a")), measure("M2", layout("G1.1.b")), *TWO_BESIDE]
    assert causes("M1", "M2", measures=measures, parts="ab") == {
        "G1.1.a": ("M1",),
        "G1.1.b": ("M2",),
        "G1.1": ("M1", "M2"),
    }


def test_a_part_that_fell_no_lower_than_the_whole_was_is_no_cause() -> None:
    """The whole was low, as its part b; without M1 part a is as low, without M2 part b is bare."""
    measures = [
        measure("M1", inferred("G1.1.a")),
        measure("M2", inferred("G1.1.b", "low")),
        *(measure(name, inferred("G1.1.a", "low")) for name in ("M3", "M4")),
    ]
    found = {loss.id: (loss.falls, loss.because) for loss in losses_of("M1", "M2", measures=measures, parts="ab")}
    assert found["G1.1"] == ((Fall("as_read", "low", "partial"),), ("M2",))
    assert found["G1.1.a"] == ((Fall("as_read", "high", "low"),), ("M1",))


def test_a_goal_that_is_gone_is_no_cause_where_its_measure_is_gone_as_well() -> None:
    """M1 stands beside the sub-goal itself and beside its goal."""
    measures = [measure("M1", layout("G1.1"), layout("G1"))]
    assert causes("G1", "M1", measures=measures) == {"G1.1": ("M1",)}


def test_a_goal_that_is_gone_is_no_cause_where_its_measure_still_says_more() -> None:
    """Two are asked for: M1 goes on being one of them, with or without the goal; M2 is the other."""
    measures = [measure("M1", stated("G1.1"), layout("G1")), measure("M2", stated("G1.1"))]
    assert causes("G1", "M2", measures=measures, asked=(TWICE,)) == {"G1.1": ("M2",)}


# ---- who is critical ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("heaviest", ["M1", "M2", "M3"])
def test_the_only_sure_reading_of_three_is_ranked_wherever_it_stands(heaviest: str) -> None:
    names = ("M1", "M2", "M3")
    measures = [measure(name, inferred("G1.1", "high" if name == heaviest else "low")) for name in names]
    graph = build_graph(vision(goals=[goal("G1")], sub_goals=[sub_goal("G1.1", "G1")], measures=measures))
    first, *others = rank_impacts(graph, evaluate_coverage(graph))
    assert (first.removed, [loss.id for loss in first.losses]) == ((heaviest,), ["G1.1", "G1"])
    assert [impact.losses for impact in others] == [(), ()]


def test_the_only_carrier_of_a_part_is_ranked_though_no_tier_falls() -> None:
    """The part stays as the layout has it, beside M2; but of M2 nothing says that it means this part."""
    measures = [
        measure("M1", layout("G1.1.b")),
        measure("M2", layout("G1.1")),
        *(measure(name, stated("G1.1.a")) for name in ("M3", "M4")),
    ]
    graph = build_graph(vision(goals=[goal("G1")], sub_goals=[sub_goal("G1.1", "G1", parts="ab")], measures=measures))
    first, *_ = rank_impacts(graph, evaluate_coverage(graph))
    assert first.removed == ("M1",)
    assert [(loss.id, loss.type, loss.falls) for loss in first.losses] == [("G1.1.b", "last_part_carrier", ())]
