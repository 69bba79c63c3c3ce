"""Evaluating the documents of a project by expectations, with the gaps that are accepted marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sotetrace.checks.context import CheckContext
    from sotetrace.coverage import CoverageResult
    from sotetrace.graph import TraceGraph
    from sotetrace.model.expectations import Expectation
    from sotetrace.model.links import Basis
    from sotetrace.project.project import Project


def evaluate_all(
    project: Project, *, with_inference: bool, without: Iterable[str], only: Iterable[Basis]
) -> tuple[CoverageResult, ...]:
    """Evaluate the coverage of every document, as `Project.coverage` says. Raises UsageError for an unknown id."""
    from sotetrace.project.elements import find_each

    bases, gone = tuple(only), find_each(project, without)

    def evaluate(context: CheckContext) -> CoverageResult:
        left_out = gone[context.document.document.id]
        graph = context.graph.without(left_out) if left_out else context.graph
        return evaluate_document(
            project,
            context,
            graph.only(bases) if bases else graph,
            project.opened.workspace.settings.expectations,
            with_inference=with_inference and (not bases or "inferred" in bases),
        )

    return tuple(evaluate(context) for context in project.contexts)


def evaluate_document(
    project: Project,
    context: CheckContext,
    graph: TraceGraph,
    expectations: Sequence[Expectation],
    *,
    with_inference: bool = True,
) -> CoverageResult:
    """Evaluate a document by some expectations (none: its own), with the gaps that are accepted marked."""
    from sotetrace.coverage import evaluate_coverage
    from sotetrace.coverage.gap_rules import rules_of
    from sotetrace.findings.select import is_valid, waivers_of
    from sotetrace.model.expectations import DEFAULT_EXPECTATIONS
    from sotetrace.rules import slug_of

    accepted = {
        (slug_of(waiver.rule), element): waiver.reason
        for waiver, element in waivers_of(
            context.document.document.id, project.opened.workspace.waivers, project.ids_by_document
        )
        if is_valid(waiver, project.today)
    }
    known = tuple(expectations) or context.document.expectations or DEFAULT_EXPECTATIONS
    if graph is context.graph and with_inference and not accepted and known == context.coverage.asked:
        return context.coverage  # what the checks rest on too
    rules = {expectation.id: rules_of(expectation) for expectation in known}

    def find_reason(expectation: str, identifier: str) -> str | None:
        return next((accepted[rule, identifier] for rule in rules[expectation] if (rule, identifier) in accepted), None)

    return evaluate_coverage(
        graph,
        expectations=expectations,
        with_inference=with_inference,
        waived=find_reason,
        left_out=context.left_out,
    )
