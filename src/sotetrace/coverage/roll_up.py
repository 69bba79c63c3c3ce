"""Rolled-up statuses: of goals from their sub-goals, of core problems from their goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage.reach import cover_element
from sotetrace.coverage.results import ElementCoverage, ExpectationCoverage, RollUp
from sotetrace.coverage.tiers import Tier, best, tier_of, worst
from sotetrace.model.expectations import DEFAULT_EXPECTATIONS, Expectation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sotetrace.graph import TraceGraph, TraceLink

ADVANCED = next(expectation for expectation in DEFAULT_EXPECTATIONS if expectation.id == "sub_goal")
"""How measures advance a sub-goal where the document does not ask it."""
ALONE = Expectation(id="alone", of="goal", link="advances", direction="in", by=("measure",))
"""How measures advance a goal that has no sub-goals."""


def is_rolled_up(expectation: Expectation) -> bool:
    """Say whether the statuses of an expectation are rolled up: those of sub-goals that something advances."""
    return (expectation.of, expectation.link, expectation.direction) == ("sub_goal", "advances", "in")


def roll_up(graph: TraceGraph, evaluated: Sequence[tuple[Expectation, ExpectationCoverage]]) -> tuple[RollUp, ...]:
    """Roll up: a goal is as covered as its worst sub-goal, a core problem as its best goal.

    A goal without sub-goals has the status of its own measures; a core problem none better than the link to its goal.
    """
    of_sub_goals = _of_sub_goals(graph, evaluated)
    goals: dict[str, RollUp] = {}
    for goal in graph.find_elements("goal"):
        below = [x for link in graph.find_links_to(goal.id, ("part_of",)) for x in of_sub_goals.get(link.source, ())]
        goals[goal.id] = roll_up_goal(goal.id, below or [cover_element(graph, ALONE, goal)])
    problems = [
        roll_up_problem(problem.id, find_answers(graph, problem.id, goals), goals.__getitem__)
        for problem in graph.find_elements("core_problem")
    ]
    return (*problems, *goals.values())


def roll_up_goal(goal: str, below: Sequence[ElementCoverage]) -> RollUp:
    """Roll up a goal from its sub-goals, or from its own coverage when it has none."""
    return RollUp(goal, "goal", worst(x.as_source for x in below), worst(read_or_stated(x) for x in below))


def roll_up_problem(problem: str, answers: Sequence[TraceLink], goal_of: Callable[[str], RollUp]) -> RollUp:
    """Roll up a core problem from the goals that answer it."""
    return RollUp(
        problem,
        "core_problem",
        best(value_of_answer(answer, goal_of(answer.source), "as_source") for answer in answers),
        best(value_of_answer(answer, goal_of(answer.source), "as_read") for answer in answers),
    )


def find_answers(graph: TraceGraph, problem: str, goals: Mapping[str, object]) -> list[TraceLink]:
    """Return the links by which some goals answer a core problem."""
    return [link for link in graph.find_links_to(problem, ("answers",)) if link.source in goals and link.is_carrying]


def value_of_answer(answer: TraceLink, goal: RollUp, scale: str) -> Tier:
    """Return what a goal is worth to a core problem; what is only inferred is not in the source."""
    if scale == "as_source":
        return "none" if answer.basis == "inferred" else worst((goal.as_source, tier_of(answer.strength)))
    return worst((goal.as_read, tier_of(answer.strength)))


def read_or_stated(covered: ElementCoverage) -> Tier:
    """Return the status as read; what a sentence states needs no reading and holds on this scale too."""
    return best((covered.as_read, "stated" if covered.as_source == "stated" else "none"))


def _of_sub_goals(
    graph: TraceGraph, evaluated: Sequence[tuple[Expectation, ExpectationCoverage]]
) -> Mapping[str, Sequence[ElementCoverage]]:
    """Return how measures advance each sub-goal: as the document asks it, in the built-in way when it does not."""
    asked = [coverage.elements for expectation, coverage in evaluated if is_rolled_up(expectation)] or [
        tuple(cover_element(graph, ADVANCED, sub_goal) for sub_goal in graph.find_elements("sub_goal"))
    ]
    found: dict[str, list[ElementCoverage]] = {}
    for elements in asked:
        for element in elements:
            found.setdefault(element.id, []).append(element)
    return found
