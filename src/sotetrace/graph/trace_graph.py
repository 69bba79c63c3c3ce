"""The graph of a document: nodes are elements, edges are links; questions are `find_*` verbs."""

from __future__ import annotations

from enum import IntEnum
from functools import partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from sotetrace.model.ids import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import networkx as nx

    from sotetrace.model.document import DocumentPath, VisionDocument
    from sotetrace.model.elements import Element
    from sotetrace.model.kinds import Kind
    from sotetrace.model.links import Basis, Confidence, Link, LinkType, Sign

    NetworkxGraph = nx.MultiDiGraph[str]


class Strength(IntEnum):
    """How firmly a link stands; a chain is as strong as its weakest link."""

    NONE = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    BLANKET = 4
    LAYOUT = 5
    STATED = 6

    @property
    def word(self) -> str:
        """The name in lower case, as outputs write it."""
        return self.name.lower()


_STRENGTH_OF: dict[str, Strength] = {strength.word: strength for strength in Strength}


class TraceLink(NamedTuple):
    """A link as the graph knows it: between elements, with the parts it starts from and points at.

    `scope` is the id of the blanket claim that it was expanded from; `path` is where it stands in the document;
    `link` is the link of the document, absent for plain fields of structure.
    """

    type: LinkType
    source: str
    target: str
    basis: Basis
    path: DocumentPath
    source_part: str | None = None
    target_part: str | None = None
    confidence: Confidence | None = None
    sign: Sign = "positive"
    is_reviewed: bool = False
    is_rejected: bool = False
    scope: str | None = None
    link: Link | None = None

    @property
    def is_carrying(self) -> bool:
        """Whether the link counts: its sign is clear, and nobody rejected it."""
        return self.sign == "positive" and not self.is_rejected

    @property
    def strength(self) -> Strength:
        """The strength of the link: its basis, or for an inferred link its confidence (none given: low)."""
        return _STRENGTH_OF[(self.confidence or "low") if self.basis == "inferred" else self.basis]

    @property
    def sort_key(self) -> tuple[object, ...]:
        """An order that does not depend on the order in the YAML."""
        return (
            self.type,
            natural_key(self.source_part or self.source),
            natural_key(self.target_part or self.target),
            -self.strength,
            self.scope or "",
        )


_SORT_KEY = attrgetter("sort_key")


