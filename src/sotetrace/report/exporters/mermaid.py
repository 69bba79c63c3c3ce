"""Mermaid: the overview of a document, or the chains through an element, as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.data.mappings import key_graph_matches
from sotetrace.report.flowchart import MAX_BOXES, Arrow, ArrowStyle, Box, render_mermaid
from sotetrace.report.inert import inert
from sotetrace.report.labels import Labels

if TYPE_CHECKING:
    from sotetrace.graph import TraceLink
    from sotetrace.report.exporters import ExportSource
    from sotetrace.report.pictures import Picture

_MOST_FOREIGN = 20
"""How many elements of other documents are shown beside the chains through an element."""
_STYLES: dict[str, ArrowStyle] = {"mapping": "mapping", "tension": "tension"}
_COMMENT = 300
"""How many characters of a comment are shown; only a title can make it longer."""


def export_mermaid(source: ExportSource) -> str:
    """Return the overview of a document, or the chains through an element, as a flowchart.

    Comments say what the picture leaves out and how it shows what nobody stated.
    """
    from sotetrace.report.pictures import find_chains, find_overview

    labels = Labels(source.document, source.words)
    if source.identifier is None:
        picture = find_overview(source.graph, MAX_BOXES)
        subject = labels.text(source.document.document.title)
    else:
        picture = find_chains(source.graph, source.identifier, MAX_BOXES)
        subject = f"{source.identifier} {labels.title(source.identifier)}"
    boxes = [Box(element.id, labels.title(element.id)) for element in picture.elements]
    arrows = [_arrow(link, labels) for link in _firmest(picture)]
    said = _say(picture, subject, labels)
    if source.counterparts:
        more = _mappings_of(source, source.identifier) if source.identifier is not None else _documents(source)
        boxes, arrows, said = boxes + more[0], arrows + more[1], said + more[2]
    comments = [f"%% {_commented(line)}" for line in said]
    return "\n".join([render_mermaid(boxes, arrows), *comments]) + "\n"


def _firmest(picture: Picture) -> list[TraceLink]:
    """Return the links of a picture; of several alike between two elements, by their parts, the firmest."""
    found: dict[tuple[str, str, str, str], TraceLink] = {}
    for link in picture.links:
        key = link.source, link.target, link.type, link.basis
        known = found.get(key)
        if known is None or (link.is_carrying, link.strength) > (known.is_carrying, known.strength):
            found[key] = link
    return list(found.values())


def _arrow(link: TraceLink, labels: Labels) -> Arrow:
    """Return the arrow of a link: dashed when no words or layout of the source show it, with words that say so."""
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


def _documents(source: ExportSource) -> tuple[list[Box], list[Arrow], list[str]]:
    """Return a box for each document that a crosswalk joins with this one, and how many mappings do so."""
    words, header = source.words, source.document.document
    frame = words("sides.crosswalks")
    boxes = [Box(f"{header.id}:", Labels(source.document, words).text(header.title), "foreign", frame)]
    arrows = []
    for other in source.counterparts:
        title = Labels(other.document, words).text(other.document.document.title)
        boxes.append(Box(f"{other.id}:", title, "foreign", frame))
        figures = {"mapping": len(other.crosswalk.matches), "tension": len(other.crosswalk.tensions)}
        for style, count in figures.items():
            if count:
                counted = words(f"sides.{style}s_count")
                arrows.append(Arrow(f"{header.id}:", f"{other.id}:", f"{counted}: {count}", _STYLES[style]))
    return boxes, arrows, [words("picture.mappings")]


def _mappings_of(source: ExportSource, identifier: str) -> tuple[list[Box], list[Arrow], list[str]]:
    """Return the elements of other documents that the mappings of one element lead to, in a frame a document."""
    words = source.words
    keyed = [one for one in key_graph_matches(source.document, source.counterparts) if one.own.id == identifier]
    boxes: dict[str, Box] = {}
    arrows: dict[tuple[str, str], Arrow] = {}
    for one in keyed:
        name = f"{one.counterpart.id}:{one.other.id}"
        if name not in boxes and len(boxes) == _MOST_FOREIGN:
            continue
        labels = Labels(one.counterpart.document, words)
        frame = f"{one.counterpart.id}: {labels.text(one.counterpart.document.document.title)}"
        boxes[name] = Box(name, labels.text(one.other.title), "foreign", frame)
        relation = one.match.relation
        said = words(f"relation.{relation}")
        style = "tension" if relation == "tension" else "mapping"
        arrows.setdefault((name, said), Arrow(identifier, name, said, _STYLES[style]))
    left_out = len({one.other.id for one in keyed if f"{one.counterpart.id}:{one.other.id}" not in boxes})
    told = [words("picture.mappings")] if boxes else []
    told += [words("picture.mappings_left_out", count=left_out)] if left_out else []
    return list(boxes.values()), list(arrows.values()), told


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
