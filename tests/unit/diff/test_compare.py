"""What came, went, changed or goes on under another id between two documents or workspaces, before it is judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sotetrace.diff.compare import compare, compare_workspaces
from sotetrace.diff.compare_fields import content_of
from sotetrace.diff.pairing import Pairing
from sotetrace.model.document import VisionDocument
from sotetrace.model.settings import Acceptance, Settings
from sotetrace.model.workspace import Workspace
from tests.builders import (
    goal,
    judged,
    layout,
    level,
    measure,
    raw_vision,
    scope,
    source_text,
    stated,
    sub_goal,
    waiver,
)
from tests.sides import add, changes_of, diff_of, drop, edited, put, reading_of, renamed, told

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sotetrace.diff import Change
    from sotetrace.diff.compare import Comparison
    from sotetrace.model.settings import Waiver
    from tests.builders import Raw
    from tests.sides import Edit

EXPECTED = {"id": "e", "of": "sub_goal", "link": "advances", "direction": "in", "by": ["measure"]}
JUDGED = {"measures": ["M1"], "sub_goals": ["G1.1"], "by": "reader", "date": "2026-01-01"}
PLAN = raw_vision(
    {"claims": [{"kind": "measure", "count": 3}]},
    sources=[source_text("s", "p")],
    levels=[level("L1")],
    goals=[goal("G1", serves=[stated("S1")]), goal("G2")],
    sub_goals=[sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1")],
    measures=[measure("M1", stated("G1.1", start="M1.a"), parts="a"), measure("M2")],
    scopes=[scope("all", {"kind": "measure"}, layout("G1"))],
    judged=[JUDGED],
    retired=[{"id": "M9", "title": {"fi": "a"}}],
    expectations=[EXPECTED],
)

Told = tuple[object, ...]


def listed(changes: Iterable[Change]) -> list[Told]:
    """Return (type, name) of what came or went with all that it holds; else (type, name, field, before, after)."""
    return [_told(change) for change in changes]


def _told(change: Change) -> Told:
    old, new, values = change.old, change.new, (change.before, change.after)
    if old is None or new is None:
        assert values == tuple(side and content_of(side) for side in (old, new))
        return (change.type, f"{change.entity.type} {change.entity.id}")
    assert change.certainty == ("declared" if change.type in ("renamed", "merged", "split") else "id")
    name = old.id if old.id == new.id else f"{old.id} → {new.id}"
    return (change.type, f"{new.type} {name}", change.field, *values)


def compared(old: Raw, new: Raw) -> Comparison:
    return compare(VisionDocument.model_validate(old), VisionDocument.model_validate(new))


def differences(old: Raw, new: Raw) -> list[Told]:
    return listed(compared(old, new).changes)


# ---- beside the elements ---------------------------------------------------------------------------------------------


def test_a_comparison_has_both_documents_and_how_they_pair() -> None:
    old, new = (VisionDocument.model_validate(raw) for raw in (PLAN, renamed(PLAN, "G1.1", "G1.9")))
    comparison = compare(old, new)
    assert (comparison.old, comparison.new) == (old, new)
    assert comparison.pairing == Pairing(renamed={"G1.1": "G1.9"})
    assert compare(old, VisionDocument.model_validate(PLAN)).changes == ()


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (put("format", 2), ("changed", "document plan", "format", 1, 2)),
        (put("document.id", "b"), ("changed", "document plan → b", "id", "plan", "b")),
        (put("document.claims.0.count", 4), ("changed", "claim measure", "count", 3, 4)),
        (put("sources.0.language", "sv"), ("changed", "source s", "language", "fi", "sv")),
        (put("sources.0.places.0.starts", "b"), ("changed", "place p", "starts", "p", "b")),
        (put("scopes.0.members.level", "L1"), ("changed", "scope all", "members.level", None, "L1")),
        (put("scopes.0.advances.0.where", "p"), ("changed", "link all:G1", "where", "slide", "p")),
        (put("judged.0.measures", ["M2"]), ("changed", "judged reader 2026-01-01", "measures", "M1", "M2")),
        (put("retired.0.replaced_by", ["M1"]), ("changed", "retired M9", "replaced_by", None, "M1")),
        (put("expectations.0.at_least", 2), ("changed", "expectation e", "at_least", 1, 2)),
    ],
)
def test_what_is_no_element_and_changed_says_its_field_and_values(edit: Edit, expected: Told) -> None:
    assert differences(PLAN, edited(PLAN, edit)) == [expected]


@pytest.mark.parametrize(
    ("path", "whole"),
    [
        ("document.claims", ["claim measure"]),
        ("sources", ["place p", "source s"]),
        ("sources.0.places", ["place p"]),
        ("scopes", ["link all:G1", "scope all"]),
        ("scopes.0.advances", ["link all:G1"]),
        ("judged", ["judged reader 2026-01-01"]),
        ("retired", ["retired M9"]),
        ("expectations", ["expectation e"]),
    ],
)
def test_what_is_no_element_comes_and_goes_with_what_it_holds(path: str, whole: list[str]) -> None:
    less = edited(PLAN, drop(path))
    assert differences(less, PLAN) == [("added", one) for one in whole]
    assert differences(PLAN, less) == [("removed", one) for one in whole]


def test_of_several_of_one_name_each_is_one_of_the_others() -> None:
    old, new = (
        edited(PLAN, put("document.claims", [{"kind": "measure", "count": count} for count in counts]))
        for counts in ((1, 2, 3), (1, 2, 4, 5))
    )
    assert differences(old, new) == [("added", "claim measure"), ("changed", "claim measure", "count", 3, 4)]
    assert compared(old, new).changes[0].after == {"kind": "measure", "count": 5}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ((1, 2), (2,), [("removed", "claim measure")]),
        ((2,), (1, 2), [("added", "claim measure")]),
        ((1, 2), (4, 3), [("changed", "claim measure", "count", one, one + 2) for one in (1, 2)]),
    ],
)
def test_of_several_of_one_name_those_that_say_the_same_are_the_same_and_the_rest_pairs_in_order(
    before: tuple[int, ...], after: tuple[int, ...], expected: list[Told]
) -> None:
    old, new = (
        edited(PLAN, put("document.claims", [{"kind": "measure", "count": count} for count in counts]))
        for counts in (before, after)
    )
    assert differences(old, new) == expected
    assert {change.entity.fields["count"] for change in compared(old, new).changes if change.type != "changed"} <= {1}


def test_a_link_that_left_one_scope_does_not_lead_elsewhere_from_another() -> None:
    old = edited(PLAN, add("scopes", scope("some", ["M1"], layout("G2"))))
    new = edited(old, put("scopes.0.advances", []), put("scopes.1.advances", [layout("G2"), layout("G1")]))
    assert differences(old, new) == [("removed", "link all:G1"), ("added", "link some:G1")]
    assert differences(new, old) == [("added", "link all:G1"), ("removed", "link some:G1")]


def test_where_scopes_and_records_name_an_element_its_new_id_is_no_change() -> None:
    old = edited(PLAN, put("scopes.0.members", ["M1"]), put("retired.0.replaced_by", ["M1"]))
    assert differences(old, renamed(old, "M1", "M7")) == [
        ("changed", "element M1 → M7", "formerly", None, "M1"),
        ("renamed", "element M1 → M7", "id", "M1", "M7"),
    ]


# ---- elements --------------------------------------------------------------------------------------------------------

WHOLE = ["element M1", "link M1.a:G1.1", "part M1.a"]
"""An element with all that stands on it."""


def test_an_element_comes_and_goes_with_what_stands_on_it() -> None:
    less = edited(PLAN, drop("measures.0"))
    assert differences(less, PLAN) == [("added", one) for one in WHOLE]
    assert differences(PLAN, less) == [("removed", one) for one in WHOLE]


def test_an_element_of_another_kind_is_the_same_with_another_kind() -> None:
    new = edited(PLAN, drop("goals.1"), add("levels", level("G2")))
    assert differences(PLAN, new) == [("changed", "element G2", "kind", "goal", "level")]


def test_what_changes_on_an_element_changes_by_itself() -> None:
    new = edited(
        PLAN,
        put("measures.0.number", "1"),
        put("measures.0.parts.0.title.sv", "del"),
        add("measures.0.parts", {"id": "M1.b", "title": {"fi": "b"}}),
        put("measures.0.advances.0.quote", "x"),
        add("measures.0.advances", layout("G1.2")),
    )
    assert differences(PLAN, new) == [
        ("changed", "element M1", "number", None, "1"),
        ("changed", "link M1.a:G1.1", "quote", "words about G1.1", "x"),
        ("added", "link M1:G1.2"),
        ("changed", "part M1.a", "title.sv", "part M1.a", "del"),
        ("added", "part M1.b"),
    ]


@pytest.mark.parametrize("old_id", ["M1", "G1.1"])
def test_an_element_with_another_id_is_the_same_with_its_parts_and_links(old_id: str) -> None:
    new = renamed(PLAN, old_id, "X7")
    assert differences(PLAN, new) == [
        ("changed", f"element {old_id} → X7", "formerly", None, old_id),
        ("renamed", f"element {old_id} → X7", "id", old_id, "X7"),
    ]


def test_a_renamed_element_says_what_changed_besides() -> None:
    new = edited(renamed(PLAN, "M1", "M7"), put("measures.0.parts.0.title.fi", "x"), put("measures.0.advances", []))
    assert [one for one in differences(PLAN, new) if "element" not in str(one[1])] == [
        ("removed", "link M1.a:G1.1"),
        ("changed", "part M1.a → M7.a", "title.fi", "part M1.a", "x"),
    ]


def test_what_still_names_the_former_id_of_an_element_no_longer_names_that_element() -> None:
    new = edited(PLAN, put("goals.0.id", "G7"), put("scopes.0.advances.0.to", "G7"), put("sub_goals.0.goal", "G7"))
    assert differences(PLAN, edited(new, put("goals.0.formerly", ["G1"]))) == [
        ("changed", "element G1.2", "goal", "G7", "G1"),
        ("changed", "element G1 → G7", "formerly", None, "G1"),
        ("renamed", "element G1 → G7", "id", "G1", "G7"),
    ]


MERGED = edited(PLAN, put("goals", [goal("G3", formerly=["G2", "G1"])]), put("scopes.0.advances.0.to", "G3"))
GONE_INTO_ANOTHER = edited(PLAN, drop("measures.0"), put("measures.0.formerly", ["M1"]))
SPLIT = edited(PLAN, put("goals.1", goal("G10", formerly=["G2"])), add("goals", goal("G9", formerly=["G2"])))
STAYED = edited(PLAN, put("goals.1.number", "2"), add("goals", goal("G3", formerly=["G2"])))


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        pytest.param(
            edited(MERGED, put("sub_goals.0.goal", "G3"), put("sub_goals.1.goal", "G3")),
            [
                ("removed", "link G1:serves:S1"),
                ("added", "element G3"),
                ("merged", "element G1 → G3", "id", ["G1", "G2"], "G3"),
            ],
            id="two into one that came",
        ),
        pytest.param(
            edited(GONE_INTO_ANOTHER, put("judged.0.measures", ["M2"])),
            [
                ("removed", "link M1.a:G1.1"),
                ("removed", "part M1.a"),
                ("changed", "element M2", "formerly", None, "M1"),
                ("merged", "element M1 → M2", "id", ["M1"], "M2"),
            ],
            id="one into another that stays",
        ),
        pytest.param(
            SPLIT,
            [
                ("added", "element G9"),
                ("split", "element G2 → G9", "id", "G2", ["G9", "G10"]),
                ("added", "element G10"),
            ],
            id="one into two that came",
        ),
        pytest.param(
            STAYED,
            [
                ("changed", "element G2", "number", None, "2"),
                ("split", "element G2", "id", "G2", ["G2", "G3"]),
                ("added", "element G3"),
            ],
            id="one into itself and another",
        ),
    ],
)
def test_elements_merge_and_split_and_what_stood_on_those_that_went_is_gone(new: Raw, expected: list[Told]) -> None:
    assert differences(PLAN, new) == expected


# ---- the order -------------------------------------------------------------------------------------------------------


def test_changes_stand_by_what_they_are_on_as_people_count() -> None:
    old = raw_vision(measures=[measure("M10", layout("G10"), layout("G2")), measure("M2", order=1, number="1")])
    new = raw_vision({"standing": "adopted"}, measures=[measure("M10", parts="ba"), measure("M2", order=3, number="2")])
    assert differences(old, new) == [
        ("changed", "element M2", "number", "1", "2"),
        ("changed", "element M2", "order", 1, 3),
        ("removed", "link M10:G2"),
        ("removed", "link M10:G10"),
        ("added", "part M10.a"),
        ("added", "part M10.b"),
        ("changed", "document plan", "standing", "proposal", "adopted"),
    ]


def test_of_one_name_what_came_or_went_stands_by_what_it_says() -> None:
    claims = [{"kind": "goal", "count": 1}, {"kind": "goal", "count": 2}]
    none = edited(PLAN, put("document.claims", []))
    for order in (claims, claims[::-1]):
        both = edited(PLAN, put("document.claims", order))
        assert [change.before for change in compared(both, none).changes] == claims
        assert [change.after for change in compared(none, both).changes] == claims


# ---- workspaces ------------------------------------------------------------------------------------------------------


def workspace(*raws: Raw, waivers: Iterable[Waiver] = (), changes: Iterable[Raw] = (), **settings: object) -> Workspace:
    documents = tuple(VisionDocument.model_validate(raw) for raw in raws or (PLAN,))
    acceptances = tuple(Acceptance.model_validate(change) for change in changes)
    return Workspace(documents, Settings.model_validate(settings), tuple(waivers), acceptances)


def said(old: Workspace, new: Workspace) -> list[Told]:
    return listed(compare_workspaces(old, new).changes)


def test_a_comparison_of_workspaces_stands_for_their_first_documents() -> None:
    old, new = workspace(), workspace(renamed(PLAN, "M1", "M7"))
    comparison = compare_workspaces(old, new)
    assert (comparison.old, comparison.new) == (old.documents[0], new.documents[0])
    assert comparison.pairing.translate("M1") == "M7"
    assert comparison.changes == ()


def test_what_a_workspace_says_is_compared_by_name() -> None:
    old = workspace(
        waivers=[waiver("orphan", "M1"), waiver("orphan", "M2", reason="other")],
        changes=[{"fingerprint": "a"}, {"fingerprint": "b", "rule": "x"}],
        expectations=[EXPECTED],
        rules={"orphan": "error"},
    )
    new = workspace(
        waivers=[waiver("orphan", "M1", until="2028-12-31"), waiver("thin", "M2")],
        changes=[{"fingerprint": "c"}, {"fingerprint": "b", "rule": "y"}],
        expectations=[{**EXPECTED, "at_least": 2}],
        rules={"orphan": "off"},
    )
    assert said(old, new) == [
        ("changed", "waiver orphan:M1", "until", "2027-12-31", "2028-12-31"),
        ("removed", "waiver orphan:M2"),
        ("added", "waiver thin:M2"),
        ("removed", "acceptance a"),
        ("changed", "acceptance b", "rule", "x", "y"),
        ("added", "acceptance c"),
        ("changed", "expectation e", "at_least", 1, 2),
        ("changed", "settings settings", "rules.orphan", "error", "off"),
    ]


def test_a_waiver_follows_what_it_is_of_to_its_new_id() -> None:
    waivers = [[waiver("orphan", name), waiver("thin", f"plan:{name}.a")] for name in ("M1", "M7")]
    old, new = workspace(waivers=waivers[0]), workspace(renamed(PLAN, "M1", "M7"), waivers=waivers[1])
    assert said(old, new) == []


def test_a_waiver_of_an_element_of_another_document_stays_whatever_has_its_id_here() -> None:
    other = edited(PLAN, put("document.id", "other"))
    waivers = [(waiver("orphan", f"plan:{name}"), waiver("orphan", "other:M1")) for name in ("M1", "M7")]
    old = workspace(PLAN, other, waivers=waivers[0])
    new = workspace(renamed(PLAN, "M1", "M7"), other, waivers=waivers[1])
    assert said(old, new) == []


OLD, OLD_2, NEW, NEW_2 = (waiver(rule, name) for name in ("M1", "M2") for rule in ("orphan", "thin"))
GONE, COME = ("removed", "waiver orphan:M1"), ("added", "waiver orphan:M2")
WIDENED = ("retargeted", "waiver orphan:M1 → orphan:M2", "element", "orphan:M1", "orphan:M2")


@pytest.mark.parametrize(
    ("olds", "news", "expected"),
    [
        ([OLD], [NEW], [WIDENED]),
        ([OLD], [waiver("orphan", "M2", reason="other")], [GONE, COME]),
        ([OLD], [waiver("orphan", "M2", owner="other")], [GONE, COME]),
        ([], [NEW], [COME]),
        ([OLD], [], [GONE]),
        ([OLD], [NEW, NEW_2], [WIDENED, ("added", "waiver thin:M2")]),
        ([OLD, OLD_2], [NEW], [("removed", "waiver thin:M1"), WIDENED]),
        (
            [waiver("orphan", "M1", reason="other"), OLD_2],
            [NEW],
            [GONE, ("retargeted", "waiver thin:M1 → orphan:M2", "element", "thin:M1", "orphan:M2")],
        ),
        (
            [OLD, waiver("orphan", "G1")],
            [NEW, waiver("orphan", "G1", until="2028-12-31")],
            [("changed", "waiver orphan:G1", "until", "2027-12-31", "2028-12-31"), WIDENED],
        ),
    ],
)
def test_a_waiver_with_the_reason_and_owner_of_one_that_went_accepts_something_else(
    olds: list[Waiver], news: list[Waiver], expected: list[Told]
) -> None:
    assert said(workspace(waivers=olds), workspace(waivers=news)) == expected


def test_a_place_that_moved_to_another_source_is_a_change() -> None:
    old, new = (raw_vision(sources=[source_text("s", *a), source_text("t", *b)]) for a, b in (("p", ""), ("", "p")))
    assert changes_of(old, new) != ()


@pytest.mark.parametrize(
    ("raw", "former"),
    [
        (raw_vision({"claims": [{"kind": "measure", "level": "L1", "count": 1}]}, levels=[level("L1")]), "L1"),
        (raw_vision(measures=[measure("M1"), measure("M5")], judged=[judged(["M1"], []), judged(["M5"], [])]), "M1"),
    ],
)
def test_a_claim_about_a_level_and_a_record_of_judging_follow_a_new_id(raw: Raw, former: str) -> None:
    assert {change.entity_type for change in changes_of(raw, renamed(raw, former, "X9"))} == {"element"}


def test_records_of_judging_follow_new_ids_that_sort_the_other_way_round() -> None:
    raw = raw_vision(measures=[measure("M1"), measure("M5")], judged=[judged(["M1"], []), judged(["M5"], [])])
    new = renamed(renamed(raw, "M1", "X9"), "M5", "K5")
    assert {change.entity_type for change in changes_of(raw, new)} == {"element"}


def test_a_place_and_an_expectation_may_have_the_id_of_an_element_that_gets_another() -> None:
    expected = {"id": "G1", "of": "goal", "link": "advances", "direction": "in", "by": ["measure"]}
    old = raw_vision(goals=[goal("G1")], sources=[source_text("G1", "G1")], expectations=[expected])
    new = edited(old, put("goals.0.id", "G9"), put("goals.0.formerly", ["G1"]))
    assert told(old, new) == ["id-changed G9"]


def test_the_order_of_claims_of_one_kind_and_of_waivers_of_one_gap_means_nothing() -> None:
    claims = [{"kind": "measure", "count": count} for count in (1, 2)]
    old, new = raw_vision({"claims": claims}), raw_vision({"claims": claims[::-1]})
    assert changes_of(old, new) == ()
    waivers = [waiver("orphan", "M1", reason=reason) for reason in "ab"]
    plan = raw_vision(measures=[measure("M1")])
    assert told(reading_of(plan, waivers=waivers), reading_of(plan, waivers=waivers[::-1])) == []


def test_the_file_of_a_source_is_no_translation_whatever_the_source_is_called() -> None:
    before, after = (reading_of(raw_vision(), settings={"texts": {"vision.sv": file}}) for file in ("a.txt", "b.txt"))
    assert [change.rule for change in diff_of(before, after).changes] == ["setting-changed"]


def test_waivers_without_reason_and_owner_have_nothing_in_common() -> None:
    before, after = (
        reading_of(raw_vision(), waivers=[waiver(*of, reason=None, owner=None)])
        for of in (("orphan", "M1"), ("thin", "M2"))
    )
    assert "waiver-widened thin:M2" not in told(before, after)


def test_one_accepted_change_that_goes_and_one_that_comes_are_two() -> None:
    said = {"rule": "level-changed", "reason": "agreed", "owner": "board", "elements": ["M1"], "date": "2026-01-01"}
    before, after = (
        reading_of(raw_vision(), acceptances=[Acceptance.model_validate({**said, "fingerprint": name})])
        for name in ("a", "b")
    )
    found = listed(compare_workspaces(before.workspace, after.workspace).changes)
    assert found == [("removed", "acceptance a"), ("added", "acceptance b")]
