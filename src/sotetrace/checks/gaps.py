"""Expectations that are not met, and those that cannot be asked of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.coverage import ExpectationCoverage
    from sotetrace.model.expectations import Expectation

# The rule of a gap, by what an expectation is about and the kinds it expects; any other is `unmet-expectation`.
_RULE_OF = {
    ("core_problem", "goal"): "uncovered-core-problem",
    ("goal", "sub_goal"): "uncovered-goal",
    ("sub_goal", "measure"): "uncovered-sub-goal",
    ("measure", "sub_goal"): "orphan-measure",
    ("statement", "goal"): "uncovered-statement",
    ("level", "measure"): "level-without-measure",
    ("sub_goal", "indicator"): "unmeasured-sub-goal",
}


def rule_of_gap(expectation: ExpectationCoverage | Expectation) -> str:
    """Return the slug of the rule that a gap in an expectation falls under."""
    return _RULE_OF.get((expectation.of, expectation.by[0] if expectation.by else ""), "unmet-expectation")


def check_gaps(context: CheckContext) -> Iterator[Finding]:
    """Find elements that have nothing on either scale, and `kind-not-declared` once for an expectation."""
    for expectation in context.coverage.expectations:
        if not expectation.is_applicable:
            if expectation.elements:
                place = context.place("document", "id")
                kind = expectation.by[0] if expectation.by else ""
                yield Finding.of("kind-not-declared", place, kind=kind, of=expectation.of)
            continue
        rule = rule_of_gap(expectation)
        for gap in expectation.gaps:
            args = {"expectation": expectation.id} if rule == "unmet-expectation" else {}
            yield context.of_element(rule, gap.id, **args)
