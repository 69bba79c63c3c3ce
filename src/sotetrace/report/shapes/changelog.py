"""The shapes of a changelog."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sotetrace.model.text import Language
from sotetrace.report.shapes.base import Shape
from sotetrace.report.shapes.changes import SideShape
from sotetrace.report.topics import Topic


class ChangelogLineShape(Shape):
    """One thing that changed in meaning: a sentence, both wordings of a text, its cause, and what came along."""

    topic: Topic
    id: str
    text: str
    before: str
    after: str
    because: str
    details: list[str]


class ChangelogGroupShape(Shape):
    """What changed at a level of a document; both are null for what belongs to none."""

    document: str | None
    level: str | None
    title: str
    lines: list[ChangelogLineShape]


class ChangelogShape(Shape):
    """The output of `changelog`: what changed in meaning, by level."""

    schema_: Literal["sotetrace.changelog/1"] = Field("sotetrace.changelog/1", alias="schema")
    language: Language
    old: SideShape
    new: SideShape
    groups: list[ChangelogGroupShape]
