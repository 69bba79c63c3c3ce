"""The shapes of a matrix."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sotetrace.coverage import Facet, Tier
from sotetrace.report.shapes.base import Shape


class CellShape(Shape):
    """A cell of a matrix that is not empty."""

    row: str
    sub_goal: str
    ids: list[str]
    tier: Tier
    has_unclear: bool


class MatrixShape(Shape):
    """The output of `coverage --by`: the cells that are not empty, row by row."""

    schema_: Literal["sotetrace.matrix/1"] = Field("sotetrace.matrix/1", alias="schema")
    facet: Facet
    rows: list[str]
    sub_goals: list[str]
    cells: list[CellShape]
