"""Indicators that point at other documents of the workspace: is the document there, and what they point at in it."""

from __future__ import annotations

import pytest

from sotetrace.checks.context import CheckContext
from sotetrace.checks.foreign_indicators import check_foreign_indicators
from sotetrace.findings import Place
from tests.builders import goal, indicator, measure, problem, stated, sub_goal, vision

TOWN = CheckContext(
    vision(
        {"id": "town"},
        core_problems=[problem("P1")],
        goals=[goal("G1", parts="a")],
        sub_goals=[sub_goal("G1.1", "G1")],
        measures=[measure("M1")],
    ),
    left_out=frozenset({"M2"}),
)


def found(*targets: str) -> list[tuple[str, Place, dict[str, str], str | None]]:
    """Return what is found of an indicator of another document that points at some targets."""
    plan = CheckContext(
        vision({"id": "region"}, goals=[goal("G1")], indicators=[indicator("I1", *map(stated, targets))])
    )
    findings = list(check_foreign_indicators(plan, {"region": plan, "town": TOWN}))
    assert {one.element for one in findings} <= {"I1"}
    return [(one.rule, one.place, dict(one.args), one.suggestion) for one in findings]


@pytest.mark.parametrize("target", ["town:G1", "town:G1.a", "town:G1.1", "town:M1"])
def test_what_an_indicator_may_tell_of(target: str) -> None:
    assert found(target) == []


@pytest.mark.parametrize("target", ["G9", "region:G9"], ids=["own id", "own id with its document"])
def test_what_stands_in_its_own_document_is_looked_for_elsewhere(target: str) -> None:
    assert found(target) == []


def test_what_could_not_be_read_is_not_unknown() -> None:
    assert found("town:M2") == []


def test_a_document_that_is_not_there() -> None:
    place = Place("region", ("indicators", 0, "indicates", 1, "to"))
    slots = {"document": "state", "target": "state:G1"}
    assert found("town:G1", "state:G1") == [("indicated-document-missing", place, slots, None)]


@pytest.mark.parametrize(
    ("target", "suggestion"), [("town:G11", "town:G1.1"), ("town:М1", "town:M1"), ("town:zzz", None)]
)
def test_an_unknown_id_and_the_nearest_one_of_that_document(target: str, suggestion: str | None) -> None:
    place = Place("region", ("indicators", 0, "indicates", 0, "to"))
    assert found(target) == [("unknown-indicated-id", place, {"target": target}, suggestion)]


def test_an_element_of_a_kind_that_no_indicator_tells_of() -> None:
    ((rule, _, slots, _),) = found("town:P1")
    assert rule == "wrong-target-kind"
    assert slots == {
        "link": "indicates",
        "target": "town:P1",
        "kind": "core_problem",
        "expected": "sub_goal, goal, measure",
    }
