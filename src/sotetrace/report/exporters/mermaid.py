"""Pictures in Mermaid, as GitHub and GitLab draw them: https://mermaid.js.org/syntax/flowchart.html."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sotetrace.report.inert import inert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.graph import TraceLink
    from sotetrace.report.exporters import ExportSource
    from sotetrace.report.labels import Labels
    from sotetrace.report.pictures import Picture

BoxStyle = Literal["plain", "added", "removed", "changed"]
ArrowStyle = Literal["firm", "inferred", "blanket", "added", "removed"]

MAX_BOXES = 40
"""More than this many boxes in one picture nobody reads."""
_LABEL = 48
"""How many characters of a label are shown."""
_COMMENT = 300
"""How many characters of a comment are shown; only a title can make it longer."""

_ARROWS: dict[ArrowStyle, str] = {
    "firm": "-->",
    "inferred": "-.->",
    "blanket": "-.->",
    "added": "==>",
    "removed": "-.-x",
}
# Line patterns and widths tell the classes apart where colours do not; both light and dark grounds carry them.
_CLASSES: dict[BoxStyle, str] = {
    "plain": "",
    "added": "stroke:#2da44e,stroke-width:4px",
    "removed": "stroke:#cf222e,stroke-width:2px,stroke-dasharray:6 4",
    "changed": "stroke:#bf8700,stroke-width:3px",
}



def export_mermaid(source: ExportSource) -> str:
    """Return the overview of a document, or the chains through an element, as a flowchart.

    Comments say what the picture leaves out and how it shows what nobody stated.
    """
    from sotetrace.report.labels import Labels
    from sotetrace.report.pictures import find_chains, find_overview

    labels = Labels(source.document, source.words)
    if source.identifier is None:
        picture = find_overview(source.graph, MAX_BOXES)
        subject = labels.text(source.document.document.title)
    else:
        picture = find_chains(source.graph, source.identifier, MAX_BOXES)
        subject = f"{source.identifier} {labels.title(source.identifier)}"
    boxes = [Box(element.id, labels.title(element.id)) for element in picture.elements]
    arrows = list(dict.fromkeys(_arrow(link, labels) for link in picture.links))
    comments = [f"%% {_commented(line)}" for line in _say(picture, subject, labels)]
    return "\n".join([render_mermaid(boxes, arrows, "TD" if source.identifier is None else "LR"), *comments]) + "\n"


def _arrow(link: TraceLink, labels: Labels) -> Arrow:
    """Return the arrow of a link. What no words or layout of the source show is dashed, and its words say what it is."""
    words = labels.words
    said = [words(f"link.{link.type}")]
    if link.basis == "blanket":
        said.append(words("basis.blanket"))
    if link.basis == "inferred":
        said += [words("basis.inferred"), words(f"tier.{link.confidence or 'low'}")]
    if link.sign == "unclear":
        said.append(words("sign.unclear"))
    if link.is_rejected:
        said.append(words("verdict.rejected"))
    style: dict[str, ArrowStyle] = {"blanket": "blanket", "inferred": "inferred"}
    return Arrow(link.source, link.target, ", ".join(said), style.get(link.basis, "firm"))


def _say(picture: Picture, subject: str, labels: Labels) -> list[str]:
    words = labels.words
    said = [words("picture.title", title=subject), words("picture.legend")]
    if picture.kinds_left_out:
        kinds = (words("picture.one_kind", kind=words(f"kind.{kind}"), count=n) for kind, n in picture.kinds_left_out)
        said.append(words("picture.left_out", kinds=", ".join(kinds)))
    if picture.left_out:
        said.append(words("picture.too_many", most=MAX_BOXES, count=picture.left_out))
    return said


def _commented(line: str) -> str:
    """Return a line as a comment can hold it: braces after `%%` would begin a directive, and are no words of ours."""
    shown = inert(line).replace("{", "(").replace("}", ")")
    return shown if len(shown) <= _COMMENT else f"{shown[: _COMMENT - 1].rstrip()}…"


@dataclass(frozen=True, slots=True)
class Box:
    """A box: its id, what is written in it, and how it is drawn."""

    id: str
    label: str
    style: BoxStyle = "plain"


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
    for box in boxes:
        suffix = f":::{box.style}" if box.style != "plain" else ""
        lines.append(f'  {names[box.id]}["{_label(box)}"]{suffix}')
    for arrow in arrows:
        if arrow.source in names and arrow.target in names:
            label = f'|"{_escape(arrow.label)}"|' if arrow.label else ""
            lines.append(f"  {names[arrow.source]} {_ARROWS[arrow.style]}{label} {names[arrow.target]}")
    used = {box.style for box in boxes}
    lines += [f"  classDef {style} {look}" for style, look in _CLASSES.items() if look and style in used]
    return "\n".join(lines)


def _label(box: Box) -> str:
    label = " ".join(box.label.split())
    shown = label if len(label) <= _LABEL else f"{label[: _LABEL - 1].rstrip()}…"
    return _escape(f"{box.id} {shown}".strip())


def _escape(text: str) -> str:
    """Return text in which only letters, digits, spaces and harmless marks stand as themselves."""
    return "".join(char if char.isalnum() or char in " .,-–…" else f"#{ord(char)};" for char in inert(text))
