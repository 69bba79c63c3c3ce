"""The shapes of chains: `trace` and `path`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sotetrace.coverage import Tier
from sotetrace.report.shapes.base import DocumentOfSeveral, Shape
from sotetrace.report.shapes.elements import LinkShape


class BranchShape(Shape):
    """One step of a trace: the element reached, the link, the weakest link so far, and what branches off."""

    id: str
    link: LinkShape
    weakest: Tier
    is_cut: bool
    branches: list[BranchShape]


class TraceShape(Shape):
    """The output of `trace`."""

    schema_: Literal["sotetrace.trace/1"] = Field("sotetrace.trace/1", alias="schema")
    document: DocumentOfSeveral = None
    id: str
    up: list[BranchShape]
    down: list[BranchShape]
    left_out: int


class ChainOfLinksShape(Shape):
    """One chain, from its lower end upwards."""

    weakest: Tier
    links: list[LinkShape]


class PathsShape(Shape):
    """The output of `path`; `left_out` counts the chains beyond the limit, exactly or at the least."""

    schema_: Literal["sotetrace.paths/1"] = Field("sotetrace.paths/1", alias="schema")
    document: DocumentOfSeveral = None
    start: str
    end: str
    chains: list[ChainOfLinksShape]
    left_out: int
    is_exact: bool
