"""DOT for Graphviz, https://graphviz.org/doc/info/lang.html: the whole graph, drawn by basis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sotetrace.report.data.facts import element_facts, key_links, link_facts
from sotetrace.report.inert import inert
from sotetrace.report.labels import Labels

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.graph import TraceLink
    from sotetrace.model.elements import Element
    from sotetrace.report.exporters import ExportSource

_LABEL = 60
"""How many characters of a title stand in a box; `tooltip` has more of it."""
_TOOLTIP = 1_000
_SHAPES = {
    "statement": "note",
    "level": "tab",
    "core_problem": "octagon",
    "goal": "ellipse",
    "measure": "component",
    "actor": "house",
    "milestone": "diamond",
}
# What nobody stated is never drawn as a solid line.
_STYLES = {"stated": "bold", "layout": "solid", "blanket": "dotted", "inferred": "dashed"}
_CARRIED = ("type", "basis", "confidence", "sign", "counts", "scope", "verdict", "source_part", "target_part")


def export_dot(source: ExportSource) -> str:
    """Return the whole graph. Each line also carries plain facts as attributes, for programs that filter."""
    labels = Labels(source.document, source.words)
    header = source.document.document
    lines = [
        f"digraph {_quoted(header.id)} {{",
        f"  graph [rankdir=RL, label={_quoted(labels.text(header.title)[:_TOOLTIP])}];",
        '  node [shape=box, fontname="sans-serif"];',
        '  edge [fontname="sans-serif", fontsize=10];',
        *(_element(element, source, labels) for element in source.document.elements.values()),
        *(_link(key, link, labels) for key, link in key_links(source.document)),
        *_others(source),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _element(element: Element, source: ExportSource, labels: Labels) -> str:
    title = labels.text(element.title)
    short = title if len(title) <= _LABEL else f"{title[: _LABEL - 1].rstrip()}…"
    facts = element_facts(element, source.document)
    given: dict[str, object] = {
        "label": f"{element.id} {short}",
        "tooltip": title[:_TOOLTIP],
        "shape": _SHAPES.get(element.kind, "box"),
        **{name: facts[name] for name in ("kind", "level", "goal", "role") if name in facts},
    }
    return f"  {_quoted(element.id)} [{_listed(given)}];"


def _link(key: str, link: TraceLink, labels: Labels) -> str:
    words, facts = labels.words, link_facts(link)
    said = [words(f"link.{link.type}")]
    if link.basis in ("blanket", "inferred"):
        said.append(words(f"basis.{link.basis}"))
    if link.basis == "inferred":
        said.append(words(f"tier.{link.confidence or 'low'}"))
    given: dict[str, object] = {
        "id": key,
        "label": ", ".join(said),
        "style": _STYLES[link.basis],
        **{name: str(facts[name]).lower() if name == "counts" else facts[name] for name in _CARRIED if name in facts},
    }
    if link.type == "at":
        # A level is an axis: what stands at it is not pulled towards it.
        given |= {"constraint": "false", "color": "gray", "fontcolor": "gray"}
    return f"  {_quoted(link.source)} -> {_quoted(link.target)} [{_listed(given)}];"


def _others(source: ExportSource) -> Iterator[str]:
    """Yield each counterpart as a cluster of its own, and the mappings to it as double lines, unlike any link."""
    from sotetrace.report.data.mappings import foreign_elements, key_graph_matches, mapping_links

    keyed = key_graph_matches(source.document, source.counterparts)
    for number, counterpart in enumerate(source.counterparts, start=1):
        labels = Labels(counterpart.document, source.words)
        title = f"{counterpart.id}: {labels.text(counterpart.document.document.title)}"[:_TOOLTIP]
        ends = foreign_elements(one for one in keyed if one.counterpart is counterpart)
        # Some readers see no attributes of what stands in a cluster, so it only lists names.
        yield from (_foreign(name, element, labels) for name, (element, _) in ends.items())
        yield f'  subgraph "cluster_{number}" {{'
        yield f"    graph [{_listed({'label': title, 'style': 'dashed', 'color': 'gray'})}];"
        yield from (f"    {_quoted(name)};" for name in ends)
        yield "  }"
    for facts in mapping_links(keyed):
        yield _mapping(facts, source)


def _foreign(name: str, element: Element, labels: Labels) -> str:
    title = labels.text(element.title)
    short = title if len(title) <= _LABEL else f"{title[: _LABEL - 1].rstrip()}…"
    given: dict[str, object] = {
        "label": f"{name} {short}",
        "tooltip": title[:_TOOLTIP],
        "shape": _SHAPES.get(element.kind, "box"),
        "style": "dashed",
        "kind": element.kind,
        "document": labels.document.document.id,
    }
    return f"  {_quoted(name)} [{_listed(given)}];"


def _mapping(facts: dict[str, Any], source: ExportSource) -> str:
    words, relation = source.words, facts["relation"]
    color = "red3" if relation == "tension" else "gray40"
    said = words(f"relation.{relation}")
    if relation != "tension":
        said = f"{words('term.mapping')}: {said}"
    carried = ("type", "relation", "confidence", "authors", "source_part", "target_part")
    given: dict[str, object] = {
        "id": facts["key"],
        "label": said,
        "tooltip": str(facts.get("comment", said))[:_TOOLTIP],
        "color": f"{color}:invis:{color}",
        "dir": "none",
        # Where a document stands follows from its own links alone.
        "constraint": "false",
        "counts": "false",
        **{name: facts[name] for name in carried if name in facts},
    }
    return f"  {_quoted(facts['source'])} -> {_quoted(facts['target'])} [{_listed(given)}];"


def _listed(given: dict[str, object]) -> str:
    return ", ".join(_iter_given(given))


def _iter_given(given: dict[str, object]) -> Iterator[str]:
    for name, value in given.items():
        yield f"{name}={_quoted(str(value))}"


def _quoted(text: str) -> str:
    r"""Return a quoted string. Graphviz undoes only `\"` itself; `\n`, `\N` and entities mean something in labels."""
    plain = inert(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
