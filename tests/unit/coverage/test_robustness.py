"""What rests on one measure, what could be dropped, the smallest set, in the corners."""

from __future__ import annotations

from typing import Any

import pytest

from sotetrace.coverage import (
    ProblemRobustness,
    RobustnessResult,
    SingleCarrier,
    SmallestSet,
    evaluate_coverage,
    evaluate_robustness,
    find_smallest_set,
    robustness,
)
from sotetrace.graph import build_graph
from tests.builders import blanket, goal, inferred, layout, measure, problem, scope, stated, sub_goal, vision


def robust(**sections: Any) -> RobustnessResult:
    graph = build_graph(vision(**sections))
    return evaluate_robustness(graph, evaluate_coverage(graph))


SUBS: dict[str, Any] = {
    "goals": [goal("G1")],
    "sub_goals": [sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1", parts="ab")],
}


def test_nothing_at_all() -> None:
    assert robust() == RobustnessResult("plan", (), (), (), SmallestSet((), True, 0))
    assert robust(measures=[measure("M1")]).droppable == ("M1",)
    assert robust(core_problems=[problem("P1")]).problems == (ProblemRobustness("P1", (), 0, 0),)


def test_sub_goals_and_parts_that_rest_on_one_measure() -> None:
    measures = [
        measure("M1", inferred("G1.1"), inferred("G1.1", "low"), stated("G1.2.a")),
        measure("M2", inferred("G1.2"), layout("G1.1")),
        measure("M3", layout("G1.1"), inferred("G1.1", sign="unclear")),
        measure("M4", inferred("G1.1"), inferred("G1.2.b"), draft=True),
    ]
    claims = [scope("X1", {"kind": "measure"}, blanket("G1.1"))]
    found = robust(**SUBS, measures=measures, scopes=claims)
    assert found.single_carriers == (SingleCarrier("G1.1", "M1"), SingleCarrier("G1.2.b", "M2"))
    assert found.smallest == SmallestSet(("M1", "M2"), True, 2)
    assert found.droppable == ("M3",)


def test_a_measure_that_is_a_draft_carries_nothing() -> None:
    found = robust(**SUBS, measures=[measure("M1", stated("G1.1"), draft=True)])
    assert (found.single_carriers, found.smallest, found.droppable) == ((), SmallestSet((), True, 0), ())


def test_each_of_three_could_be_dropped_but_not_all() -> None:
    found = robust(**SUBS, measures=[measure(f"M{n}", inferred("G1.1"), inferred("G1.2")) for n in (10, 9, 1)])
    assert found.droppable == ("M1", "M9", "M10")
    assert found.smallest.measures == ("M1",)


# ---- the smallest set --------------------------------------------------------------------------------------


def sets(*words: str) -> list[frozenset[str]]:
    return [frozenset(word) for word in words]


@pytest.mark.parametrize(
    ("words", "size"),
    [
        ((), 0),
        (("a",), 1),
        (("a", "a", "ab", "abc"), 1),
        (("a", "b", "c"), 3),
        (("ab", "bc", "ca"), 2),
        (("ab", "cd", "ef"), 3),
        (("ab", "bc", "cd", "de", "ea"), 3),
        (("ax", "ay", "bx", "by"), 2),
        (("adx", "aey", "bdz", "bex", "cdy", "cez"), 2),
    ],
)
def test_small_sets(words: tuple[str, ...], size: int) -> None:
    found = find_smallest_set(sets(*words))
    assert (len(found.measures), found.is_exact, found.at_least) == (size, True, size)
    assert all(set(word) & set(found.measures) for word in words)


FOOLED = ("acu", "acv", "bcw", "bcx", "ay", "bz")
"""The greedy way takes c first, which is in the most, and then needs a and b all the same."""
TRIANGLES = ("ab", "bc", "ca", "de", "ef", "fd", "x")
"""Two of each triangle and x are needed, but only three sets have nothing in common."""


def test_the_bound_is_called_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = find_smallest_set(sets(*TRIANGLES))
    assert (len(exact.measures), exact.is_exact, exact.at_least) == (5, True, 5)
    for name in ("EXACT_UP_TO", "_MAX_STEPS"):
        with monkeypatch.context() as patch:
            patch.setattr(robustness, name, 1)
            found = find_smallest_set(sets(*TRIANGLES))
        assert (len(found.measures), found.is_exact, found.at_least) == (5, False, 3)
        assert all(set(word) & set(found.measures) for word in TRIANGLES)


def test_a_bound_that_is_reached_is_exact_even_where_nothing_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robustness, "EXACT_UP_TO", 0)
    assert find_smallest_set(sets("ab", "cd", "abc")) == SmallestSet(("a", "c"), True, 2)


def test_the_search_finds_less_than_the_greedy_way(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_smallest_set(sets(*FOOLED)) == SmallestSet(("a", "b"), True, 2)
    monkeypatch.setattr(robustness, "EXACT_UP_TO", 8)
    assert find_smallest_set(sets(*FOOLED)) == SmallestSet(("a", "b", "c"), False, 2), "there are nine to choose from"
    monkeypatch.setattr(robustness, "EXACT_UP_TO", 9)
    assert find_smallest_set(sets(*FOOLED)).is_exact


def test_equally_small_sets_are_told_apart_by_order() -> None:
    assert find_smallest_set(sets("ab", "bc", "ca")).measures == ("a", "b")
