"""The shapes of what falls and what carries: `impact` and `robustness`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sotetrace.coverage import LossType, Scale, Tier
from sotetrace.model.kinds import Kind
from sotetrace.report.shapes.base import DocumentOfSeveral, Shape


class FallShape(Shape):
    """One status that falls."""

    scale: Scale
    before: Tier
    after: Tier


class LossShape(Shape):
    """One thing that falls: an element or a part for one expectation, a chain, or a rolled-up status."""

    id: str
    kind: Kind
    type: LossType
    expectation: str | None
    falls: list[FallShape]
    left: list[str]
    because: list[str]


class ImpactShape(Shape):
    """What falls when elements are removed."""

    removed: list[str]
    weight: int
    losses: list[LossShape]


class ImpactsShape(Shape):
    """The output of `impact`: one impact, or with `--all` one a measure, the heaviest first."""

    schema_: Literal["sotetrace.impact/1"] = Field("sotetrace.impact/1", alias="schema")
    document: DocumentOfSeveral = None
    weights: dict[LossType, int]
    impacts: list[ImpactShape]


class SingleCarrierShape(Shape):
    """What rests on one measure."""

    id: str
    carrier: str


class ProblemRobustnessShape(Shape):
    """The robustness of a core problem's chains."""

    id: str
    bottlenecks: list[str]
    disjoint: int
    disjoint_below: int


class SmallestSetShape(Shape):
    """The smallest set of measures that serves what is served; a bound when it is not exact."""

    measures: list[str]
    is_exact: bool
    at_least: int


class RobustnessShape(Shape):
    """The output of `robustness`."""

    schema_: Literal["sotetrace.robustness/1"] = Field("sotetrace.robustness/1", alias="schema")
    document: str
    single_carriers: list[SingleCarrierShape]
    problems: list[ProblemRobustnessShape]
    droppable: list[str]
    smallest: SmallestSetShape
