"""DOT for Graphviz, https://graphviz.org/doc/info/lang.html: the whole graph, drawn by basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def _listed(given: dict[str, object]) -> str:
    return ", ".join(_iter_given(given))


def _iter_given(given: dict[str, object]) -> Iterator[str]:
    for name, value in given.items():
        yield f"{name}={_quoted(str(value))}"


def _quoted(text: str) -> str:
    r"""Return a quoted string. Graphviz undoes only `\"` itself; `\n`, `\N` and entities mean something in labels."""
    plain = inert(text).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
