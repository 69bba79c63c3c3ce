"""Linked data, read back with rdflib: what is said, who says it, and that no inference passes for a fact."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from functools import cache

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, SKOS

from sotetrace.report.data.linked import build_rdf
from sotetrace.report.data.vocabulary import TERMS
from tests.builders import goal, inferred, measure, sub_goal, vision
from tests.cli.runner import ROOT
from tests.exports.sources import ALL_HOSTILE, export, hostile, model, text_of

ST = Namespace("urn:sotetrace:vocabulary:")
OA = Namespace("http://www.w3.org/ns/oa#")
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
COMMAND = re.compile(r"^\s*::[a-z-]+( [^\n]*)?::|##(\[|vso\[)", re.MULTILINE)
# The reader of JSON-LD uses a class of its own library that is on its way out.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
FORMATS = {"turtle": "turtle", "jsonld": "json-ld"}


def read(to: str, text: str) -> Graph:
    return Graph().parse(data=text, format=FORMATS[to])


@cache
def vision_graph() -> Graph:
    return read("turtle", text_of("turtle"))


def name(identifier: str) -> URIRef:
    return URIRef(f"urn:sotetrace:sote2040:{identifier}")


def test_both_formats_say_the_same() -> None:
    assert set(read("jsonld", text_of("jsonld"))) == set(vision_graph())


def test_elements_are_concepts_of_one_scheme_with_labels_per_language() -> None:
    rdf = vision_graph()
    scheme = URIRef("urn:sotetrace:sote2040")
    assert set(rdf.subjects(SKOS.inScheme, scheme)) == {name(element["id"]) for element in model()["elements"]}
    for element in model()["elements"]:
        labels = {
            str(one.language): str(one)
            for one in rdf.objects(name(element["id"]), SKOS.prefLabel)
            if isinstance(one, Literal)
        }
        assert labels == element["title"]
    parents = {str(child): str(parent) for child, parent in rdf.subject_objects(SKOS.broader)}
    assert parents == {str(name(e["id"])): str(name(e["goal"])) for e in model()["elements"] if e["goal"]}


def test_every_link_is_a_statement_with_its_basis() -> None:
    rdf = vision_graph()
    found: Counter[tuple[str, ...]] = Counter()
    for link in rdf.subjects(RDF.type, ST.Link):
        assert (link, RDF.type, RDF.Statement) in rdf
        (subject,), (predicate,) = rdf.objects(link, RDF.subject), rdf.objects(link, RDF.predicate)
        (target,), (basis,) = rdf.objects(link, RDF.object), rdf.objects(link, ST.basis)
        confidence = next(rdf.objects(link, ST.confidence), "")
        found[tuple(str(one).rpartition(":")[2] for one in (subject, predicate, target, basis, confidence))] += 1
    expected = Counter(
        (
            link["source_part"] or link["source"],
            {"part_of": "partOf"}.get(link["type"], link["type"]),
            link["target_part"] or link["target"],
            link["basis"],
            link["confidence"] or "",
        )
        for link in model()["links"]
    )
    assert found == expected


def test_only_what_the_source_says_is_a_plain_triple() -> None:
    rdf = vision_graph()
    predicates = {ST[name] for name, term in TERMS.items() if term.of == "Property" and term.label.startswith("link.")}
    plain = {(s, p, o) for s, p, o in rdf if p in predicates}
    by_basis: dict[str, set[tuple[object, ...]]] = {}
    for link in rdf.subjects(RDF.type, ST.Link):
        (basis,) = rdf.objects(link, ST.basis)
        triple = tuple(next(rdf.objects(link, p)) for p in (RDF.subject, RDF.predicate, RDF.object))
        by_basis.setdefault(str(basis).rpartition(":")[2], set()).add(triple)
    assert plain == by_basis["stated"] | by_basis["layout"]
    assert not plain & (by_basis["inferred"] - by_basis["stated"] - by_basis["layout"])


def test_quotes_are_text_quote_selectors_in_their_source() -> None:
    rdf = vision_graph()
    quotes = Counter(str(quote) for quote in rdf.objects(None, OA.exact))
    anchors = [link["evidence"] for link in model()["links"]]
    for element in model()["elements"]:
        anchors += [element["source"], *(part["source"] for part in element["parts"])]
    assert quotes == Counter(anchor["quote"] for anchor in anchors if anchor and anchor["quote"])
    sources = {str(one) for one in rdf.objects(None, PROV.hadPrimarySource)}
    assert sources == {str(name(f"source:{source['id']}")) for source in model()["sources"]}


def test_inferences_are_attributed() -> None:
    rdf = vision_graph()
    attributed = set(rdf.subjects(PROV.wasAttributedTo))
    assert len(attributed) == sum(1 for link in model()["links"] if link["by"])
    assert {str(label) for agent in rdf.subjects(RDF.type, PROV.Agent) for label in rdf.objects(agent)} >= {"project"}
    assert len(set(rdf.subjects(RDF.type, ST.Judging))) == len(model()["judged"])


def test_reviews_are_activities_of_a_named_person() -> None:
    review = {"by": "Aino Virta", "date": "2026-05-01", "verdict": "rejected"}
    document = vision(
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1")],
        measures=[measure("M1", inferred("G1.1", "high", reviewed=review))],
    )
    rdf = build_rdf([(document, ())])
    (activity,) = rdf.subjects(RDF.type, ST.Review)
    assert (activity, ST.verdict, ST.rejected) in rdf
    assert str(next(rdf.objects(activity, DCTERMS.date))) == "2026-05-01"


def test_every_term_is_explained() -> None:
    page = (ROOT / "docs/reference/vocabulary.md").read_text(encoding="utf-8")
    used = {
        str(term).removeprefix(str(ST)) for triple in vision_graph() for term in triple if str(term).startswith(str(ST))
    }
    assert used <= set(TERMS)
    assert [term for term in TERMS if f"`st:{term}`" not in page] == []


def test_no_resource_is_blank() -> None:
    assert "_:" not in re.sub(r'"[^"]*"', "", text_of("jsonld"))
    assert all(isinstance(subject, URIRef) for subject in vision_graph().subjects())


def test_same_bytes_whatever_the_order_of_sets() -> None:
    call = "import sys; from tests.exports.sources import text_of; sys.stdout.buffer.write(text_of({to!r}).encode())"
    for to, seed in (("turtle", "1"), ("jsonld", "2")):
        done = subprocess.run(
            [sys.executable, "-c", call.format(to=to)],
            cwd=ROOT,
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        assert done.stdout.decode() == text_of(to)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("title", ALL_HOSTILE)
def test_hostile_text_is_a_literal_and_comes_back_whole(title: str, to: str) -> None:
    text = export(hostile(title), to)
    assert not STEERING.search(text)
    assert not COMMAND.search(text)
    rdf = read(to, text)
    assert {str(one) for one in rdf.objects(URIRef("urn:sotetrace:plan:M1"), SKOS.prefLabel)} == {ALL_HOSTILE[title]}
    assert {str(subject).partition(":")[0] for subject in rdf.subjects()} == {"urn"}
    plain = read(to, export(hostile("heading"), to))
    assert Counter(p for _, p, _ in rdf) == Counter(p for _, p, _ in plain)
