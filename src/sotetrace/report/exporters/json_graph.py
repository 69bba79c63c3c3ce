"""The graph as node-link JSON: `nodes` and `links`, as d3-force takes them and networkx reads with `edges="links"`.

https://networkx.org/documentation/stable/reference/readwrite/json_graph.html
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sotetrace.report.counterparts import iter_pairs
from sotetrace.report.data.facts import element_facts, key_links, link_facts, text_facts, urn_of
from sotetrace.report.data.mappings import foreign_elements, foreign_facts, key_graph_matches, mapping_links
from sotetrace.report.inert import inert_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.model.document import Header
    from sotetrace.report.exporters import ExportSource

_ENDS = ("key", "source", "source_part", "target", "target_part")


def export_json_graph(source: ExportSource) -> str:
    """Return the whole graph; facts are flat, and those that are not there are not named.

    Elements of other documents that a mapping leads to stand in it with their qualified ids, as `soste:G4`.
    """
    document = source.document
    keyed = key_graph_matches(source.document, source.counterparts)
    nodes = [element_facts(element, document) for element in document.elements.values()]
    nodes += [foreign_facts(*found) for found in foreign_elements(keyed).values()]
    links = [{"key": key, **link_facts(link)} for key, link in key_links(document)]
    return _to_json(document.document, nodes, [*links, *mapping_links(keyed)])


def export_json_graph_together(sources: Sequence[ExportSource]) -> str:
    """Return several documents in one graph, every id at an end of a link with its document before it."""
    nodes: list[dict[str, Any]] = []
    links: list[dict[str, Any]] = []
    for source in sources:
        document, name = source.document, source.document.document.id
        known = (element_facts(element, document) for element in document.elements.values())
        nodes += [{**facts, "id": f"{name}:{facts['id']}", "document": name} for facts in known]
        links += [_qualified({"key": key, **link_facts(link)}, name, _ENDS) for key, link in key_links(document)]
    for document, other in iter_pairs((source.document, source.counterparts) for source in sources):
        mappings = mapping_links(key_graph_matches(document, (other,)))
        # The other end is qualified as it is.
        links += [_qualified(facts, document.document.id, _ENDS[:3]) for facts in mappings]
    return _to_json(None, nodes, links)


def _qualified(facts: dict[str, Any], document: str, names: Sequence[str]) -> dict[str, Any]:
    return facts | {name: f"{document}:{facts[name]}" for name in names if name in facts}


def _to_json(header: Header | None, nodes: list[dict[str, Any]], links: list[dict[str, Any]]) -> str:
    graph: dict[str, Any] = {
        "directed": True,
        "multigraph": True,
        "graph": {"urn": urn_of(header.id), **text_facts("title", header.title)} if header is not None else {},
        "nodes": nodes,
        "links": links,
    }
    return inert_json(json.dumps(graph, ensure_ascii=False, indent=1)) + "\n"
