"""A vision as RDF: SKOS for what it says, PROV for who says it, W3C Web Annotation for the words it rests on.

https://www.w3.org/TR/skos-reference/, https://www.w3.org/TR/prov-o/, https://www.w3.org/TR/annotation-vocab/.
Every link is a statement about a claim (`rdf:Statement`) that says its basis. Only what the source itself states or
lays out stands as a plain triple besides, so that no reader takes an inference for a fact. Every resource has a name,
none is blank, so the same model gives the same text.
"""

from __future__ import annotations

import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS, XSD

from sotetrace.messages import Translator
from sotetrace.model.text import LANGUAGES
from sotetrace.report.counterparts import iter_pairs
from sotetrace.report.data.facts import key_links, urn_of
from sotetrace.report.data.linked_mappings import MAPPING_PREFIXES, add_counterpart
from sotetrace.report.data.vocabulary import TERMS, class_of, property_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sotetrace.graph import TraceLink
    from sotetrace.model.document import Judged, SourceText, VisionDocument
    from sotetrace.model.elements import Element, Part
    from sotetrace.model.links import Anchor, Link
    from sotetrace.model.text import Text
    from sotetrace.report.counterparts import Counterpart

VOCABULARY = Namespace("urn:sotetrace:vocabulary:")
"""The terms of our own; docs/reference/vocabulary.md explains them."""
_OA = Namespace("http://www.w3.org/ns/oa#")
PREFIXES = {
    "st": str(VOCABULARY),
    "skos": str(SKOS),
    "prov": str(PROV),
    "oa": str(_OA),
    "dcterms": str(DCTERMS),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "xsd": str(XSD),
}
_TYPE_OF = {"Class": RDFS.Class, "Property": RDF.Property, "Concept": SKOS.Concept}
_ASSERTED = ("stated", "layout")
_MEASURED = ("baseline", "target", "unit", "year", "date")


def build_rdf(documents: Iterable[tuple[VisionDocument, Sequence[Counterpart]]]) -> Graph:
    """Return the RDF graph of documents with what maps them to others, and the terms of our vocabulary that it uses."""
    rdf = Graph(bind_namespaces="none")
    known = list(documents)
    for document, _ in known:
        _add_document(_Builder(document, rdf))
    for _, other in iter_pairs(known):
        add_counterpart(rdf, other, partial(add_agent, rdf))
    for prefix, address in prefixes_of(rdf).items():
        rdf.bind(prefix, address)
    _add_terms(rdf)
    return rdf


def prefixes_of(rdf: Graph) -> dict[str, str]:
    """Return the prefixes that a graph needs: those of crosswalks only where it has some."""
    return PREFIXES | MAPPING_PREFIXES if (None, RDF.type, VOCABULARY.Mapping) in rdf else PREFIXES


def _add_document(builder: _Builder) -> None:
    document = builder.document
    builder.add_header()
    for source in document.sources:
        builder.add_source(source)
    for element in document.elements.values():
        builder.add_element(element)
    for scope in document.scopes:
        builder.add(f"scope:{scope.id}", RDF.type, VOCABULARY.Scope)
        builder.add_texts(f"scope:{scope.id}", RDFS.label, scope.title)
    for key, link in key_links(document):
        builder.add_link(key, link)
    for number, judged in enumerate(document.judged, start=1):
        builder.add_judged(f"judged:{number}", judged)
    for retired in document.retired:
        builder.add(retired.id, RDF.type, VOCABULARY.Retired)
        builder.add_texts(retired.id, SKOS.prefLabel, retired.title)
        for other in retired.replaced_by:
            builder.add(retired.id, DCTERMS.isReplacedBy, builder.name(other))


def add_agent(rdf: Graph, document: str, name: str) -> URIRef:
    """Add somebody and return a name; people have no ids in a model, so it is made from what they are called."""
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    agent = URIRef(urn_of(document, f"agent:{digest}"))
    rdf.add((agent, RDF.type, PROV.Agent))
    rdf.add((agent, RDFS.label, Literal(name)))
    return agent


