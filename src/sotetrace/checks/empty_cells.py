"""Cells of a matrix that an expectation wants filled: an element without a measure of some level, actor or means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage import values_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.coverage import ElementCoverage
    from sotetrace.findings import Finding
    from sotetrace.model.expectations import Expectation


def check_empty_cells(context: CheckContext) -> Iterator[Finding]:
    """Find `empty-cell`; an element that has nothing at all is a gap, which is said once."""
    for asked, found in zip(context.coverage.asked, context.coverage.expectations, strict=True):
        if asked.facet is None or not found.is_applicable or not _is_about_measures(asked):
            continue
        for covered in found.elements:
            if covered.is_gap:
                continue
            values = _values(context, asked, asked.facet, covered)
            for value in dict.fromkeys(asked.values):
                if value not in values:
                    yield context.of_element("empty-cell", covered.id, facet=asked.facet, value=value)


def _is_about_measures(asked: Expectation) -> bool:
    return asked.of == "measure" if asked.direction == "out" else "measure" in asked.by


def _values(context: CheckContext, asked: Expectation, facet: str, covered: ElementCoverage) -> set[str]:
    """Return the values of the measure itself, or of those that carry the element."""
    measures = [covered.id] if asked.direction == "out" else covered.carriers
    found = (context.graph.element(identifier) for identifier in measures)
    return {
        value for measure in found if measure.kind == "measure" for value in values_of(context.graph, measure, facet)
    }
