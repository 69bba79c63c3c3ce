"""Both sides of the crosswalks of a workspace, with what the documents' own changes have to do with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sotetrace.crosswalk.rows import Crosswalks, Term
from sotetrace.diff.claims import Claim, TermPairing, iter_claims

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sotetrace.diff.compared import ComparedDocument
    from sotetrace.diff.results import Side
    from sotetrace.model.elements import Element
    from sotetrace.model.mapping import MappingSet

_GONE = frozenset(("element-removed", "element-retired", "part-removed"))
_COME = frozenset(("element-added", "part-added", "id-reused"))


@dataclass(frozen=True)
class MappingSides:
    """The crosswalks of both sides, and the documents as they compare; only what joins one of `only`, where given."""

    old: Crosswalks
    new: Crosswalks
    documents: tuple[ComparedDocument, ...]
    only: frozenset[str] = frozenset()

    @cached_property
    def pairing(self) -> TermPairing:
        """By what names the new side knows the elements of the old one."""
        return TermPairing({one.old.document.id: (one.name, one.pairing) for one in self.documents if one.old})

    @cached_property
    def old_claims(self) -> tuple[Claim, ...]:
        """What the old side says, with the names of the new."""
        return tuple(filter(self._is_asked, iter_claims(self.old, self.pairing)))

    @cached_property
    def new_claims(self) -> tuple[Claim, ...]:
        """What the new side says."""
        return tuple(filter(self._is_asked, iter_claims(self.new)))

    def _is_asked(self, claim: Claim) -> bool:
        return self.is_asked(*claim.documents)

    def is_asked(self, *documents: str) -> bool:
        """Say whether what joins some documents is asked for."""
        return not self.only or not self.only.isdisjoint(documents)

    def sets(self, side: Side) -> dict[str, MappingSet]:
        """Return the files of a side with what each says of itself; of part of the documents, those that join one."""
        crosswalks, claims = (self.old, self.old_claims) if side == "old" else (self.new, self.new_claims)
        files = {claim.row.file for claim in claims}
        return {file: one for file, one in crosswalks.sets.items() if not self.only or file in files}

    @cached_property
    def removals(self) -> Mapping[Term, str]:
        """The fingerprint of what tells that an element or part is gone, by the name that the new side would have."""
        found = {
            Term(one.name, change.subject): change.fingerprint
            for one in self.documents
            for change in one.findings
            if change.rule in _GONE
        }
        for one in self.documents:
            for change in one.findings:
                if change.rule == "element-split":
                    found[Term(one.name, str(change.before))] = change.fingerprint
        return found

    @cached_property
    def arrivals(self) -> Mapping[Term, str]:
        """The fingerprint of what tells that an element or part is new."""
        return {
            Term(one.name, change.subject): change.fingerprint
            for one in self.documents
            for change in one.findings
            if change.rule in _COME
        }

    @cached_property
    def whole(self) -> Mapping[str, str]:
        """The fingerprint of what tells that a document came or went, by its id."""
        return {
            one.name: change.fingerprint
            for one in self.documents
            for change in one.findings
            if change.rule in ("document-added", "document-removed")
        }

    def causes_of(self, terms: Iterable[Term], *, is_loss: bool) -> tuple[str, ...]:
        """Return what of the documents brings about that claims about some elements come or go."""
        known = self.removals if is_loss else self.arrivals
        found = [self.whole.get(term.document) or known.get(self.owner(term)) or known.get(term) for term in terms]
        return tuple(dict.fromkeys(one for one in found if one is not None))

    @cached_property
    def _owners(self) -> Mapping[Term, Term]:
        """The element of every part of both sides, with the names of the new one."""
        found: dict[Term, Term] = {}
        for one in self.documents:
            for document, translate in ((one.new, str), (one.old, one.pairing.translate)):
                for element in document.iter_elements() if document is not None else ():
                    owner = Term(one.name, translate(element.id))
                    for part in element.parts:
                        found.setdefault(Term(one.name, translate(part.id)), owner)
        return found

    def owner(self, term: Term) -> Term:
        """Return the element of a part; an element is its own."""
        return self._owners.get(term, term)

    @cached_property
    def _elements(self) -> tuple[Mapping[Term, Element], Mapping[Term, Element]]:
        old = {
            Term(one.name, one.pairing.translate(element.id)): element
            for one in self.documents
            for element in (one.old.iter_elements() if one.old is not None else ())
        }
        new = {
            Term(one.name, element.id): element
            for one in self.documents
            for element in (one.new.iter_elements() if one.new is not None else ())
        }
        return old, new

    def is_on_both(self, term: Term) -> bool:
        """Say whether both sides have an element."""
        return all(term in side for side in self._elements)

    def is_kept(self, term: Term) -> bool:
        """Say whether an element did neither come nor go, as far as its document is compared at all."""
        owner = self.owner(term)
        return self.is_on_both(owner) or all(one.name != owner.document for one in self.documents)

    def is_draft(self, term: Term) -> bool:
        """Say whether an element is a draft on every side that has it."""
        found = [side[term] for side in self._elements if term in side]
        return bool(found) and all(element.draft for element in found)
