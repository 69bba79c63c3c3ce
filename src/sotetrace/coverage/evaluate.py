"""Evaluate the expectations of a document over its graph."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sotetrace.coverage.reach import cover_element
from sotetrace.coverage.results import (
    ChainResult,
    CoverageResult,
    ElementCoverage,
    ExpectationCoverage,
    Figures,
)
from sotetrace.coverage.roll_up import roll_up
from sotetrace.coverage.tiers import tier_of
from sotetrace.graph import TraceGraph, find_witness, iter_links
from sotetrace.model.expectations import DEFAULT_EXPECTATIONS, Expectation
from sotetrace.model.links import LINK_ROW, SOURCE_BASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sotetrace.coverage.reach import Beside
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.elements import Element


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
    evaluated = tuple(_evaluate(seen, expectation, judged, waived) for expectation in chosen)
    return CoverageResult(
        document=document.document.id,
        with_inference=with_inference,
        asked=chosen,
        expectations=evaluated,
        roll_ups=roll_up(seen, tuple(zip(chosen, evaluated, strict=True))),
        chains=tuple(_chain(seen, problem.id, with_inference) for problem in seen.find_elements("core_problem")),
        left_out=tuple(sorted(left_out)),
        dangling=len(graph.dangling),
        figures=_figures(seen),
    )


def _figures(graph: TraceGraph) -> Figures:
    """Count what the headline says. A blanket claim counts once, however many members it has."""
    links = [link for link in graph.iter_links() if link.type == "advances"]
    aimed = [link for link in links if graph.element(link.target).kind == "sub_goal"]
    written = {link.path: link for link in links if link.basis == "inferred"}
    levels = {getattr(measure, "level", None) for measure in graph.find_elements("measure")}
    return Figures(
        stated_sub_goals=len({link.target for link in aimed if link.basis == "stated"}),
        laid_out_sub_goals=len({link.target for link in aimed if link.basis == "layout"}),
        inferred=len(written),
        reviewed=sum(1 for link in written.values() if link.is_reviewed),
        bare_levels=tuple(level.id for level in graph.find_elements("level") if levels and level.id not in levels),
    )


def subjects_of(graph: TraceGraph, expectation: Expectation) -> list[Element]:
    """Return the elements that an expectation is about; drafts are not meant yet."""
    return [
        element
        for element in graph.find_elements(expectation.of)
        if not expectation.roles or getattr(element, "role", None) in expectation.roles
    ]


def _evaluate(
    graph: TraceGraph,
    expectation: Expectation,
    judged: Mapping[str, frozenset[str]] | None,
    waived: Callable[[str, str], str | None] | None,
) -> ExpectationCoverage:
    asks_pairs = expectation.of == "sub_goal" and expectation.link == "advances" and judged is not None
    measures = [measure.id for measure in graph.find_elements("measure")] if asks_pairs else []
    elements = []
    beside: Beside = {}
    for element in subjects_of(graph, expectation):
        covered = cover_element(graph, expectation, element, beside)
        done = judged.get(element.id, frozenset()) if judged is not None else frozenset()
        unjudged = tuple(measure for measure in measures if measure not in done)
        covered = replace(covered, unjudged=unjudged) if unjudged else covered
        elements.append(covered if waived is None else _accept(covered, expectation.id, waived))
    return ExpectationCoverage(
        id=expectation.id,
        of=expectation.of,
        by=expectation.by,
        direction=expectation.direction,
        is_applicable=any(graph.has_elements(kind) for kind in expectation.by),
        is_structural=bool(LINK_ROW[expectation.link].field),
        elements=tuple(elements),
    )


def _accept(covered: ElementCoverage, expectation: str, waived: Callable[[str, str], str | None]) -> ElementCoverage:
    """Return the coverage of an element with the reasons of the waivers that accept its gaps; most have none."""
    reason = waived(expectation, covered.id)
    of_parts = [waived(expectation, part.id) for part in covered.parts]
    if reason is None and not any(of_parts):
        return covered
    parts = tuple(replace(part, waived=why) for part, why in zip(covered.parts, of_parts, strict=True))
    return replace(covered, parts=parts, waived=reason)


def _judged_pairs(document: VisionDocument) -> Mapping[str, frozenset[str]] | None:
    """Return, for each sub-goal, the measures judged against it; None when the document records no judgements.

    Whoever linked a pair has read it, whatever came of it, and whether or not the links are asked about.
    """
    if not document.judged:
        return None
    pairs: dict[str, set[str]] = {}
    for judged in document.judged:
        for sub_goal in judged.sub_goals:
            pairs.setdefault(sub_goal, set()).update(judged.measures)
    for link in iter_links(document):
        if link.type in ("advances", "hinders"):
            pairs.setdefault(link.target, set()).add(link.source)
    return {sub_goal: frozenset(measures) for sub_goal, measures in pairs.items()}


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
