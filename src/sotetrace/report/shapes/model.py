"""The shapes of whole documents, and of a workspace of several."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sotetrace._version import __version__
from sotetrace.report.shapes.base import Shape
from sotetrace.report.shapes.crosswalks import CounterpartShape, DocumentPairShape
from sotetrace.report.shapes.elements import (
    ElementShape,
    HeaderShape,
    JudgedShape,
    LinkShape,
    RetiredShape,
    ScopeShape,
    SourceShape,
)


class ModelShape(Shape):
    """The output of `export json`: the whole model of one document."""

    schema_: Literal["sotetrace.model/1"] = Field("sotetrace.model/1", alias="schema")
    generator: str = f"sotetrace {__version__}"
    document: HeaderShape
    sources: list[SourceShape]
    elements: list[ElementShape]
    links: list[LinkShape]
    scopes: list[ScopeShape]
    judged: list[JudgedShape]
    retired: list[RetiredShape]
    crosswalks: list[CounterpartShape] = Field([], exclude_if=lambda crosswalks: not crosswalks)


class WorkspaceShape(Shape):
    """The output of `export json` for several documents, and how each two of them meet that a crosswalk joins."""

    schema_: Literal["sotetrace.workspace/1"] = Field("sotetrace.workspace/1", alias="schema")
    generator: str = f"sotetrace {__version__}"
    documents: list[ModelShape]
    crosswalks: list[DocumentPairShape]
