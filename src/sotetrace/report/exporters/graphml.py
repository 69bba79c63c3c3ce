"""GraphML for Gephi, yEd and the like, http://graphml.graphdrawing.org: elements and links with flat attributes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sotetrace.report.facts import element_facts, key_links, link_facts, text_facts, urn_of

if TYPE_CHECKING:
    from sotetrace.report.exporters import ExportSource

# Characters that are no text of XML 1.0; what steers is shown in words already.
_NO_XML = re.compile("[\ufffe\uffff]")


def export_graphml(source: ExportSource) -> str:
    """Return the whole graph. An attribute that an element does not have is left out, as GraphML has no empty value."""
    import networkx as nx

    document = source.document
    graph: Any = nx.MultiDiGraph()
    title = document.document.title
    graph.graph.update(_plain({"urn": urn_of(document.document.id), **text_facts("title", title)}))
    for element in document.elements.values():
        facts = element_facts(element, document)
        # `label` is what most programs draw.
        label = f"{element.id} {(title.best(document.document.original) or ('',))[0]}"
        graph.add_node(element.id, label=label, **_plain({name: facts[name] for name in facts if name != "id"}))
    for key, link in key_links(document):
        facts = link_facts(link)
        ends = {name: facts.pop(name) for name in ("source", "target")}
        graph.add_edge(ends["source"], ends["target"], key=key, **_plain(facts))
    return "\n".join(nx.generate_graphml(graph, encoding="utf-8", named_key_ids=True)) + "\n"


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: _NO_XML.sub("\ufffd", value) if isinstance(value, str) else value for name, value in facts.items()}