class TraceGraph:
    """The elements and links of one document as a directed multigraph: a link leads from what claims to what it serves.

    Links whose ends do not exist are not in it but in `dangling`; they are findings of their own. The result of every
    query is sorted.
    """

    def __init__(
        self,
        document: VisionDocument,
        graph: nx.MultiDiGraph[str],
        dangling: Sequence[TraceLink] = (),
        removed: frozenset[str] = frozenset(),
        *,
        is_view: bool = False,
    ) -> None:
        self.document = document
        self._elements = document.elements
        self._graph = graph
        self.dangling = tuple(dangling)
        self._removed = removed
        # The links of an element in order: every question about it asks again.
        self._links_to: dict[str, list[TraceLink]] = {}
        self._links_from: dict[str, list[TraceLink]] = {}
        # The same before anybody has asked, not in order yet. Of a view so few are asked for that none are handed out.
        self._unsorted_to: dict[str, list[TraceLink]] = {}
        self._unsorted_from: dict[str, list[TraceLink]] = {}
        self._links: list[TraceLink] | None = None
        if not is_view:
            self._hand_out_links()

    def without(self, identifiers: Iterable[str]) -> TraceGraph:
        """Return the same graph without some elements: a view, so that asking "what if" copies nothing."""
        gone = frozenset(identifiers)
        if not gone:
            return self
        import networkx as nx

        view: Any = nx.restricted_view(self._graph, [node for node in gone if node in self], [])
        return TraceGraph(self.document, view, self.dangling, self._removed | gone, is_view=True)

    def without_link(self, link: TraceLink) -> TraceGraph:
        """Return the same graph without one link, as a view."""
        import networkx as nx

        between = self._graph[link.source][link.target]
        edges = [(link.source, link.target, key) for key in between if between[key]["link"] is link]
        view: Any = nx.restricted_view(self._graph, [], edges)
        return TraceGraph(self.document, view, self.dangling, self._removed, is_view=True)

    def only(self, bases: Iterable[Basis]) -> TraceGraph:
        """Return the same graph with links on some bases only, as a view; plain fields of structure stay."""
        import networkx as nx

        kept = frozenset(bases)

        def is_kept(source: str, target: str, key: int) -> bool:
            link: TraceLink = self._graph.edges[source, target, key]["link"]
            return link.link is None or link.basis in kept

        view: Any = nx.subgraph_view(self._graph, filter_edge=is_kept)
        return TraceGraph(self.document, view, self.dangling, self._removed, is_view=True)

    def __contains__(self, identifier: str) -> bool:
        return self._graph.has_node(identifier)

    def to_networkx(self) -> NetworkxGraph:
        """Return a copy of the graph: nodes carry `element`, edges carry `link` (a TraceLink)."""
        copy: nx.MultiDiGraph[str] = self._graph.copy()
        return copy

    def element(self, identifier: str) -> Element:
        """Return the element of an id. Raises KeyError when there is none."""
        if identifier in self._removed:
            raise KeyError(identifier)
        return self._elements[identifier]

    def find_elements(self, kind: Kind) -> list[Element]:
        """Return the elements of a kind that are meant, in the order of the document; drafts are not meant yet."""
        return list(self._iter_meant(kind))

    def has_elements(self, kind: Kind) -> bool:
        """Say whether there is any element of a kind that is meant."""
        return next(self._iter_meant(kind), None) is not None

    def _iter_meant(self, kind: Kind) -> Iterator[Element]:
        return (
            element
            for element in self.document.iter_elements(kind)
            if not element.draft and element.id not in self._removed
        )

    def iter_links(self) -> Iterator[TraceLink]:
        """Yield every link, in the order in which the document states them."""
        return iter(self._links) if self._links is not None else _links_of(self._graph.edges(data="link"))

    def _hand_out_links(self) -> None:
        """Hand each link to both its ends, which costs much less than to ask networkx for those of each element."""
        links_to, links_from = self._unsorted_to, self._unsorted_from
        for identifier in self._graph:
            links_to[identifier], links_from[identifier] = [], []
        self._links = list(_links_of(self._graph.edges(data="link")))
        for link in self._links:
            links_to[link.target].append(link)
            links_from[link.source].append(link)

    def find_links_to(self, identifier: str, types: tuple[LinkType, ...] = ()) -> list[TraceLink]:
        """Return the links that point at an element, of some types or of all."""
        links = self._links_to.get(identifier)
        if links is None:
            handed_out = self._unsorted_to.pop(identifier, None)
            if handed_out is None:
                handed_out = list(_links_of(self._graph.in_edges(identifier, data="link")))
            links = self._links_to[identifier] = _in_order(handed_out)
        return _select(links, types)

    def find_links_from(self, identifier: str, types: tuple[LinkType, ...] = ()) -> list[TraceLink]:
        """Return the links that start at an element, of some types or of all."""
        links = self._links_from.get(identifier)
        if links is None:
            handed_out = self._unsorted_from.pop(identifier, None)
            if handed_out is None:
                handed_out = list(_links_of(self._graph.out_edges(identifier, data="link")))
            links = self._links_from[identifier] = _in_order(handed_out)
        return _select(links, types)

    def find_cycles(self, link_type: LinkType) -> list[list[str]]:
        """Return the circles of links of one type: the ids of each, from the first in order, circles in order.

        Elements that need one another in several ways are one circle (a strongly connected component), shown by the
        shortest way from its first element back to it, of equally short ones the first in order.
        """
        import networkx as nx

        edges = [
            (link.source, link.target)
            for link in self.iter_links()
            if link.type == link_type and link.source != link.target
        ]
        part: nx.DiGraph[str] = nx.DiGraph(edges)
        in_order = partial(sorted, key=natural_key)
        circles = []
        for component in nx.strongly_connected_components(part):
            if len(component) > 1:
                first = min(component, key=natural_key)
                before = dict(nx.bfs_predecessors(part, first, sort_neighbors=in_order))
                circle = [next(last for last in before if part.has_edge(last, first))]
                while circle[0] != first:
                    circle.insert(0, before[circle[0]])
                circles.append(circle)
        return sorted(circles, key=lambda circle: natural_key(circle[0]))


def _in_order(links: list[TraceLink]) -> list[TraceLink]:
    return sorted(links, key=_SORT_KEY) if len(links) > 1 else links


def _select(links: Iterable[TraceLink], types: tuple[LinkType, ...]) -> list[TraceLink]:
    return [link for link in links if link.type in types] if types else list(links)


def _links_of(edges: Iterable[Any]) -> Iterator[TraceLink]:
    """Yield the links on edges given as (source, target, link); networkx does not say so in its types."""
    for _, _, link in edges:
        yield link
