"""Rolled-up statuses: of goals from their sub-goals, of core problems from their goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage.reach import cover_element
from sotetrace.coverage.results import ElementCoverage, ExpectationCoverage, RollUp
from sotetrace.coverage.tiers import Tier, best, tier_of, worst
from sotetrace.model.expectations import DEFAULT_EXPECTATIONS, Expectation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sotetrace.graph import TraceGraph

_ADVANCED = next(expectation for expectation in DEFAULT_EXPECTATIONS if expectation.id == "sub_goal")


def _of_sub_goals(
    graph: TraceGraph, evaluated: Sequence[tuple[Expectation, ExpectationCoverage]]
) -> Mapping[str, Sequence[ElementCoverage]]:
    """Return how measures advance each sub-goal: as the document asks it, in the built-in way when it does not."""
    asked = [
        coverage.elements
        for expectation, coverage in evaluated
        if (expectation.of, expectation.link, expectation.direction) == ("sub_goal", "advances", "in")
    ] or [tuple(cover_element(graph, _ADVANCED, sub_goal) for sub_goal in graph.find_elements("sub_goal"))]
    found: dict[str, list[ElementCoverage]] = {}
    for elements in asked:
        for element in elements:
            found.setdefault(element.id, []).append(element)
    return found


def roll_up(graph: TraceGraph, evaluated: Sequence[tuple[Expectation, ExpectationCoverage]]) -> tuple[RollUp, ...]:
    """Roll up: a goal is as covered as its worst sub-goal, a core problem as its best goal.

    A goal without sub-goals has the status of its own measures; a core problem none better than the link to its goal.
    """
    of_sub_goals = _of_sub_goals(graph, evaluated)
    alone = Expectation(id="alone", of="goal", link="advances", direction="in", by=("measure",))
    goals: dict[str, RollUp] = {}
    for goal in graph.find_elements("goal"):
        below = [x for link in graph.find_links_to(goal.id, ("part_of",)) for x in of_sub_goals.get(link.source, ())]
        if below:
            goals[goal.id] = RollUp(
                goal.id, "goal", worst(x.as_source for x in below), worst(_read_or_stated(x) for x in below)
            )
        else:
            own = cover_element(graph, alone, goal)
            goals[goal.id] = RollUp(goal.id, "goal", own.as_source, _read_or_stated(own))
    problems = []
    for problem in graph.find_elements("core_problem"):
        answers = [
            link for link in graph.find_links_to(problem.id, ("answers",)) if link.source in goals and link.is_carrying
        ]
        problems.append(
            RollUp(
                problem.id,
                "core_problem",
                best(worst((goals[a.source].as_source, tier_of(a.strength))) for a in answers if a.basis != "inferred"),
                best(worst((goals[a.source].as_read, tier_of(a.strength))) for a in answers),
            )
        )
    return (*problems, *goals.values())


def _read_or_stated(covered: ElementCoverage) -> Tier:
    """Return the status as read; what a sentence states needs no reading and holds on this scale too."""
    return best((covered.as_read, "stated" if covered.as_source == "stated" else "none"))
