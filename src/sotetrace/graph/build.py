"""From a document to its graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.graph.trace_graph import TraceGraph, TraceLink
from sotetrace.model.document import Members
from sotetrace.model.links import LINK_ROW, is_foreign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sotetrace.model.document import DocumentPath, Scope, VisionDocument
    from sotetrace.model.links import Link, LinkType


def build_graph(document: VisionDocument) -> TraceGraph:
    """Build the graph of a document. Scopes are expanded here, so a blanket claim is one link for each member."""
    elements = document.elements
    links: list[TraceLink] = []
    dangling: list[TraceLink] = []
    for link in iter_links(document):
        if is_foreign(link.type, link.target):
            continue  # it counts in no document by itself: `iter_foreign_indicators`
        (links if link.source in elements and link.target in elements else dangling).append(link)
    order = {identifier: number for number, identifier in enumerate(elements)}
    links.sort(key=lambda link: order[link.source])
    return TraceGraph(document, links, dangling)


def find_foreign_links(document: VisionDocument, identifier: str) -> list[TraceLink]:
    """Find the links of an indicator into other documents of the workspace, which are in no graph."""
    return [link for link in iter_links(document) if link.source == identifier and is_foreign(link.type, link.target)]


def members_of(document: VisionDocument, scope: Scope) -> list[str]:
    """Return the ids of the elements that a scope speaks of, in the order of the document."""
    if not isinstance(scope.members, Members):
        return [identifier for identifier in scope.members if identifier in document.elements]
    members = scope.members
    if members.kind is None and members.level is None:
        return []
    return [
        element.id
        for element in document.iter_elements(members.kind)
        if members.level is None or getattr(element, "level", None) == members.level
    ]


def iter_links(document: VisionDocument) -> Iterator[TraceLink]:
    """Yield every link of a document, plain fields and expanded scopes included, whether or not its ends exist."""
    for path, element, row, target in document.iter_fields():
        yield TraceLink(row.name, element.id, target, "layout", path)
    members = [members_of(document, scope) for scope in document.scopes]
    for path, holder, link_type, link in document.iter_links():
        if path[0] != "scopes":
            yield _trace(link_type, holder, link, document.part_owners, path)
            continue
        for member in members[int(path[1])]:
            # A level holds elements of many kinds; the claim speaks of those that such a link may start from.
            if document.elements[member].kind in LINK_ROW[link_type].sources:
                yield _trace(link_type, member, link, document.part_owners, path, holder)


def _trace(
    link_type: LinkType,
    source: str,
    link: Link,
    owners: Mapping[str, str],
    path: DocumentPath,
    scope: str | None = None,
) -> TraceLink:
    to = link.to
    owner = owners.get(to)
    verdict = link.reviewed.verdict if link.reviewed is not None else None
    return TraceLink(
        link_type,
        source,
        owner or to,
        link.basis,
        path,
        link.start,
        to if owner else None,
        link.confidence,
        link.sign,
        verdict == "accepted",
        verdict == "rejected",
        scope,
        link,
    )
