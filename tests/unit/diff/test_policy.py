"""Who moves the bar is told of it: expectations, levels of rules, and what is accepted."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.coverage import evaluate_coverage
from sotetrace.findings import Place
from sotetrace.model.expectations import DEFAULT_EXPECTATIONS
from sotetrace.model.settings import Acceptance
from sotetrace.rules import code_of
from tests.builders import goal, level, measure, raw_vision, stated, sub_goal, waiver
from tests.sides import diff_of, edited, put, reading_of, renamed, the_one, told

if TYPE_CHECKING:
    from sotetrace.coverage import CoverageResult
    from sotetrace.diff import Reading
    from sotetrace.model.expectations import Expectation
    from sotetrace.model.settings import Waiver
    from tests.builders import Raw

PLAN = raw_vision(
    levels=[level("L1"), level("L2")],
    goals=[goal("G1")],
    sub_goals=[sub_goal("G1.1", "G1")],
    measures=[measure("M1", stated("G1.1"), level="L1")],
)
ASKED: Raw = {
    "id": "x",
    "of": "sub_goal",
    "link": "advances",
    "direction": "in",
    "by": ["measure"],
    "at_least": 2,
    "facet": "level",
    "values": ["L1", "L2"],
}
STATEMENTS: Raw = {"id": "s", "of": "statement", "link": "serves", "direction": "in", "by": ["goal", "measure"]}


def asking(*expectations: Raw, raw: Raw = PLAN) -> Raw:
    return edited(raw, put("expectations", list(expectations)))


# ---- expectations ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"at_least": 1}, "policy-relaxed"),
        ({"at_least": 3}, "expectation-changed"),
        ({"values": ["L1"]}, "policy-relaxed"),
        ({"values": ["L1", "L2", "L3"]}, "expectation-changed"),
        ({"values": ["L1", "L3"]}, "policy-relaxed"),
        ({"facet": "actor"}, "policy-relaxed"),
        ({"by": ["measure", "goal"]}, "policy-relaxed"),
        ({"of": "goal"}, "policy-relaxed"),
        ({"direction": "out"}, "policy-relaxed"),
    ],
)
def test_an_expectation_that_asks_for_less(changed: Raw, rule: str) -> None:
    found = told(asking(ASKED), asking({**ASKED, **changed}), "policy-relaxed", "expectation-changed")
    assert found == [f"{rule} x"]


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ([], ["promise"], "policy-relaxed"),
        (["promise"], [], "expectation-changed"),
        (["promise"], ["promise", "vision"], "expectation-changed"),
        (["promise", "vision"], ["promise"], "policy-relaxed"),
        (["promise"], ["vision"], "policy-relaxed"),
    ],
)
def test_roles_say_of_how_many_something_is_asked(before: list[str], after: list[str], rule: str) -> None:
    old, new = (asking({**STATEMENTS, "roles": roles}) for roles in (before, after))
    assert told(old, new) == [f"{rule} s"]


def test_fewer_kinds_that_meet_it_ask_for_more_and_none_for_nothing() -> None:
    assert told(asking(STATEMENTS), asking({**STATEMENTS, "by": ["goal"]})) == ["expectation-changed s"]
    assert told(asking(STATEMENTS), asking({**STATEMENTS, "by": []})) == ["policy-relaxed s"]
    assert told(asking({**STATEMENTS, "by": []}), asking(STATEMENTS)) == ["expectation-changed s"]


def test_a_new_expectation_beside_others_relaxes_nothing() -> None:
    assert told(asking(ASKED), asking(ASKED, STATEMENTS)) == ["expectation-changed s"]
    assert told(asking(ASKED, STATEMENTS), asking(ASKED)) == ["policy-relaxed s"]


def test_expectations_of_a_document_replace_the_built_in_ones_which_are_asked_no_longer() -> None:
    sub_goals = DEFAULT_EXPECTATIONS[2].model_dump(mode="json")
    found = told(PLAN, asking(sub_goals))
    others = sorted(one.id for one in DEFAULT_EXPECTATIONS if one.id != "sub_goal")
    assert found == ["expectation-changed sub_goal", *(f"policy-relaxed {name}" for name in others)]
    relaxed = [one for one in diff_of(PLAN, asking(sub_goals)).changes if one.rule == "policy-relaxed"]
    assert {(one.change_class, one.finding.place) for one in relaxed} == {
        ("breaking", Place("plan", ("expectations",)))
    }


def test_giving_up_expectations_that_are_built_in_too_relaxes_nothing() -> None:
    sub_goals = DEFAULT_EXPECTATIONS[2].model_dump(mode="json")
    assert told(asking(sub_goals), PLAN, "policy-relaxed") == []
    twice = {**sub_goals, "at_least": 2}
    assert told(asking(twice), PLAN, "policy-relaxed") == ["policy-relaxed sub_goal"]


def test_expectations_of_the_settings_replace_those_of_the_document() -> None:
    settings = {"expectations": [STATEMENTS]}
    old, new = reading_of(asking(ASKED)), reading_of(asking(ASKED), settings=settings)
    found = the_one(old, new, "policy-relaxed")
    assert (found.subject, found.finding.place) == ("x", Place("sotetrace.yaml", ("expectations",)))
    args = dict(found.finding.args)
    assert (args["field"], args["before"], args["after"]) == ("@field.expectation", "x", "–")
    assert isinstance(found.before, dict)
    assert (found.before["id"], found.before["at_least"], found.after) == ("x", 2, None)
    assert told(new, old, "policy-relaxed") == ["policy-relaxed s"]


def test_expectations_of_the_settings_that_ask_less_under_the_same_name_are_named_on_both_sides() -> None:
    less = {**ASKED, "at_least": 1}
    found = the_one(asking(ASKED), reading_of(asking(ASKED), settings={"expectations": [less]}), "policy-relaxed")
    args = dict(found.finding.args)
    assert (args["before"], args["after"]) == ("x", "x")
    assert isinstance(found.before, dict)
    assert isinstance(found.after, dict)
    assert (found.before["at_least"], found.after["at_least"]) == (2, 1)


def test_what_the_settings_overrule_relaxes_nothing() -> None:
    settings = {"expectations": [STATEMENTS]}
    old, new = (reading_of(raw, settings=settings) for raw in (asking(ASKED), asking({**ASKED, "at_least": 1})))
    assert told(old, new) == ["expectation-changed x"]


def test_a_renamed_level_is_asked_for_by_its_new_id() -> None:
    new = renamed(asking(ASKED), "L1", "L7")
    assert told(asking(ASKED), new) == ["id-changed L7"]
    fewer = edited(new, put("expectations.0.values", ["L7"]))
    assert told(asking(ASKED), fewer, "policy-relaxed") == ["policy-relaxed x"]


# ---- levels of rules -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ({}, {"uncovered-sub-goal": "off"}, "policy-relaxed"),
        ({"uncovered-sub-goal": "error"}, {"uncovered-sub-goal": "note"}, "policy-relaxed"),
        ({"uncovered-sub-goal": "error"}, {}, "policy-relaxed"),
        ({"uncovered-sub-goal": "off"}, {}, "setting-changed"),
        ({}, {"uncovered-sub-goal": "error"}, "setting-changed"),
        ({}, {"nothing-of-the-kind": "off"}, "setting-changed"),
    ],
)
def test_a_rule_that_weighs_less(before: Raw, after: Raw, rule: str) -> None:
    sides = [reading_of(PLAN, settings={"rules": rules}) for rules in (before, after)]
    assert [one.rule for one in diff_of(*sides).changes] == [rule]


def test_a_rule_named_by_its_code_instead_of_its_slug_weighs_the_same() -> None:
    names = ("uncovered-sub-goal", code_of("uncovered-sub-goal"))
    old, new = (reading_of(PLAN, settings={"rules": {name: "note"}}) for name in names)
    assert {one.rule for one in diff_of(old, new).changes} == {"setting-changed"}


def test_the_bar_is_that_of_the_old_side() -> None:
    lowered = reading_of(PLAN, settings={"rules": {"policy-relaxed": "off"}})
    assert told(reading_of(PLAN), lowered) == ["policy-relaxed settings"]


# ---- waivers and acceptances -----------------------------------------------------------------------------------------


def with_waiver(**fields: Any) -> Reading:
    return reading_of(PLAN, waivers=[waiver("uncovered-sub-goal", fields.pop("of", "G1.1"), **fields)])


@pytest.mark.parametrize(
    ("new", "rule", "said"),
    [
        (with_waiver(until=None), "waiver-extended", ("until", "2027-12-31", "–")),
        (with_waiver(until=dt.date(2028, 1, 1)), "waiver-extended", ("until", "2027-12-31", "2028-01-01")),
        (with_waiver(until=dt.date(2027, 1, 1)), "waiver-changed", ("until", "2027-12-31", "2027-01-01")),
        (with_waiver(reason="other"), "waiver-changed", ("reason", "later", "other")),
        (with_waiver(owner="other"), "waiver-changed", ("owner", "board", "other")),
        (
            with_waiver(of="G1"),
            "waiver-widened",
            ("element", "uncovered-sub-goal:G1.1", "uncovered-sub-goal:G1"),
        ),
    ],
)
def test_a_waiver_that_changed_says_what_it_was_and_is(new: Reading, rule: str, said: tuple[str, str, str]) -> None:
    (found,) = diff_of(with_waiver(), new).changes
    args = dict(found.finding.args)
    assert (found.rule, args["field"], args["before"], args["after"]) == (rule, f"@field.{said[0]}", *said[1:])


def test_a_waiver_that_went() -> None:
    assert [one.rule for one in diff_of(with_waiver(), reading_of(PLAN)).changes] == ["waiver-removed"]


def test_a_waiver_that_came_is_read_first_and_accepted_by_nothing() -> None:
    new = reading_of(edited(PLAN, put("measures", [])), waivers=[waiver("uncovered-sub-goal", "M1")])
    first = diff_of(reading_of(PLAN), new).changes[0]
    assert first.rule == "waiver-added"
    accepted = Acceptance.model_validate(
        {"fingerprint": first.fingerprint, "rule": "waiver-added", "elements": ["M1"], "date": dt.date(2026, 1, 1)}
        | {"reason": "x", "owner": "y", "until": dt.date(2030, 1, 1)}
    )
    again = reading_of(
        edited(PLAN, put("measures", [])), waivers=[waiver("uncovered-sub-goal", "M1")], acceptances=[accepted]
    )
    assert diff_of(reading_of(PLAN), again).by_fingerprint[first.fingerprint].finding.waived is None


def test_a_waiver_beside_another_of_the_same_rule_is_added() -> None:
    both = reading_of(PLAN, waivers=[waiver("uncovered-sub-goal", "G1.1"), waiver("uncovered-sub-goal", "G1")])
    assert told(with_waiver(), both) == ["waiver-added uncovered-sub-goal:G1"]


@pytest.mark.parametrize(
    ("entry", "is_named"),
    [
        pytest.param(waiver("SOT303", "G1.1"), True, id="by the id alone"),
        pytest.param(waiver("SOT303", "plan:G1.1"), True, id="with the document"),
        pytest.param(waiver("SOT303", "G1"), False, id="of another element"),
        pytest.param(waiver("SOT308", "G1.1"), False, id="for another gap"),
        pytest.param(waiver("SOT303", "G1.1", until="2026-11-21"), False, id="past its date"),
    ],
)
def test_a_gap_that_is_waived_from_its_first_day_shows_who_accepts_it(entry: Waiver, *, is_named: bool) -> None:
    unmeasured = waiver("unmeasured-sub-goal", "G1.1", owner="somebody else")
    side = reading_of(edited(PLAN, put("measures.0.advances", [])), waivers=[entry, unmeasured])

    def cover(document: str, expectations: tuple[Expectation, ...]) -> CoverageResult:
        accepted = {"G1.1": "later"}
        graph = side.graphs[document]
        return evaluate_coverage(graph, expectations=expectations, waived=lambda _of, element: accepted.get(element))

    found = the_one(reading_of(PLAN), replace(side, cover=cover), "coverage-lost")
    assert (found.subject, found.finding.waived) == ("G1.1", "later")
    assert found.acceptance == (entry if is_named else None)


def test_an_accepted_change_shows_the_entry_that_accepts_it() -> None:
    new = edited(PLAN, put("measures.0.level", "L2"))
    change = the_one(PLAN, new, "level-changed")
    raw = {"fingerprint": change.fingerprint, "rule": "level-changed", "reason": "agreed", "owner": "board"}
    entry = Acceptance.model_validate({**raw, "elements": ["M1"], "date": "2026-01-01", "until": "2027-12-31"})
    other = edited(new, put("measures.0.number", "7"))
    for raw_new, is_accepted in ((new, True), (other, False)):
        found = the_one(PLAN, reading_of(raw_new, acceptances=[entry]), "level-changed")
        assert found.acceptance == (entry if is_accepted else None)
        assert found.finding.waived == ("agreed" if is_accepted else None)
