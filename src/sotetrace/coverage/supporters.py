"""What each status rests on: sets of supporters, so that a page can answer "what if" without an engine of its own.

A supporter is a link, told by its class and the measure at its end. A status holds while a set of supporters is not
empty, or several such sets are not; whoever takes measures or classes of links away has only to test that. Everything
here is about what can be taken away so: measures, and links by basis and confidence.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, get_args

from sotetrace.coverage.reach import find_footing
from sotetrace.coverage.roll_up import ADVANCED, ALONE, is_rolled_up
from sotetrace.coverage.tiers import RANK, Tier, tier_of
from sotetrace.graph import find_steps_down

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sotetrace.coverage.losses import Scale
    from sotetrace.coverage.reach import Footing, Reach
    from sotetrace.coverage.results import CoverageResult, ElementCoverage, ExpectationCoverage, PartCoverage
    from sotetrace.graph import TraceGraph, TraceLink

LinkClass = Literal["structure", "stated", "layout", "blanket", "high", "medium", "low", "inference"]
"""Classes of links that come and go together. Plain fields of structure always stay; `inference` is there while any
inferred link counts, of whatever confidence."""
LINK_CLASSES: tuple[LinkClass, ...] = get_args(LinkClass)
Topic = Literal["element", "part", "roll_up", "chain"]
_TIERS: tuple[Tier, ...] = tuple(sorted((tier for tier in RANK if tier != "none"), key=lambda tier: -RANK[tier]))


@dataclass(frozen=True, slots=True)
class Supporter:
    """A link of a class, and the id of the measure it depends on, if it does on one."""

    link_class: LinkClass
    measure: str | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """Holds while at least so many of its members stand: one, for a set that must not be empty; or all of them."""

    least: int
    of: tuple[Support | Supporter, ...] = ()

    def holds(self, stands: Callable[[Supporter], bool]) -> bool:
        """Say whether it holds, when `stands` tells which supporters are still there."""
        standing = (each.holds(stands) if isinstance(each, Support) else stands(each) for each in self.of)
        return sum(standing) >= self.least


NEVER, ALWAYS = Support(1), Support(0)


@dataclass(frozen=True, slots=True)
class StatusSupport:
    """What one status rests on, tier by tier, the best first: it is the first whose support holds, else none."""

    id: str
    topic: Topic
    scale: Scale
    expectation: str | None
    steps: tuple[tuple[Tier, Support], ...]

    def status(self, stands: Callable[[Supporter], bool]) -> Tier:
        """Return the status with the supporters that still stand."""
        return next((tier for tier, support in self.steps if support.holds(stands)), "none")


@dataclass(frozen=True)
class SupportResult:
    """What the coverage of a document rests on.

    `served` tells of a part, by (expectation, part), what keeps anything at all reaching it; `applicable` of an
    expectation, what keeps it one that can be asked; `witnesses` of a core problem on a scale, what its best chain is
    made of.
    """

    statuses: tuple[StatusSupport, ...]
    served: dict[tuple[str, str], Support] = field(default_factory=dict)
    applicable: dict[str, Support] = field(default_factory=dict)
    witnesses: dict[tuple[str, Scale], Support] = field(default_factory=dict)


def find_supports(graph: TraceGraph, coverage: CoverageResult) -> SupportResult:
    """Find what every status in the coverage of a document rests on; `coverage` is that of the same graph."""
    finder = _Finder(graph, coverage)
    return SupportResult(
        (*finder.iter_elements(), *finder.iter_roll_ups(), *finder.iter_chains()),
        finder.find_served(),
        {expectation.id: finder.find_applicable(expectation) for expectation in coverage.expectations},
        {
            (chain.id, scale): finder.find_witness_support(getattr(chain, scale), scale)
            for chain in coverage.chains
            for scale in _SCALES
        },
    )


_SCALES: tuple[Scale, ...] = ("as_source", "as_read")


class _Finder:
    """Builds the supports of one document."""

    def __init__(self, graph: TraceGraph, coverage: CoverageResult) -> None:
        self._graph = graph
        self._coverage = coverage
        self._footings: dict[tuple[str, str], Footing] = {}
        for asked, evaluated in zip(coverage.asked, coverage.expectations, strict=True):
            for covered in evaluated.elements:
                self._footings[asked.id, covered.id] = find_footing(graph, asked, graph.element(covered.id))

    def iter_elements(self) -> Iterator[StatusSupport]:
        for expectation in self._coverage.expectations:
            for covered in expectation.elements:
                footing = self._footings[expectation.id, covered.id]
                for scale in _SCALES:
                    steps = _steps(partial(self._of_footing, footing, scale))
                    yield StatusSupport(covered.id, "element", scale, expectation.id, steps)
                for part, here in _parts_of(covered, footing):
                    steps = _steps(partial(self._of_whole, here, footing.at_least, "as_read"))
                    yield StatusSupport(part.id, "part", "as_read", expectation.id, steps)

    def find_served(self) -> dict[tuple[str, str], Support]:
        served = {}
        for expectation in self._coverage.expectations:
            for covered in expectation.elements:
                footing = self._footings[expectation.id, covered.id]
                for part, here in _parts_of(covered, footing):
                    aimed = [reach for reach in here if reach.is_aimed]
                    served[expectation.id, part.id] = self._others(aimed, footing.at_least)
        return served

    def find_applicable(self, expectation: ExpectationCoverage) -> Support:
        others = [kind for kind in expectation.by if kind != "measure"]
        if any(self._graph.has_elements(kind) for kind in others):
            return ALWAYS
        measures = self._graph.find_elements("measure") if "measure" in expectation.by else []
        return any_of(Supporter("structure", measure.id) for measure in measures)

    def find_witness_support(self, ids: Sequence[str], scale: Scale) -> Support:
        """Return what holds while every step of a chain has a link."""
        is_as_source = scale == "as_source"
        steps = []
        for upper, lower in pairwise(ids):
            links = find_steps_down(self._graph, upper, as_source=is_as_source)
            steps.append(any_of(self._of_link(link) for link in links if link.source == lower))
        return all_of(steps)

    def iter_roll_ups(self) -> Iterator[StatusSupport]:
        for rolled in self._coverage.roll_ups:
            for scale in _SCALES:
                find = self._of_goal if rolled.kind == "goal" else self._of_problem
                steps = _steps(partial(find, rolled.id, scale))
                yield StatusSupport(rolled.id, "roll_up", scale, None, steps)

    def iter_chains(self) -> Iterator[StatusSupport]:
        for chain in self._coverage.chains:
            for scale in _SCALES:
                steps = _steps(partial(self._of_chain, chain.id, scale))
                if scale == "as_read":  # without any inference nothing is read
                    steps = tuple((tier, all_of((Supporter("inference"), support))) for tier, support in steps)
                yield StatusSupport(chain.id, "chain", scale, None, steps)

    def _of_footing(self, footing: Footing, scale: Scale, tier: Tier) -> Support:
        """Return what holds while an element has at least a tier on a scale."""
        wholes = footing.find_wholes()
        if tier == "partial":
            return any_of(self._of_whole(here, footing.at_least, scale, "low") for here in wholes)
        return all_of(self._of_whole(here, footing.at_least, scale, tier) for here in wholes)

    def _of_whole(self, here: Sequence[Reach], least: int, scale: Scale, tier: Tier) -> Support:
        return self._others([reach for reach in here if RANK[reach.tier(scale)] >= RANK[tier]], least)

    def _others(self, reaches: Iterable[Reach], least: int) -> Support:
        """Return what holds while some links come from at least so many elements."""
        by_other: dict[str, list[Supporter]] = {}
        for reach in reaches:
            by_other.setdefault(reach.other, []).append(self._of_reach(reach))
        if least == 1:
            return any_of(supporter for found in by_other.values() for supporter in found)
        return Support(least, tuple(any_of(found) for found in by_other.values()))

    def _of_goal(self, goal: str, scale: Scale, tier: Tier) -> Support:
        return all_of(self._of_rolled(below, scale, tier) for below in self._find_below(goal))

    def _of_rolled(self, footing: Footing, scale: Scale, tier: Tier) -> Support:
        own = self._of_footing(footing, scale, tier)
        if scale == "as_source":
            return own
        # What a sentence states needs no reading and holds on this scale too.
        return any_of((own, self._of_footing(footing, "as_source", "stated")))

    def _find_below(self, goal: str) -> list[Footing]:
        below = [link.source for link in self._graph.find_links_to(goal, ("part_of",))]
        asked = [expectation for expectation in self._coverage.asked if is_rolled_up(expectation)]
        found = [
            self._footings.get((expectation.id, one))
            or find_footing(self._graph, expectation, self._graph.element(one))
            for one in below
            if not self._graph.element(one).draft
            for expectation in asked or (ADVANCED,)
        ]
        return found or [find_footing(self._graph, ALONE, self._graph.element(goal))]

    def _of_problem(self, problem: str, scale: Scale, tier: Tier) -> Support:
        goals = {rolled.id for rolled in self._coverage.roll_ups if rolled.kind == "goal"}
        return any_of(
            all_of((self._of_link(answer), self._of_goal(answer.source, scale, tier)))
            for answer in self._graph.find_links_to(problem, ("answers",))
            if answer.source in goals and answer.is_carrying and RANK[tier_of(answer.strength)] >= RANK[tier]
            if not (scale == "as_source" and answer.basis == "inferred")
        )

    def _of_chain(self, top: str, scale: Scale, tier: Tier) -> Support:
        if self._graph.element(top).kind == "measure":
            return ALWAYS
        return any_of(
            all_of((self._of_link(link), self._of_chain(link.source, scale, tier)))
            for link in find_steps_down(self._graph, top, as_source=scale == "as_source")
            if RANK[tier_of(link.strength)] >= RANK[tier]
        )

    def _of_link(self, link: TraceLink) -> Supporter:
        is_from_measure = self._graph.element(link.source).kind == "measure"
        return Supporter(class_of(link), link.source if is_from_measure else None)

    def _of_reach(self, reach: Reach) -> Supporter:
        is_by_measure = self._graph.element(reach.other).kind == "measure"
        return Supporter(class_of(reach.link), reach.other if is_by_measure else None)


def _parts_of(covered: ElementCoverage, footing: Footing) -> Iterator[tuple[PartCoverage, Sequence[Reach]]]:
    """Yield each part of an element with what bears on it; an element without parts has none."""
    return zip(covered.parts, footing.find_wholes(), strict=True) if covered.parts else iter(())


def class_of(link: TraceLink) -> LinkClass:
    """Return the class that a link belongs to."""
    return "structure" if link.link is None else tier_of(link.strength)  # type: ignore[return-value]


def any_of(members: Iterable[Support | Supporter]) -> Support:
    """Return what holds while any of some members stands."""
    kept = tuple(dict.fromkeys(member for member in members if member != NEVER))
    if ALWAYS in kept:
        return ALWAYS
    return kept[0] if len(kept) == 1 and isinstance(kept[0], Support) else Support(1, kept)


def all_of(members: Iterable[Support | Supporter]) -> Support:
    """Return what holds while all of some members stand; of none, always."""
    kept = tuple(dict.fromkeys(member for member in members if member != ALWAYS))
    if NEVER in kept:
        return NEVER
    return kept[0] if len(kept) == 1 and isinstance(kept[0], Support) else Support(len(kept), kept)


def _steps(find: Callable[[Tier], Support]) -> tuple[tuple[Tier, Support], ...]:
    """Return the tiers that can be reached, each with its support; one that asks nothing new is left out."""
    steps: list[tuple[Tier, Support]] = []
    for tier in _TIERS:
        support = find(tier)
        if support != NEVER and (not steps or support != steps[-1][1]):
            steps.append((tier, support))
    return tuple(steps)
