"""Evaluate the expectations of a document over its graph.

Two kinds of link reach an element. A *direct* link points at it or at one of its parts (or starts there). A *set*
link comes by way of its goal: a measure that the source sets beside a goal stands beside each of its sub-goals, which
is `layout` (or `blanket`, when one sentence claims it for all), however strong the words about the goal are.
Inference about a goal is no inference about its sub-goals. A part is served only by links that somebody aimed at it
or at the very element: a row of a table does not say which part of it is meant.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sotetrace.coverage.results import (
    ChainResult,
    CoverageResult,
    ElementCoverage,
    ExpectationCoverage,
    PartCoverage,
    RollUp,
)
from sotetrace.coverage.tiers import RANK, Tier, best, nth_best, tier_of, whole_of, worst
from sotetrace.graph import TraceGraph, find_witness
from sotetrace.model.expectations import DEFAULT_EXPECTATIONS, Expectation
from sotetrace.model.links import LINK_ROW, SOURCE_BASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sotetrace.graph import TraceLink
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.elements import Element


@dataclass(frozen=True, slots=True)
class _Reach:
    """One link as it bears on an element: from or to whom, on which part, and how it counts on each scale."""

    other: str
    part: str | None
    as_source: Tier
    as_read: Tier
    is_reviewed: bool
    is_aimed: bool
    """Whether it says something of each part: aimed at the part, or a sentence or a reading about the very element."""


def evaluate_coverage(
    graph: TraceGraph,
    *,
    expectations: Sequence[Expectation] = (),
    with_inference: bool = True,
    waived: Callable[[str, str], str | None] | None = None,
    left_out: Iterable[str] = (),
) -> CoverageResult:
    """Evaluate a document.

    `expectations` replace the document's own and the built-in ones; `waived` tells, for an expectation id and an
    element id, the reason of the waiver that accepts the gap, or None.
    """
    document = graph.document
    seen = graph if with_inference else graph.only(SOURCE_BASES)
    chosen = tuple(expectations) or document.expectations or DEFAULT_EXPECTATIONS
    judged = _judged_pairs(document)
    evaluated = tuple(_evaluate(seen, expectation, judged, waived or _never_waived) for expectation in chosen)
    return CoverageResult(
        document=document.document.id,
        with_inference=with_inference,
        asked=chosen,
        expectations=evaluated,
        roll_ups=_roll_up(seen, tuple(zip(chosen, evaluated, strict=True))),
        chains=tuple(_chain(seen, problem.id, with_inference) for problem in seen.find_elements("core_problem")),
        left_out=tuple(sorted(left_out)),
        dangling=len(graph.dangling),
    )


def subjects_of(graph: TraceGraph, expectation: Expectation) -> list[Element]:
    """Return the elements that an expectation is about; drafts are not meant yet."""
    return [
        element
        for element in graph.find_elements(expectation.of)
        if not expectation.roles or getattr(element, "role", None) in expectation.roles
    ]


def cover_element(graph: TraceGraph, expectation: Expectation, element: Element) -> ElementCoverage:
    """Evaluate one element against one expectation."""
    return _cover(element, _reaches(graph, expectation, element), expectation.at_least)


def find_critical(graph: TraceGraph, expectation: Expectation, element: Element) -> set[str]:
    """Return the ids without any one of which the coverage of an element could be another.

    Most elements rest on more than one link of the best tier, so that no single counterpart decides; this finds the
    few that do without evaluating each absence. One too many may be named, never one too few.
    """
    reaches = _reaches(graph, expectation, element)
    at_least = expectation.at_least
    critical: set[str] = set()
    wholes = [[reach for reach in reaches if reach.part in (None, part.id)] for part in element.parts] or [reaches]
    for here in wholes:
        for scale in ("as_source", "as_read"):
            ranked = sorted(_best_by_other(here, scale).items(), key=lambda entry: -RANK[entry[1]])
            if len(ranked) <= at_least or ranked[at_least - 1][1] != ranked[at_least][1]:
                critical.update(other for other, tier in ranked[:at_least] if tier != "none")
        aimed = {reach.other for reach in here if reach.is_aimed}
        if len(aimed) <= at_least:
            critical |= aimed
    carriers = {reach.other for reach in reaches if reach.is_aimed}
    return critical | carriers if len(carriers) <= _FEW_CARRIERS else critical


_FEW_CARRIERS = 2
"""With so many carriers or fewer, the loss of one leaves one or none."""


def _never_waived(_expectation: str, _element: str) -> str | None:
    return None


def _evaluate(
    graph: TraceGraph,
    expectation: Expectation,
    judged: Mapping[str, frozenset[str]] | None,
    waived: Callable[[str, str], str | None],
) -> ExpectationCoverage:
    asks_pairs = expectation.of == "sub_goal" and expectation.link == "advances" and judged is not None
    measures = [measure.id for measure in graph.find_elements("measure")] if asks_pairs else []
    elements = []
    for element in subjects_of(graph, expectation):
        covered = cover_element(graph, expectation, element)
        done = judged.get(element.id, frozenset()) if judged is not None else frozenset()
        # Whoever linked a pair has read it, whatever came of it.
        read = {link.source for link in graph.find_links_to(element.id, ("advances", "hinders"))} if measures else set()
        unjudged = tuple(m for m in measures if m not in done and m not in read)
        parts = tuple(replace(part, waived=waived(expectation.id, part.id)) for part in covered.parts)
        elements.append(replace(covered, parts=parts, unjudged=unjudged, waived=waived(expectation.id, element.id)))
    return ExpectationCoverage(
        id=expectation.id,
        of=expectation.of,
        by=expectation.by,
        direction=expectation.direction,
        is_applicable=any(graph.has_elements(kind) for kind in expectation.by),
        is_structural=bool(LINK_ROW[expectation.link].field),
        elements=tuple(elements),
    )


def _cover(element: Element, reaches: Sequence[_Reach], at_least: int) -> ElementCoverage:
    reviewed = [reach for reach in reaches if reach.is_reviewed]
    return ElementCoverage(
        id=element.id,
        kind=element.kind,
        as_source=_status(element, reaches, "as_source", at_least),
        as_read=_status(element, reaches, "as_read", at_least),
        as_reviewed=_status(element, reviewed, "as_read", at_least),
        by_source=_others(reaches, "as_source"),
        by_reading=_others(reaches, "as_read"),
        carriers=tuple(dict.fromkeys(reach.other for reach in reaches if reach.is_aimed)),
        parts=tuple(_part(part.id, reaches, at_least) for part in element.parts),
    )


def _reaches(graph: TraceGraph, expectation: Expectation, element: Element) -> list[_Reach]:
    """Return how links bear on an element: its own, and those of its goal that set something beside it."""
    types = (expectation.link,)
    is_in = expectation.direction == "in"
    links = graph.find_links_to(element.id, types) if is_in else graph.find_links_from(element.id, types)
    reaches = [
        _direct(link, is_in)
        for link in links
        if _counts(graph, link.source if is_in else link.target, link, expectation)
    ]
    if is_in and element.kind == "sub_goal" and expectation.link == "advances":
        for up in graph.find_links_from(element.id, ("part_of",)):
            if graph.element(up.target).draft:
                continue
            reaches += [
                _Reach(
                    other=link.source,
                    part=None,
                    as_source="blanket" if link.basis == "blanket" else "layout",
                    as_read="none",
                    is_reviewed=False,
                    is_aimed=False,
                )
                for link in graph.find_links_to(up.target, types)
                if link.basis != "inferred" and _counts(graph, link.source, link, expectation)
            ]
    return reaches


def _counts(graph: TraceGraph, other: str, link: TraceLink, expectation: Expectation) -> bool:
    found = graph.element(other)
    return found.kind in expectation.by and not found.draft and link.is_carrying


def _direct(link: TraceLink, is_in: bool) -> _Reach:
    other, part = (link.source, link.target_part) if is_in else (link.target, link.source_part)
    tier = tier_of(link.strength)
    is_inferred = link.basis == "inferred"
    return _Reach(
        other=other,
        part=part,
        as_source="none" if is_inferred else tier,
        as_read=tier if is_inferred else "none",
        is_reviewed=link.is_reviewed,
        is_aimed=part is not None or link.basis in ("stated", "inferred"),
    )


def _tier(reach: _Reach, scale: str) -> Tier:
    return reach.as_source if scale == "as_source" else reach.as_read


def _status(element: Element, reaches: Sequence[_Reach], scale: str, at_least: int) -> Tier:
    """Return the status on one scale: of a part its best link (or the `at_least`-th best), of the whole the worst."""
    if not element.parts:
        return _nth(reaches, scale, at_least)
    return whole_of(
        [_nth([r for r in reaches if r.part in (None, part.id)], scale, at_least) for part in element.parts]
    )


def _nth(reaches: Sequence[_Reach], scale: str, at_least: int) -> Tier:
    return nth_best(_best_by_other(reaches, scale).values(), at_least)


def _best_by_other(reaches: Sequence[_Reach], scale: str) -> dict[str, Tier]:
    """Return the best tier of each counterpart."""
    by_other: dict[str, Tier] = {}
    for reach in reaches:
        tier = _tier(reach, scale)
        known = by_other.get(reach.other)
        if known is None or RANK[tier] > RANK[known]:
            by_other[reach.other] = tier
    return by_other


def _part(part: str, reaches: Sequence[_Reach], at_least: int) -> PartCoverage:
    here = [reach for reach in reaches if reach.part in (None, part)]
    aimed = {reach.other for reach in here if reach.is_aimed}
    return PartCoverage(part, _nth(here, "as_read", at_least), len(aimed) >= at_least)


def _others(reaches: Sequence[_Reach], scale: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reach.other for reach in reaches if _tier(reach, scale) != "none"))


def _judged_pairs(document: VisionDocument) -> Mapping[str, frozenset[str]] | None:
    """Return, for each sub-goal, the measures judged against it; None when the document records no judgements."""
    if not document.judged:
        return None
    pairs: dict[str, set[str]] = {}
    for judged in document.judged:
        for sub_goal in judged.sub_goals:
            pairs.setdefault(sub_goal, set()).update(judged.measures)
    return {sub_goal: frozenset(measures) for sub_goal, measures in pairs.items()}


_ADVANCED = next(expectation for expectation in DEFAULT_EXPECTATIONS if expectation.id == "sub_goal")


def _of_sub_goals(
    graph: TraceGraph, evaluated: Sequence[tuple[Expectation, ExpectationCoverage]]
) -> Mapping[str, Sequence[ElementCoverage]]:
    """Return how measures advance each sub-goal: as the document asks it, in the built-in way when it does not."""
    asked = [
        coverage
        for expectation, coverage in evaluated
        if (expectation.of, expectation.link, expectation.direction) == ("sub_goal", "advances", "in")
    ] or [_evaluate(graph, _ADVANCED, None, _never_waived)]
    found: dict[str, list[ElementCoverage]] = {}
    for coverage in asked:
        for element in coverage.elements:
            found.setdefault(element.id, []).append(element)
    return found


def _roll_up(graph: TraceGraph, evaluated: Sequence[tuple[Expectation, ExpectationCoverage]]) -> tuple[RollUp, ...]:
    """Roll up: a goal is as covered as its worst sub-goal, a core problem as its best goal.

    A goal without sub-goals has the status of its own measures; a core problem none better than the link to its goal.
    """
    of_sub_goals = _of_sub_goals(graph, evaluated)
    alone = Expectation(id="alone", of="goal", link="advances", direction="in", by=("measure",))
    goals: dict[str, RollUp] = {}
    for goal in graph.find_elements("goal"):
        below = [x for link in graph.find_links_to(goal.id, ("part_of",)) for x in of_sub_goals.get(link.source, ())]
        if below:
            goals[goal.id] = RollUp(
                goal.id, "goal", worst(x.as_source for x in below), worst(_read_or_stated(x) for x in below)
            )
        else:
            own = cover_element(graph, alone, goal)
            goals[goal.id] = RollUp(goal.id, "goal", own.as_source, _read_or_stated(own))
    problems = []
    for problem in graph.find_elements("core_problem"):
        answers = [
            link for link in graph.find_links_to(problem.id, ("answers",)) if link.source in goals and link.is_carrying
        ]
        problems.append(
            RollUp(
                problem.id,
                "core_problem",
                best(worst((goals[a.source].as_source, tier_of(a.strength))) for a in answers if a.basis != "inferred"),
                best(worst((goals[a.source].as_read, tier_of(a.strength))) for a in answers),
            )
        )
    return (*problems, *goals.values())


def _read_or_stated(covered: ElementCoverage) -> Tier:
    """Return the status as read; what a sentence states needs no reading and holds on this scale too."""
    return best((covered.as_read, "stated" if covered.as_source == "stated" else "none"))


def _chain(graph: TraceGraph, problem: str, with_inference: bool) -> ChainResult:
    source, source_frontier = find_witness(graph, problem, as_source=True)
    read, read_frontier = find_witness(graph, problem) if with_inference else (None, ())
    return ChainResult(
        id=problem,
        as_source=source.ids if source else (),
        as_source_strength=tier_of(source.strength) if source else "none",
        as_source_frontier=source_frontier,
        as_read=read.ids if read else (),
        as_read_strength=tier_of(read.strength) if read else "none",
        as_read_frontier=read_frontier,
    )
