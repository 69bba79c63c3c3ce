"""Pictures in Mermaid, as GitHub and GitLab draw them: https://mermaid.js.org/syntax/flowchart.html."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sotetrace.report.inert import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

NodeStyle = Literal["plain", "added", "removed", "changed"]
EdgeStyle = Literal["firm", "inferred", "blanket", "added", "removed"]

MAX_NODES = 40
"""More than this many boxes in one picture nobody reads."""
_LABEL = 48
"""How many characters of a label are shown."""

_ARROWS: dict[EdgeStyle, str] = {
    "firm": "-->",
    "inferred": "-.->",
    "blanket": "-.->",
    "added": "==>",
    "removed": "-.-x",
}
# Line patterns and widths tell the classes apart where colours do not; both light and dark grounds carry them.
_CLASSES: dict[NodeStyle, str] = {
    "plain": "",
    "added": "stroke:#2da44e,stroke-width:4px",
    "removed": "stroke:#cf222e,stroke-width:2px,stroke-dasharray:6 4",
    "changed": "stroke:#bf8700,stroke-width:3px",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A box: its id, what is written in it, and how it is drawn."""

    id: str
    label: str
    style: NodeStyle = "plain"


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow between two boxes, by their ids."""

    source: str
    target: str
    label: str = ""
    style: EdgeStyle = "firm"


def render_mermaid(nodes: Sequence[Node], edges: Sequence[Edge], direction: Literal["LR", "TD"] = "LR") -> str:
    """Return a flowchart without a final line feed. Edges whose ends are not among the nodes are left out.

    Boxes get names of their own (`n1`), and every character of a label that means something to Mermaid is written as an
    entity, so that no text of a model can become syntax.
    """
    names = {node.id: f"n{number}" for number, node in enumerate(nodes, start=1)}
    lines = [f"flowchart {direction}"]
    for node in nodes:
        suffix = f":::{node.style}" if node.style != "plain" else ""
        lines.append(f'  {names[node.id]}["{_label(node)}"]{suffix}')
    for edge in edges:
        if edge.source in names and edge.target in names:
            label = f'|"{_escape(edge.label)}"|' if edge.label else ""
            lines.append(f"  {names[edge.source]} {_ARROWS[edge.style]}{label} {names[edge.target]}")
    used = {node.style for node in nodes}
    lines += [f"  classDef {style} {look}" for style, look in _CLASSES.items() if look and style in used]
    return "\n".join(lines)


def _label(node: Node) -> str:
    label = " ".join(node.label.split())
    shown = label if len(label) <= _LABEL else f"{label[: _LABEL - 1].rstrip()}…"
    return _escape(f"{node.id} {shown}".strip())


def _escape(text: str) -> str:
    """Return text in which only letters, digits, spaces and harmless marks stand as themselves."""
    return "".join(char if char.isalnum() or char in " .,-–…" else f"#{ord(char)};" for char in inert(text))
