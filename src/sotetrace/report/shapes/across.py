"""The shapes of answers across documents."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sotetrace.across import Extent, Ground, Standing
from sotetrace.coverage import Tier
from sotetrace.model.kinds import Kind
from sotetrace.model.links import Basis, Confidence
from sotetrace.model.mapping import Relation
from sotetrace.model.text import Language
from sotetrace.report.shapes.base import Shape
from sotetrace.report.shapes.crosswalks import MappingShape, RowShape, StepOfChainShape
from sotetrace.report.shapes.elements import LinkShape


class BridgeShape(Shape):
    """How an element or part leads into another document: by one mapping, or derived from several steps.

    Confidence and justification are the weakest of the steps; only a mapping that somebody made has a comment.
    """

    start: str
    relation: Relation
    end: str
    is_derived: bool
    confidence: float | None
    justification: str
    comment: str | None
    steps: list[StepOfChainShape]


class ChainDownShape(Shape):
    """The best chain from an element down to a measure of its own document on one ground, with its weakest link.

    `as_source`: no inference in it; `as_read`: an inference, and no blanket claim; `blanket`: a blanket claim.
    """

    ground: Ground
    ids: list[str]
    weakest: Tier


class BackerShape(Shape):
    """A measure that reaches an element of its own document; one that is itself the element has no chain."""

    measure: str
    chains: list[ChainDownShape]


class BackingShape(Shape):
    """What reaches the counterpart in its own document: how far, the best tier on each scale, and which measures."""

    extent: Extent
    as_source: Tier | None
    as_read: Tier | None
    measures: list[BackerShape]


class CrossingShape(Shape):
    """A counterpart, what reaches it, and what comes of both."""

    standing: Standing
    bridge: BridgeShape
    backing: BackingShape


class SearchShape(Shape):
    """The row that says that the whole other document was searched, and nothing was found."""

    document: str | None
    comment: str | None
    row: RowShape


class ElementAcrossShape(Shape):
    """An element, and how far it meets the measures of the other document; `tensions` never count.

    `is_derived`: the standing would be worse without derived mappings.
    """

    id: str
    kind: Kind
    standing: Standing
    is_derived: bool
    crossings: list[CrossingShape]
    tensions: list[MappingShape]
    search: SearchShape | None


class GainedIndicatorShape(Shape):
    """An indicator that would tell something of an element of the other document.

    `basis`, `link_confidence` and `rationale` are those of its own link, null or empty when it is mapped itself;
    `bridge` is null when it points over the documents. `has_own`: the element has an indicator of its own document.
    """

    indicator: str
    target: str
    kind: Kind
    has_own: bool
    basis: Basis | None
    link_confidence: Confidence | None
    rationale: dict[Language, str]
    bridge: BridgeShape | None
    measurement: dict[str, str]
    data_source: dict[Language, str]


class AcrossPairShape(Shape):
    """What one document has in another; `standing` and `note` are what the first says of itself."""

    first: str
    second: str
    standing: Literal["proposal", "adopted"]
    note: dict[Language, str]
    counts: dict[Kind, dict[Standing, int]]
    elements: list[ElementAcrossShape]
    gained: list[GainedIndicatorShape]


class AcrossShape(Shape):
    """The output of `coverage --across`."""

    schema_: Literal["sotetrace.across/1"] = Field("sotetrace.across/1", alias="schema")
    pairs: list[AcrossPairShape]


class PassageShape(Shape):
    """One way into another document: the links up to where the bridge starts, the bridge, and what lies beyond.

    `weakest` is that of the approach, null without one; `up` leads from the counterpart to a vision sentence.
    """

    approach: list[LinkShape]
    weakest: Tier | None
    bridge: BridgeShape
    backing: BackingShape | None
    up: list[LinkShape]


class TraceAcrossShape(Shape):
    """The output of `trace --across`: `into` starts at the element, `back` at what it serves in its own document."""

    schema_: Literal["sotetrace.trace-across/1"] = Field("sotetrace.trace-across/1", alias="schema")
    id: str
    into: list[PassageShape]
    back: list[PassageShape]
    searches: list[SearchShape]
    tensions: list[MappingShape]
