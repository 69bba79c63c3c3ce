"""What hangs below an element, and in which measures the chains down from it end."""

from __future__ import annotations

from typing import Any

import pytest

from sotetrace.graph import TraceGraph, build_graph, find_below, iter_ends
from tests.builders import goal, inferred, level, measure, problem, stated, sub_goal, vision


def plan(**sections: Any) -> TraceGraph:
    whole: dict[str, Any] = {
        "levels": [level("L1"), level("L2")],
        "core_problems": [problem("P1", level="L1"), problem("P2", level="L2")],
        "goals": [goal("G1", stated("P1"), level="L1"), goal("G2", stated("P2"), level="L2")],
        "sub_goals": [sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1"), sub_goal("G2.1", "G2")],
        "measures": [
            measure("M1", inferred("G1.1"), level="L1"),
            measure("M2", inferred("G1.1"), inferred("G2.1"), level="L2"),
            measure("M3", level="L2"),
        ],
    }
    return build_graph(vision(**{**whole, **sections}))


@pytest.mark.parametrize(
    ("identifier", "below"),
    [
        ("M1", "M1"),
        ("G1.1", "G1.1 M1 M2"),
        ("G1", "G1 G1.1 G1.2 M1 M2"),
        ("P1", "P1 G1 G1.1 G1.2 M1 M2"),
        ("P2", "P2 G2 G2.1 M2"),
        ("L2", "L2 P2 G2 G2.1 M2 M3"),
        ("L1", "L1 P1 G1 G1.1 G1.2 M1 M2"),
    ],
)
def test_below(identifier: str, below: str) -> None:
    assert find_below(plan(), identifier) == set(below.split())


def test_below_what_is_left_out_is_nothing() -> None:
    assert find_below(plan().without(["G2.1", "M3"]), "L2") == {"L2", "P2", "G2", "M2"}
    with pytest.raises(KeyError):
        find_below(plan(), "X9")


def test_a_level_with_nothing_at_it_is_alone() -> None:
    assert find_below(plan(levels=[level("L1"), level("L2"), level("L3")]), "L3") == {"L3"}


@pytest.mark.parametrize(
    ("top", "ends"),
    [("P1", ["M1", "M2"]), ("P2", ["M2"]), ("G1", ["M1", "M2"]), ("G2.1", ["M2"]), ("G1.2", []), ("M3", ["M3"])],
)
def test_ends(top: str, ends: list[str]) -> None:
    found = list(iter_ends(plan(), top))
    assert sorted(found) == ends
    assert len(set(found)) == len(found)


def test_a_measure_in_which_two_chains_end_is_one_end() -> None:
    shared = [measure("M1", inferred("G1.1"), inferred("G1.2"))]
    assert list(iter_ends(plan(measures=shared), "P1")) == ["M1"]
