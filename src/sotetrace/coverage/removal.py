"""What is removed in thought: some elements, or one link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sotetrace.coverage.reach import Reach
    from sotetrace.graph import TraceGraph, TraceLink


@dataclass(frozen=True, slots=True)
class Removal:
    """Elements that are removed together, or one link between two that stay."""

    ids: frozenset[str] = frozenset()
    link: TraceLink | None = None

    @property
    def gone(self) -> frozenset[str]:
        """The ids without which some chains are left: of a link, the end that chains come to by it."""
        return self.ids if self.link is None else frozenset((self.link.source,))

    def cut(self, reach: Reach) -> str | None:
        """Return by which id a reach is gone, the one that stands nearer; None when it is still there."""
        if reach.via in self.ids:
            return reach.via
        return reach.other if reach.other in self.ids or reach.link is self.link else None

    def cut_link(self, link: TraceLink) -> str | None:
        """Return by which id a link from below is gone; None when it is still there."""
        return link.source if link.source in self.ids or link is self.link else None

    def view(self, graph: TraceGraph) -> TraceGraph:
        """Return a graph without what is removed."""
        return graph.without(self.ids) if self.link is None else graph.without_link(self.link)
