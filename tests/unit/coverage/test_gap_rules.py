"""Under which rule a gap in an expectation falls."""

from __future__ import annotations

from sotetrace.coverage.gap_rules import GAP_RULES, rule_of_gap, rule_of_part, rules_of
from sotetrace.model.expectations import DEFAULT_EXPECTATIONS
from tests.builders import expectation

OF_NO_EXPECTATION = {"unreached-core-problem", "empty-cell"}


def test_every_built_in_expectation_has_a_rule_of_its_own() -> None:
    rules = [rule_of_gap(each) for each in DEFAULT_EXPECTATIONS]
    assert set(rules) == GAP_RULES - OF_NO_EXPECTATION - {"unmet-expectation", "uncovered-part", "idle-part"}
    assert len(rules) == len(set(rules))
    assert rule_of_gap(expectation("own", "measure", "names", "out", "actor")) == "unmet-expectation"
    assert rule_of_gap(expectation("own", "measure", "names", "out")) == "unmet-expectation"


def test_parts_fall_under_two_rules() -> None:
    assert {rule_of_part(each) for each in DEFAULT_EXPECTATIONS if each.of == "measure"} == {"idle-part"}
    assert {rule_of_part(each) for each in DEFAULT_EXPECTATIONS if each.of != "measure"} == {"uncovered-part"}
    assert [rules_of(each) for each in DEFAULT_EXPECTATIONS] == [
        (rule_of_gap(each), rule_of_part(each)) for each in DEFAULT_EXPECTATIONS
    ]