class _Builder:
    """Adds triples about things of one document, each named by its place in the document's name."""

    def __init__(self, document: VisionDocument, rdf: Graph) -> None:
        self.document = document
        self.rdf = rdf
        self.scheme = URIRef(urn_of(document.document.id))
        places = ((place.id, source.id) for source in document.sources for place in source.places)
        self._source_of = dict(places)

    def name(self, identifier: str) -> URIRef:
        return URIRef(urn_of(self.document.document.id, identifier))

    def add(self, identifier: str, predicate: Any, value: Any) -> None:
        self.rdf.add((self.name(identifier), predicate, value))

    def add_texts(self, identifier: str, predicate: Any, text: Text | None) -> None:
        for language, words in text.items() if text is not None else ():
            self.add(identifier, predicate, Literal(words, lang=language))

    def agent(self, name: str) -> URIRef:
        return add_agent(self.rdf, self.document.document.id, name)

    def add_header(self) -> None:
        header = self.document.document
        about: list[tuple[URIRef, URIRef | Literal]] = [
            (RDF.type, SKOS.ConceptScheme),
            (VOCABULARY.standing, VOCABULARY[header.standing]),
        ]
        for predicate, text in (
            (DCTERMS.title, header.title),
            (DCTERMS.description, header.summary),
            (DCTERMS.creator, header.issuer),
            (SKOS.note, header.note),
        ):
            about += [(predicate, Literal(words, lang=language)) for language, words in text.items()] if text else []
        if header.licence is not None:
            about.append((DCTERMS.rights, Literal(header.licence)))
        for language in LANGUAGES:
            about.append((RDFS.comment, Literal(Translator(language)("coverage.caveat"), lang=language)))
        for predicate, value in about:
            self.rdf.add((self.scheme, predicate, value))

    def add_source(self, source: SourceText) -> None:
        self.add(f"source:{source.id}", RDF.type, PROV.Entity)
        self.add_texts(f"source:{source.id}", DCTERMS.title, source.title)
        for place in source.places:
            self.add(f"place:{place.id}", RDF.type, VOCABULARY.Place)
            self.add(f"place:{place.id}", DCTERMS.isPartOf, self.name(f"source:{source.id}"))
            self.add_texts(f"place:{place.id}", RDFS.label, place.title)

    def add_element(self, element: Element) -> None:
        identifier = element.id
        self.add(identifier, RDF.type, SKOS.Concept)
        self.add(identifier, RDF.type, VOCABULARY[class_of(element.kind)])
        self.add(identifier, SKOS.inScheme, self.scheme)
        self.add(identifier, SKOS.notation, Literal(identifier))
        self.add_texts(identifier, SKOS.prefLabel, element.title)
        self.add_texts(identifier, SKOS.definition, element.summary)
        self.add_texts(identifier, SKOS.note, element.note)
        self.add_texts(identifier, VOCABULARY.dataSource, getattr(element, "data_source", None))
        for variant in element.variants:
            language = variant.lang or self.document.document.original
            if variant.text != element.title.get(language):
                self.add(identifier, SKOS.altLabel, Literal(variant.text, lang=language))
        for name in _MEASURED:
            if getattr(element, name, None) is not None:
                self.add(identifier, VOCABULARY[name], Literal(getattr(element, name)))
        for instrument in getattr(element, "instruments", ()):
            self.add(identifier, VOCABULARY.instrument, VOCABULARY[instrument.kind])
        if getattr(element, "role", None) is not None:
            self.add(identifier, VOCABULARY.role, VOCABULARY[element.role])  # type: ignore[attr-defined]
        if element.draft:
            self.add(identifier, VOCABULARY.draft, Literal(True))
        self.add_anchor(identifier, element.source)
        for part in element.parts:
            self.add_part(part, element)

    def add_part(self, part: Part, element: Element) -> None:
        self.add(part.id, RDF.type, VOCABULARY.Part)
        self.add(part.id, DCTERMS.isPartOf, self.name(element.id))
        self.add_texts(part.id, RDFS.label, part.title)
        self.add_anchor(part.id, part.source)

    def add_anchor(self, identifier: str, anchor: Anchor | None) -> None:
        """Add the words that something rests on, and the source they stand in."""
        if anchor is None or (anchor.where is None and anchor.quote is None):
            return
        evidence, selector = f"{identifier}:evidence", f"{identifier}:selector"
        self.add(identifier, VOCABULARY.evidence, self.name(evidence))
        self.add(evidence, RDF.type, _OA.SpecificResource)
        if anchor.where is not None:
            self.add(evidence, _OA.hasSource, self.name(f"place:{anchor.where}"))
        if anchor.where in self._source_of:
            self.add(identifier, PROV.hadPrimarySource, self.name(f"source:{self._source_of[anchor.where]}"))
        if anchor.quote is not None:
            self.add(evidence, _OA.hasSelector, self.name(selector))
            self.add(selector, RDF.type, _OA.TextQuoteSelector)
            self.add(selector, _OA.exact, Literal(anchor.quote))
            for name in ("prefix", "suffix"):
                if getattr(anchor, name) is not None:
                    self.add(selector, _OA[name], Literal(getattr(anchor, name)))
            if anchor.occurrence is not None:
                self.add(selector, VOCABULARY.occurrence, Literal(anchor.occurrence))

    def add_link(self, key: str, link: TraceLink) -> None:
        identifier, predicate = f"link:{key}", VOCABULARY[property_of(link.type)]
        ends = [self.name(link.source_part or link.source), self.name(link.target_part or link.target)]
        self.add(identifier, RDF.type, VOCABULARY.Link)
        self.add(identifier, RDF.type, RDF.Statement)
        self.add(identifier, RDF.subject, ends[0])
        self.add(identifier, RDF.predicate, predicate)
        self.add(identifier, RDF.object, ends[1])
        self.add(identifier, VOCABULARY.basis, VOCABULARY[link.basis])
        if link.confidence is not None:
            self.add(identifier, VOCABULARY.confidence, VOCABULARY[link.confidence])
        if link.sign != "positive":
            self.add(identifier, VOCABULARY.sign, VOCABULARY[link.sign])
        if link.scope is not None:
            self.add(identifier, VOCABULARY.scope, self.name(f"scope:{link.scope}"))
        if link.link is not None:
            self._add_claim(identifier, link.link)
        if link.basis in _ASSERTED and link.is_carrying:
            self.rdf.add((ends[0], predicate, ends[1]))
            if link.type == "part_of":
                self.rdf.add((ends[0], SKOS.broader, ends[1]))

    def _add_claim(self, identifier: str, claim: Link) -> None:
        self.add_anchor(identifier, claim)
        self.add_texts(identifier, VOCABULARY.rationale, claim.rationale)
        role = getattr(claim, "role", None)
        if role is not None:
            self.add(identifier, VOCABULARY.role, VOCABULARY[role])
        if claim.by is not None:
            self.add(identifier, PROV.wasAttributedTo, self.agent(claim.by))
        if claim.reviewed is not None:
            review = f"{identifier}:review"
            self.add(review, RDF.type, VOCABULARY.Review)
            self.add(review, RDF.type, PROV.Activity)
            self.add(review, PROV.used, self.name(identifier))
            self.add(review, PROV.wasAssociatedWith, self.agent(claim.reviewed.by))
            self.add(review, DCTERMS.date, Literal(claim.reviewed.date))
            self.add(review, VOCABULARY.verdict, VOCABULARY[claim.reviewed.verdict])

    def add_judged(self, identifier: str, judged: Judged) -> None:
        self.add(identifier, RDF.type, VOCABULARY.Judging)
        self.add(identifier, RDF.type, PROV.Activity)
        self.add(identifier, PROV.wasAssociatedWith, self.agent(judged.by))
        self.add(identifier, DCTERMS.date, Literal(judged.date))
        for one in (*judged.measures, *judged.sub_goals):
            self.add(identifier, PROV.used, self.name(one))


def _add_terms(rdf: Graph) -> None:
    """Explain the terms that are used, in every language, in the words of the reports."""
    used = {term for triple in rdf for term in triple if isinstance(term, URIRef)}
    for name, term in TERMS.items():
        if VOCABULARY[name] not in used:
            continue
        rdf.add((VOCABULARY[name], RDF.type, _TYPE_OF[term.of]))
        for language in LANGUAGES:
            words = Translator(language)
            if term.label:
                rdf.add((VOCABULARY[name], RDFS.label, Literal(words(term.label), lang=language)))
            if term.meaning:
                rdf.add((VOCABULARY[name], RDFS.comment, Literal(words(term.meaning), lang=language)))
