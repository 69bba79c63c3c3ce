"""What a change says: the words before and after, by whom, and whether anything was gained or lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.builders import goal, inferred, layout, measure, raw_vision, stated, sub_goal, waiver
from tests.sides import changes_of, diff_of, drop, edited, put, reading_of, the_one

if TYPE_CHECKING:
    from tests.builders import Raw

PLAN = raw_vision(
    {"claims": [{"kind": "measure", "count": 1}, {"kind": "measure", "level": "L1", "count": 1}]},
    levels=[{"id": "L1", "title": {"fi": "taso"}}],
    goals=[goal("G1")],
    sub_goals=[sub_goal("G1.1", "G1")],
    measures=[measure("M1", inferred("G1.1"), level="L1")],
)
LINK = "measures.0.advances.0"
ACCEPTED = {"by": "A. Reader", "date": "2026-01-31"}
REJECTED = {**ACCEPTED, "verdict": "rejected"}


def linked(link: Raw) -> Raw:
    return edited(PLAN, put(LINK, link))


def slots(old: Any, new: Any, rule: str) -> dict[str, str]:
    return dict(the_one(old, new, rule).finding.args)


# ---- verdicts --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "said", "direction"),
    [
        pytest.param(None, ACCEPTED, ("–", "@verdict.accepted"), "gain", id="accepted"),
        pytest.param(None, REJECTED, ("–", "@verdict.rejected"), "loss", id="rejected"),
        pytest.param(ACCEPTED, None, ("@verdict.accepted", "–"), "loss", id="acceptance withdrawn"),
        pytest.param(REJECTED, None, ("@verdict.rejected", "–"), "gain", id="rejection withdrawn"),
        pytest.param(ACCEPTED, REJECTED, ("@verdict.accepted", "@verdict.rejected"), "loss", id="turned down"),
        pytest.param(
            ACCEPTED,
            {**ACCEPTED, "date": "2026-02-01"},
            ("@verdict.accepted", "@verdict.accepted"),
            "neutral",
            id="signed again",
        ),
    ],
)
def test_a_verdict(before: Raw | None, after: Raw | None, said: tuple[str, str], direction: str) -> None:
    old, new = (linked({**inferred("G1.1"), **({"reviewed": one} if one else {})}) for one in (before, after))
    change = the_one(old, new, "review-changed")
    told = dict(change.finding.args)
    assert (told["before"], told["after"]) == said
    assert told["by"] == f"A. Reader, {(after or before or {})['date']}"
    assert change.direction == direction


# ---- links -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "field", "said", "direction"),
    [
        (inferred("G1.1", "low"), inferred("G1.1", "high"), "confidence", ("@tier.low", "@tier.high"), "gain"),
        (inferred("G1.1", "high"), inferred("G1.1", "medium"), "confidence", ("@tier.high", "@tier.medium"), "loss"),
        (inferred("G1.1", None), inferred("G1.1", "low"), "confidence", ("–", "@tier.low"), "neutral"),
        (layout("G1.1"), {**layout("G1.1"), "basis": "stated"}, "basis", ("@basis.layout", "@basis.stated"), "gain"),
        (
            {**inferred("G1.1"), "basis": "layout"},
            inferred("G1.1"),
            "basis",
            ("@basis.layout", "@basis.inferred"),
            "loss",
        ),
        (inferred("G1.1"), inferred("G1.1", sign="unclear"), "sign", ("positive", "unclear"), "loss"),
        (inferred("G1.1", sign="unclear"), inferred("G1.1"), "sign", ("unclear", "positive"), "gain"),
        (inferred("G1.1", by="A"), inferred("G1.1", by="B"), "by", ("A", "B"), "neutral"),
    ],
)
def test_a_link(before: Raw, after: Raw, field: str, said: tuple[str, str], direction: str) -> None:
    changes = [
        change
        for change in diff_of(linked(before), linked(after)).changes
        if change.rule == "link-changed" and dict(change.finding.args)["field"] == f"@field.{field}"
    ]
    assert len(changes) == 1
    told = dict(changes[0].finding.args)
    assert (told["before"], told["after"], changes[0].direction) == (*said, direction)


# ---- status, claims, settings, waivers -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "before", "after", "rule", "said"),
    [
        ("measures.0.draft", True, False, "status-advanced", ("@status.draft", "@status.meant")),
        ("measures.0.draft", False, True, "status-regressed", ("@status.meant", "@status.draft")),
        ("document.standing", "proposal", "adopted", "status-advanced", ("@status.proposal", "@status.adopted")),
        ("document.standing", "adopted", "proposal", "status-regressed", ("@status.adopted", "@status.proposal")),
    ],
)
def test_a_status(path: str, before: object, after: object, rule: str, said: tuple[str, str]) -> None:
    told = slots(edited(PLAN, put(path, before)), edited(PLAN, put(path, after)), rule)
    assert (told["before"], told["after"]) == said


@pytest.mark.parametrize(("index", "level"), [(0, ""), (1, " L1")])
def test_a_claim_says_what_it_counts(index: int, level: str) -> None:
    told = slots(PLAN, edited(PLAN, put(f"document.claims.{index}.count", 2)), "claim-changed")
    assert (told["counted"], told["at"]) == ("@kind.measure", level)
    assert (told["before"], told["after"]) == ("1", "2")


@pytest.mark.parametrize(
    ("before", "after", "rule", "said"),
    [
        ({"uncovered-part": "error"}, {"uncovered-part": "note"}, "policy-relaxed", ("error", "note")),
        ({"SOT304": "note"}, {"SOT304": "error"}, "setting-changed", ("note", "error")),
        ({}, {"uncovered-part": "off"}, "policy-relaxed", ("warning", "off")),
        ({"uncovered-part": "off"}, {}, "setting-changed", ("off", "warning")),
    ],
)
def test_a_level_of_a_rule(before: Raw, after: Raw, rule: str, said: tuple[str, str]) -> None:
    old, new = (reading_of(PLAN, settings={"rules": rules}) for rules in (before, after))
    told = slots(old, new, rule)
    assert (told["before"], told["after"]) == tuple(f"@severity.{word}" for word in said)


def test_a_waiver_that_covers_another_element_says_which_it_was() -> None:
    old, new = (reading_of(PLAN, waivers=[waiver("uncovered-part", name)]) for name in ("M1", "G1"))
    change = the_one(old, new, "waiver-widened")
    assert (change.before, change.after) == ("uncovered-part:M1", "uncovered-part:G1")
    assert (change.side, change.subject) == ("new", "uncovered-part:G1")


def test_a_change_of_settings_stands_in_the_file_of_the_settings_and_in_no_document() -> None:
    old, new = (reading_of(PLAN, settings={"rules": rules}) for rules in ({}, {"uncovered-part": "off"}))
    change = the_one(old, new, "policy-relaxed")
    assert (change.finding.place.document, change.finding.place.path[:1]) == ("sotetrace.yaml", ("rules",))
    assert change.document == ""
    accepted = [reading_of(PLAN, waivers=waivers) for waivers in ([], [waiver("uncovered-part", "M1")])]
    added = the_one(accepted[0], accepted[1], "waiver-added")
    assert (added.finding.place.document, added.finding.place.path[:2]) == ("waivers.yaml", ("waivers", 0))
    assert added.document == ""


def test_a_claim_of_a_level_is_due_to_the_measures_of_that_level() -> None:
    """The count for the whole and that for L1 follow from the measure at L1; that for L2 does not."""
    claims = [{"kind": "measure", **({"level": name} if name else {}), "count": 1} for name in (None, "L1", "L2")]
    levels = [{"id": name, "title": {"fi": name}} for name in ("L1", "L2")]
    plan = raw_vision({"claims": claims}, levels=levels, measures=[measure("M1", level="L1")])
    changed = edited(plan, drop("measures.0"), *(put(f"document.claims.{n}.count", 0) for n in range(3)))
    result = diff_of(plan, changed)
    (gone,) = [change for change in result.changes if change.rule == "element-removed"]
    causes = {change.subject: change.causes for change in result.changes if change.rule == "claim-changed"}
    assert causes == {
        "measure": (gone.fingerprint,),
        "measure L1": (gone.fingerprint,),
        "measure L2": (),
    }


# ---- values and sides ------------------------------------------------------------------------------------------------


def test_what_came_or_went_as_a_whole_shows_all_of_it() -> None:
    bare = edited(PLAN, drop("measures.0"))
    gone = {change.entity.id: change for change in changes_of(PLAN, bare)}
    come = {change.entity.id: change for change in changes_of(bare, PLAN)}
    assert gone.keys() == come.keys() == {"M1", "M1:G1.1"}
    for name, change in gone.items():
        assert (change.after, come[name].before) == (None, None)
        assert change.before is not None
        assert change.before == come[name].after
        assert (change.old is None, change.new is None) == (False, True)
        assert (come[name].old is None, come[name].new is None) == (True, False)


def test_only_some_changes_of_a_comparison_stand_by_themselves() -> None:
    result = diff_of(PLAN, edited(PLAN, drop("measures.0")))
    lost = result.only(lambda change: change.rule == "coverage-lost")
    assert {change.rule for change in lost.changes} == {"coverage-lost"}
    assert lost.roots == lost.changes, "the cause is not among them"
    assert result.only(lambda _: True) == result
    assert lost.faults == result.faults


def test_a_stated_link_that_leads_elsewhere_names_both_ends() -> None:
    more = edited(PLAN, put("sub_goals", [sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1")]))
    old, new = (edited(more, put(LINK, stated(to))) for to in ("G1.1", "G1.2"))
    change = the_one(old, new, "link-retargeted")
    assert (change.before, change.after) == ("M1:G1.1", "M1:G1.2")
