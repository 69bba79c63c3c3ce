"""The shapes of reports on several documents of a workspace."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sotetrace.report.shapes.base import Shape
from sotetrace.report.shapes.lists import ListShape
from sotetrace.report.shapes.losses import ImpactsShape, RobustnessShape
from sotetrace.report.shapes.matrix import MatrixShape
from sotetrace.report.shapes.review import ReviewShape

Report = ListShape | RobustnessShape | MatrixShape | ReviewShape | ImpactsShape
"""What is told document by document."""


class DocumentReportShape(Shape):
    """The output for one document, as the command gives it for a single one."""

    document: str
    report: Report


class DocumentsShape(Shape):
    """The output of `list`, `robustness`, `review`, `impact --all` and `coverage --by` about several documents."""

    schema_: Literal["sotetrace.documents/1"] = Field("sotetrace.documents/1", alias="schema")
    documents: list[DocumentReportShape]
