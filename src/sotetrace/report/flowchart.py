"""Pictures as flowcharts of Mermaid, as GitHub and GitLab draw them: https://mermaid.js.org/syntax/flowchart.html."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sotetrace.report.inert import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

BoxStyle = Literal["plain", "added", "removed", "changed", "foreign"]
ArrowStyle = Literal["firm", "inferred", "blanket", "added", "removed", "mapping", "tension"]

MAX_BOXES = 40
"""More than this many boxes in one picture nobody reads."""
_LABEL = 48
"""How many characters of a label are shown."""

_ARROWS: dict[ArrowStyle, str] = {
    "firm": "-->",
    "inferred": "-.->",
    "blanket": "-.->",
    "added": "==>",
    "removed": "-.-x",
    "mapping": "o--o",
    "tension": "x--x",
}
# Line patterns and widths tell the classes apart where colours do not; both light and dark grounds carry them.
_CLASSES: dict[BoxStyle, str] = {
    "plain": "",
    "added": "stroke:#2da44e,stroke-width:4px",
    "removed": "stroke:#cf222e,stroke-width:2px,stroke-dasharray:6 4",
    "changed": "stroke:#bf8700,stroke-width:3px",
    "foreign": "stroke:#6e7781,stroke-width:2px,stroke-dasharray:2 3",
}


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its id, what is written in it, how it is drawn, and the name of the frame that it stands in, if any."""

    id: str
    label: str
    style: BoxStyle = "plain"
    frame: str = ""


@dataclass(frozen=True, slots=True)
class Arrow:
    """An arrow between two boxes, by their ids."""

    source: str
    target: str
    label: str = ""
    style: ArrowStyle = "firm"


def render_mermaid(boxes: Sequence[Box], arrows: Sequence[Arrow], direction: Literal["LR", "TD"] = "LR") -> str:
    """Return a flowchart without a final line feed. Arrows whose ends are not among the boxes are left out.

    Boxes get names of their own (`n1`), and every character of a label that means something to Mermaid is written as an
    entity, so that no text of a model can become syntax.
    """
    names = {box.id: f"n{number}" for number, box in enumerate(boxes, start=1)}
    lines = [f"flowchart {direction}"]
    for number, frame in enumerate(dict.fromkeys(box.frame for box in boxes)):
        inside = [_box(box, names[box.id]) for box in boxes if box.frame == frame]
        lines += [f'  subgraph f{number}["{_escape(frame)}"]', *inside, "  end"] if frame else inside
    for arrow in arrows:
        if arrow.source in names and arrow.target in names:
            label = f'|"{_escape(arrow.label)}"|' if arrow.label else ""
            lines.append(f"  {names[arrow.source]} {_ARROWS[arrow.style]}{label} {names[arrow.target]}")
    used = {box.style for box in boxes}
    lines += [f"  classDef {style} {look}" for style, look in _CLASSES.items() if look and style in used]
    return "\n".join(lines)


def _box(box: Box, name: str) -> str:
    suffix = f":::{box.style}" if box.style != "plain" else ""
    return f'  {name}["{_label(box)}"]{suffix}'


def _label(box: Box) -> str:
    label = " ".join(box.label.split())
    shown = label if len(label) <= _LABEL else f"{label[: _LABEL - 1].rstrip()}…"
    return _escape(f"{box.id} {shown}".strip())


def _escape(text: str) -> str:
    """Return text in which only letters, digits, spaces and harmless marks stand as themselves."""
    return "".join(char if char.isalnum() or char in " .,-–…" else f"#{ord(char)};" for char in inert(text))
