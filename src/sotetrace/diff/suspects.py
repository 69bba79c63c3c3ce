"""Links to read again: an end was reworded, and nobody touched the link since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.graph import find_foreign_links
from sotetrace.model.ids import natural_key
from sotetrace.model.links import link_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sotetrace.diff.changes import Change
    from sotetrace.diff.judgement import Judgement
    from sotetrace.diff.results import ChangeFinding
    from sotetrace.graph import TraceGraph, TraceLink
    from sotetrace.model.document import DocumentPath


def find_suspects(
    judgement: Judgement, graph: TraceGraph, reworded: Mapping[str, ChangeFinding], changes: Iterable[Change]
) -> Iterator[ChangeFinding]:
    """Find the links that rest on words that changed: stated and inferred ones, which somebody read before.

    What only the layout shows, or one sentence claims for all, does not hang on the words. `graph` is that of the new
    side; `reworded` are elements and parts with the finding that says so.
    """
    touched = {change.new.path for change in changes if change.new is not None and change.entity_type == "link"}
    for identifier, cause in reworded.items():
        owner = cause.element
        names = sorted({_name(link) for link in _links_at(graph, owner, identifier, touched)}, key=natural_key)
        if names:
            yield judgement.make(
                "link-suspect",
                owner,
                (*_path_of(judgement, owner), "id"),
                {"links": ", ".join(names)},
                subject=identifier,
                values=(None, list(names)),
                causes=(cause.fingerprint,),
            )


def _links_at(graph: TraceGraph, owner: str, identifier: str, touched: set[DocumentPath]) -> Iterator[TraceLink]:
    foreign = find_foreign_links(graph.document, owner) if graph.element(owner).kind == "indicator" else ()
    for link in (*graph.find_links_to(owner), *graph.find_links_from(owner), *foreign):
        ends = (link.source_part or link.source, link.target_part or link.target)
        is_meant = identifier in ends if identifier != owner else True
        if link.link is not None and link.basis in ("stated", "inferred") and link.path not in touched and is_meant:
            yield link


def _name(link: TraceLink) -> str:
    start = link.scope or link.source_part or link.source
    return link_name(link.type, start, link.target_part or link.target)


def _path_of(judgement: Judgement, identifier: str) -> DocumentPath:
    return next(path for path, element in judgement.new.iter_places() if element.id == identifier)
