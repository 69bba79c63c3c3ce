"""What a comparison answers about its changes: what brought about what, what counts, what is accepted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sotetrace.diff import ChangeFinding, DiffResult
from sotetrace.findings import Finding, Place, Severity
from tests.builders import goal, inferred, measure, raw_vision, sub_goal
from tests.sides import diff_of, edited, put

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAN = raw_vision(
    {"languages": ["fi", "sv"]},
    goals=[goal("G1")],
    sub_goals=[sub_goal("G1.1", "G1")],
    measures=[measure("M1", inferred("G1.1")), measure("M2", inferred("G1.1"), inferred("G1"))],
)
NOBODY_LEFT = diff_of(PLAN, edited(PLAN, put("measures", [])))
"""Both measures went, each with its links; what is lost to both is shown under the first."""


def named(changes: Iterable[ChangeFinding]) -> list[str]:
    return [f"{one.rule} {one.subject}" for one in changes]


# ---- what brought about what -----------------------------------------------------------------------------------------


def test_what_a_change_brought_about_is_shown_under_the_first_of_its_causes() -> None:
    assert {f"{one.rule} {one.subject}": named(NOBODY_LEFT.children_of(one)) for one in NOBODY_LEFT.changes} == {
        "element-removed M1": ["coverage-lost G1.1", "link-removed M1:G1.1"],
        "element-removed M2": ["link-removed M2:G1", "link-removed M2:G1.1"],
        "coverage-lost G1.1": [],
        "link-removed M1:G1.1": [],
        "link-removed M2:G1": [],
        "link-removed M2:G1.1": [],
    }
    assert named(NOBODY_LEFT.roots) == ["element-removed M1", "element-removed M2"]


def test_what_is_left_of_a_result_stands_under_another_of_its_causes_or_by_itself() -> None:
    left = NOBODY_LEFT.only(lambda one: one.subject != "M1")
    assert named(left.changes) == named(one for one in NOBODY_LEFT.changes if one.subject != "M1")
    parents = {f"{one.rule} {one.subject}": left.parent_of(one) for one in left.changes}
    assert {name: parent and parent.subject for name, parent in parents.items()} == {
        "element-removed M2": None,
        "coverage-lost G1.1": "M2",
        "link-removed M1:G1.1": None,
        "link-removed M2:G1": "M2",
        "link-removed M2:G1.1": "M2",
    }
    assert left.documents == NOBODY_LEFT.documents


# ---- what counts -----------------------------------------------------------------------------------------------------


def test_what_only_spells_out_another_change_is_not_counted_unless_it_stands_by_itself() -> None:
    assert [NOBODY_LEFT.count(name) for name in ("breaking", "substantive", "editorial")] == [3, 0, 0]
    left = NOBODY_LEFT.only(lambda one: one.subject != "M1")
    assert [left.count(name) for name in ("breaking", "substantive", "editorial")] == [2, 1, 0]


def made(rule: str, *causes: ChangeFinding) -> ChangeFinding:
    """Return a change of a rule that some others brought about."""
    finding = Finding.from_slots(rule, Place("plan", ("goals", 0)), {}, element="G1")
    return ChangeFinding(finding, "G1", "neutral", "id", "new", causes=tuple(cause.fingerprint for cause in causes))


@pytest.mark.parametrize(
    ("rule", "parent", "is_detail"),
    [
        ("part-removed", "element-removed", True),
        ("part-removed", "document-removed", True),
        ("coverage-lost", "element-removed", False),
        ("coverage-lost", "document-removed", False),
        ("counterpart-lost", "document-removed", True),
        ("counterpart-lost", "crosswalk-removed", True),
        ("counterpart-lost", "element-removed", False),
        ("part-removed", None, False),
        ("counterpart-lost", None, False),
    ],
)
def test_what_goes_without_saying_hangs_on_what_it_is_shown_under(
    rule: str, parent: str | None, is_detail: bool
) -> None:
    causes = [made(parent)] if parent else []
    found = made(rule, *causes)
    assert DiffResult((), (*causes, found)).is_detail(found) is is_detail


def test_what_is_accepted_is_not_counted() -> None:
    lost, thinned = made("coverage-lost"), made("coverage-thinned")
    waived = replace(thinned, finding=replace(thinned.finding, waived="agreed"))
    result = DiffResult((), (lost, waived))
    assert (result.open_changes, result.counted, result.accepted) == ((lost,), (lost,), (waived,))
    assert [result.count(name) for name in ("breaking", "substantive")] == [1, 0]


# ---- one change ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("severity", "name"),
    [(Severity.ERROR, "breaking"), (Severity.WARNING, "substantive"), (Severity.NOTE, "editorial")],
)
def test_the_class_of_a_change_is_the_severity_of_its_finding(severity: Severity, name: str) -> None:
    found = made("coverage-lost")
    assert replace(found, finding=replace(found.finding, severity=severity)).change_class == name


def test_only_a_text_has_a_language() -> None:
    result = diff_of(PLAN, edited(PLAN, put("goals.0.title.sv", "annat"), put("measures.0.order", 7)))
    assert {one.rule: one.language for one in result.changes} == {"translation-changed": "sv", "order-changed": ""}
