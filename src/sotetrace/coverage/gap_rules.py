"""Under which rule a gap in an expectation falls: one table for the checks, the report and the waivers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sotetrace.coverage.results import ExpectationCoverage
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

GAP_RULES = frozenset(
    (
        *_RULE_OF.values(),
        *("unmet-expectation", "uncovered-part", "idle-part", "unreached-core-problem", "empty-cell"),
    )
)
"""The rules whose findings are gaps: something expected that is not there."""


def rule_of_gap(expectation: ExpectationCoverage | Expectation) -> str:
    """Return the slug of the rule that a gap in an expectation falls under."""
    return _RULE_OF.get((expectation.of, expectation.by[0] if expectation.by else ""), "unmet-expectation")


def rule_of_part(expectation: ExpectationCoverage | Expectation) -> str:
    """Return the slug of the rule that a part without anything falls under."""
    return "idle-part" if expectation.of == "measure" else "uncovered-part"


def rules_of(expectation: ExpectationCoverage | Expectation) -> tuple[str, str]:
    """Return the slugs of the rules that gaps in an expectation fall under: of an element, and of a part."""
    return rule_of_gap(expectation), rule_of_part(expectation)
