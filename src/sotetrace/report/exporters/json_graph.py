"""The graph as node-link JSON: `nodes` and `links`, as d3-force takes them and networkx reads with `edges="links"`.

https://networkx.org/documentation/stable/reference/readwrite/json_graph.html
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sotetrace.report.data.facts import element_facts, key_links, link_facts, text_facts, urn_of
from sotetrace.report.inert import inert_json

if TYPE_CHECKING:
    from sotetrace.report.exporters import ExportSource


def export_json_graph(source: ExportSource) -> str:
    """Return the whole graph; facts are flat, and those that are not there are not named."""
    document = source.document
    graph: dict[str, Any] = {
        "directed": True,
        "multigraph": True,
        "graph": {"urn": urn_of(document.document.id), **text_facts("title", document.document.title)},
        "nodes": [element_facts(element, document) for element in document.elements.values()],
        "links": [{"key": key, **link_facts(link)} for key, link in key_links(document)],
    }
    return inert_json(json.dumps(graph, ensure_ascii=False, indent=1)) + "\n"
