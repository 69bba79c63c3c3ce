"""Crosswalks as RDF: the mapping properties of SKOS between two schemes, and who says so in the terms of SSSOM.

https://www.w3.org/TR/skos-reference/#mapping, https://mapping-commons.github.io/sssom/. A mapping is somebody's
comparison of two documents: each is a statement (`st:Mapping`) as its row has it, from subject to object, with its
justification, and a plain triple each way. A tension has a property of our own. What nobody has mapped is not named:
in RDF that something is not said does not mean that it is not so.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rdflib import Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS

from sotetrace.model.ids import ID_PATTERN
from sotetrace.model.mapping import BUILT_IN_PREFIXES, NO_TERM_FOUND, TERMS
from sotetrace.report.data.facts import urn_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from rdflib import Graph

    from sotetrace.crosswalk import MappingRow, Match, Term, Unmatched
    from sotetrace.report.counterparts import Counterpart

MAPPING_PREFIXES = {name: BUILT_IN_PREFIXES[name] for name in ("sssom", "semapv")}
"""The prefixes that only crosswalks need."""
_OWN, _SSSOM = Namespace(TERMS), Namespace(BUILT_IN_PREFIXES["sssom"])
_PREDICATES = {name: SKOS[f"{name}Match"] for name in ("exact", "close", "broad", "narrow", "related")} | {
    "tension": _OWN.tension
}
_INVERSE = {"broad": "narrow", "narrow": "broad"}
_URN = "urn:sotetrace:"
_ID = re.compile(ID_PATTERN)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+")
"""An address that can stand in angle brackets as it is."""


def add_counterpart(rdf: Graph, counterpart: Counterpart, agent: Callable[[str, str], URIRef]) -> None:
    """Add the mappings of a document to another, and what this calls their ends; `agent` names people of a document."""
    adder = _Adder(rdf, counterpart, agent)
    adder.add_scheme()
    for match in sorted(counterpart.iter_matches(), key=lambda match: (match.row.file, match.row.index)):
        if _ID.fullmatch(match.subject.id) and _ID.fullmatch(match.object.id):
            adder.add_match(match)
    for one in counterpart.crosswalk.unmatched:
        if one.search is not None:
            adder.add_search(one, one.search)


class _Adder:
    """Adds what is known of one counterpart."""

    def __init__(self, rdf: Graph, counterpart: Counterpart, agent: Callable[[str, str], URIRef]) -> None:
        self._rdf = rdf
        self._counterpart = counterpart
        self._agent = agent
        self._seen: Counter[str] = Counter()

    def _add(self, subject: URIRef, *said: tuple[Any, Any]) -> None:
        for predicate, value in said:
            self._rdf.add((subject, predicate, value))

    def add_scheme(self) -> None:
        """Add the other document, by its name and title alone."""
        scheme, title = URIRef(urn_of(self._counterpart.id)), self._counterpart.document.document.title
        self._add(scheme, (RDF.type, SKOS.ConceptScheme))
        self._add(scheme, *((DCTERMS.title, Literal(words, lang=language)) for language, words in title.items()))

    def add_match(self, match: Match) -> None:
        """Add a mapping or tension as its row has it, and the plain triple both ways."""
        row = match.row
        if row.subject is None or row.object is None:  # a search, which is no match
            return
        for term in match.subject, match.object:
            self._add_end(term)
        relation = str(row.relation)
        ends = _name(row.subject), _name(row.object)
        self._rdf.add((ends[0], _PREDICATES[relation], ends[1]))
        self._rdf.add((ends[1], _PREDICATES[_INVERSE.get(relation, relation)], ends[0]))
        mapping = self._named(f"{row.subject.id}:{relation}:{row.object.qualified}", row.subject.document)
        self._add_row(mapping, row, (ends[0], _PREDICATES[relation], ends[1]))
        ends_of = (("subjectPlace", row.subject, row.mapping.subject_place),)
        for name, term, place in (*ends_of, ("objectPlace", row.object, row.mapping.object_place)):
            if place is not None and _ID.fullmatch(place):
                self._add(mapping, (_OWN[name], URIRef(urn_of(term.document, f"place:{place}"))))

    def add_search(self, one: Unmatched, row: MappingRow) -> None:
        """Add that the whole of a document was searched for an element, and nothing found."""
        crosswalk = self._counterpart.crosswalk
        other = crosswalk.second if one.term.document == crosswalk.first else crosswalk.first
        self._add_end(one.term)
        search = self._named(f"{one.term.id}:none:{other}", one.term.document)
        self._add_row(search, row, (_name(one.term), SKOS.mappingRelation, URIRef(NO_TERM_FOUND)))
        self._add(search, (_SSSOM.object_source, URIRef(urn_of(other))))

    def _named(self, key: str, document: str) -> URIRef:
        """Return the name of a mapping, the same from either document."""
        self._seen[f"{document}:{key}"] += 1
        count = self._seen[f"{document}:{key}"]
        return URIRef(urn_of(document, f"mapping:{key}" if count == 1 else f"mapping:{key}:{count}"))

    def _add_end(self, term: Term) -> None:
        """Add what an element or part of the other document is called; this one's are described already."""
        title = self._counterpart.title_of(term.id) if term.document == self._counterpart.id else None
        owner = self._counterpart.owners.get(term.id)
        if title is None or owner is None:
            return
        name, is_part = _name(term), owner.id != term.id
        label = RDFS.label if is_part else SKOS.prefLabel
        self._add(name, *((label, Literal(words, lang=language)) for language, words in title.items()))
        if is_part:
            part_of = URIRef(urn_of(term.document, owner.id))
            self._add(name, (RDF.type, _OWN.Part), (DCTERMS.isPartOf, part_of))
        else:
            scheme = URIRef(urn_of(term.document))
            said = (RDF.type, SKOS.Concept), (SKOS.notation, Literal(term.id)), (SKOS.inScheme, scheme)
            self._add(name, *said)

    def _add_row(self, name: URIRef, row: MappingRow, triple: tuple[URIRef, URIRef, URIRef]) -> None:
        mapping = row.mapping
        self._add(name, (RDF.type, _OWN.Mapping), (RDF.type, RDF.Statement))
        self._add(name, *zip((RDF.subject, RDF.predicate, RDF.object), triple, strict=True))
        justification = self._expand(row, mapping.mapping_justification)
        if justification is not None:
            self._add(name, (_SSSOM.mapping_justification, justification))
        if mapping.confidence is not None:
            self._add(name, (_SSSOM.confidence, Literal(Decimal(str(mapping.confidence)))))
        if mapping.mapping_date is not None:
            self._add(name, (DCTERMS.date, Literal(mapping.mapping_date)))
        if mapping.comment is not None:
            self._add(name, (RDFS.comment, Literal(mapping.comment)))
        document = str(name).removeprefix(_URN).partition(":")[0]  # the same from either document
        authors = [self._agent(document, author) for author in mapping.author_label]
        authors += [self._expand(row, author) or self._agent(document, author) for author in mapping.author_id]
        self._add(name, *((PROV.wasAttributedTo, author) for author in authors))

    def _expand(self, row: MappingRow, curie: str) -> URIRef | None:
        """Return the address that a name in a row stands for, if it can be written as one."""
        found = self._counterpart.sets.get(row.file)
        address = found.expand(curie) if found is not None else None
        return URIRef(address) if address is not None and _ADDRESS.fullmatch(address) else None


def _name(term: Term) -> URIRef:
    return URIRef(urn_of(*term))
