"""The shapes of what the past tells: `history` and `trend`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sotetrace.coverage import Tier
from sotetrace.history import PointStatus, StepStatus
from sotetrace.model.kinds import Kind
from sotetrace.model.text import Language
from sotetrace.report.shapes.base import DocumentOfSeveral, Shape
from sotetrace.report.shapes.changes import ChangeShape


class StepShape(Shape):
    """One commit in the history of an element, and what it changed; `ids` are those that the element had after it."""

    sha: str
    date: str
    author: str
    subject: str
    tags: list[str]
    status: StepStatus
    ids: list[str]
    changes: list[ChangeShape]


class HistoryShape(Shape):
    """The output of `history`; `has_more` tells that `--limit` left older steps out, `is_cut` that the clone did."""

    schema_: Literal["sotetrace.history/1"] = Field("sotetrace.history/1", alias="schema")
    document: DocumentOfSeveral = None
    language: Language
    id: str
    is_oldest_first: bool
    has_more: bool
    is_cut: bool
    steps: list[StepShape]


class PointShape(Shape):
    """The figures of a model at one commit: sub-goals by tier on both scales, elements by kind, gaps not accepted."""

    sha: str
    date: str
    tags: list[str]
    status: PointStatus
    sub_goals: int
    as_source: dict[Tier, int]
    as_read: dict[Tier, int]
    elements: dict[Kind, int]
    gaps: int


class TrendShape(Shape):
    """The output of `trend`, oldest point first; every point is judged by the expectations that held there."""

    schema_: Literal["sotetrace.trend/1"] = Field("sotetrace.trend/1", alias="schema")
    language: Language
    has_more: bool
    is_cut: bool
    points: list[PointShape]
