"""Expectations that are not met, and those that cannot be asked of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage.gap_rules import rule_of_gap
from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext


def check_gaps(context: CheckContext) -> Iterator[Finding]:
    """Find elements that have nothing on either scale, and `kind-not-declared` once for an expectation."""
    for expectation in context.coverage.expectations:
        if not expectation.is_applicable:
            if expectation.elements:
                place = context.place("document", "id")
                kind = expectation.by[0] if expectation.by else ""
                yield Finding.of("kind-not-declared", place, kind=f"@kind.{kind}", of=f"@kind.{expectation.of}")
            continue
        rule = rule_of_gap(expectation)
        for gap in expectation.gaps:
            args = {"expectation": expectation.id} if rule == "unmet-expectation" else {}
            yield context.of_element(rule, gap.id, **args)
