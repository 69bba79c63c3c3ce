"""The shapes of a document: its elements, links, sources and scopes."""

from __future__ import annotations

from typing import Literal

from sotetrace.model.elements import InstrumentKind, StatementRole
from sotetrace.model.kinds import Kind
from sotetrace.model.links import ActorRole, Basis, Confidence, LinkType, Sign
from sotetrace.model.text import Language
from sotetrace.report.shapes.base import Shape


class AnchorShape(Shape):
    """Where words stand: a place of a source, and the words."""

    where: str | None = None
    quote: str | None = None
    prefix: str | None = None
    suffix: str | None = None
    occurrence: int | None = None


class SicShape(Shape):
    """A slip of the source, kept."""

    text: str
    note: dict[Language, str]


class VariantShape(AnchorShape):
    """Another wording."""

    text: str
    lang: Language | None
    sic: list[SicShape]
    note: dict[Language, str]


class InstrumentShape(AnchorShape):
    """An instrument that the words of a measure name."""

    kind: InstrumentKind


class PartShape(Shape):
    """A part of an element."""

    id: str
    title: dict[Language, str]
    source: AnchorShape | None
    sic: list[SicShape]


class ElementShape(Shape):
    """One element, whatever its kind; keys that its kind does not have are absent."""

    id: str
    urn: str
    kind: Kind
    level: str | None
    goal: str | None
    role: StatementRole | None
    order: int | None
    number: str | None
    draft: bool
    title: dict[Language, str]
    title_from: Literal["source", "project"]
    title_official: list[Language]
    summary: dict[Language, str]
    note: dict[Language, str]
    source: AnchorShape | None
    variants: list[VariantShape]
    sic: list[SicShape]
    parts: list[PartShape]
    instruments: list[InstrumentShape]
    formerly: list[str]
    measurement: dict[str, str]
    data_source: dict[Language, str]


class LinkShape(Shape):
    """One link, as the graph has it: blanket claims are expanded, and name their scope."""

    source: str
    source_part: str | None
    type: LinkType
    target: str
    target_part: str | None
    basis: Basis
    confidence: Confidence | None
    sign: Sign
    role: ActorRole | None
    by: str | None
    reviewed_by: str | None
    reviewed_on: str | None
    verdict: Literal["accepted", "rejected"] | None
    scope: str | None
    rationale: dict[Language, str]
    evidence: AnchorShape | None


class ClaimShape(AnchorShape):
    """A count that the document states about itself."""

    kind: Kind
    level: str | None
    count: int


class HeaderShape(Shape):
    """What the document is."""

    id: str
    urn: str
    title: dict[Language, str]
    original: Language
    languages: list[Language]
    translations: dict[Language, Literal["own", "official"]]
    standing: Literal["proposal", "adopted"]
    issuer: dict[Language, str]
    licence: str | None
    summary: dict[Language, str]
    note: dict[Language, str]
    claims: list[ClaimShape]


class PlaceShape(Shape):
    """A place of a source text."""

    id: str
    title: dict[Language, str]
    starts: str
    occurrence: int | None


class SourceShape(Shape):
    """A source text."""

    id: str
    title: dict[Language, str]
    language: Language
    note: dict[Language, str]
    places: list[PlaceShape]


class ScopeShape(Shape):
    """A blanket claim: its members, expanded, and the ids it is about."""

    id: str
    title: dict[Language, str]
    note: dict[Language, str]
    members: list[str]
    advances: list[str]
    serves: list[str]


class JudgedShape(Shape):
    """The record of pairs that were judged."""

    measures: list[str]
    sub_goals: list[str]
    by: str
    date: str
    note: dict[Language, str]


class RetiredShape(Shape):
    """The tombstone of an element."""

    id: str
    title: dict[Language, str]
    replaced_by: list[str]
