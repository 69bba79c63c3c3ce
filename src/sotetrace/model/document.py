"""One document: one vision, in the shape of its YAML."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Discriminator, NonNegativeInt, PositiveInt, Tag

from sotetrace.model.base import Day, NonEmpty, Value
from sotetrace.model.elements import (
    Actor,
    CoreProblem,
    Element,
    Goal,
    Indicator,
    Level,
    Measure,
    Milestone,
    Statement,
    SubGoal,
    Trend,
)
from sotetrace.model.expectations import Expectation
from sotetrace.model.ids import Id
from sotetrace.model.kinds import KINDS, Kind
from sotetrace.model.links import LINK_TYPES, Anchor, Link, LinkRow, LinkType
from sotetrace.model.text import Language, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMAT = 1
"""The version of the YAML format that this program reads and writes."""

DocumentPath = tuple[str | int, ...]
"""Where something stands in a document: keys and list positions from the top, as in `("measures", 3, "title")`."""


class Claim(Anchor):
    """A count that the document states about itself."""

    kind: Kind
    level: Id | None = None
    count: NonNegativeInt


class Header(Value):
    """What the document is."""

    id: Id
    title: Text
    original: Language = "fi"
    languages: tuple[Language, ...] = ()
    translations: dict[Language, Literal["own", "official"]] = {}
    standing: Literal["proposal", "adopted"] = "proposal"
    issuer: Text | None = None
    licence: NonEmpty | None = None
    summary: Text | None = None
    note: Text | None = None
    claims: tuple[Claim, ...] = ()


class Place(Value):
    """A slide, page or heading of a source text; it reaches from its first words to those of the next place."""

    id: Id
    title: Text
    starts: NonEmpty
    occurrence: PositiveInt | None = None


class SourceText(Value):
    """A text that quotes are held to."""

    id: Id
    title: Text
    language: Language = "fi"
    note: Text | None = None
    places: tuple[Place, ...] = ()


class Members(Value):
    """A set of elements, by kind, by level or both."""

    kind: Kind | None = None
    level: Id | None = None


MembersOrIds = Annotated[
    Annotated[Members, Tag("set")] | Annotated[tuple[Id, ...], Tag("ids")],
    Discriminator(lambda value: "ids" if isinstance(value, (list, tuple)) else "set"),
]


class Scope(Value):
    """A blanket claim, written once for a whole set and expanded only when queried."""

    id: Id
    title: Text | None = None
    note: Text | None = None
    members: MembersOrIds
    advances: tuple[Link, ...] = ()
    serves: tuple[Link, ...] = ()


class Judged(Value):
    """The record that every pair of these measures and sub-goals was read, so that no link means "none found"."""

    measures: tuple[Id, ...]
    sub_goals: tuple[Id, ...]
    by: NonEmpty
    date: Day
    note: Text | None = None


class Retired(Value):
    """The tombstone of a removed element: its id is never used for something else."""

    id: Id
    title: Text
    replaced_by: tuple[Id, ...] = ()


# The sections that hold lists of link objects, with the types of each.
_LINKS_IN: tuple[tuple[str, tuple[LinkType, ...]], ...] = (
    *(
        (row.section, tuple(link.name for link in LINK_TYPES if not link.field and row.name in link.sources))
        for row in KINDS
    ),
    ("scopes", ("advances", "serves")),
)
# The plain fields of structure of each kind.
_FIELDS_OF: dict[Kind, tuple[LinkRow, ...]] = {
    row.name: tuple(link for link in LINK_TYPES if link.field and row.name in link.sources) for row in KINDS
}


class VisionDocument(Value):
    """One vision. The fields are the sections of the YAML, in the order of the chain."""

    format: int
    document: Header
    sources: tuple[SourceText, ...] = ()
    statements: tuple[Statement, ...] = ()
    trends: tuple[Trend, ...] = ()
    levels: tuple[Level, ...] = ()
    core_problems: tuple[CoreProblem, ...] = ()
    goals: tuple[Goal, ...] = ()
    sub_goals: tuple[SubGoal, ...] = ()
    measures: tuple[Measure, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    actors: tuple[Actor, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    scopes: tuple[Scope, ...] = ()
    judged: tuple[Judged, ...] = ()
    retired: tuple[Retired, ...] = ()
    expectations: tuple[Expectation, ...] = ()

    def iter_elements(self, kind: Kind | None = None) -> Iterator[Element]:
        """Yield the elements of a kind, or of all kinds in the order of the chain."""
        for row in KINDS:
            if kind is None or row.name == kind:
                yield from getattr(self, row.section)

    def iter_places(self) -> Iterator[tuple[DocumentPath, Element]]:
        """Yield every element with its document path."""
        return iter(self._places)

    @cached_property
    def _places(self) -> tuple[tuple[DocumentPath, Element], ...]:
        return tuple(
            [
                ((row.section, index), element)
                for row in KINDS
                for index, element in enumerate(getattr(self, row.section))
            ]
        )

    def iter_fields(self) -> Iterator[tuple[DocumentPath, Element, LinkRow, str]]:
        """Yield every plain field of structure that is filled: its path, its element, its link type, and its target."""
        return iter(self._fields)

    @cached_property
    def _fields(self) -> tuple[tuple[DocumentPath, Element, LinkRow, str], ...]:
        return tuple(
            [
                ((*path, row.field), element, row, target)
                for path, element in self.iter_places()
                for row in _FIELDS_OF[element.kind]
                if (target := getattr(element, row.field)) is not None
            ]
        )

    def iter_links(self) -> Iterator[tuple[DocumentPath, str, LinkType, Link]]:
        """Yield every link object: its path, the id of the element or scope it stands on, its type, and itself."""
        return iter(self._links)

    @cached_property
    def _links(self) -> tuple[tuple[DocumentPath, str, LinkType, Link], ...]:
        return tuple(
            [
                ((section, index, link_type, position), holder.id, link_type, link)
                for section, types in _LINKS_IN
                for index, holder in enumerate(getattr(self, section))
                for link_type in types
                for position, link in enumerate(getattr(holder, link_type))
            ]
        )

    def iter_wheres(self) -> Iterator[tuple[DocumentPath, str, str]]:
        """Yield every mention of a place: the path of its `where`, the id of what it stands on, and the place's id."""
        for path, holder, _, link in self.iter_links():
            if link.where is not None:
                yield (*path, "where"), holder, link.where
        for index, claim in enumerate(self.document.claims):
            if claim.where is not None:
                yield ("document", "claims", index, "where"), self.document.id, claim.where
        for path, element in self.iter_places():
            if element.source is not None and element.source.where is not None:
                yield (*path, "source", "where"), element.id, element.source.where
            for index, variant in enumerate(element.variants):
                yield (*path, "variants", index, "where"), element.id, variant.where
            for index, part in enumerate(element.parts):
                if part.source is not None and part.source.where is not None:
                    yield (*path, "parts", index, "source", "where"), part.id, part.source.where
            for index, instrument in enumerate(element.instruments if isinstance(element, Measure) else ()):
                if instrument.where is not None:
                    yield (*path, "instruments", index, "where"), element.id, instrument.where

    def iter_texts(self) -> Iterator[tuple[DocumentPath, str, Text]]:
        """Yield every localized text: its path, the id of what it belongs to, and itself."""
        return iter(self._texts)

    @cached_property
    def _texts(self) -> tuple[tuple[DocumentPath, str, Text], ...]:
        return tuple(
            [
                ((*path, field), holder, text)
                for path, holder, owner, fields in self._iter_texted()
                for field in fields
                if (text := getattr(owner, field)) is not None
            ]
        )

    def _iter_texted(self) -> Iterator[tuple[DocumentPath, str, object, tuple[str, ...]]]:
        """Yield everything that has localized texts: its path, its id, itself, and the fields that hold them."""
        yield ("document",), self.document.id, self.document, ("title", "issuer", "summary", "note")
        for path, element in self.iter_places():
            yield path, element.id, element, _texts_of(type(element))
            for index, part in enumerate(element.parts):
                yield (*path, "parts", index), part.id, part, ("title",)
        for number, source in enumerate(self.sources):
            yield ("sources", number), source.id, source, ("title", "note")
            for index, place in enumerate(source.places):
                yield ("sources", number, "places", index), place.id, place, ("title",)
        for index, scope in enumerate(self.scopes):
            yield ("scopes", index), scope.id, scope, ("title", "note")
        for path, holder, _, link in self.iter_links():
            yield path, holder, link, ("rationale",)

    @cached_property
    def elements(self) -> Mapping[str, Element]:
        """The elements by id; of several with the same id, the first."""
        found: dict[str, Element] = {}
        for element in self.iter_elements():
            found.setdefault(element.id, element)
        return found

    @cached_property
    def part_owners(self) -> Mapping[str, str]:
        """The id of the element of every part, by the part's id."""
        return {part.id: element.id for element in self.iter_elements() for part in element.parts}

    def level_of(self, identifier: str) -> str | None:
        """Return the id of the level at which an element stands; a sub-goal without one stands at its goal's."""
        element = self.elements.get(identifier)
        level: str | None = getattr(element, "level", None)
        if level is not None or not isinstance(element, SubGoal):
            return level
        return getattr(self.elements.get(element.goal), "level", None)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages the document promises: its original first."""
        header = self.document
        return tuple(dict.fromkeys((header.original, *header.languages)))


@cache
def _texts_of(kind: type[Element]) -> tuple[str, ...]:
    """Return the fields of a class of elements that hold localized texts."""
    return tuple(name for name in ("title", "summary", "note", "data_source") if name in kind.model_fields)
