"""The shapes of what `explain` writes."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sotetrace.model.text import Language
from sotetrace.report.shapes.base import Shape


class RuleShape(Shape):
    """A rule; `page` is Markdown."""

    code: str
    slug: str
    severity: Literal["error", "warning", "note", "off"]
    message: dict[Language, str]
    remedy: dict[Language, str]
    page: str


class RulesShape(Shape):
    """The output of `explain`."""

    schema_: Literal["sotetrace.rules/1"] = Field("sotetrace.rules/1", alias="schema")
    rules: list[RuleShape]
