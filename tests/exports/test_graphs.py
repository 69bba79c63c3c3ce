"""The formats of graphs, read back by networkx, pydot and Graphviz itself."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
from collections import Counter
from typing import Any

import networkx as nx
import pydot
import pytest

from sotetrace.messages import Translator
from sotetrace.model.text import LANGUAGES, Language
from tests.exports.sources import ALL_HOSTILE, MARKUP, export, hostile, model, text_of

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
COMMAND = re.compile(r"^\s*::[a-z-]+( [^\n]*)?::|##(\[|vso\[)", re.MULTILINE)
FORMATS = ("graphml", "json-graph", "dot")
# pydot calls its own parser by names that it had before.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:pydot")


def read(to: str, text: str) -> Any:
    """Return the graph as a reader of the format understands it."""
    match to:
        case "graphml":
            return nx.read_graphml(io.BytesIO(text.encode("utf-8")), force_multigraph=True)
        case "json-graph":
            return nx.node_link_graph(json.loads(text), edges="links")
        case _:
            return nx.nx_pydot.from_pydot((pydot.graph_from_dot_data(text) or [])[0])


def bare(value: object) -> str:
    """Undo the quotes that pydot leaves around names and values."""
    text = str(value)
    return text[1:-1].replace('\\"', '"') if text.startswith('"') else text


def links_in(graph: Any) -> Counter[tuple[str, ...]]:
    return Counter(
        (
            bare(start),
            bare(end),
            *(bare(data.get(name, "")) for name in ("type", "basis", "confidence", "sign", "scope")),
        )
        for start, end, data in graph.edges(data=True)
    )


@pytest.mark.parametrize("to", FORMATS)
def test_elements_and_links_are_those_of_the_json_export(to: str) -> None:
    graph = read(to, text_of(to))
    assert graph.is_directed()
    assert graph.is_multigraph()
    kinds = {bare(name): bare(data["kind"]) for name, data in graph.nodes(data=True)}
    assert kinds == {element["id"]: element["kind"] for element in model()["elements"]}
    names = ("source", "target", "type", "basis", "confidence", "sign", "scope")
    expected = Counter(tuple(link[name] or "" for name in names) for link in model()["links"])
    assert links_in(graph) == expected


@pytest.mark.parametrize("to", ["graphml", "json-graph"])
def test_texts_and_evidence_are_in_it(to: str) -> None:
    graph = read(to, text_of(to))
    for element in model()["elements"]:
        data = graph.nodes[element["id"]]
        for language, words in element["title"].items():
            assert data[f"title_{language}"] == words
        assert data["draft"] is element["draft"]
    rationales = {data["rationale_fi"] for _, _, data in graph.edges(data=True) if "rationale_fi" in data}
    assert rationales == {link["rationale"]["fi"] for link in model()["links"] if "fi" in link["rationale"]}
    quoted = sum(1 for link in model()["links"] if link["evidence"] and link["evidence"]["quote"])
    assert sum(1 for _, _, data in graph.edges(data=True) if "quote" in data) == quoted


def test_json_graph_has_what_d3_takes() -> None:
    data = json.loads(text_of("json-graph"))
    known = {one["id"] for one in data["nodes"]}
    assert all(link["source"] in known and link["target"] in known for link in data["links"])
    assert len({(link["source"], link["target"], link["key"]) for link in data["links"]}) == len(data["links"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_dot_says_and_draws_what_is_inferred(language: Language) -> None:
    words = Translator(language)
    styles: dict[str, set[str]] = {}
    lines = [line for line in text_of("dot", language).splitlines() if " -> " in line]
    assert len(lines) == len(model()["links"])
    for line in lines:
        data = dict(re.findall(r'(\w+)="([^"]*)"', line))
        basis, label = data["basis"], data["label"]
        styles.setdefault(basis, set()).add(data["style"])
        assert label.startswith(words(f"link.{data['type']}"))
        assert (words("basis.inferred") in label) == (basis == "inferred")
        assert (words("basis.blanket") in label) == (basis == "blanket")
        if basis == "inferred":
            assert words(f"tier.{data['confidence']}") in label
    assert styles == {"stated": {"bold"}, "layout": {"solid"}, "blanket": {"dotted"}, "inferred": {"dashed"}}


@pytest.mark.parametrize("name", ["", *ALL_HOSTILE])
def test_graphviz_draws_it(name: str) -> None:
    if shutil.which("dot") is None:
        said = "NOT RUN: drawings through Graphviz, for want of dot (Debian and Ubuntu: graphviz)"
        pytest.fail(said) if os.environ.get("SOTETRACE_REQUIRE_READERS") else pytest.skip(said)
    text = export(hostile(name), "dot") if name else text_of("dot")
    data = json.loads(export(hostile(name), "json-graph") if name else text_of("json-graph"))
    done = subprocess.run(["dot", "-Tdot_json"], input=text, capture_output=True, check=True, encoding="utf-8")
    assert done.stderr == ""
    drawn = json.loads(done.stdout)
    assert [one["name"] for one in drawn["objects"]] == [one["id"] for one in data["nodes"]]
    bases = {one["id"]: one["basis"] for one in drawn["edges"]}
    assert bases == {link["key"]: link["basis"] for link in data["links"]}
    assert len(drawn["edges"]) == len(bases)


@pytest.mark.parametrize(
    ("name", "to"),
    # pydot takes a second for each; Graphviz itself reads them all, above.
    [(name, to) for to in FORMATS for name in (MARKUP | {"lines": "", "braces": ""} if to == "dot" else ALL_HOSTILE)],
)
def test_hostile_text_is_inert(name: str, to: str) -> None:
    text = export(hostile(name), to)
    assert not STEERING.search(text)
    assert not COMMAND.search(text)
    graph, plain = read(to, text), read(to, export(hostile("heading"), to))
    assert list(graph.nodes) == list(plain.nodes)
    assert Counter(graph.edges()) == Counter(plain.edges())
    assert [sorted(data) for _, data in graph.nodes(data=True)] == [sorted(data) for _, data in plain.nodes(data=True)]
