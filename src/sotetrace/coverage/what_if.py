"""What falls when something is removed: coverage before and after, with the cause of each loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage.chain_losses import find_chain_losses
from sotetrace.coverage.footings import After, Footings
from sotetrace.coverage.losses import LOSS_WEIGHT, SCALES, Fall, ImpactResult, Loss, LossType, in_order
from sotetrace.coverage.removal import Removal
from sotetrace.coverage.rolled_losses import find_rolled_losses
from sotetrace.coverage.tiers import RANK
from sotetrace.model.ids import natural_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sotetrace.coverage.footings import Asked
    from sotetrace.coverage.results import CoverageResult, ElementCoverage
    from sotetrace.graph import TraceGraph, TraceLink


def find_impact(graph: TraceGraph, removed: Iterable[str], before: CoverageResult) -> ImpactResult:
    """Find what falls when elements are removed from a document.

    `before` is the coverage as it stands, of the same graph, inference included. The losses are all that is lower in
    the coverage of the graph without the elements: every status of an element for an expectation, of its parts, of the
    chains and roll-ups; and the elements of which all carriers but one are gone. What stands higher is no loss: a goal
    without its worst sub-goal. Only what the removed elements touch is evaluated anew. Raises KeyError for an unknown
    id.
    """
    ids = tuple(sorted(set(removed), key=natural_key))
    touched = _touched(graph, ids) - set(ids)
    return ImpactResult(ids, _find_losses(Footings(graph, before), Removal(frozenset(ids)), touched))


def rank_impacts(graph: TraceGraph, before: CoverageResult) -> list[ImpactResult]:
    """Find the impact of removing each measure alone, the heaviest first.

    The same as `find_impact` of each; only where a measure is critical is anything evaluated anew.
    """
    footings = Footings(graph, before)
    rests_on: dict[str, set[str]] = {}
    for identifier, others in footings.find_critical().items():
        for other in others:
            rests_on.setdefault(other, set()).add(identifier)
    impacts = []
    for measure in graph.find_elements("measure"):
        touched = rests_on.get(measure.id, set()) - {measure.id}
        losses = _find_losses(footings, Removal(frozenset((measure.id,))), touched)
        impacts.append(ImpactResult((measure.id,), losses))
    return sorted(impacts, key=lambda impact: (-impact.weight, natural_key(impact.removed[0])))


def find_link_impacts(
    graph: TraceGraph, links: Iterable[TraceLink], before: CoverageResult
) -> list[tuple[TraceLink, tuple[Loss, ...]]]:
    """Find, for each of some inferred links, what falls when it alone does not hold; the cause is its other end."""
    footings = Footings(graph, before)
    critical = footings.find_critical()
    return [(link, _find_losses(footings, Removal(link=link), _touched_by_link(link, critical))) for link in links]


def _find_losses(footings: Footings, removal: Removal, touched: Collection[str]) -> tuple[Loss, ...]:
    after = After(footings, removal)
    losses: list[Loss] = []
    for identifier in touched:
        for asked in footings.find_asked(identifier):
            losses += _element_losses(asked, after.cover(asked), removal)
    losses += find_chain_losses(footings, removal)
    losses += find_rolled_losses(after, touched)
    return tuple(sorted(losses, key=_order))


def _order(loss: Loss) -> tuple[object, ...]:
    return (-LOSS_WEIGHT[loss.type], natural_key(loss.id), loss.expectation or "", loss.type)


def _touched(graph: TraceGraph, ids: Iterable[str]) -> set[str]:
    """Return the elements whose coverage can change: neighbours, and what is a part of them."""
    touched: set[str] = set()
    for identifier in ids:
        graph.element(identifier)
        touched.update(link.target for link in graph.find_links_from(identifier))
        touched.update(link.source for link in graph.find_links_to(identifier))
    for above in tuple(touched):
        touched.update(link.source for link in graph.find_links_to(above, ("part_of",)))
    return touched


def _touched_by_link(link: TraceLink, critical: Mapping[str, set[str]]) -> set[str]:
    """Return the ends whose coverage can change; what a core problem is rolled up from can in any case."""
    ends = ((link.target, link.source), (link.source, link.target))
    touched = {end for end, other in ends if other in critical.get(end, ())}
    return touched | {link.target} if link.type == "answers" else touched


def _element_losses(asked: Asked, new: ElementCoverage, removal: Removal) -> Iterator[Loss]:
    old = asked.before
    if new is old:
        return
    yield from _part_losses(asked, new, removal)
    falls = tuple(
        Fall(scale, getattr(old, scale), getattr(new, scale))
        for scale in SCALES
        if RANK[getattr(new, scale)] < RANK[getattr(old, scale)]
    )
    because = {one for fall in falls for one in asked.footing.find_causes(removal.cut, fall.scale, fall.before)}
    loss: LossType = "weaker"
    if (old.carriers and not new.carriers) or (new.is_gap and not old.is_gap):
        loss = "last_carrier"
    elif len(old.carriers) > 1 and len(new.carriers) == 1:
        loss = "one_carrier"
    elif not falls:
        return
    if loss != "weaker":
        because.update(asked.footing.find_carriers_gone(removal.cut))
    yield Loss(old.id, old.kind, loss, asked.expectation.id, falls, new.carriers, in_order(because))


def _part_losses(asked: Asked, after: ElementCoverage, removal: Removal) -> Iterator[Loss]:
    kind, expectation, footing = asked.before.kind, asked.expectation.id, asked.footing
    for old, new in zip(asked.before.parts, after.parts, strict=True):
        falls: tuple[Fall, ...] = ()
        because: set[str] = set()
        if RANK[new.as_read] < RANK[old.as_read]:
            falls = (Fall("as_read", old.as_read, new.as_read),)
            because.update(footing.find_causes(removal.cut, "as_read", old.as_read, old.id))
        if old.is_served and not new.is_served:
            because.update(footing.find_carriers_gone(removal.cut, old.id))
            yield Loss(old.id, kind, "last_part_carrier", expectation, falls, (), in_order(because))
        elif falls:
            yield Loss(old.id, kind, "weaker", expectation, falls, (), in_order(because))
