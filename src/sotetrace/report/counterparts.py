"""Other documents of a workspace as the export of one shows them: how the two relate, apart from any coverage."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sotetrace.crosswalk import CrosswalkResult, Match, Term, Unmatched
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.elements import Element
    from sotetrace.model.mapping import MappingSet
    from sotetrace.model.text import Text


@dataclass(frozen=True)
class Counterpart:
    """Another document, and how the exported one relates to it.

    `crosswalk` goes from the exported document to the other. `sets` are the sets of mappings by the names of their
    files. `path` is where the export of the other stands, seen from this one: a page (`soste.html`) or a folder
    (`../soste/`); empty when it is not written beside it.
    """

    document: VisionDocument
    crosswalk: CrosswalkResult
    sets: Mapping[str, MappingSet]
    path: str = ""

    @property
    def id(self) -> str:
        """The id of the other document."""
        return self.document.document.id

    @cached_property
    def owners(self) -> dict[str, Element]:
        """The elements of the other document by their ids and those of their parts."""
        return owners_of(self.document)

    def title_of(self, identifier: str) -> Text | None:
        """Return the title of an element of the other document, or the label of a part; None for what is not there."""
        owner = self.owners.get(identifier)
        if owner is None or owner.id == identifier:
            return owner.title if owner is not None else None
        return next((part.title for part in owner.parts if part.id == identifier), None)

    def iter_matches(self) -> Iterator[Match]:
        """Yield every mapping and tension that somebody recorded."""
        yield from self.crosswalk.matches
        yield from self.crosswalk.tensions

    def find_unmatched(self, *, is_own: bool) -> list[Unmatched]:
        """Return what has no counterpart: elements of the exported document (`is_own`), or of the other."""
        document = self.crosswalk.first if is_own else self.crosswalk.second
        return [one for one in self.crosswalk.unmatched if one.term.document == document]

    def find_ends(self) -> list[Term]:
        """Return every element and part of the other document that its crosswalk names, once each."""
        crosswalk = self.crosswalk
        ends = [match.object for match in self.iter_matches()]
        ends += [one.object for one in crosswalk.derived]
        return list(dict.fromkeys([*ends, *(one.term for one in self.find_unmatched(is_own=False))]))


def iter_pairs(
    known: Iterable[tuple[VisionDocument, Sequence[Counterpart]]],
) -> Iterator[tuple[VisionDocument, Counterpart]]:
    """Yield each two documents that a crosswalk joins once, seen from the one that comes first."""
    seen = set()
    for document, counterparts in known:
        for other in counterparts:
            pair = frozenset((document.document.id, other.id))
            if pair not in seen:
                seen.add(pair)
                yield document, other


def count_mappings(document: VisionDocument, counterparts: Iterable[Counterpart]) -> dict[str, dict[str, int]]:
    """Count the mappings and tensions of each element, parts included, by the id of the other document."""
    counts: dict[str, dict[str, int]] = {}
    owners = owners_of(document)
    for other in counterparts:
        for match in other.iter_matches():
            owner = owners.get(match.subject.id)
            if owner is not None:
                found = counts.setdefault(owner.id, {})
                found[other.id] = found.get(other.id, 0) + 1
    return counts


def owners_of(document: VisionDocument) -> dict[str, Element]:
    """Return the elements of a document by their ids and, of those that nothing else has, the ids of their parts."""
    owners = dict(document.elements)
    for element in document.elements.values():
        for part in element.parts:
            owners.setdefault(part.id, element)
    return owners


def authors_of(match: Match) -> tuple[str, ...]:
    """Return who made a mapping: names, and ids of people."""
    return (*match.row.mapping.author_label, *match.row.mapping.author_id)


def reviewers_of(match: Match) -> tuple[str, ...]:
    """Return who reviewed a mapping: names, and ids of people."""
    return (*match.row.mapping.reviewer_label, *match.row.mapping.reviewer_id)


def places_of(match: Match) -> tuple[str | None, str | None]:
    """Return the places of the sources that a mapping names: of the exported document, and of the other."""
    mapping = match.row.mapping
    own, other = mapping.subject_place, mapping.object_place
    return (own, other) if match.row.subject == match.subject else (other, own)


def justification_of(match: Match) -> str:
    """Return how somebody came to a mapping, without its prefix: `ManualMappingCuration`."""
    return match.row.mapping.mapping_justification.partition(":")[2]
