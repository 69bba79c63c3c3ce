"""The graph of a document: nodes are elements, edges are links; questions are `find_*` verbs."""

from __future__ import annotations

from copy import copy
from enum import IntEnum
from functools import partial
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from sotetrace.model.ids import natural_key
from sotetrace.model.links import LINK_ROW, LinkType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import networkx as nx

    from sotetrace.model.document import DocumentPath, VisionDocument
    from sotetrace.model.elements import Element
    from sotetrace.model.kinds import Kind
    from sotetrace.model.links import Basis, Confidence, Link, Sign

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
_Held: TypeAlias = "dict[LinkType, dict[str, list[TraceLink]]]"
"""Links by type and by the id of the element at one end."""


class TraceGraph:
    """The elements and links of one document as a directed multigraph: a link leads from what claims to what it serves.

    Links whose ends do not exist are not in it but in `dangling`; they are findings of their own. The result of every
    query is sorted. Each link is held by both its ends: that is the one adjacency, and a graph of networkx is made of
    it where one is asked for, because networkx takes longer to import than most questions to answer.
    """

    def __init__(
        self, document: VisionDocument, links: Sequence[TraceLink], dangling: Sequence[TraceLink] = ()
    ) -> None:
        self.document = document
        self.dangling = tuple(dangling)
        self._elements = document.elements
        self._links = links
        self._to, self._from = _by_ends(links)
        self._removed: frozenset[str] = frozenset()
        self._is_kept: Callable[[TraceLink], bool] | None = None  # of a view: which links it shows

    def without(self, identifiers: Iterable[str]) -> TraceGraph:
        """Return the same graph without some elements: a view, so that asking "what if" copies nothing."""
        gone = frozenset(identifiers)
        if not gone:
            return self
        view = self.keeping(lambda link: link.source not in gone and link.target not in gone)
        view._removed = self._removed | gone
        return view

    def without_link(self, gone: TraceLink) -> TraceGraph:
        """Return the same graph without one link, as a view."""
        return self.keeping(lambda link: link is not gone)

    def only(self, bases: Iterable[Basis]) -> TraceGraph:
        """Return the same graph with links on some bases only, as a view; plain fields of structure stay."""
        kept = frozenset(bases)
        return self.keeping(lambda link: link.link is None or link.basis in kept)

    def keeping(self, is_kept: Callable[[TraceLink], bool]) -> TraceGraph:
        """Return the same graph with some of its links only, as a view."""
        before = self._is_kept
        view = copy(self)
        view._is_kept = is_kept if before is None else lambda link: before(link) and is_kept(link)
        return view

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._elements and identifier not in self._removed

    def to_networkx(self) -> NetworkxGraph:
        """Return the graph as one of networkx: nodes carry `element`, edges carry `link` (a TraceLink)."""
        import networkx as nx

        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        graph.add_nodes_from((name, {"element": element}) for name, element in self._elements.items() if name in self)
        graph.add_edges_from((link.source, link.target, {"link": link}) for link in self.iter_links())
        return graph

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
        """Yield every link, by the elements they start from, in the order of the document."""
        return filter(self._is_kept, self._links) if self._is_kept is not None else iter(self._links)

    def find_links_to(self, identifier: str, types: tuple[LinkType, ...] = ()) -> list[TraceLink]:
        """Return the links that point at an element, of some types or of all, in order."""
        return self._find(self._to, identifier, types)

    def find_links_from(self, identifier: str, types: tuple[LinkType, ...] = ()) -> list[TraceLink]:
        """Return the links that start at an element, of some types or of all, in order."""
        return self._find(self._from, identifier, types)

    def _find(self, held: _Held, identifier: str, types: tuple[LinkType, ...]) -> list[TraceLink]:
        links: Iterable[TraceLink]
        if len(types) == 1:
            links = held[types[0]].get(identifier, ())
        else:  # they are in order by type first, so those of several types follow one type after the other
            links = chain.from_iterable(held[link_type].get(identifier, ()) for link_type in sorted(types) or held)
        return list(links) if self._is_kept is None else list(filter(self._is_kept, links))

    def find_cycles(self, link_type: LinkType) -> list[list[str]]:
        """Return the circles of links of one type: the ids of each, from the first in order, circles in order.

        Elements that need one another in several ways are one circle (a strongly connected component), shown by the
        shortest way from its first element back to it, of equally short ones the first in order.
        """
        edges = [
            (link.source, link.target)
            for link in self.iter_links()
            if link.type == link_type and link.source != link.target
        ]
        if not _has_circle(edges):
            return []  # as nearly always
        import networkx as nx

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


def _by_ends(links: Iterable[TraceLink]) -> tuple[_Held, _Held]:
    """Return the links by type and by the element they point at, and by the one they start from; each list in order."""
    by_type: dict[LinkType, list[TraceLink]] = {name: [] for name in sorted(LINK_ROW)}
    for link in links:
        by_type[link.type].append(link)
    links_to: _Held = {}
    links_from: _Held = {}
    for link_type, found in by_type.items():
        to: dict[str, list[TraceLink]] = links_to.setdefault(link_type, {})
        start: dict[str, list[TraceLink]] = links_from.setdefault(link_type, {})
        for link in sorted(found, key=_SORT_KEY):
            to.setdefault(link.target, []).append(link)
            start.setdefault(link.source, []).append(link)
    return links_to, links_from


def _has_circle(edges: Iterable[tuple[str, str]]) -> bool:
    sorter: TopologicalSorter[str] = TopologicalSorter()
    for source, target in edges:
        sorter.add(source, target)
    try:
        sorter.prepare()
    except CycleError:
        return True
    return False
