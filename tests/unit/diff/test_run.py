"""A comparison as a whole: its documents, what stands beside them, and what was at fault before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sotetrace.findings import Finding, Place
from tests.builders import goal, measure, raw_vision, stated, sub_goal, waiver
from tests.crosswalks import CLOSE, REGION, TOWN, walk
from tests.sides import diff_of, reading_of, the_one, told

if TYPE_CHECKING:
    from sotetrace.diff import Reading

PLAN = raw_vision(goals=[goal("G1")], sub_goals=[sub_goal("G1.1", "G1")], measures=[measure("M1", stated("G1.1"))])
OTHER = raw_vision({"id": "other"}, goals=[goal("G1")])
BOTH, ONE = ["plan.yaml", "other.yaml"], ["plan.yaml"]
ASKED = {"id": "s", "of": "goal", "link": "answers", "direction": "out", "by": ["core_problem"]}


# ---- documents -------------------------------------------------------------------------------------------------------


def test_a_document_that_came_or_went_is_told_at_its_head_on_the_side_that_has_it() -> None:
    one, both = reading_of(PLAN), reading_of(PLAN, OTHER)
    came, went = the_one(one, both, "document-added"), the_one(both, one, "document-removed")
    assert (came.side, came.direction, came.finding.place) == ("new", "gain", Place("other", ("document",)))
    assert (went.side, went.direction, went.finding.place) == ("old", "loss", Place("other", ("document",)))


def test_a_document_of_one_side_is_listed_without_coverage() -> None:
    (other, plan) = diff_of(reading_of(PLAN), reading_of(PLAN, OTHER)).documents
    assert other.new is not None
    assert other.new.document.id == "other"
    assert (other.old, other.old_coverage, other.new_coverage) == (None, None, None)
    assert plan.old_coverage is not None


# ---- what stands beside the documents --------------------------------------------------------------------------------


def test_a_list_of_documents_changes_under_the_document_that_came_or_went() -> None:
    one = reading_of(PLAN, settings={"documents": ONE})
    both = reading_of(PLAN, OTHER, settings={"documents": BOTH})
    for old, new, rule in ((one, both, "document-added"), (both, one, "document-removed")):
        result = diff_of(old, new)
        listed = next(change for change in result.changes if change.rule == "setting-changed")
        assert [result.by_fingerprint[cause].rule for cause in listed.causes] == [rule]
        assert [change.rule for change in result.counted] == [rule]


def test_a_list_of_crosswalks_changes_under_the_crosswalk_and_not_under_a_document() -> None:
    old = reading_of(TOWN, REGION, settings={"documents": BOTH})
    lists = {"documents": BOTH, "crosswalks": ["x.sssom.tsv"]}
    new = reading_of(TOWN, REGION, OTHER, crosswalks=[walk(CLOSE)], settings=lists)
    result = diff_of(old, new)
    listed = next(change for change in result.changes if change.rule == "setting-changed")
    assert [result.by_fingerprint[cause].rule for cause in listed.causes] == ["crosswalk-added"]


def test_a_list_of_files_that_changes_alone_and_any_other_setting_stand_by_themselves() -> None:
    moved = reading_of(PLAN, settings={"documents": ["in/plan.yaml"]})
    assert the_one(reading_of(PLAN, settings={"documents": ONE}), moved, "setting-changed").causes == ()
    raised = reading_of(PLAN, OTHER, settings={"rules": {"uncovered-sub-goal": "error"}})
    assert the_one(reading_of(PLAN), raised, "setting-changed").causes == ()


def test_what_stands_beside_the_documents_is_placed_in_its_file_on_its_side() -> None:
    none, some = (
        reading_of(PLAN, waivers=waivers, settings=settings)
        for waivers, settings in (((), {}), ([waiver("uncovered-sub-goal", "G1")], {"expectations": [ASKED]}))
    )

    def found_in(folder: str, reading: Reading) -> Reading:
        return replace(reading, settings_file=f"{folder}/settings.yaml", waivers_file=f"{folder}/waivers.yaml")

    came, went = (
        {(one.rule, one.subject): one for one in diff_of(found_in("old", old), found_in("new", new)).changes}
        for old, new in ((none, some), (some, none))
    )
    of_waiver, of_expectation = "uncovered-sub-goal:G1", "s"
    assert came["waiver-added", of_waiver].finding.place.document == "new/waivers.yaml"
    assert went["waiver-removed", of_waiver].finding.place.document == "old/waivers.yaml"
    assert came["expectation-changed", of_expectation].finding.place.document == "new/settings.yaml"
    assert went["policy-relaxed", of_expectation].finding.place.document == "old/settings.yaml"
    assert {one.document for one in (*came.values(), *went.values()) if one.rule.startswith("waiver-")} == {""}


# ---- what stood before -----------------------------------------------------------------------------------------------


def test_faults_of_both_sides_are_counted_and_those_of_the_new_side_told() -> None:
    known, fresh = (Finding.of("unknown-reference", Place("plan"), element=name) for name in ("G1", "M1"))
    result = diff_of(reading_of(PLAN, findings=[known]), reading_of(PLAN, findings=[known, fresh]))
    assert (result.faults, result.standing) == ((fresh,), 1)
    assert told(reading_of(PLAN, findings=[known]), reading_of(PLAN, findings=[known, fresh])) == []
