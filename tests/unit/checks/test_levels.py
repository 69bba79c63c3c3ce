"""Checks whose every rule is off are not run."""

from __future__ import annotations

import pytest

from sotetrace.checks.context import CheckContext
from sotetrace.checks.run import run_checks
from tests.builders import measure, vision

CONTEXT = CheckContext(vision(measures=[measure("M1", title={"fi": "Kehitetään palveluja ja tuetaan omaisia"})]))
WORDING = {"vague-wording", "compound-wording"}


@pytest.mark.parametrize(
    ("levels", "found"),
    [
        pytest.param(None, WORDING, id="no levels: everything"),
        pytest.param({}, set(), id="both are off by default"),
        pytest.param({"vague-wording": "note"}, {"vague-wording"}, id="one switched on"),
        pytest.param({"vague-wording": "off", "compound-wording": "error"}, {"compound-wording"}, id="the other"),
    ],
)
def test_what_is_off_is_not_looked_for(levels: dict[str, str] | None, found: set[str]) -> None:
    assert {finding.rule for finding in run_checks(CONTEXT, levels)} & WORDING == found


def test_all_else_is_found_whatever_its_level() -> None:
    rules = {finding.rule for finding in run_checks(CONTEXT)}
    off = dict.fromkeys(rules, "off")
    assert {finding.rule for finding in run_checks(CONTEXT, off)} == rules - WORDING
