"""What falls of the rolled-up statuses of goals and core problems when something is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage.losses import Fall, Loss, in_order
from sotetrace.coverage.roll_up import find_answers, read_or_stated, roll_up_goal, roll_up_problem, value_of_answer
from sotetrace.coverage.tiers import RANK

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sotetrace.coverage.footings import After, Asked
    from sotetrace.coverage.losses import Scale
    from sotetrace.coverage.results import RollUp
    from sotetrace.coverage.tiers import Tier

_SCALES: tuple[Scale, ...] = ("as_read", "as_source")


def find_rolled_losses(after: After, touched: Collection[str]) -> Iterator[Loss]:
    """Find the goals and core problems that are rolled up lower, where the coverage of some elements may change."""
    rolled = _Rolled(after)
    footings, removal, graph = after.footings, after.removal, after.footings.graph
    goals = {identifier for identifier in touched if identifier in footings.roll_ups}
    goals.update(link.target for identifier in touched for link in graph.find_links_from(identifier, ("part_of",)))
    changed = set()
    for goal in (goals & footings.roll_ups.keys()) - removal.ids:
        if rolled.now(goal) != footings.roll_ups[goal]:
            changed.add(goal)
    for goal in list(changed):
        changed.update(link.target for link in graph.find_links_from(goal, ("answers",)))
    for identifier in (changed & footings.roll_ups.keys()) - removal.ids:
        yield from rolled.find_losses(identifier)


class _Rolled:
    """The rolled-up statuses after a removal, each made when it is first asked for."""

    def __init__(self, after: After) -> None:
        self._after = after
        self._footings = after.footings
        self._removal = after.removal
        self._now: dict[str, RollUp] = {}

    def now(self, identifier: str) -> RollUp:
        """Return what a goal or core problem is rolled up to."""
        if identifier not in self._now:
            is_goal = self._footings.roll_ups[identifier].kind == "goal"
            self._now[identifier] = self._goal(identifier) if is_goal else self._problem(identifier)
        return self._now[identifier]

    def find_losses(self, identifier: str) -> Iterator[Loss]:
        """Yield the loss of a goal or core problem, if it stands lower."""
        old, new = self._footings.roll_ups[identifier], self.now(identifier)
        falls = tuple(
            Fall(scale, getattr(old, scale), getattr(new, scale))
            for scale in _SCALES
            if RANK[getattr(new, scale)] < RANK[getattr(old, scale)]
        )
        if falls:
            find_causes = self._causes_of_goal if old.kind == "goal" else self._causes_of_problem
            because = {one for fall in falls for one in find_causes(identifier, fall)}
            yield Loss(identifier, old.kind, "rolled_up", None, falls, (), in_order(because))

    def _goal(self, goal: str) -> RollUp:
        return roll_up_goal(goal, [self._after.cover(asked) for asked in self._below(goal)])

    def _problem(self, problem: str) -> RollUp:
        answers = find_answers(self._footings.graph, problem, self._footings.roll_ups)
        left = [answer for answer in answers if self._removal.cut_link(answer) is None]
        return roll_up_problem(problem, left, self.now)

    def _below(self, goal: str) -> list[Asked]:
        """Return what a goal is rolled up from once something is removed."""
        left = [one for one in self._footings.find_sub_goals(goal) if one not in self._removal.ids]
        below = [asked for sub_goal in left for asked in self._footings.find_rolled_up(sub_goal)]
        return below or self._footings.find_alone(goal)

    def _causes_of_goal(self, goal: str, fall: Fall) -> Iterator[str]:
        sub_goals = set(self._footings.find_sub_goals(goal))
        if sub_goals <= self._removal.ids:
            yield from sub_goals
        for asked in self._below(goal):
            yield from self._causes_of_asked(asked, fall)

    def _causes_of_asked(self, asked: Asked, fall: Fall) -> Iterator[str]:
        cut, footing, below = self._removal.cut, asked.footing, fall.before
        new = self._after.cover(asked)
        if fall.scale == "as_source":
            if RANK[new.as_source] < RANK[below]:
                yield from footing.find_causes(cut, "as_source", below)
        elif RANK[read_or_stated(new)] < RANK[below]:
            yield from footing.find_causes(cut, "as_read", below)
            if asked.before.as_source == "stated":
                yield from footing.find_causes(cut, "as_source", "stated")

    def _causes_of_problem(self, problem: str, fall: Fall) -> Iterator[str]:
        for answer in find_answers(self._footings.graph, problem, self._footings.roll_ups):
            goal = self._footings.roll_ups[answer.source]
            if RANK[value_of_answer(answer, goal, fall.scale)] > RANK[fall.after]:
                gone_by = self._removal.cut_link(answer)
                if gone_by is not None:
                    yield gone_by
                else:
                    before: Tier = getattr(goal, fall.scale)
                    yield from self._causes_of_goal(goal.id, Fall(fall.scale, before, fall.after))
