"""What a change does to coverage: each element that has less or more than before, and because of which change.

Totals cancel: one sub-goal that gains hides another that loses. So the two evaluations are compared element by element.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from sotetrace.coverage.gap_rules import rules_of
from sotetrace.coverage.tiers import RANK
from sotetrace.findings import Severity
from sotetrace.graph.chains import STEPS_DOWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sotetrace.coverage import ChainResult, ElementCoverage, ExpectationCoverage
    from sotetrace.diff.results import ChangeFinding
    from sotetrace.graph import TraceGraph, TraceLink
    from sotetrace.model.expectations import Expectation

from sotetrace.diff.coverage_sides import CoverageSides

_SCALES = ("as_source", "as_read")


def assess_coverage(sides: CoverageSides) -> Iterator[ChangeFinding]:
    """Find every element whose coverage differs, for each expectation, and every chain that broke or closed."""
    for expectation, old, new in zip(sides.old.asked, sides.old.expectations, sides.new.expectations, strict=True):
        if old.is_applicable or new.is_applicable:
            yield from _assess_expectation(sides, expectation, old, new)
    before = {chain.id: chain for chain in sides.old.chains}
    for chain in sides.new.chains:
        known = before.get(sides.former.get(chain.id, chain.id))
        if known is not None:
            yield from _assess_chain(sides, known, chain)


def _assess_expectation(
    sides: CoverageSides, expectation: Expectation, old: ExpectationCoverage, new: ExpectationCoverage
) -> Iterator[ChangeFinding]:
    before = {element.id: element for element in old.elements}
    for after in new.elements:
        known = before.get(sides.former.get(after.id, after.id))
        if known is not None:
            yield from _assess_element(sides, expectation, known, after)
        elif after.is_gap and new.is_applicable:
            causes = sides.causes_of((), after.id, is_loss=True)
            slots = {"expectation": expectation.id, "by": _by(expectation)}
            severity = Severity.ERROR if sides.judgement.is_adopted else None
            yield _finding(sides, expectation, "uncovered-on-arrival", after, slots, causes, (None, "none"), severity)


def _by(expectation: Expectation) -> str:
    return f"@kind.{expectation.by[0]}"


def _assess_element(
    sides: CoverageSides, expectation: Expectation, old: ElementCoverage, new: ElementCoverage
) -> Iterator[ChangeFinding]:
    if old == new:
        return
    lost, gained = _has_lost(old, new), _has_lost(new, old)
    differing = list(_differing(sides, expectation, old.id, new.id))
    slots: dict[str, object] = {"expectation": expectation.id, "by": _by(expectation)}
    values = (list(old.carriers), list(new.carriers))
    if lost:
        rule = "measure-orphaned" if (expectation.of, expectation.direction) == ("measure", "out") else "coverage-lost"
        causes = sides.causes_of(differing, new.id, is_loss=True)
        yield _finding(sides, expectation, rule, new, slots if rule == "coverage-lost" else {}, causes, values)
    if gained:
        causes = sides.causes_of(differing, new.id, is_loss=False)
        carriers = ", ".join(new.carriers or new.by_source)
        yield _finding(sides, expectation, "coverage-gained", new, {**slots, "carriers": carriers}, causes, values)
    if lost or gained:
        return
    yield from _assess_parts(sides, expectation, old, new, slots, differing)
    yield from _assess_strength(sides, expectation, old, new, differing)


def _has_lost(before: ElementCoverage, after: ElementCoverage) -> bool:
    """Say whether the last that carried an element is gone, as `impact` understands it."""
    return bool(before.carriers and not after.carriers) or (after.is_gap and not before.is_gap)


def _assess_parts(
    sides: CoverageSides,
    expectation: Expectation,
    old: ElementCoverage,
    new: ElementCoverage,
    slots: Mapping[str, object],
    differing: Sequence[tuple[str, TraceLink]],
) -> Iterator[ChangeFinding]:
    translate = sides.judgement.comparison.pairing.translate
    served = {translate(part.id): part.is_served for part in old.parts}
    for part in new.parts:
        was = served.get(part.id)
        if was is None or was == part.is_served:
            continue
        causes = sides.causes_of(differing, new.id, is_loss=was)
        rule = "coverage-lost" if was else "coverage-gained"
        extra = {} if was else {"carriers": ", ".join(_carriers_of_part(sides, expectation, new, part.id))}
        values = (list(old.carriers), list(new.carriers))
        yield _finding(
            sides, expectation, rule, new, {**slots, **extra}, causes, values, part=part.id, waived=part.waived
        )


def _carriers_of_part(sides: CoverageSides, expectation: Expectation, element: ElementCoverage, part: str) -> list[str]:
    """Return those of an element's carriers on the new side that carry one part of it, or the whole with it."""
    types = (expectation.link,)
    if expectation.direction == "in":
        ends = [(link.source, link.target_part, link) for link in sides.new_graph.find_links_to(element.id, types)]
    else:
        ends = [(link.target, link.source_part, link) for link in sides.new_graph.find_links_from(element.id, types)]
    carrying = {other for other, own_part, link in ends if link.is_carrying and own_part in (None, part)}
    return [carrier for carrier in element.carriers if carrier in carrying]


