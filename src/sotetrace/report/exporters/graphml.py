"""GraphML for Gephi, yEd and the like, http://graphml.graphdrawing.org: elements and links with flat attributes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sotetrace.report.data.facts import element_facts, key_links, link_facts, text_facts, urn_of
from sotetrace.report.data.mappings import foreign_elements, foreign_facts, key_graph_matches, mapping_links

if TYPE_CHECKING:
    from sotetrace.report.exporters import ExportSource


def export_graphml(source: ExportSource) -> str:
    """Return the whole graph. An attribute that an element does not have is left out, as GraphML has no empty value.

    Elements of other documents that a mapping leads to stand in it with their qualified ids, as `soste:G4`.
    """
    import networkx as nx

    document = source.document
    graph: Any = nx.MultiDiGraph()
    title = document.document.title
    graph.graph.update({"urn": urn_of(document.document.id), **text_facts("title", title)})
    for element in document.elements.values():
        facts = element_facts(element, document)
        # `label` is what most programs draw.
        label = f"{element.id} {facts.get(f'title_{document.document.original}', '')}".strip()
        graph.add_node(facts.pop("id"), label=label, **facts)
    for key, link in key_links(document):
        facts = link_facts(link)
        ends = {name: facts.pop(name) for name in ("source", "target")}
        graph.add_edge(ends["source"], ends["target"], key=key, **facts)
    keyed = key_graph_matches(document, source.counterparts)
    for name, (element, other) in foreign_elements(keyed).items():
        facts = foreign_facts(element, other)
        label = f"{name} {facts.get(f'title_{other.document.original}', '')}".strip()
        graph.add_node(facts.pop("id"), label=label, **facts)
    for facts in mapping_links(keyed):
        ends = {name: facts.pop(name) for name in ("source", "target", "key")}
        graph.add_edge(ends["source"], ends["target"], key=ends["key"], **facts)
    return "\n".join(nx.generate_graphml(graph, encoding="utf-8", named_key_ids=True)) + "\n"
