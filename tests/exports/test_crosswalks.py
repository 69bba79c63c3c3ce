"""Crosswalks in every format, read back: what maps to another document is there, called so, and no link of this one."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, RDF, RDFS, SKOS

from sotetrace.model.workspace import Workspace
from sotetrace.project import Project
from sotetrace.report.exporters import EXPORTERS
from sotetrace.report.shapes.model import WorkspaceShape
from sotetrace.report.shapes.schemas import schema_of
from tests.exports.books import read_book, table_of
from tests.exports.family import MATCHES, WORDS, export, family, small
from tests.exports.mermaid import need_mermaid, parse
from tests.exports.sources import ALL_HOSTILE
from tests.exports.test_csv import unguard
from tests.exports.test_graphs import COMMAND, STEERING, bare, read

ST, SSSOM = Namespace("urn:sotetrace:vocabulary:"), Namespace("https://w3id.org/sssom/")
RDF_FORMATS = {"turtle": "turtle", "jsonld": "json-ld"}
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning:pydot"),
    pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning"),
]


def rows_of(files: dict[str, str], name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"], newline="")))


def urn(name: str) -> URIRef:
    return URIRef(f"urn:sotetrace:{name}")


@pytest.mark.parametrize("name", EXPORTERS)
def test_document_without_crosswalks_is_exported_as_before(name: str) -> None:
    """A document of a workspace without crosswalks is written as the one document of its own."""
    opened = small().opened
    alone = Project(replace(opened, workspace=Workspace(opened.workspace.documents[:1])), small().today)
    beside = Project(replace(opened, workspace=Workspace(opened.workspace.documents)), small().today)
    assert export(name, None, project=alone) == export(name, "town", project=beside)
    assert export(name, "town") != export(name, "town", project=beside)


# ---- tables ------------------------------------------------------------------------------------------------


def test_csv_has_tables_of_their_own() -> None:
    files = export("csv")
    described = {one["name"]: one for one in json.loads(files["datapackage.json"])["resources"]}
    assert {"mappings", "derived_mappings", "unmatched"} <= described.keys()
    rows = rows_of(files, "mappings")
    assert {(row["subject"], row["relation"], row["object"]) for row in rows} == MATCHES
    assert {row["document"] for row in rows} == {"region"}
    assert {row["object_urn"] for row in rows} >= {"urn:sotetrace:region:G1"}
    broad = next(row for row in rows if row["relation"] == "broad")
    assert (broad["confidence"], broad["date"], broad["comment"]) == ("0.7", "2026-01-02", "a reason")
    assert broad["authors"] == "a reason; orcid:0000-0001"
    tension = next(row for row in rows if row["relation"] == "tension")
    assert (tension["source_place"], tension["target_place"]) == ("page-1", "elsewhere")
    left = {(row["document"], row["element"]): row["is_searched"] for row in rows_of(files, "unmatched")}
    assert left == {
        ("town", "P1"): "false",
        ("town", "G2"): "true",
        ("town", "G1.1"): "false",
        ("town", "M2"): "false",
        ("region", "P1"): "false",
        ("region", "M2"): "true",
    }
    assert "broad" not in files["links.csv"]


def test_workbook_has_sheets_of_their_own() -> None:
    book = read_book(export("xlsx"))
    mappings = table_of(book["Crosswalks"])
    assert {(row["Id"], row["Id of the counterpart"]) for row in mappings} == {(s, t) for s, _, t in MATCHES}
    assert [row["Places"] for row in mappings if row["Relation"] == "tension"] == ["town: page-1; region: elsewhere"]
    standings = {(row["Document"], row["Id"]): row["Standing"] for row in table_of(book["Without a counterpart"])}
    assert standings["town", "G2"] == standings["region", "M2"] == "Searched, nothing found"
    assert standings["town", "M2"] == "Not mapped yet"
    assert standings["town", "P1"] == "No counterpart, only a tension"


# ---- graphs ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", ["graphml", "json-graph", "dot"])
def test_graphs_have_foreign_elements_and_mappings_that_never_count(to: str) -> None:
    graph = read(to, export(to))
    foreign = {bare(name): bare(data["kind"]) for name, data in graph.nodes(data=True) if "document" in data}
    assert foreign == {
        "region:G1": "goal", "region:G1.1": "sub_goal", "region:M1": "measure", "region:P1": "core_problem",
    }  # fmt: skip
    found = {
        (bare(start), bare(data["relation"]), bare(end)): (bare(data["type"]), bare(str(data["counts"])).lower())
        for start, end, data in graph.edges(data=True)
        if "relation" in data
    }
    assert found == {
        ("G1", "broad", "region:G1"): ("mapping", "false"),
        ("G1", "close", "region:G1.1"): ("mapping", "false"),
        ("M1", "exact", "region:M1"): ("mapping", "false"),
        ("P1", "tension", "region:P1"): ("tension", "false"),
    }
    assert {bare(data["source_part"]) for _, _, data in graph.edges(data=True) if "source_part" in data} == {"G1.a"}


def test_dot_draws_another_document_in_a_cluster_of_its_own_and_mappings_unlike_links() -> None:
    text = export("dot")
    (cluster,) = re.findall(r'subgraph "cluster_1" \{\n(.*?)\n  \}', text, re.DOTALL)
    assert cluster.count("region:") >= 4
    looks = {re.search(r'color="(\w+):invis', line)[1]: line for line in text.splitlines() if ":invis:" in line}  # type: ignore[index]
    assert set(looks) == {"gray40", "red3"}
    assert 'label="tension"' in looks["red3"]
    assert "style=" not in looks["gray40"]


def test_mermaid_shows_counts_of_a_document_and_the_mappings_of_an_element() -> None:
    need_mermaid()
    pictures = [export("mermaid"), small().narrow("town").export("mermaid", WORDS, "G1")]
    assert isinstance(pictures[1], str)
    overview, chains = parse(pictures)
    joined = {edge["text"] for edge in overview["edges"] if "double_arrow" in edge["type"]}
    assert {(text.partition("s")[0], text[-1]) for text in joined} == {("Mapping", "3"), ("Ten", "1")}
    assert sum("region" in vertex["text"] for vertex in chains["vertices"]) == 2
    assert "%% A line with rings" in pictures[1]
    assert "region" not in str(small().narrow("town").export("mermaid", WORDS, "G2"))


# ---- linked data -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("to", RDF_FORMATS)
def test_linked_data_has_the_properties_of_skos_both_ways_and_who_says_so(to: str) -> None:
    rdf = Graph().parse(data=export(to), format=RDF_FORMATS[to])
    assert (urn("town:G1"), SKOS.broadMatch, urn("region:G1")) in rdf
    assert (urn("region:G1"), SKOS.narrowMatch, urn("town:G1")) in rdf
    assert (urn("town:M1"), SKOS.exactMatch, urn("region:M1")) in rdf
    assert (urn("town:P1"), ST.tension, urn("region:P1")) in rdf
    assert (None, SKOS.relatedMatch, None) not in rdf
    assert (urn("region:G1"), SKOS.inScheme, urn("region")) in rdf
    (said,) = rdf.subjects(RDF.object, urn("region:G1"))
    assert {str(one) for one in rdf.objects(said, RDF.type)} == {str(ST.Mapping), str(RDF.Statement)}
    assert str(next(rdf.objects(said, SSSOM.confidence))) == "0.7"
    assert str(next(rdf.objects(said, RDFS.comment))) == "a reason"
    assert str(next(rdf.objects(said, DCTERMS.date))) == "2026-01-02"
    assert str(next(rdf.objects(said, SSSOM.mapping_justification))).endswith("/ManualMappingCuration")
    assert URIRef("https://orcid.org/0000-0001") in set(rdf.objects(said, PROV.wasAttributedTo))
    (exact,) = rdf.subjects(RDF.predicate, SKOS.exactMatch)
    assert next(rdf.objects(exact, RDF.subject)) == urn("region:M1"), "as the row says it"
    searches = set(rdf.subjects(RDF.object, SSSOM.NoTermFound))
    assert {next(rdf.objects(one, RDF.subject)) for one in searches} == {urn("town:G2"), urn("region:M2")}
    (tension,) = rdf.subjects(RDF.predicate, ST.tension)
    assert next(rdf.objects(tension, ST.subjectPlace)) == urn("town:place:page-1")


def test_both_documents_say_the_same_of_what_joins_them() -> None:
    graphs = [Graph().parse(data=export("turtle", name), format="turtle") for name in ("town", "region")]
    told = []
    for rdf in graphs:
        mappings = set(rdf.subjects(RDF.type, ST.Mapping))
        told.append({triple for triple in rdf if triple[0] in mappings})
    assert told[0] == told[1]
    together = Graph().parse(data=export("turtle", None), format="turtle")
    assert set(together) == set(graphs[0]) | set(graphs[1])
    assert set(Graph().parse(data=export("jsonld", None), format="json-ld")) == set(together)


# ---- data --------------------------------------------------------------------------------------------------


def test_json_has_the_crosswalk_from_its_own_side_by_its_schema() -> None:
    model = json.loads(export("json", "region"))
    Draft202012Validator(schema_of("model")).validate(model)
    (other,) = model["crosswalks"]
    assert (other["document"], other["title"]["en"]) == ("town", "Plan")
    assert {(one["subject"], one["relation"], one["object"]) for one in other["crosswalk"]["matches"]} == {
        ("region:G1", "narrow", "town:G1"),
        ("region:G1.1", "close", "town:G1.a"),
        ("region:M1", "exact", "town:M1"),
    }
    assert {one["id"]: one["kind"] for one in other["elements"]}["town:G1.a"] == "goal"
    assert "crosswalks" not in json.loads(export("json", project=None, document=None))["documents"][0]


def test_json_of_several_documents_has_each_crosswalk_once() -> None:
    text = export("json", None)
    whole = json.loads(text)
    Draft202012Validator(schema_of("workspace")).validate(whole)
    WorkspaceShape.model_validate_json(text)
    assert [one["document"]["id"] for one in whole["documents"]] == ["town", "region"]
    assert [(pair["first"], pair["second"]) for pair in whole["crosswalks"]] == [("town", "region")]


def test_json_graph_of_several_documents_qualifies_every_id() -> None:
    data = json.loads(export("json-graph", None))
    known = Counter(one["id"] for one in data["nodes"])
    assert known["town:G1"] == known["region:G1"] == 1
    assert all(link[end] in known for link in data["links"] for end in ("source", "target"))
    assert len({link["key"] for link in data["links"]}) == len(data["links"])
    joined = {(link["source"], link["target"]) for link in data["links"] if link["type"] in ("mapping", "tension")}
    assert joined == {(f"town:{s.removesuffix('.a')}", f"region:{t}") for s, _, t in MATCHES}


# ---- hostile texts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL_HOSTILE)
def test_hostile_comments_are_inert(name: str) -> None:
    text = ALL_HOSTILE[name]
    hostile, plain = family(text), small()
    for to in ("json", "json-graph", "graphml", "dot", "turtle", "jsonld", "mermaid", "markdown"):
        written = export(to, project=hostile)
        assert not STEERING.search(written), to
        assert not COMMAND.search(written), to
    graph = json.loads(export("json-graph", project=hostile))
    assert [one["id"] for one in graph["nodes"]] == [one["id"] for one in json.loads(export("json-graph"))["nodes"]]
    read("graphml", export("graphml", project=hostile))
    rdf = Graph().parse(data=export("turtle", project=hostile), format="turtle")
    comments = {str(one) for one in rdf.objects(None, RDFS.comment) if isinstance(one, Literal) and not one.language}
    assert comments == {text}
    model = json.loads(export("json", project=hostile))
    assert {one["comment"] for one in model["crosswalks"][0]["crosswalk"]["matches"]} == {text}
    files, known = export("csv", project=hostile), export("csv", project=plain)
    rows, others = ([*csv.reader(io.StringIO(one["mappings.csv"], newline=""))] for one in (files, known))
    assert [len(row) for row in rows] == [len(row) for row in others]
    assert not [cell for row in rows[1:] for cell in row if cell.lstrip()[:1] in tuple("=+-@＝")]
    assert {unguard(cell) for cell in (row[10] for row in rows[1:])}
    book = read_book(export("xlsx", project=hostile))
    assert len(table_of(book["Crosswalks"])) == len(MATCHES)
    assert all(cell.data_type != "f" for row in book["Crosswalks"].iter_rows() for cell in row)
    html = export("html", project=hostile).decode()
    assert re.findall(r"<(\w+)", html) == re.findall(r"<(\w+)", export("html").decode())
