"""How robust coverage is: what rests on one measure, what every chain passes through, what could be dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.coverage.what_if import rank_impacts
from sotetrace.graph import count_disjoint_chains, find_bottlenecks
from sotetrace.model.ids import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sotetrace.coverage.results import CoverageResult
    from sotetrace.graph import TraceGraph

EXACT_UP_TO = 40
"""The number of measures, after those that are needed anyway, up to which the smallest set is searched exactly."""
_MAX_STEPS = 200_000


@dataclass(frozen=True, slots=True)
class SingleCarrier:
    """A sub-goal, or a part of one, that rests on one measure."""

    id: str
    carrier: str


@dataclass(frozen=True, slots=True)
class ProblemRobustness:
    """A core problem: through what every chain to a measure passes, and how many chains share no element.

    `disjoint` counts chains that share nothing but the problem; `disjoint_below` those that share nothing below its
    goals, since a problem with one goal can have no two chains without it.
    """

    id: str
    bottlenecks: tuple[str, ...]
    disjoint: int
    disjoint_below: int


@dataclass(frozen=True, slots=True)
class SmallestSet:
    """The smallest set of measures with which nothing is left empty that measures alone hold now.

    That is every sub-goal and part that measures carry, and every other element that an expectation asks about: a
    level, say, or a statement that no goal serves. One for each is enough, however many an expectation asks for.

    When `is_exact` is False, `measures` is a set that does, found greedily, and no set smaller than `at_least` can.
    """

    measures: tuple[str, ...]
    is_exact: bool
    at_least: int


@dataclass(frozen=True, slots=True)
class RobustnessResult:
    """The robustness of one document's coverage, as read."""

    document: str
    single_carriers: tuple[SingleCarrier, ...]
    problems: tuple[ProblemRobustness, ...]
    droppable: tuple[str, ...]
    smallest: SmallestSet


def evaluate_robustness(graph: TraceGraph, coverage: CoverageResult) -> RobustnessResult:
    """Evaluate how robust the coverage of a document is; `coverage` is that of the same graph."""
    served = _carriers_by_target(graph)
    return RobustnessResult(
        document=coverage.document,
        single_carriers=tuple(
            SingleCarrier(target, *carriers) for target, carriers in served.items() if len(carriers) == 1
        ),
        problems=tuple(
            ProblemRobustness(
                problem.id,
                tuple(find_bottlenecks(graph, problem.id)),
                count_disjoint_chains(graph, problem.id),
                count_disjoint_chains(graph, problem.id, below_goals=True),
            )
            for problem in graph.find_elements("core_problem")
        ),
        droppable=tuple(
            sorted(
                (impact.removed[0] for impact in rank_impacts(graph, coverage) if not impact.losses), key=natural_key
            )
        ),
        smallest=find_smallest_set([*served.values(), *_held_by_measures(graph, coverage)]),
    )


def _held_by_measures(graph: TraceGraph, coverage: CoverageResult) -> Iterator[frozenset[str]]:
    """Yield the carriers of each element that is asked about, or what stands beside it, where all are measures.

    What a measure itself points at does not carry it: who does without the measure does without what it needs.
    """
    for expectation, result in zip(coverage.asked, coverage.expectations, strict=True):
        is_of_itself = expectation.of == "measure" and expectation.direction == "out"
        for covered in () if is_of_itself else result.elements:
            holders = covered.carriers or covered.by_source
            if holders and all(graph.element(holder).kind == "measure" for holder in holders):
                yield frozenset(holders)


def _carriers_by_target(graph: TraceGraph) -> Mapping[str, frozenset[str]]:
    """Return the measures that carry each sub-goal, and each part of one that has parts, where any does."""
    carriers: dict[str, frozenset[str]] = {}
    for sub_goal in graph.find_elements("sub_goal"):
        links = [
            link
            for link in graph.find_links_to(sub_goal.id, ("advances",))
            if link.is_carrying
            and not graph.element(link.source).draft
            and (link.target_part is not None or link.basis in ("stated", "inferred"))
        ]
        for target in [part.id for part in sub_goal.parts] or [sub_goal.id]:
            here = frozenset(link.source for link in links if link.target_part in (None, target))
            if here:
                carriers[target] = here
    return carriers


