"""What came, went or goes on under another id: what is said of it, with which values, at which place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sotetrace.findings import Place
from tests.builders import goal, inferred, layout, level, measure, raw_vision, scope, source_text, stated, sub_goal
from tests.sides import add, diff_of, drop, edited, put, the_one, told

if TYPE_CHECKING:
    from tests.builders import Raw

PLAN = raw_vision(
    {"claims": [{"kind": "measure", "count": 3}]},
    sources=[source_text("text", "slide")],
    levels=[level("L1"), level("L2")],
    goals=[goal("G1"), goal("G2")],
    sub_goals=[sub_goal("G1.1", "G1")],
    measures=[measure("M1", inferred("G1.1")), measure("M2", number="1"), measure("M10", number="2")],
    scopes=[scope("B1", ["M1", "M2"], layout("G1.1"))],
)
MERGED = edited(PLAN, put("goals", [goal("G3", formerly=["G1", "G2"])]), put("sub_goals.0.goal", "G3"))
SPLIT = edited(PLAN, put("goals.1", goal("G3", formerly=["G2"])), add("goals", goal("G4", formerly=["G2"])))


def without_level(raw: Raw) -> Raw:
    """Return the document with L2 retired, and nothing in its place."""
    return edited(raw, drop("levels.1"), add("retired", {"id": "L2", "title": {"fi": "taso"}}))


# ---- what is said of it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "rule", "subject", "said"),
    [
        pytest.param(
            PLAN,
            MERGED,
            "elements-merged",
            "G3",
            {"before": "G1, G2", "after": "G3", "title": "@title.G3"},
            id="merged",
        ),
        pytest.param(
            PLAN,
            SPLIT,
            "element-split",
            "G3",
            {"before": "G2", "after": "G3, G4", "title": "@title.G2"},
            id="split: the title is that of what was split",
        ),
        pytest.param(
            PLAN,
            edited(PLAN, add("measures.1.advances", stated("G1.1"))),
            "link-added",
            "M2:G1.1",
            {"link": "M2:G1.1", "basis": "@basis.stated"},
            id="a link came",
        ),
        pytest.param(
            PLAN,
            edited(PLAN, drop("measures.0.advances.0")),
            "link-removed",
            "M1:G1.1",
            {"link": "M1:G1.1", "basis": "@basis.inferred"},
            id="a link went",
        ),
        pytest.param(
            PLAN,
            without_level(PLAN),
            "element-retired",
            "L2",
            {"successors": "–"},
            id="retired and replaced by nothing",
        ),
        pytest.param(
            edited(PLAN, put("document.claims", [])),
            PLAN,
            "claim-changed",
            "measure",
            {"field": "@field.claim", "before": "–", "after": "3"},
            id="a claim came: its count",
        ),
        pytest.param(
            PLAN,
            edited(PLAN, put("document.claims", [])),
            "claim-changed",
            "measure",
            {"field": "@field.claim", "before": "3", "after": "–"},
            id="a claim went",
        ),
        pytest.param(
            edited(PLAN, put("scopes", [])),
            PLAN,
            "scope-changed",
            "B1",
            {"field": "@field.scope", "before": "–", "after": "B1"},
            id="a scope came: its id",
        ),
        pytest.param(
            PLAN,
            edited(PLAN, put("scopes", [])),
            "scope-changed",
            "B1",
            {"field": "@field.scope", "before": "B1", "after": "–"},
            id="a scope went",
        ),
    ],
)
def test_what_came_went_or_goes_on_is_named(old: Raw, new: Raw, rule: str, subject: str, said: dict[str, str]) -> None:
    found = the_one(old, new, rule)
    args = dict(found.finding.args)
    assert (found.subject, {name: args.get(name) for name in said}) == (subject, said)


def test_an_id_that_comes_back_takes_its_tombstone_away_which_is_said_once() -> None:
    assert told(without_level(PLAN), PLAN, "id-reused", "tombstone-changed") == ["id-reused L2"]


def test_several_texts_of_one_element_are_judged_each_by_itself() -> None:
    old = edited(PLAN, put("levels.0.summary", {"fi": "yksi kaksi"}), put("levels.0.title", {"fi": "kolme neljä"}))
    new = edited(old, put("levels.0.summary.fi", "viisi kuusi"), put("levels.0.title.fi", "seitsemän"))
    assert told(old, new) == ["text-reworded L1", "title-changed L1"]


# ---- printed numbers -------------------------------------------------------------------------------------------------


def test_all_numbers_of_a_kind_that_changed_are_one_change_which_lists_them_by_id() -> None:
    found = the_one(PLAN, edited(PLAN, put("measures.1.number", "4"), drop("measures.2.number")), "number-changed")
    args = dict(found.finding.args)
    assert (args["before"], args["after"], args["elements"]) == ("1", "4", "M2 1→4, M10 2→–")
    assert (found.before, found.after) == ([["M2", "1"], ["M10", "2"]], [["M2", "4"], ["M10", None]])


# ---- what came and went of a list ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "values", "said"),
    [
        (["M2", "M10"], ("M1", "M10"), ("M1", "M10")),
        (["M10"], (["M1", "M2"], ["M10"]), ("M1, M2", "M10")),
        (["M1", "M2", "M10"], (None, "M10"), ("–", "M10")),
        ([], (["M1", "M2"], None), ("M1, M2", "–")),
    ],
)
def test_all_that_came_and_went_of_a_list_is_one_change_that_shows_one_item_bare_and_several_as_a_list(
    members: list[str], values: tuple[object, object], said: tuple[str, str]
) -> None:
    found = the_one(PLAN, edited(PLAN, put("scopes.0.members", members)), "scope-changed")
    args = dict(found.finding.args)
    assert (args["field"], args["before"], args["after"]) == ("@field.members", *said)
    assert (found.before, found.after) == values


@pytest.mark.parametrize(
    ("field", "one", "other", "rule"),
    [
        ("variants", {"text": "yksi", "where": "slide"}, {"text": "kaksi", "where": "slide"}, "text-reworded"),
        ("sic", {"text": "yksi"}, {"text": "kaksi"}, "text-reworded"),
        ("formerly", "G8", "G9", "detail-changed"),
    ],
)
def test_wordings_and_former_ids_that_came_are_judged_each_by_itself(
    field: str, one: object, other: object, rule: str
) -> None:
    found = diff_of(PLAN, edited(PLAN, put(f"goals.0.{field}", [one, other]))).changes
    assert [change.rule for change in found] == [rule, rule]
    assert all(change.before is None for change in found)
    assert {dict(change.finding.args)["field"] for change in found} == {f"@field.{field}"}
    assert [change.after for change in found if change.after in (one, other)] in ([one, other], [other, one])


def test_former_ids_that_a_merging_rests_on_are_no_changes_of_their_own() -> None:
    old = edited(PLAN, add("goals", goal("G3")))
    new = edited(PLAN, put("goals", [goal("G1", formerly=["G2", "G3"])]))
    assert told(old, new) == ["elements-merged G1"]


# ---- what goes with something else, or looks like it -----------------------------------------------------------------


def test_a_rationale_that_is_there_on_both_sides_is_told_beside_another_basis() -> None:
    old = edited(PLAN, put("measures.0.advances.0", layout("G1.1", rationale={"fi": "yksi"})))
    new = edited(PLAN, put("measures.0.advances.0", inferred("G1.1", rationale={"fi": "kaksi"})))
    assert "link-rationale-changed M1:G1.1" in told(old, new)


def test_only_what_went_is_suggested_as_a_former_id() -> None:
    """G1 stays, and changes in some way: it is neither what G3 was before, nor one more that G2 may have become."""
    title = {"fi": "Hoitoon pääsee nopeasti"}
    old = edited(PLAN, put("goals.0.title", title))
    changed = edited(old, put("goals.0.summary", {"fi": "sanoja"}))
    come = add("goals", goal("G3", title=title))
    assert the_one(old, edited(changed, come), "element-added").formerly == ""
    gone = edited(old, put("goals.1.title", title)), edited(changed, drop("goals.1"), come)
    assert the_one(*gone, "element-added").formerly == "G2"


def test_an_element_that_says_something_else_is_found_behind_whatever_else_changed() -> None:
    new = edited(PLAN, drop("levels.1"), put("sub_goals.0.title.fi", "aivan muuta"))
    assert told(PLAN, new, "link-suspect") == ["link-suspect G1.1"]


# ---- where it stands -------------------------------------------------------------------------------------------------


def test_a_link_that_leads_elsewhere_stands_where_it_says_so() -> None:
    old = edited(PLAN, add("sub_goals", sub_goal("G1.2", "G1")))
    found = the_one(old, edited(old, put("measures.0.advances.0.to", "G1.2")), "link-retargeted")
    assert found.finding.place == Place("plan", ("measures", 0, "advances", 0, "to"))
