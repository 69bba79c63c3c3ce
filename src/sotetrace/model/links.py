"""Links: what may join what, on which basis, and what each basis must carry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import Field, PositiveInt

from sotetrace.model.base import Day, NonEmpty, Value
from sotetrace.model.ids import Id, QualifiedId
from sotetrace.model.kinds import Kind
from sotetrace.model.text import Text

Basis = Literal["stated", "layout", "blanket", "inferred"]
"""Why a link is there: a sentence names both ends; the layout sets them together; one sentence claims it for a whole
set; somebody reads it so. (`derived` links are computed and never stored.)"""
SOURCE_BASES: tuple[Basis, ...] = ("stated", "layout", "blanket")
"""What the source itself ties together; the rest is inference."""
Confidence = Literal["high", "medium", "low"]
Sign = Literal["positive", "unclear"]
ActorRole = Literal["responsible", "partner", "beneficiary", "mentioned"]
LinkType = Literal[
    "answers", "part_of", "advances", "serves", "at", "drives", "indicates", "names", "delivers", "needs", "hinders"
]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link type: which kinds it may start from and point at, and the plain field that holds it, if one does."""

    name: LinkType
    sources: tuple[Kind, ...]
    targets: tuple[Kind, ...]
    above: Literal["source", "target"] | None = "target"
    """The end that stands nearer to the vision in a chain; None for a link that no chain follows."""
    field: str = ""
    """The plain field of structure (`level`, `goal`) that stands for the link instead of a list of link objects."""


_LEVELLED: tuple[Kind, ...] = (
    "statement",
    "trend",
    "core_problem",
    "goal",
    "sub_goal",
    "measure",
    "indicator",
    "milestone",
)

LINK_TYPES: tuple[LinkRow, ...] = (
    LinkRow("answers", ("goal", "sub_goal"), ("core_problem",)),
    LinkRow("part_of", ("sub_goal",), ("goal",), field="goal"),
    LinkRow("advances", ("measure",), ("sub_goal", "goal")),
    LinkRow("serves", ("goal", "measure"), ("statement",)),
    LinkRow("at", _LEVELLED, ("level",), above=None, field="level"),
    LinkRow("drives", ("trend",), ("core_problem",), above="source"),
    LinkRow("indicates", ("indicator",), ("sub_goal", "goal", "measure")),
    LinkRow("names", ("measure",), ("actor",), above="source"),
    LinkRow("delivers", ("milestone",), ("measure",)),
    LinkRow("needs", ("measure",), ("measure",), above="source"),
    LinkRow("hinders", ("measure",), ("sub_goal",)),
)
LINK_ROW: dict[LinkType, LinkRow] = {row.name: row for row in LINK_TYPES}
LISTED_LINK_TYPES: tuple[LinkType, ...] = tuple(row.name for row in LINK_TYPES if not row.field)
"""The link types written as lists of link objects on the element they start from."""

MUST_CARRY: dict[Basis, tuple[str, ...]] = {
    "stated": ("quote",),
    "layout": ("where",),
    "blanket": ("quote",),
    "inferred": ("rationale", "confidence", "by"),
}
"""The keys a link must have, by its basis."""


class Anchor(Value):
    """Where words stand in a source text.

    `quote`, `prefix` and `suffix` are a text quote selector of the W3C Web Annotation Data Model (exact, prefix,
    suffix); `occurrence` counts from 1 within the place and is an addition of ours.
    """

    where: Id | None = None
    quote: NonEmpty | None = None
    prefix: NonEmpty | None = None
    suffix: NonEmpty | None = None
    occurrence: PositiveInt | None = None


class Review(Value):
    """Who judged an inference, when, and whether it was accepted; a rejected link stays visible and carries nothing."""

    by: NonEmpty
    date: Day
    verdict: Literal["accepted", "rejected"] = "accepted"


class Link(Anchor):
    """One claim that an element (or its part `start`) does something for the element or part `to`.

    What an indicator indicates may stand in another document of the workspace (`soste:G4`); every other `to` is an id
    of the document itself.
    """

    to: QualifiedId
    start: Id | None = Field(default=None, alias="from")
    basis: Basis
    confidence: Confidence | None = None
    sign: Sign = "positive"
    by: NonEmpty | None = None
    rationale: Text | None = None
    reviewed: Review | None = None


class NamesLink(Link):
    """A measure names an actor; named is not the same as responsible."""

    role: ActorRole = "mentioned"


def is_foreign(link_type: LinkType, to: str) -> bool:
    """Say whether a link points into another document, as what an indicator indicates may."""
    return link_type == "indicates" and ":" in to


def link_name(link_type: LinkType, start: str, to: str) -> str:
    """Return the name of a link in reports and options: `M1.a:G2.1.a`, or with its type, `M1.a:serves:S6`."""
    return f"{start}:{to}" if link_type == "advances" else f"{start}:{link_type}:{to}"
