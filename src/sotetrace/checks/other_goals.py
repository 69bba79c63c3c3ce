"""Sub-goals whose id speaks of another goal than the one they are put under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_other_goals(context: CheckContext) -> Iterator[Finding]:
    """Find `id-of-other-goal`: `G2.3` under the goal G3, where there is a goal G2."""
    document = context.document
    goals = {goal.id for goal in document.goals}
    for number, sub_goal in enumerate(document.sub_goals):
        spoken_of = sub_goal.id.rpartition(".")[0]
        if spoken_of in goals and spoken_of != sub_goal.goal:
            place = context.place("sub_goals", number, "goal")
            yield Finding.of("id-of-other-goal", place, element=sub_goal.id, goal=sub_goal.goal, other=spoken_of)