def find_smallest_set(sets: Iterable[frozenset[str]]) -> SmallestSet:
    """Find the smallest set that has a member in common with every one of some sets (a hitting set).

    Exact by branch and bound for up to EXACT_UP_TO candidates and a bounded number of steps; beyond that greedy, with
    a lower bound from sets that have nothing in common.
    """
    needed = _reduce(set(sets))
    forced = {next(iter(carriers)) for carriers in needed if len(carriers) == 1}
    open_sets = [carriers for carriers in needed if not carriers & forced]
    candidates: frozenset[str] = frozenset().union(*open_sets)
    greedy = _greedy(open_sets)
    bound = _packing(open_sets)
    if bound == len(greedy):
        return _smallest(forced | set(greedy), is_exact=True)
    if len(candidates) <= EXACT_UP_TO:
        search = _Search(open_sets, greedy)
        best = search.run()
        if search.is_complete:
            return _smallest(forced | set(best), is_exact=True)
    return _smallest(forced | set(greedy), is_exact=False, at_least=len(forced) + bound)


def _smallest(measures: set[str], *, is_exact: bool, at_least: int | None = None) -> SmallestSet:
    chosen = tuple(sorted(measures, key=natural_key))
    return SmallestSet(chosen, is_exact, len(chosen) if at_least is None else at_least)


def _reduce(sets: set[frozenset[str]]) -> list[frozenset[str]]:
    """Drop every set that contains another: what meets the smaller one meets it too. The smallest come first."""
    kept: list[frozenset[str]] = []
    for candidate in sorted(sets, key=lambda one: (len(one), sorted(one, key=natural_key))):
        if not any(smaller <= candidate for smaller in kept):
            kept.append(candidate)
    return kept


def _greedy(sets: Sequence[frozenset[str]]) -> list[str]:
    chosen: list[str] = []
    open_sets = list(sets)
    while open_sets:
        counts: dict[str, int] = {}
        for carriers in open_sets:
            for carrier in carriers:
                counts[carrier] = counts.get(carrier, 0) + 1
        best = min(counts, key=lambda carrier: (-counts[carrier], natural_key(carrier)))
        chosen.append(best)
        open_sets = [carriers for carriers in open_sets if best not in carriers]
    return chosen


def _packing(sets: Sequence[frozenset[str]]) -> int:
    """Return how many sets, taken from the first, have nothing in common: no fewer members can meet them all."""
    taken: set[str] = set()
    count = 0
    for carriers in sets:
        if not carriers & taken:
            taken |= carriers
            count += 1
    return count


class _Search:
    """Branch and bound: take each member of the first open set in turn, and give up where the bound says so.

    The sets come with the smallest first, and stay in that order.
    """

    def __init__(self, sets: Sequence[frozenset[str]], known: Sequence[str]) -> None:
        self._sets = sets
        self._best = list(known)
        self._steps = 0
        self.is_complete = True

    def run(self) -> list[str]:
        self._extend([], self._sets)
        return self._best

    def _extend(self, chosen: list[str], open_sets: Sequence[frozenset[str]]) -> None:
        self._steps += 1
        if self._steps > _MAX_STEPS:
            self.is_complete = False
            return
        if not open_sets:
            if (len(chosen), _order(chosen)) < (len(self._best), _order(self._best)):
                self._best = list(chosen)
            return
        if len(chosen) + _packing(open_sets) > len(self._best):
            return
        for carrier in sorted(open_sets[0], key=natural_key):
            self._extend([*chosen, carrier], [carriers for carriers in open_sets if carrier not in carriers])


def _order(chosen: Sequence[str]) -> list[object]:
    return sorted(natural_key(identifier) for identifier in chosen)  # type: ignore[return-value]
