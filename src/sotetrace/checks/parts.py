"""Parts that nothing serves, and parts of measures from which nothing starts: where silent gaps are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage.gap_rules import rule_of_part

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.findings import Finding


def check_parts(context: CheckContext) -> Iterator[Finding]:
    """Find `uncovered-part` and `idle-part`, where the element as a whole has something."""
    for expectation in context.coverage.expectations:
        if not expectation.is_applicable or "indicator" in expectation.by:
            continue  # an indicator measures the whole
        rule = rule_of_part(expectation)
        for covered in expectation.elements:
            if covered.is_gap:
                continue
            for part in covered.parts:
                if not part.is_served:
                    yield context.of_element(rule, part.id, part=part.id, title=f"@title.{part.id}")
