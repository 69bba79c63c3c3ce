"""Graphs of others, and ours, as two tables."""

from __future__ import annotations

import json

import networkx as nx
import pytest

from sotetrace.errors import UnreadableError
from sotetrace.intake import ImportOptions, build_document
from sotetrace.store.tables_json import read_graph


@pytest.mark.parametrize("key", ["links", "edges"])
def test_what_networkx_writes_is_taken(key: str) -> None:
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_node("G1", kind="goal", title="A lake", tags=["a", "b"], size=3)
    graph.add_node("M1", kind="measure", title="A pump")
    graph.add_edge("G1", "M1")
    raw = json.dumps(nx.node_link_data(graph, edges=key)).encode()
    tables = read_graph("plan.json", raw)
    assert [table.name for table in tables.tables] == ["nodes", "links"]
    assert tables.tables[0].rows[1].cells == ("goal", "A lake", "a; b", "3", "G1")
    done = build_document(tables, ImportOptions())
    assert done.data["measures"][0]["advances"][0]["to"] == "G1", "from the end that a link type starts at"
    assert [(remark.reason, remark.table, remark.column) for remark in done.left] == [
        ("no_field", "nodes", 3),
        ("no_field", "nodes", 4),
    ]


def test_nested_values_are_shown_whole() -> None:
    tables = read_graph("x", json.dumps({"nodes": [{"id": "M1", "a": {"b": [1]}, "c": None, "d": True}]}).encode())
    assert tables.tables[0].rows[1].cells == ("M1", '{"b": [1]}', "", "true")


def test_own_graph_is_known_by_its_name() -> None:
    about = {"urn": "urn:sotetrace:lake", "title_en": "Lake"}
    tables = read_graph("x", json.dumps({"graph": about, "nodes": [{"id": "M1"}], "links": []}).encode())
    assert tables.is_export
    assert tables.tables[0].rows[1].cells == ("lake", "title", "en", "Lake")
    assert [table.name for table in tables.tables] == ["graph", "elements", "links"]


@pytest.mark.parametrize(
    "raw", [b"[]", b"{}", b"{", b'{"nodes": 1}', b'{"nodes": ["a"]}', b'{"nodes": [], "nodes": []}']
)
def test_what_is_no_graph_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        read_graph("plan.json", raw)
    assert refused.value.hint
