"""What only follows from another change names it, and what stands by itself names nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import (
    blanket,
    goal,
    inferred,
    judged,
    layout,
    level,
    measure,
    problem,
    raw_vision,
    scope,
    source_text,
    stated,
    sub_goal,
    text,
)
from tests.sides import add, diff_of, drop, edited, put, renamed, the_one

if TYPE_CHECKING:
    from tests.builders import Raw
    from tests.sides import Edit

PLAN = raw_vision(
    levels=[level("L1"), level("L2")],
    core_problems=[problem("P1")],
    goals=[goal("G1", stated("P1")), goal("G2", stated("P1"), parts="a")],
    sub_goals=[sub_goal("G1.1", "G1", parts="a"), sub_goal("G1.2", "G1", level="L1")],
    measures=[
        measure("M1", inferred("G1.1"), level="L2"),
        measure("M2", stated("G2")),
        measure("M3", inferred("G1.1.a"), inferred("G1.1.b")),
    ],
    scopes=[scope("B1", ["M1", "M2"], blanket("G1"))],
    judged=[judged(["M1", "M2"], ["G1.1"])],
    retired=[{"id": "M9", "title": text("gone"), "replaced_by": ["M1", "M2"]}],
)


def due_to(old: Raw, new: Raw, rule: str, subject: str, field: str = "") -> list[str]:
    """Return "rule subject" of what the one change of a rule about a subject (and a field of it) is due to, sorted."""
    result = diff_of(old, new)
    found = [one for one in result.changes if (one.rule, one.subject) == (rule, subject)]
    if field:
        found = [one for one in found if dict(one.finding.args).get("field") == f"@field.{field}"]
    assert len(found) == 1, [f"{one.rule} {one.subject}" for one in result.changes]
    known = {fingerprint: f"{one.rule} {one.subject}" for fingerprint, one in result.by_fingerprint.items()}
    return sorted(known[cause] for cause in found[0].causes)


# ---- what comes and goes with an element or scope --------------------------------------------------------------------

WITHOUT_GOAL = edited(PLAN, drop("goals.1"), put("measures.1.advances", []))
WITHOUT_SUB_GOAL = edited(PLAN, drop("sub_goals.0"), put("measures.0.advances", []), drop("measures.2.advances.0"))


@pytest.mark.parametrize(
    ("less", "what", "went", "came", "whole"),
    [
        pytest.param(WITHOUT_GOAL, "G2:answers:P1", "link-removed", "link-added", "element-{} G2", id="its link"),
        pytest.param(WITHOUT_GOAL, "M2:G2", "link-removed", "link-added", "element-{} G2", id="a link to it"),
        pytest.param(WITHOUT_GOAL, "G2.a", "part-removed", "part-added", "element-{} G2", id="its part"),
        pytest.param(
            WITHOUT_SUB_GOAL, "M3:G1.1.a", "link-removed", "link-added", "element-{} G1.1", id="a link to its part"
        ),
        pytest.param(
            edited(PLAN, drop("scopes.0")), "B1:G1", "link-removed", "link-added", "scope-changed B1", id="of a scope"
        ),
    ],
)
def test_what_stands_on_an_element_or_scope_or_points_at_it_comes_and_goes_with_it(
    less: Raw, what: str, went: str, came: str, whole: str
) -> None:
    assert due_to(PLAN, less, went, what) == [whole.format("removed")]
    assert due_to(less, PLAN, came, what) == [whole.format("added")]


def test_a_link_that_goes_while_another_element_goes_stands_by_itself() -> None:
    new = edited(WITHOUT_GOAL, drop("goals.0.answers.0"))
    assert due_to(PLAN, new, "link-removed", "G1:answers:P1") == []
    assert due_to(new, PLAN, "link-added", "G1:answers:P1") == []


@pytest.mark.parametrize(
    ("now", "what"),
    [("K1", "link-removed M1:G1.1"), ("G3.1", "link-added M2:G3.1")],
    ids=["its former id", "its new id"],
)
def test_a_link_to_a_renamed_sub_goal_is_not_one_to_a_part_of_the_goal_that_its_id_begins_with(
    now: str, what: str
) -> None:
    """G1 goes, and G3 comes; neither is what `G1.1` or `G3.1` belongs to."""
    new = edited(renamed(PLAN, "G1.1", now), drop("goals.0"), add("goals", goal("G3")), drop("scopes.0.advances.0"))
    new = edited(new, drop("measures.0.advances.0"), add("measures.1.advances", inferred(now)))
    assert due_to(PLAN, new, *what.split(" ")) == []


def test_a_place_of_a_source_does_not_go_with_an_element_of_the_same_id() -> None:
    old = edited(PLAN, put("sources", [source_text("L2", "slide", "page")]), drop("measures.0.level"))
    new = edited(old, drop("sources.0.places.1"), drop("levels.1"))
    assert due_to(old, new, "source-text-changed", "page") == []


# ---- who stood under it has to stand elsewhere -----------------------------------------------------------------------

RAISED = edited(PLAN, put("measures.0.level", "L1"))
"""M1 stands at the first level, and no longer at the second."""
MOVED = edited(PLAN, put("sub_goals.0.goal", "G2"))
"""G1.1 belongs to the second goal, and no longer to the first."""


@pytest.mark.parametrize(
    ("new", "what", "causes"),
    [
        pytest.param(edited(RAISED, drop("levels.1")), "level-changed M1", ["element-removed L2"], id="level went"),
        pytest.param(edited(MOVED, drop("goals.0")), "parent-changed G1.1", ["element-removed G1"], id="goal went"),
        pytest.param(edited(RAISED, drop("levels.0")), "level-changed M1", [], id="the level it left stays"),
        pytest.param(RAISED, "level-changed M1", [], id="nothing went: level"),
        pytest.param(MOVED, "parent-changed G1.1", [], id="nothing went: goal"),
    ],
)
def test_who_stood_under_what_went_stands_elsewhere_because_of_that(new: Raw, what: str, causes: list[str]) -> None:
    assert due_to(PLAN, new, *what.split(" ")) == causes


def test_words_that_read_like_the_id_of_what_went_have_nothing_to_do_with_it() -> None:
    old = edited(PLAN, put("goals.0.title", {"fi": "L2"}))
    new = edited(old, put("goals.0.title.fi", "muuta"), drop("levels.1"))
    assert due_to(old, new, "title-changed", "G1") == []


# ---- what follows from a merging or splitting ------------------------------------------------------------------------

MERGED = edited(
    PLAN,
    put("goals", [goal("G3", formerly=["G1", "G2"])]),
    put("sub_goals.0.goal", "G3"),
    put("sub_goals.1.goal", "G3"),
    put("measures.1.advances.0.to", "G3"),
    put("scopes.0.advances.0.to", "G3"),
)
SPLIT = edited(
    PLAN,
    put("goals", [goal("G3", stated("P1"), formerly=["G1"]), goal("G4", formerly=["G1"]), PLAN["goals"][1]]),
    put("sub_goals.0.goal", "G3"),
    put("sub_goals.1.goal", "G4"),
    put("scopes.0.advances.0.to", "G4"),
)
"""G1 becomes G3 and G4."""
KEPT = edited(PLAN, add("goals", goal("G4", formerly=["G2"])), put("measures.1.advances.0.to", "G4"))
"""G2 stays, and G4 comes of it."""


@pytest.mark.parametrize(
    ("new", "what", "cause"),
    [
        pytest.param(MERGED, "element-added G3", "elements-merged G3", id="merged: what came of it"),
        pytest.param(MERGED, "part-removed G2.a", "elements-merged G3", id="merged: a part that it had"),
        pytest.param(MERGED, "link-removed G1:answers:P1", "elements-merged G3", id="merged: a link that it had"),
        pytest.param(SPLIT, "element-added G4", "element-split G3", id="split: what came of it"),
        pytest.param(SPLIT, "link-removed G1:answers:P1", "element-split G3", id="split: a link that it had"),
        pytest.param(SPLIT, "link-added G3:answers:P1", "element-added G3", id="split: a link on what came"),
        pytest.param(SPLIT, "link-retargeted B1:G4", "element-split G3", id="split: a link to it"),
        pytest.param(SPLIT, "parent-changed G1.2", "element-split G3", id="split: who stood under it"),
        pytest.param(KEPT, "link-retargeted M2:G4", "element-split G2", id="split and kept: a link to it"),
    ],
)
def test_what_follows_from_a_merging_or_splitting_stands_under_it(new: Raw, what: str, cause: str) -> None:
    assert due_to(PLAN, new, *what.split(" ")) == [cause]


def test_a_merging_and_a_splitting_stand_by_themselves() -> None:
    assert due_to(PLAN, MERGED, "elements-merged", "G3") == []
    assert due_to(PLAN, SPLIT, "element-split", "G3") == []


def test_a_link_that_led_to_a_part_of_what_was_split_leads_elsewhere_because_of_that() -> None:
    parted = edited(PLAN, put("measures.1.advances.0.to", "G2.a"))
    new = edited(parted, add("goals", goal("G4", formerly=["G2"])), put("measures.1.advances.0.to", "G4"))
    assert due_to(parted, new, "link-retargeted", "M2:G4") == ["element-split G2"]


def test_a_link_that_leads_elsewhere_from_what_stays_stands_by_itself() -> None:
    assert due_to(PLAN, edited(SPLIT, put("measures.1.advances.0.to", "G3")), "link-retargeted", "M2:G3") == []


# ---- fields that go along --------------------------------------------------------------------------------------------

ROLE = edited(PLAN, drop("goals.1"), add("statements", {"id": "G2", "title": text("other"), "role": "promise"}))
LINK = "measures.0.advances.0"
TOLD = edited(PLAN, put(f"{LINK}.rationale", text("because")))


@pytest.mark.parametrize(
    ("edits", "rule", "field", "causes"),
    [
        pytest.param(
            [put(f"{LINK}.to", "G1.2"), put(f"{LINK}.confidence", "low")],
            "link-changed",
            "confidence",
            ["link-retargeted M1:G1.2"],
            id="with another end",
        ),
        pytest.param(
            [put(f"{LINK}.basis", "stated"), put(f"{LINK}.quote", "words")],
            "source-repointed",
            "quote",
            ["link-changed M1:G1.1"],
            id="with another basis",
        ),
        pytest.param([put(f"{LINK}.basis", "stated")], "link-changed", "basis", [], id="another basis"),
        pytest.param([put(f"{LINK}.to", "G1.2")], "link-retargeted", "", [], id="another end"),
        pytest.param(
            [put(f"{LINK}.sign", "unclear"), put(f"{LINK}.confidence", "low")],
            "link-changed",
            "confidence",
            [],
            id="beside another sign",
        ),
        pytest.param(
            [put(f"{LINK}.confidence", "low"), put("measures.1.advances.0", layout("G2"))],
            "link-changed",
            "confidence",
            [],
            id="beside another basis of another link",
        ),
    ],
)
def test_what_changes_of_a_link_goes_along_with_another_end_or_basis(
    edits: list[Edit], rule: str, field: str, causes: list[str]
) -> None:
    subject = "M1:G1.2" if put(f"{LINK}.to", "G1.2") in edits else "M1:G1.1"
    assert due_to(PLAN, edited(PLAN, *edits), rule, subject, field) == causes


def test_a_translation_stays_under_its_original_where_the_link_leads_elsewhere() -> None:
    new = edited(
        TOLD, put(f"{LINK}.to", "G1.2"), put(f"{LINK}.rationale.fi", "muuta"), put(f"{LINK}.rationale.sv", "a")
    )
    assert due_to(TOLD, new, "link-rationale-changed", "M1:G1.2") == ["link-retargeted M1:G1.2"]
    assert due_to(TOLD, new, "translation-changed", "M1:G1.2") == ["link-rationale-changed M1:G1.2"]


def test_only_the_fields_of_a_kind_come_and_go_with_another_kind() -> None:
    come = {"id": "G1.2", "title": text("other"), "role": "promise", "number": "2"}
    new = edited(PLAN, drop("sub_goals.1"), put("statements", [come]))
    assert due_to(PLAN, new, "kind-changed", "G1.2") == []
    for rule, field in (("parent-changed", ""), ("level-changed", ""), ("detail-changed", "role")):
        assert due_to(PLAN, new, rule, "G1.2", field) == ["kind-changed G1.2"]
    assert due_to(PLAN, new, "title-changed", "G1.2") == []
    assert due_to(PLAN, new, "number-changed", "G1.2") == []


# ---- lists and counts ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("scopes.0.members", "scope-changed B1"),
        ("judged.0.measures", "judging-changed reader 2026-01-01"),
        ("retired.0.replaced_by", "tombstone-changed M9"),
    ],
)
@pytest.mark.parametrize(
    ("ids", "edits", "causes"),
    [
        pytest.param(["M1"], [drop("measures.1")], ["element-removed M2"], id="one went"),
        pytest.param(["M1", "M2", "M4"], [add("measures", measure("M4"))], ["element-added M4"], id="one came"),
        pytest.param(
            ["M1", "M4"],
            [put("measures.1", measure("M4", stated("G2")))],
            ["element-added M4", "element-removed M2"],
            id="one for another",
        ),
        pytest.param(
            ["M1", "M4", "M5"],
            [
                put("measures.1", measure("M4", stated("G2"), formerly=["M2"])),
                add("measures", measure("M5", formerly=["M2"])),
            ],
            ["element-split M4"],
            id="a splitting is said, and not what came of it",
        ),
        pytest.param(["M3"], [drop("measures.1")], [], id="others are other for no such reason"),
        pytest.param(["M1"], [drop("measures.2")], [], id="another went"),
    ],
)
def test_a_list_is_due_to_what_it_lists_when_all_of_it_came_went_or_goes_on(
    path: str, what: str, ids: list[str], edits: list[Edit], causes: list[str]
) -> None:
    rule, subject = what.split(" ", 1)
    assert due_to(PLAN, edited(PLAN, *edits, put(path, ids)), rule, subject) == causes


@pytest.mark.parametrize(
    ("claim", "causes"),
    [
        ({"kind": "measure"}, ["element-added M4", "element-removed M1"]),
        ({"kind": "measure", "level": "L1"}, ["element-added M4"]),
        ({"kind": "measure", "level": "L2"}, ["element-removed M1"]),
        ({"kind": "goal"}, ["element-added G3"]),
        ({"kind": "goal", "level": "L2"}, []),
        ({"kind": "indicator"}, []),
    ],
)
def test_a_count_is_due_to_what_came_and_went_of_its_kind_and_level(claim: Raw, causes: list[str]) -> None:
    old, claimed = (edited(PLAN, put("document.claims", [{**claim, "count": count}])) for count in (3, 4))
    come = (add("measures", measure("M4", level="L1")), add("goals", goal("G3", level="L1")))
    new = edited(claimed, drop("measures.0"), *come, drop("scopes.0"))
    assert due_to(old, new, "claim-changed", " ".join(str(claim[key]) for key in claim)) == causes
    assert due_to(edited(old, put("document.claims", [])), new, "claim-changed", " ".join(claim.values())) == causes


GOALS = raw_vision(goals=[goal("G1"), goal("G2")])


def test_two_splittings_into_the_same_two_stand_by_themselves() -> None:
    both = ["G1", "G2"]
    new = raw_vision(goals=[goal("G3", formerly=both), goal("G4", formerly=both)])
    assert [len(c.causes) for c in diff_of(GOALS, new).changes if c.rule == "element-split"] == [0, 0]


def test_a_renaming_to_what_another_was_split_into_stands_by_itself() -> None:
    new = raw_vision(goals=[goal("G3", formerly=["G1", "G2"]), goal("G4", formerly=["G1"])])
    assert the_one(GOALS, new, "id-changed").causes == ()


def test_a_link_to_a_part_goes_with_its_element_whatever_the_part_is_called() -> None:
    old = raw_vision(
        goals=[goal("G1", parts=[{"id": "X1", "title": text("x")}])], measures=[measure("M1", stated("X1"))]
    )
    new = edited(old, put("goals", []), put("measures.0.advances", []))
    assert the_one(old, new, "link-removed").causes == (the_one(old, new, "element-removed").fingerprint,)


def test_a_scope_title_that_reads_like_an_id_is_no_list() -> None:
    old = raw_vision(goals=[goal("G1")], scopes=[scope("B1", [], title={"fi": "G1"})])
    new = edited(old, put("goals", [goal("G2")]), put("scopes.0.title.fi", "G2"))
    assert the_one(old, new, "text-reworded").causes == ()


def test_an_element_called_none_is_not_what_nothing_is() -> None:
    old = raw_vision(levels=[level("L1"), level("None")], goals=[goal("G1")])
    new = edited(old, drop("levels.1"), put("goals.0.level", "L1"))
    assert the_one(old, new, "level-changed").causes == ()


def test_where_a_count_stands_is_not_due_to_what_it_counts() -> None:
    old = raw_vision({"claims": [{"kind": "goal", "count": 1, "where": "p1"}]}, goals=[goal("G1")])
    new = edited(old, put("document.claims.0.where", "p2"), add("goals", goal("G2")))
    assert the_one(old, new, "source-repointed").causes == ()


def test_a_merging_into_what_another_was_split_into_stands_by_itself() -> None:
    old = raw_vision(goals=[goal("G1"), goal("G2"), goal("G5")])
    new = raw_vision(goals=[goal("G3", formerly=["G1", "G2", "G5"]), goal("G4", formerly=["G1"])])
    assert the_one(old, new, "elements-merged").causes == ()
