"""The shapes of the review queue, and of verdicts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sotetrace.report.shapes.base import Shape
from sotetrace.report.shapes.elements import LinkShape
from sotetrace.report.shapes.losses import LossShape


class ReviewItemShape(Shape):
    """An inferred link that nobody has signed, with what falls without it."""

    name: str
    weight: int
    link: LinkShape
    losses: list[LossShape]


class ReviewShape(Shape):
    """The output of `review`."""

    schema_: Literal["sotetrace.review/1"] = Field("sotetrace.review/1", alias="schema")
    document: str
    accepted: int
    rejected: int
    unjudged: list[list[str]]
    items: list[ReviewItemShape]


class VerdictShape(Shape):
    """A verdict on an inferred link, by the name of the link."""

    name: str
    verdict: Literal["accepted", "rejected"]
    by: str
    date: str


class VerdictsShape(Shape):
    """The output of `review --sign` and `--reject`: the verdicts that were written, in the order asked for."""

    schema_: Literal["sotetrace.verdicts/1"] = Field("sotetrace.verdicts/1", alias="schema")
    verdicts: list[VerdictShape]
