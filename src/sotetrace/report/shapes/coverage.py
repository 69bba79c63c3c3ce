"""The shapes of coverage: elements, parts, chains, gates."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sotetrace.coverage import Tier
from sotetrace.model.kinds import Kind
from sotetrace.model.text import Language
from sotetrace.report.shapes.base import Shape


class PartCoverageShape(Shape):
    """The coverage of a part."""

    id: str
    as_read: Tier
    is_served: bool
    waived: str | None


class ElementCoverageShape(Shape):
    """The coverage of one element against one expectation."""

    id: str
    kind: Kind
    as_source: Tier
    as_read: Tier
    as_reviewed: Tier
    by_source: list[str]
    by_reading: list[str]
    carriers: list[str]
    parts: list[PartCoverageShape]
    unjudged: list[str]
    waived: str | None
    is_gap: bool


class ExpectationShape(Shape):
    """One expectation: counts of every tier on both scales, and its elements."""

    id: str
    of: Kind
    by: list[Kind]
    is_applicable: bool
    is_structural: bool
    total: int
    waived: int
    as_source: dict[Tier, int]
    as_read: dict[Tier, int]
    elements: list[ElementCoverageShape]


class RollUpShape(Shape):
    """A rolled-up status."""

    id: str
    kind: Kind
    as_source: Tier
    as_read: Tier


class ChainShape(Shape):
    """The witness chain of a core problem on each scale, or the frontier where it stops."""

    id: str
    as_source: list[str]
    as_source_strength: Tier
    as_source_frontier: list[str]
    as_read: list[str]
    as_read_strength: Tier
    as_read_frontier: list[str]


class GateShape(Shape):
    """A gate and its figures."""

    expectation: str
    percent: float
    counted: list[str]
    covered: int
    total: int
    waived: int
    is_met: bool


class DocumentCoverageShape(Shape):
    """The coverage of one document."""

    document: str
    with_inference: bool
    left_out: list[str]
    dangling: int
    headline: list[str]
    expectations: list[ExpectationShape]
    roll_ups: list[RollUpShape]
    chains: list[ChainShape]
    gates: list[GateShape]


class CoverageShape(Shape):
    """The output of `coverage`."""

    schema_: Literal["sotetrace.coverage/1"] = Field("sotetrace.coverage/1", alias="schema")
    language: Language
    caveat: str
    documents: list[DocumentCoverageShape]
