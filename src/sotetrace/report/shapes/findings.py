"""The shapes of the output of `check` and `verify`."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sotetrace.model.text import Language
from sotetrace.report.shapes.base import CountsShape, FindingShape, Shape


class CheckShape(Shape):
    """The output of `check`."""

    schema_: Literal["sotetrace.check/1"] = Field("sotetrace.check/1", alias="schema")
    language: Language
    counts: CountsShape
    findings: list[FindingShape]


class VerifyShape(Shape):
    """The output of `verify`."""

    schema_: Literal["sotetrace.verify/1"] = Field("sotetrace.verify/1", alias="schema")
    language: Language
    checked: int
    found: int
    without_text: list[str]
    counts: CountsShape
    findings: list[FindingShape]
