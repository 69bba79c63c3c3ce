"""What an impact says: frozen values, one loss for each thing that falls."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sotetrace.coverage.tiers import Tier
from sotetrace.model.ids import natural_key
from sotetrace.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

LossType = Literal[
    "last_carrier", "chain_broken", "last_part_carrier", "one_carrier", "weaker", "chain_weaker", "rolled_up"
]
"""What is lost, worst first as in `LOSS_WEIGHT`: all that carried an element or a part of it, all but one, strength."""

LOSS_WEIGHT: dict[LossType, int] = {
    "last_carrier": 100,
    "chain_broken": 100,
    "last_part_carrier": 30,
    "one_carrier": 10,
    "weaker": 3,
    "chain_weaker": 1,
    "rolled_up": 1,
}
"""How much each loss counts when measures are ranked; an order of our own, printed with the ranking."""

Scale = Literal["as_read", "as_source", "as_reviewed"]
SCALES: tuple[Scale, ...] = ("as_read", "as_source", "as_reviewed")


@dataclass(frozen=True, slots=True)
class Fall:
    """One status that falls: on which scale, from what to what."""

    scale: Scale
    before: Tier
    after: Tier


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that falls: an element or a part of it for one expectation, a chain, or a rolled-up status.

    `falls` are the scales on which it stands lower; there are none when only the number of carriers fell. `left` are
    the carriers that remain, or for a chain the witness that remains, or the frontier when none does. `because` are
    those of the removed ids that are its cause: going down from what fell by whatever held it higher than it stands
    now, the removed ids that are met first. For an element or a part these are the counterparts whose link is gone
    (and, of a measure set beside its sub-goal, the goal when that is gone), for a chain those that stand on the chains
    that were stronger, for a rolled-up status those that its goals or sub-goals fell by.
    """

    id: str
    kind: Kind
    type: LossType
    expectation: str | None
    falls: tuple[Fall, ...]
    left: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImpactResult:
    """What falls when elements are removed. `weight` sums the weights of the losses."""

    removed: tuple[str, ...]
    losses: tuple[Loss, ...]

    @property
    def weight(self) -> int:
        """The sum of the weights of the losses."""
        return sum(LOSS_WEIGHT[loss.type] for loss in self.losses)


def in_order(ids: Iterable[str]) -> tuple[str, ...]:
    """Return ids once each, in order."""
    return tuple(sorted(set(ids), key=natural_key))
