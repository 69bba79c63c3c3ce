"""What is said of a gate that is missed."""

from __future__ import annotations

from sotetrace.checks.context import CheckContext
from sotetrace.checks.gates import find_missed_gates
from sotetrace.coverage import Gate, evaluate_gates
from sotetrace.findings import Place
from tests.builders import goal, measure, stated, sub_goal, vision

# Of three sub-goals one is covered, as is the only measure.
PLAN = CheckContext(
    vision(
        goals=[goal("G1"), goal("G2")],
        sub_goals=[sub_goal("G1.1", "G1"), sub_goal("G2.1", "G2"), sub_goal("G2.2", "G2")],
        measures=[measure("M1", stated("G1.1"))],
    )
)


def test_a_missed_gate_says_how_much_was_wanted_and_how_much_there_is() -> None:
    gates = evaluate_gates(PLAN.coverage, [Gate("sub_goal", 33.4), Gate("measure", 100), Gate("sub_goal", 33.3)])
    (missed,) = find_missed_gates(PLAN, gates)
    assert (missed.rule, missed.place, missed.element) == ("gate-missed", Place("plan", ("document", "id")), None)
    assert dict(missed.args) == {
        "expectation": "sub_goal",
        "covered": "1",
        "total": "3",
        "waived": "0",
        "percent": "33.4",
    }


def test_a_whole_percentage_is_told_without_a_fraction() -> None:
    (missed,) = find_missed_gates(PLAN, evaluate_gates(PLAN.coverage, [Gate("sub_goal", 80.0)]))
    assert dict(missed.args)["percent"] == "80"
