"""What falls of the chains of core problems when something is removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage.losses import Fall, Loss, in_order
from sotetrace.coverage.tiers import RANK, Tier, tier_of
from sotetrace.graph import find_steps_down, find_witness

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.coverage.footings import Footings
    from sotetrace.coverage.losses import LossType, Scale
    from sotetrace.coverage.removal import Removal
    from sotetrace.coverage.results import ChainResult
    from sotetrace.graph import TraceGraph, TraceLink


def find_chain_losses(footings: Footings, removal: Removal) -> Iterator[Loss]:
    """Find the chains that are broken or weaker; one whose witness still stands is neither."""
    for chain in footings.find_chains(removal.gone):
        if chain.id not in removal.ids:
            yield from _losses_of(chain, footings.graph, removal)


def _losses_of(chain: ChainResult, graph: TraceGraph, removal: Removal) -> Iterator[Loss]:
    after = removal.view(graph)
    falls: list[Fall] = []
    because: set[str] = set()
    left: list[tuple[bool, tuple[str, ...]]] = []
    scales: tuple[tuple[Scale, tuple[str, ...], Tier], ...] = (
        ("as_read", chain.as_read, chain.as_read_strength),
        ("as_source", chain.as_source, chain.as_source_strength),
    )
    for scale, ids, before in scales:
        if removal.gone.isdisjoint(ids):
            continue
        is_as_source = scale == "as_source"
        witness, frontier = find_witness(after, chain.id, as_source=is_as_source)
        now = tier_of(witness.strength) if witness is not None else "none"
        if RANK[now] < RANK[before]:
            falls.append(Fall(scale, before, now))
            left.append((witness is None, witness.ids if witness is not None else frontier))
            because.update(_Stronger(graph, removal, now, is_as_source=is_as_source).find_first_gone(chain.id))
    if falls:
        is_broken, shown = max(left, key=lambda found: found[0])
        loss: LossType = "chain_broken" if is_broken else "chain_weaker"
        yield Loss(chain.id, "core_problem", loss, None, tuple(falls), shown, in_order(because))


class _Stronger:
    """The chains down to measures of which every link is stronger than a tier, before a removal."""

    def __init__(self, graph: TraceGraph, removal: Removal, than: Tier, *, is_as_source: bool) -> None:
        self._graph = graph
        self._removal = removal
        self._than = RANK[than]
        self._is_as_source = is_as_source
        self._closes: dict[str, bool] = {}

    def find_first_gone(self, top: str) -> Iterator[str]:
        """Yield by which of the removed ids the chains below an element are gone: the first on the way down each."""
        pending, seen = [top], {top}
        while pending:
            for link in self._steps(pending.pop()):
                gone_by = self._removal.cut_link(link)
                if gone_by is not None:
                    yield gone_by
                elif link.source not in seen:
                    seen.add(link.source)
                    pending.append(link.source)

    def _steps(self, identifier: str) -> list[TraceLink]:
        steps = find_steps_down(self._graph, identifier, as_source=self._is_as_source)
        below = {link.source for link in steps if link.type == "part_of"}
        if below and below <= self._removal.ids:
            # Without its sub-goals a goal would be reached through its own measures, were they not gone as well.
            steps += find_steps_down(self._graph.without(below), identifier, as_source=self._is_as_source)
        return [link for link in steps if RANK[tier_of(link.strength)] > self._than and self._reaches(link.source)]

    def _reaches(self, identifier: str) -> bool:
        """Say whether such a chain leads from an element down to a measure; chains have a handful of links."""
        if identifier not in self._closes:
            is_measure = self._graph.element(identifier).kind == "measure"
            self._closes[identifier] = is_measure or bool(self._steps(identifier))
        return self._closes[identifier]
