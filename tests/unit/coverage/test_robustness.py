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
from tests.builders import blanket, element, goal, inferred, layout, measure, problem, scope, stated, sub_goal, vision


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


def test_two_measures_below_one_goal_share_no_more_than_the_goal() -> None:
    measures = [measure("M1", stated("G1")), measure("M2", stated("G1"))]
    found = robust(core_problems=[problem("P1")], goals=[goal("G1", stated("P1"))], measures=measures)
    assert found.problems == (ProblemRobustness("P1", ("G1",), 1, 2),)


def test_what_rests_on_its_own_pointing_at_measures_keeps_one() -> None:
    """A milestone that delivers a measure has nothing left when that one goes."""
    delivers = {"id": "delivers", "of": "milestone", "link": "delivers", "direction": "out", "by": ["measure"]}
    found = robust(
        expectations=[delivers],
        measures=[measure("M1"), measure("M2")],
        milestones=[element("R1", delivers=[stated("M1")])],
    )
    assert found.smallest.measures == ("M1",)


def test_what_a_measure_needs_is_not_held_by_it() -> None:
    """Whoever does without M1 does without what it needs; an expectation of what measures point at keeps none."""
    needs = {"id": "needs", "of": "measure", "link": "needs", "direction": "out", "by": ["measure"]}
    found = robust(expectations=[needs], measures=[measure("M1", needs=[stated("M2")]), measure("M2")])
    assert found.smallest.measures == ()


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


def test_measures_are_told_in_the_order_in_which_people_count() -> None:
    assert find_smallest_set([frozenset({"M10"}), frozenset({"M9"})]).measures == ("M9", "M10")


def test_of_equally_small_sets_the_first_is_found_though_the_greedy_way_leads_to_another() -> None:
    """All are in two sets: the greedy way takes a, then c of the three that are left, then d."""
    assert find_smallest_set(sets("ab", "bc", "cd", "de", "ea")).measures == ("a", "b", "d")


def test_what_contains_another_set_adds_nobody_to_choose_from() -> None:
    """With those in the larger sets there would be more candidates than are searched."""
    larger = [frozenset((*pair, f"M{n}")) for n in range(robustness.EXACT_UP_TO) for pair in ("ab", "bc", "ca")]
    assert find_smallest_set([*sets("ab", "bc", "ca"), *larger]) == SmallestSet(("a", "b"), True, 2)


def test_the_bound_of_a_line_of_three_is_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """M8 M9 and M10 M90 have nothing in common; begun with M9 M10, which shares with both, there would be but one."""
    monkeypatch.setattr(robustness, "EXACT_UP_TO", 0)
    line = [frozenset(pair) for pair in (("M8", "M9"), ("M9", "M10"), ("M10", "M90"))]
    assert find_smallest_set(line) == SmallestSet(("M9", "M10"), True, 2)


@pytest.mark.parametrize(("most", "measures"), [(5, ("M9", "b")), (4, ("M9", "b", "c"))])
def test_a_search_that_comes_to_its_end_with_the_last_step_is_exact(
    monkeypatch: pytest.MonkeyPatch, most: int, measures: tuple[str, ...]
) -> None:
    """Five steps: nothing; a; a b, the smallest; a z, which needs a third; y, which needs b or z and c or u and v.

    Here a is M9 and y is M10, so that each step takes them in the order in which people count.
    """
    monkeypatch.setattr(robustness, "_MAX_STEPS", most)
    named = [frozenset({"a": "M9", "y": "M10"}.get(letter, letter) for letter in word) for word in FOOLED]
    assert find_smallest_set(named) == SmallestSet(measures, most == 5, 2)
