"""What falls when something is removed: coverage before and after, with the cause of each loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sotetrace.coverage.reach import cover_element, find_critical
from sotetrace.coverage.tiers import RANK, Tier, tier_of
from sotetrace.graph import find_witness
from sotetrace.model.ids import natural_key

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sotetrace.coverage.results import ChainResult, CoverageResult, ElementCoverage
    from sotetrace.graph import TraceGraph, TraceLink
    from sotetrace.model.kinds import Kind

LossType = Literal["last_carrier", "last_part_carrier", "one_carrier", "weaker", "chain_broken", "chain_weaker"]
"""What is lost, worst first in `LOSS_WEIGHT`: the last that carried an element or a part of it, all but one,
strength."""

LOSS_WEIGHT: dict[LossType, int] = {
    "last_carrier": 100,
    "chain_broken": 100,
    "last_part_carrier": 30,
    "one_carrier": 10,
    "weaker": 3,
    "chain_weaker": 1,
}
"""How much each loss counts when measures are ranked; an order of our own, printed with the ranking."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that falls: of which element or part, for which expectation, from what to what, because of what."""

    id: str
    kind: Kind
    type: LossType
    expectation: str | None
    before: Tier
    after: Tier
    left: tuple[str, ...]
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImpactResult:
    """What falls when elements are removed. `weight` sums the weights of the losses."""

    removed: tuple[str, ...]
    losses: tuple[Loss, ...]

    @property
    def weight(self) -> int:
        """The sum of the weights of the losses."""
        return sum(LOSS_WEIGHT[loss.type] for loss in self.losses)


def find_impact(graph: TraceGraph, removed: Iterable[str], before: CoverageResult) -> ImpactResult:
    """Find what falls when elements are removed from a document.

    `before` is the coverage as it stands, of the same graph. Only what the removed elements touch is evaluated anew.
    Raises KeyError for an unknown id.
    """
    ids = tuple(sorted(set(removed), key=natural_key))
    touched = _touched(graph, ids) - set(ids)
    return ImpactResult(ids, _compare(graph.without(ids), before, touched, frozenset(ids)))


def find_link_impact(
    graph: TraceGraph, link: TraceLink, before: CoverageResult, critical: Mapping[str, set[str]]
) -> tuple[Loss, ...]:
    """Find what falls when one link does not hold: at its two ends, and in the chains that go by it.

    `critical` is what `find_critical_ids` found in the same graph.
    """
    ends = ((link.target, link.source), (link.source, link.target))
    touched = {end for end, other in ends if other in critical.get(end, ())}
    in_chains = any(link.source in chain.as_read for chain in before.chains)
    if not touched and not in_chains:
        return ()
    return _compare(graph.without_link(link), before, touched, frozenset((link.source,)))


def find_critical_ids(graph: TraceGraph, before: CoverageResult) -> Mapping[str, set[str]]:
    """Find, for each element, the ids without any one of which its coverage could be another."""
    critical: dict[str, set[str]] = {}
    for expectation, standing in zip(before.asked, before.expectations, strict=True):
        if standing.is_applicable and not standing.is_structural:
            for covered in standing.elements:
                found = find_critical(graph, expectation, graph.element(covered.id))
                critical.setdefault(covered.id, set()).update(found)
    return critical


def _compare(
    after: TraceGraph, before: CoverageResult, touched: Collection[str], removed: frozenset[str]
) -> tuple[Loss, ...]:
    losses: list[Loss] = []
    for expectation, standing in zip(before.asked, before.expectations, strict=True):
        if not standing.is_applicable or standing.is_structural:
            continue
        for old in standing.find_elements(touched):
            new = cover_element(after, expectation, after.element(old.id))
            losses += _element_losses(expectation.id, old, new, removed)
    for chain in before.chains:
        if chain.id in after and removed & set(chain.as_read):
            losses += _chain_losses(after, chain, removed)
    return tuple(
        sorted(losses, key=lambda loss: (-LOSS_WEIGHT[loss.type], natural_key(loss.id), loss.expectation or ""))
    )


def rank_impacts(graph: TraceGraph, before: CoverageResult) -> list[ImpactResult]:
    """Find the impact of removing each measure alone, the heaviest first.

    The same as `find_impact` of each; only where a measure is critical is anything evaluated anew.
    """
    rests_on: dict[str, set[str]] = {}
    for identifier, others in find_critical_ids(graph, before).items():
        for other in others:
            rests_on.setdefault(other, set()).add(identifier)
    in_chains = {identifier for chain in before.chains for identifier in chain.as_read}
    impacts = []
    for measure in graph.find_elements("measure"):
        touched = rests_on.get(measure.id, set()) - {measure.id}
        losses: tuple[Loss, ...] = ()
        if touched or measure.id in in_chains:
            losses = _compare(graph.without((measure.id,)), before, touched, frozenset((measure.id,)))
        impacts.append(ImpactResult((measure.id,), losses))
    return sorted(impacts, key=lambda impact: (-impact.weight, natural_key(impact.removed[0])))


def _touched(graph: TraceGraph, ids: Iterable[str]) -> set[str]:
    """Return the elements whose coverage can change: neighbours, and the sub-goals of neighbouring goals."""
    touched: set[str] = set()
    for identifier in ids:
        graph.element(identifier)
        touched.update(link.target for link in graph.find_links_from(identifier))
        touched.update(link.source for link in graph.find_links_to(identifier))
    goals = [identifier for identifier in touched if graph.element(identifier).kind == "goal"]
    for goal in goals:
        touched.update(link.source for link in graph.find_links_to(goal, ("part_of",)))
    return touched


def _chain_losses(graph: TraceGraph, chain: ChainResult, removed: frozenset[str]) -> Iterator[Loss]:
    because = tuple(identifier for identifier in chain.as_read if identifier in removed)
    witness, frontier = find_witness(graph, chain.id)
    if witness is None:
        yield Loss(chain.id, "core_problem", "chain_broken", None, chain.as_read_strength, "none", frontier, because)
        return
    strength = tier_of(witness.strength)
    if RANK[strength] < RANK[chain.as_read_strength]:
        before = chain.as_read_strength
        yield Loss(chain.id, "core_problem", "chain_weaker", None, before, strength, witness.ids, because)


def _element_losses(
    expectation: str, old: ElementCoverage, new: ElementCoverage, removed: frozenset[str]
) -> Iterator[Loss]:
    carriers, left = old.carriers, new.carriers
    because = tuple(sorted({*old.by_source, *carriers} & removed, key=natural_key))
    if (carriers and not left) or (new.is_gap and not old.is_gap):
        yield Loss(old.id, old.kind, "last_carrier", expectation, old.as_read, new.as_read, (), because)
        return
    served = {part.id for part in new.parts if part.is_served}
    for part in old.parts:
        if part.is_served and part.id not in served:
            yield Loss(part.id, old.kind, "last_part_carrier", expectation, part.as_read, "none", (), because)
    if len(carriers) > 1 and len(left) == 1:
        yield Loss(old.id, old.kind, "one_carrier", expectation, old.as_read, new.as_read, left, because)
    elif RANK[new.as_read] < RANK[old.as_read] or RANK[new.as_source] < RANK[old.as_source]:
        scales = (old.as_read, new.as_read)
        if scales[0] == scales[1]:
            scales = (old.as_source, new.as_source)
        yield Loss(old.id, old.kind, "weaker", expectation, *scales, left, because)
