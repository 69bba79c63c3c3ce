"""The shapes of what `list` and `show` write."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sotetrace.report.shapes.base import DocumentOfSeveral, Shape
from sotetrace.report.shapes.coverage import ElementCoverageShape
from sotetrace.report.shapes.elements import ElementShape, LinkShape, ScopeShape


class ListShape(Shape):
    """The output of `list`: elements, links or scopes."""

    schema_: Literal["sotetrace.list/1"] = Field("sotetrace.list/1", alias="schema")
    elements: list[ElementShape]
    links: list[LinkShape]
    scopes: list[ScopeShape]


class ScopePageShape(Shape):
    """The output of `show` on a scope: the blanket claim, and its links, one for each member."""

    schema_: Literal["sotetrace.scope/1"] = Field("sotetrace.scope/1", alias="schema")
    document: DocumentOfSeveral = None
    scope: ScopeShape
    links: list[LinkShape]


class ElementPageShape(Shape):
    """The output of `show`."""

    schema_: Literal["sotetrace.element/1"] = Field("sotetrace.element/1", alias="schema")
    document: DocumentOfSeveral = None
    element: ElementShape
    links_from: list[LinkShape]
    links_to: list[LinkShape]
    coverage: dict[str, ElementCoverageShape]
