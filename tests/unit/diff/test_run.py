"""A comparison as a whole: its documents, what stands beside them, and what was at fault before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sotetrace.findings import Finding, Place, Severity
from sotetrace.model.settings import Acceptance
from tests.builders import goal, measure, raw_vision, stated, sub_goal, waiver
from tests.crosswalks import CHAIN, CLOSE, REGION, STATE, TOWN, walk, without
from tests.sides import diff_of, drop, edited, put, reading_of, the_one, told

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
    one, both = reading_of(PLAN), reading_of(PLAN, OTHER)
    came, plan = diff_of(one, both).documents
    went = diff_of(both, one).documents[0]
    for present, absent, document in ((came.new, came.old, came), (went.old, went.new, went)):
        assert present is not None
        assert present.document.id == "other"
        assert (absent, document.old_coverage, document.new_coverage) == (None, None, None)
    assert plan.old_coverage is not None


def test_a_document_of_both_sides_is_listed_with_its_coverage_before_and_after() -> None:
    (plan,) = diff_of(PLAN, {**PLAN, "document": {**PLAN["document"], "id": "other"}}).documents
    assert plan.old is not None
    assert plan.new is not None
    assert (plan.old.document.id, plan.new.document.id) == ("plan", "other")
    assert plan.old_coverage is not None
    assert plan.new_coverage is not None
    assert (plan.old_coverage.document, plan.new_coverage.document) == ("plan", "other")


def test_documents_stand_in_the_order_of_their_numbers() -> None:
    several = [raw_vision({"id": name}) for name in ("plan-10", "plan-9")]
    listed = [document.new for document in diff_of(reading_of(*several), reading_of(*several)).documents]
    assert [document.document.id for document in listed if document] == ["plan-9", "plan-10"]


# ---- which order -----------------------------------------------------------------------------------------------------


def test_what_weighs_most_stands_first_and_below_it_what_it_brought_about() -> None:
    old = edited(PLAN, put("measures", [measure("M1", stated("G1.1")), measure("M2", number="1")]))
    new = edited(old, drop("measures.0"), put("measures.0.number", "2"), put("goals.0.title.fi", "muu"))
    found = diff_of(old, new)
    assert [(one.rule, one.change_class) for one in found.changes if one.rule != "translation-stale"] == [
        ("element-removed", "breaking"),
        ("coverage-lost", "breaking"),
        ("link-removed", "substantive"),
        ("title-changed", "substantive"),
        ("number-changed", "substantive"),
    ]
    assert [found.by_fingerprint[cause].rule for one in found.changes[1:3] for cause in one.causes] == [
        "element-removed",
        "element-removed",
    ]


def test_a_rule_weighs_what_the_settings_say_or_is_left_out() -> None:
    new = edited(PLAN, put("goals.0.title.fi", "muu"))
    for level, weights in (("error", ["breaking"]), ("off", [])):
        settings = {"rules": {"title-changed": level}}
        found = diff_of(reading_of(PLAN, settings=settings), reading_of(new, settings=settings)).changes
        assert [one.change_class for one in found if one.rule == "title-changed"] == weights


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


# ---- expectations of the settings ------------------------------------------------------------------------------------

ALSO = {"id": "also", "of": "sub_goal", "link": "advances", "direction": "in", "by": ["measure"]}


def test_what_a_document_asks_itself_is_not_asked_beside_other_expectations_of_the_settings() -> None:
    plan = {**PLAN, "expectations": [ASKED]}
    old, new = (reading_of(plan, settings={"expectations": asked}) for asked in ([ALSO, ASKED], [ALSO]))
    assert told(old, new) == ["policy-relaxed s"]


def test_settings_without_expectations_leave_them_to_the_documents_all_of_which_have_to_ask() -> None:
    asking = reading_of({**PLAN, "expectations": [ASKED]}, {**OTHER, "expectations": [ALSO, ASKED]})
    partly = reading_of({**PLAN, "expectations": [ASKED]}, {**OTHER, "expectations": [ALSO]})
    for new, is_relaxed in ((asking, False), (partly, True)):
        old = replace(
            new,
            workspace=replace(
                new.workspace, settings=reading_of(settings={"expectations": [ASKED]}).workspace.settings
            ),
        )
        found = [change for change in diff_of(old, new).changes if change.finding.place.document == "sotetrace.yaml"]
        assert [change.rule for change in found] == ["policy-relaxed" if is_relaxed else "expectation-changed"]


# ---- crosswalks ------------------------------------------------------------------------------------------------------


def test_an_element_that_could_not_be_read_has_lost_no_counterpart() -> None:
    old, new = (reading_of(TOWN, raw, crosswalks=[walk(CLOSE)]) for raw in (REGION, without(REGION, "G1")))
    assert "counterpart-lost" in {one.rule for one in diff_of(old, new).changes}
    unread = replace(new, left_out={"region": frozenset({"G1"})})
    assert "counterpart-lost" not in {one.rule for one in diff_of(old, unread).changes}


def test_documents_asked_for_on_one_side_are_those_of_the_other() -> None:
    old, new = (reading_of(TOWN, REGION, STATE, crosswalks=[walk(*rows)]) for rows in (CHAIN[1:], ()))
    assert "mapping-removed" in {one.rule for one in diff_of(old, new).changes}
    for sides in ((replace(old, only=frozenset({"town"})), new), (old, replace(new, only=frozenset({"town"})))):
        assert "mapping-removed" not in {one.rule for one in diff_of(*sides).changes}


# ---- what stood before -----------------------------------------------------------------------------------------------


def test_faults_of_both_sides_are_counted_and_those_of_the_new_side_told() -> None:
    known, fresh = (Finding.of("unknown-reference", Place("plan"), element=name) for name in ("G1", "M1"))
    result = diff_of(reading_of(PLAN, findings=[known]), reading_of(PLAN, findings=[known, fresh]))
    assert (result.faults, result.standing) == ((fresh,), 1)
    assert told(reading_of(PLAN, findings=[known]), reading_of(PLAN, findings=[known, fresh])) == []


def test_a_fault_stands_on_in_its_document_by_whatever_name_and_in_no_other() -> None:
    plan, other = (
        replace(Finding.of("unknown-reference", Place(name), element="G1"), document=name) for name in ("plan", "other")
    )
    sides = reading_of(PLAN, findings=[plan]), reading_of(OTHER, findings=[other])
    renamed = diff_of(*sides)
    assert (renamed.faults, renamed.standing) == ((), 1)
    beside = diff_of(*(reading_of(PLAN, OTHER, findings=found) for found in ([plan], [other])))
    assert (beside.faults, beside.standing) == ((other,), 0)


def test_faults_are_what_weighs_and_is_not_waived_and_gaps_are_told_by_coverage() -> None:
    place = Place("plan")
    known = Finding.of("unknown-reference", place, element="G1")
    warning = replace(known, severity=Severity.WARNING)
    others = (
        replace(known, severity=Severity.NOTE, element="G2"),
        replace(known, waived="later", element="G3"),
        replace(Finding.of("uncovered-sub-goal", place, element="G1.1"), severity=Severity.ERROR),
    )
    result = diff_of(PLAN, reading_of(PLAN, findings=[warning, *others]))
    assert (result.faults, result.standing) == ((warning,), 0)


def test_an_acceptance_that_was_merged_or_that_nothing_needs_is_named_in_its_file() -> None:
    said = {"rule": "level-changed", "reason": "agreed", "owner": "board", "date": "2026-01-01", "until": "2027-12-31"}
    merged, needless = (
        Acceptance.model_validate({**said, "fingerprint": fingerprint, "elements": [element]})
        for fingerprint, element in (("sha256:" + 64 * "a", "M1"), ("sha256:" + 64 * "b", "M2"))
    )
    faults = diff_of(reading_of(PLAN, acceptances=[merged]), reading_of(PLAN, acceptances=[merged, needless])).faults
    assert [(one.rule, one.place, dict(one.args)["rule"], one.element) for one in faults] == [
        ("acceptance-spent", Place("waivers.yaml", ("changes", 0)), "level-changed", "M1"),
        ("waiver-unused", Place("waivers.yaml", ("changes", 1)), "level-changed", "M2"),
    ]
