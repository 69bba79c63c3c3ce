"""The shapes of crosswalks, and of a workspace with them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sotetrace.crosswalk import ConflictKind
from sotetrace.model.kinds import Kind
from sotetrace.model.mapping import Relation
from sotetrace.model.text import Language
from sotetrace.report.shapes.base import Shape


class RowShape(Shape):
    """A row of a crosswalk, counted from 1 below the names of the columns."""

    file: str
    row: int


class MappingShape(Shape):
    """A mapping or tension from an element of the first document to one of the second; `broad`: that is broader."""

    subject: str
    relation: Relation
    object: str
    confidence: float | None
    justification: str
    authors: list[str]
    comment: str | None
    subject_place: str | None
    object_place: str | None
    row: RowShape


class StepOfChainShape(Shape):
    """A mapping as a chain takes it."""

    subject: str
    relation: Relation
    object: str
    row: RowShape


class DerivedMappingShape(Shape):
    """A mapping that nobody made: what follows from the steps, with their weakest confidence and justification."""

    subject: str
    relation: Relation
    object: str
    confidence: float | None
    justification: str
    steps: list[StepOfChainShape]


class UnmatchedShape(Shape):
    """An element that no mapping joins to the other document; `is_searched` when a row says that nothing was found."""

    id: str
    kind: Kind
    is_searched: bool
    comment: str | None
    derived: list[str]
    tensions: list[str]
    row: RowShape | None


class KindCountShape(Shape):
    """The elements of a kind: matched, searched for in vain, only in tension, and those of which no row tells."""

    document: str
    kind: Kind
    total: int
    matched: int
    none_found: int
    tense: int
    open: int


class ConflictShape(Shape):
    """Mappings that cannot hold together; `derived` where only a chain shows it."""

    kind: ConflictKind
    ids: list[str]
    relations: list[Relation]
    rows: list[RowShape]
    derived: DerivedMappingShape | None


class RedundancyShape(Shape):
    """A mapping that adds nothing: a weaker one of the same pair, or one that a chain yields too."""

    kind: Literal["weaker", "chain"]
    mapping: MappingShape
    stronger: RowShape | None
    derived: DerivedMappingShape | None


class DocumentPairShape(Shape):
    """How two documents meet, seen from the first. Ids have their document before them: `soste:G4`."""

    first: str
    second: str
    counts: list[KindCountShape]
    matches: list[MappingShape]
    tensions: list[MappingShape]
    unmatched: list[UnmatchedShape]
    derived: list[DerivedMappingShape]
    conflicts: list[ConflictShape]
    redundancies: list[RedundancyShape]


class ForeignElementShape(Shape):
    """An element or part of another document, as a crosswalk names it; `kind` is None for what is not there now."""

    id: str
    urn: str
    kind: Kind | None
    title: dict[Language, str]


class CounterpartShape(Shape):
    """Another document, how the exported one relates to it, and what its ends are called; coverage counts none."""

    document: str
    urn: str
    title: dict[Language, str]
    elements: list[ForeignElementShape]
    crosswalk: DocumentPairShape


class CrosswalkShape(Shape):
    """The output of `crosswalk`."""

    schema_: Literal["sotetrace.crosswalk/1"] = Field("sotetrace.crosswalk/1", alias="schema")
    pairs: list[DocumentPairShape]
