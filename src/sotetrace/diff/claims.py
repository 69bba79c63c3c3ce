"""What the rows of crosswalks say, so that two states can be paired: in whatever order, layout or direction they stand.

A row says the same when its ends change places and its relation is turned with them, when what all rows share stands
in the header instead, and when a prefix has another name. None of it leaves a trace here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from sotetrace.crosswalk.rows import INVERSE, Term
from sotetrace.diff.entities import canonical, plain
from sotetrace.diff.pairing import Pairing
from sotetrace.model.ids import natural_key
from sotetrace.model.mapping import canonical_number, iter_curies

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sotetrace.crosswalk import Crosswalks, MappingRow
    from sotetrace.diff.entities import Plain
    from sotetrace.model.mapping import Relation

ClaimKind = Literal["mapping", "tension", "search", "denial"]
"""What a row says: that two elements relate or are in tension, that nothing was found, or what does not hold."""

_ENDS = frozenset(("subject_id", "predicate_id", "predicate_label", "object_id"))
"""The slots that say what a claim is; every other one says something about it."""


@dataclass(frozen=True, slots=True)
class TermPairing:
    """By what names the new side knows the elements of the old one: for each document of it, the id and the pairing."""

    documents: Mapping[str, tuple[str, Pairing]]

    def translate(self, term: Term) -> Term:
        """Return the element of the new side that an element of the old one is."""
        name, pairing = self.documents.get(term.document, (term.document, None))
        return Term(name, pairing.translate(term.id) if pairing is not None else term.id)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one row says, with the names that the new side has for its ends.

    `relation` is that from the first end to the second, or the predicate where it is none of ours; `searched` is the
    document in which a search found nothing. `fields` hold every other slot, comparable as they are. `is_turned` tells
    that the row is written from the other end.
    """

    row: MappingRow
    kind: ClaimKind
    first: Term | None
    second: Term | None
    relation: str
    searched: str
    fields: Mapping[str, Plain]
    is_turned: bool = False

    @property
    def ends(self) -> tuple[Term, ...]:
        """The elements it speaks of: two, or the one for which nothing was found."""
        return tuple(term for term in (self.first, self.second) if term is not None)

    @property
    def documents(self) -> frozenset[str]:
        """The documents that it joins or was searched for."""
        return frozenset((*(term.document for term in self.ends), *filter(None, (self.searched,))))

    @property
    def pair(self) -> tuple[object, ...]:
        """What claims have in common that speak of the same: their kind and ends, whichever stands first."""
        return (self.kind, tuple(sorted(self.ends)), self.searched)

    @property
    def name(self) -> str:
        """The name of the claim: both ends, or the one end and the document that was searched."""
        told = [term.qualified for term in self.ends]
        return " ".join((*told, self.searched) if self.kind == "search" and self.searched else told)

    @property
    def order(self) -> tuple[object, ...]:
        """By what claims are sorted; nothing of it depends on where they stand."""
        said = canonical([self.relation, dict(self.fields)])
        return (natural_key(self.name), self.kind, said)

    def relation_from(self, term: Term) -> str:
        """Return the relation as it is seen from one of its ends."""
        return self.relation if term == self.first else self.turned().relation

    def beyond(self, term: Term) -> Term | None:
        """Return the other end."""
        return self.second if term == self.first else self.first

    def turned(self) -> Claim:
        """Return the same claim from its other end."""
        fields = {_turned_slot(slot): value for slot, value in self.fields.items()}
        relation: str = INVERSE.get(self.relation, self.relation)  # type: ignore[call-overload]
        return replace(
            self,
            first=self.second,
            second=self.first,
            relation=relation,
            fields=fields,
            is_turned=not self.is_turned,
        )

    def as_written(self) -> Claim:
        """Return the same claim from the end from which its row is written."""
        return self.turned() if self.is_turned else self

    def facing(self, other: Claim) -> Claim:
        """Return the claim in the direction in which it is most like another one."""
        return max((self, self.turned()), key=lambda claim: claim.likeness(other))

    def likeness(self, other: Claim) -> int:
        """Return how much of the ends is the same, in their order: elements first, then documents."""
        pairs = ((self.first, other.first), (self.second, other.second))
        same = [3 * (one == two) + (one.document == two.document) for one, two in pairs if one and two]
        return sum(same) - sum(5 for one, two in pairs if (one is None) != (two is None))


def _turned_slot(slot: str) -> str:
    side, _, rest = slot.partition("_")
    return f"{ {'subject': 'object', 'object': 'subject'}[side] }_{rest}" if side in ("subject", "object") else slot


def iter_claims(crosswalks: Crosswalks, pairing: TermPairing | None = None) -> Iterator[Claim]:
    """Yield what every row says; with a pairing, as the new side would say it."""
    for row in crosswalks.rows:
        first, second = (term and (pairing.translate(term) if pairing else term) for term in (row.subject, row.object))
        searched = row.searched or ""
        if pairing is not None and searched in pairing.documents:
            searched = pairing.documents[searched][0]
        yield Claim(
            row, kind_of(row), first, second, _relation(crosswalks, row), searched, _fields(crosswalks, row, searched)
        )


def kind_of(row: MappingRow) -> ClaimKind:
    """Return what kind of thing a row says."""
    if row.is_search:
        return "search"
    if row.is_denied:
        return "denial"
    return "tension" if row.relation == "tension" else "mapping"


def _relation(crosswalks: Crosswalks, row: MappingRow) -> Relation | str:
    if row.relation is not None:
        return row.relation
    predicate = row.mapping.predicate_id
    return crosswalks.sets[row.file].expand(predicate) or predicate


def _fields(crosswalks: Crosswalks, row: MappingRow, searched: str) -> dict[str, Plain]:
    """Return the slots of a row by name, ids as the addresses they stand for, lists in one order."""
    mapping_set, mapping = crosswalks.sets[row.file], row.mapping
    said = plain(mapping)
    assert isinstance(said, dict)
    fields = {slot: value for slot, value in said.items() if slot not in _ENDS}
    if not row.is_search:
        fields.pop("predicate_modifier", None)
    if searched:
        fields.pop("subject_source" if row.subject is None else "object_source", None)
    for slot in dict(iter_curies(mapping)).keys() & fields.keys():
        held = getattr(mapping, slot)
        ids = [mapping_set.expand(curie) or curie for curie in (held if isinstance(held, tuple) else (held,))]
        fields[slot] = sorted(ids) if isinstance(held, tuple) else ids[0]
    return {slot: float(canonical_number(value)) if type(value) is float else value for slot, value in fields.items()}
