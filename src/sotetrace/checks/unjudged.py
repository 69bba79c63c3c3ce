"""Pairs of a measure and a sub-goal that nobody has recorded as judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.model.ids import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.findings import Finding


def check_unjudged(context: CheckContext) -> Iterator[Finding]:
    """Find `unjudged-pair`, one for each measure with such pairs."""
    pairs: dict[str, set[str]] = {}
    for expectation in context.coverage.expectations:
        for covered in expectation.elements:
            for measure in covered.unjudged:
                pairs.setdefault(measure, set()).add(covered.id)
    for measure, found in pairs.items():
        sub_goals = sorted(found, key=natural_key)
        yield context.of_element("unjudged-pair", measure, sub_goals=", ".join(sub_goals), count=len(sub_goals))