def _assess_strength(
    sides: CoverageSides,
    expectation: Expectation,
    old: ElementCoverage,
    new: ElementCoverage,
    differing: Sequence[tuple[str, TraceLink]],
) -> Iterator[ChangeFinding]:
    for rule, weaker, stronger in (("coverage-thinned", new, old), ("coverage-strengthened", old, new)):
        fallen = [scale for scale in _SCALES if RANK[getattr(weaker, scale)] < RANK[getattr(stronger, scale)]]
        if fallen == ["as_read"] and RANK[weaker.as_source] > RANK[stronger.as_source]:
            fallen = []  # what somebody read is what the source says now, or the other way round: the source decides
        if not fallen and len(weaker.carriers) >= len(stronger.carriers):
            continue
        slots = {
            "expectation": expectation.id,
            "left": ", ".join(new.carriers) or "–",
            **_told(fallen, old, new),
        }
        causes = sides.causes_of(differing, new.id, is_loss=rule == "coverage-thinned")
        yield _finding(sides, expectation, rule, new, slots, causes, (_standing(old), _standing(new)))


def _told(scales: Sequence[str], old: ElementCoverage, new: ElementCoverage) -> dict[str, str]:
    """Return before and after as a reader wants them: the tiers of a scale on which they differ, else the numbers."""
    if not scales:
        return {"before": str(len(old.carriers)), "after": str(len(new.carriers))}
    return {"before": f"@tier.{getattr(old, scales[0])}", "after": f"@tier.{getattr(new, scales[0])}"}


def _standing(covered: ElementCoverage) -> list[object]:
    return [covered.as_source, covered.as_read, *covered.carriers]


def _assess_chain(sides: CoverageSides, old: ChainResult, new: ChainResult) -> Iterator[ChangeFinding]:
    for scale in ("as_read", "as_source"):
        before: tuple[str, ...] = getattr(old, scale)
        after: tuple[str, ...] = getattr(new, scale)
        if bool(before) == bool(after):
            continue
        is_loss = bool(before)
        ids, side = (before, "old") if is_loss else (after, "new")
        links = list(_links_along(sides, ids, side))
        causes = sides.causes_of(links, new.id, is_loss=is_loss)
        rule = "chain-broken" if is_loss else "chain-closed"
        frontier: tuple[str, ...] = getattr(new, f"{scale}_frontier")
        slots = {"frontier": ", ".join(frontier)} if is_loss else {"chain": " → ".join(after)}
        yield sides.judgement.make(
            rule,
            new.id,
            (*sides.paths["new", new.id], "id"),
            slots,
            values=(list(before), list(after)),
            causes=causes,
        )
        return  # one chain of a problem is one thing to say, on the scale that counts most


# ---- which links differ ----------------------------------------------------------------------------------------------


def _differing(sides: CoverageSides, expectation: Expectation, old: str, new: str) -> Iterator[tuple[str, TraceLink]]:
    """Yield the links that bear on an element on one side only, each with that side, then those that stayed."""
    graphs = (sides.old_graph, sides.new_graph)
    before = {_signature(sides, graphs[0], link): link for link in _bearing(graphs[0], expectation, old)}
    after = {_signature(sides, graphs[1], link): link for link in _bearing(graphs[1], expectation, new)}
    yield from (("old", link) for key, link in before.items() if key not in after)
    yield from (("new", link) for key, link in after.items() if key not in before)


def _bearing(graph: TraceGraph, expectation: Expectation, identifier: str) -> list[TraceLink]:
    """Return the links that bear on an element: its own, and those of its goal, and the one to its goal."""
    types = (expectation.link,)
    if expectation.direction == "out":
        return graph.find_links_from(identifier, types)
    links = graph.find_links_to(identifier, types)
    if expectation.of == "sub_goal" and expectation.link == "advances":
        for up in graph.find_links_from(identifier, ("part_of",)):
            links = [*links, up, *(link for link in graph.find_links_to(up.target, types) if link.basis != "inferred")]
    return links


def _signature(sides: CoverageSides, graph: TraceGraph, link: TraceLink) -> tuple[object, ...]:
    """Return what makes a link count as it does, with the ids of the new side; and whether its ends count at all."""
    ids = (link.source, link.target, link.source_part, link.target_part)
    translate = sides.judgement.comparison.pairing.translate  # leaves the ids of the new side as they are
    ends = tuple(translate(identifier) if identifier else None for identifier in ids)
    drafts = [graph.element(identifier).draft for identifier in (link.source, link.target)]
    return (link.type, *ends, *drafts, link.basis, link.confidence, link.is_carrying, bool(link.scope))


def _links_along(sides: CoverageSides, ids: Sequence[str], side: str) -> Iterator[tuple[str, TraceLink]]:
    """Yield the steps between consecutive elements of a chain (from the top down) that only one side has."""
    graph, other = (sides.old_graph, sides.new_graph) if side == "old" else (sides.new_graph, sides.old_graph)
    translate = sides.judgement.comparison.pairing.translate
    for upper, lower in pairwise(ids):
        name = translate(upper) if side == "old" else sides.former.get(upper, upper)
        there = {_signature(sides, other, link) for link in other.find_links_to(name)}
        for link in graph.find_links_to(upper, STEPS_DOWN[graph.element(upper).kind]):
            if link.source == lower and _signature(sides, graph, link) not in there:
                yield side, link


def _finding(
    sides: CoverageSides,
    expectation: Expectation,
    rule: str,
    element: ElementCoverage,
    slots: Mapping[str, object],
    causes: tuple[str, ...],
    values: tuple[object, object],
    severity: Severity | None = None,
    *,
    part: str = "",
    waived: str | None = None,
) -> ChangeFinding:
    found = sides.judgement.make(
        rule,
        part or element.id,
        (*sides.paths["new", element.id], "id"),
        slots,
        values=values,  # type: ignore[arg-type]
        severity=severity,
        causes=causes,
    )
    reason = waived if part else element.waived
    if rule not in ("coverage-lost", "measure-orphaned", "uncovered-on-arrival"):
        return found
    return replace(found, finding=replace(found.finding, waived=reason), gap_rules=rules_of(expectation))
