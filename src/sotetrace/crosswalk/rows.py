"""The mappings of a workspace with their ends resolved: which element of which document each one means."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sotetrace.model.mapping import NO_TERM_FOUND, RELATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping as Dict

    from sotetrace.model.document import VisionDocument
    from sotetrace.model.kinds import Kind
    from sotetrace.model.mapping import Mapping, MappingSet, Relation
    from sotetrace.model.workspace import Workspace

_URN = "urn:sotetrace:"
INVERSE: dict[Relation, Relation] = {"broad": "narrow", "narrow": "broad"}
"""The relations that turn round with their ends; every other one is the same from both."""


class Term(NamedTuple):
    """An element or part as a crosswalk names it: by the document it stands in and its id there."""

    document: str
    id: str

    @property
    def qualified(self) -> str:
        """The id with its document before it: `soste:G4`."""
        return f"{self.document}:{self.id}"


@dataclass(frozen=True, slots=True)
class MappingRow:
    """A mapping with its place, and its ends resolved.

    An end is None where nothing was found; `searched` is then the document that was searched. `relation` is None for a
    predicate that means nothing here.
    """

    file: str
    index: int
    mapping: Mapping
    subject: Term | None
    relation: Relation | None
    object: Term | None
    searched: str | None = None

    @property
    def is_search(self) -> bool:
        """Say whether the row tells that nothing was found."""
        return self.subject is None or self.object is None

    @property
    def is_denied(self) -> bool:
        """Say whether the row tells that a mapping does not hold."""
        return self.mapping.predicate_modifier is not None


@dataclass(frozen=True)
class Crosswalks:
    """The documents of a workspace and every row of its crosswalks; `left_out` are ids that could not be read."""

    documents: Dict[str, VisionDocument]
    rows: tuple[MappingRow, ...]
    sets: Dict[str, MappingSet] = field(default_factory=dict)
    left_out: Dict[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def _kinds(self) -> Dict[Term, Kind]:
        kinds: dict[Term, Kind] = {}
        for name, document in self.documents.items():
            for element in document.iter_elements():
                for identifier in (element.id, *(part.id for part in element.parts)):
                    kinds.setdefault(Term(name, identifier), element.kind)
        return kinds

    @cached_property
    def retired(self) -> frozenset[Term]:
        """The ids of removed elements that nothing has now."""
        found = (Term(name, one.id) for name, document in self.documents.items() for one in document.retired)
        return frozenset(term for term in found if term not in self._kinds)

    def kind_of(self, term: Term) -> Kind | None:
        """Return the kind of an element, or of the element of a part; None for what no document here has."""
        return self._kinds.get(term)

    def ids_of(self, document: str) -> list[str]:
        """Return the ids of the elements and parts of a document."""
        return [term.id for term in self._kinds if term.document == document]

    def is_unknown(self, term: Term) -> bool:
        """Say whether a document that is here has nothing of an id, neither now nor before."""
        is_here = term.document in self.documents and term.id not in self.left_out.get(term.document, ())
        return is_here and term not in self._kinds and term not in self.retired

    @cached_property
    def counted(self) -> tuple[MappingRow, ...]:
        """The rows that relate two ends: no searches, no denials, no unknown ids, no unknown predicates."""
        return tuple(
            row
            for row in self.rows
            if row.subject is not None
            and row.object is not None
            and row.subject != row.object
            and row.relation not in (None, "any")
            and not row.is_denied
            and not self.is_unknown(row.subject)
            and not self.is_unknown(row.object)
        )


def build_crosswalks(workspace: Workspace, left_out: Dict[str, frozenset[str]] | None = None) -> Crosswalks:
    """Resolve the crosswalks of a workspace."""
    documents = {document.document.id: document for document in workspace.documents}
    rows = [
        _resolve(crosswalk.file, crosswalk.mapping_set, index, mapping)
        for crosswalk in workspace.crosswalks
        for index, mapping in enumerate(crosswalk.mapping_set.mappings)
    ]
    sets = {crosswalk.file: crosswalk.mapping_set for crosswalk in workspace.crosswalks}
    return Crosswalks(documents, tuple(rows), sets, left_out or {})


def _resolve(file: str, mapping_set: MappingSet, index: int, mapping: Mapping) -> MappingRow:
    subject = resolve_term(mapping_set, mapping.subject_id)
    target = resolve_term(mapping_set, mapping.object_id)
    searched = None
    if subject is None or target is None:
        source = mapping.subject_source if subject is None else mapping.object_source
        searched = _document(mapping_set, source) if source is not None else None
    relation = RELATIONS.get(mapping_set.expand(mapping.predicate_id) or "")
    return MappingRow(file, index, mapping, subject, relation, target, searched)


def resolve_term(mapping_set: MappingSet, curie: str) -> Term | None:
    """Return the element that an end of a mapping names; None where nothing was found."""
    address = mapping_set.expand(curie) or ""
    if address == NO_TERM_FOUND:
        return None
    document, separator, identifier = address.removeprefix(_URN).partition(":")
    if address.startswith(_URN) and separator:
        return Term(document, identifier)
    prefix, _, name = curie.partition(":")
    return Term(prefix, name)


def _document(mapping_set: MappingSet, curie: str) -> str:
    """Return the id of the document that a source names: `urn:sotetrace:soste`, or the name after the prefix."""
    address = mapping_set.expand(curie) or ""
    return address.removeprefix(_URN) if address.startswith(_URN) else curie.partition(":")[2]
