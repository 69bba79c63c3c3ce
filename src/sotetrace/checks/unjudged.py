"""Pairs of a measure and a sub-goal that nobody has recorded as judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.findings import Finding


def check_unjudged(context: CheckContext) -> Iterator[Finding]:
    """Find `unjudged-pair`, one for each measure with such pairs."""
    pairs: dict[str, dict[str, None]] = {}
    for expectation in context.coverage.expectations:
        for covered in expectation.elements:
            for measure in covered.unjudged:
                pairs.setdefault(measure, {})[covered.id] = None
    for measure, sub_goals in pairs.items():
        yield context.of_element("unjudged-pair", measure, sub_goals=", ".join(sub_goals), count=len(sub_goals))
