"""Which fields of two entities that are the same thing differ, and from which value to which."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.diff.changes import Change
from sotetrace.diff.compare_fields import compare_fields, content_of
from sotetrace.diff.entities import iter_around, iter_elements, iter_of_workspace, iter_within
from sotetrace.diff.pairing import Pairing
from sotetrace.model.settings import Acceptance
from sotetrace.model.workspace import Workspace
from tests.builders import element, goal, inferred, judged, measure, scope, stated, sub_goal, vision, waiver

if TYPE_CHECKING:
    from sotetrace.diff.entities import Entity
    from tests.builders import Raw

PLAIN = Pairing()
RENAMED = Pairing(renamed={"G1": "G9", "M1": "M9", "None": "L1"}, parts={"M1.a": "M9.a"})
MERGED = Pairing(merged={"G9": ("G1", "G2")})
REVIEW = {"by": "reader", "date": "2026-01-01"}
REVIEWED = {**REVIEW, "verdict": "accepted"}
EXPECTED = {"id": "e", "of": "goal", "link": "at", "direction": "out", "by": ["level"]}


def as_measure(**fields: object) -> Entity:
    (found,) = iter_elements(vision(measures=[measure("M1", **fields)]))
    return found


def as_link(link: Raw) -> Entity:
    (found,) = iter_within(("measures", 0), vision(measures=[measure("M1", link)]).measures[0])
    return found


def standing_around(**sections: Any) -> Entity:
    """Return the one entity of a document that is not its header."""
    _, found = iter_around(vision(**sections))
    return found


def differences(old: Entity, new: Entity, pairing: Pairing = PLAIN) -> list[tuple[str, object, object]]:
    """Return (field, before, after) of the changes; each is one of the two entities."""
    changes = list(compare_fields(old, new, pairing))
    assert changes == [Change("changed", old, new, one.field, one.before, one.after) for one in changes]
    return [(one.field, one.before, one.after) for one in changes]


# ---- values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("pairing", [PLAIN, RENAMED])
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param({"number": "1"}, {"number": "1"}, [], id="nothing"),
        pytest.param({"number": "1"}, {"number": "2"}, [("number", "1", "2")], id="a value"),
        pytest.param({}, {"level": "L1"}, [("level", None, "L1")], id="a value that came"),
        pytest.param({"order": 3}, {}, [("order", 3, None)], id="a value that went"),
        pytest.param(
            {"title": {"fi": "a", "sv": "b"}, "source": {"where": "p"}},
            {"title": {"fi": "c", "en": "d"}, "source": {"where": "q"}, "draft": True},
            [
                ("draft", False, True),
                ("source.where", "p", "q"),
                ("title.en", None, "d"),
                ("title.fi", "a", "c"),
                ("title.sv", "b", None),
            ],
            id="of texts and anchors each key",
        ),
    ],
)
def test_each_field_that_differs_is_a_change(
    old: Raw, new: Raw, expected: list[tuple[str, object, object]], pairing: Pairing
) -> None:
    assert differences(as_measure(**old), as_measure(**new), pairing) == expected


def test_the_id_is_no_field_of_what_can_be_renamed_only_of_the_document() -> None:
    (old_document, old), (new_document, new) = (
        (next(iter_around(document)), next(iter_elements(document)))
        for document in (vision({"id": name}, actors=[element(name, title={"fi": "a"})]) for name in ("old", "new"))
    )
    assert differences(old, new) == []
    assert differences(old_document, new_document) == [("id", "old", "new")]


# ---- lists -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("ab", "ba", [], id="their order is nothing"),
        pytest.param("ab", "bc", [("a", "c")], id="one for another"),
        pytest.param("a", "", [("a", None)], id="the only one went"),
        pytest.param("", "a", [(None, "a")], id="the first came"),
        pytest.param("abx", "cdx", [("a", None), ("b", None), (None, "c"), (None, "d")], id="two for two"),
        pytest.param("ab", "c", [("a", None), ("b", None), (None, "c")], id="one for two"),
    ],
)
def test_of_a_list_each_item_that_came_or_went_is_a_change(
    old: str, new: str, expected: list[tuple[object, object]]
) -> None:
    told = [("formerly", before, after) for before, after in expected]
    assert differences(as_measure(formerly=list(old)), as_measure(formerly=list(new))) == told


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({}, {"reviewed": REVIEW}, (None, REVIEWED)),
        ({"reviewed": REVIEW}, {}, (REVIEWED, None)),
        ({"reviewed": REVIEW}, {"reviewed": {**REVIEW, "by": "A"}}, (REVIEWED, {**REVIEWED, "by": "A"})),
    ],
)
def test_a_review_changes_as_a_whole(old: Raw, new: Raw, expected: tuple[object, object]) -> None:
    before, after = (as_link(inferred("G1", **fields)) for fields in (old, new))
    assert differences(before, after) == [("reviewed", *expected)]


# ---- ids of what is called otherwise now -----------------------------------------------------------------------------


@pytest.mark.parametrize("pairing", [RENAMED, MERGED])
def test_an_id_in_a_field_is_the_one_by_which_the_new_side_knows_it(pairing: Pairing) -> None:
    old, same, other = (
        next(iter_elements(vision(sub_goals=[sub_goal("G1.1", name, level="G1")]))) for name in ("G1", "G9", "G3")
    )
    assert differences(old, same, pairing) == [("level", "G9", "G1")]
    assert differences(old, other, pairing) == [("goal", "G9", "G3"), ("level", "G9", "G1")]


def test_ends_of_links_and_members_by_level_and_what_a_waiver_is_of_are_ids() -> None:
    old, new = (as_link({**stated(to, start=start), "quote": "x"}) for to, start in (("G1", "M1.a"), ("G9", "M9.a")))
    assert differences(old, new, RENAMED) == []
    old, new = (standing_around(scopes=[scope("all", {"level": name})]) for name in ("G1", "G9"))
    assert differences(old, new, RENAMED) == []
    _, old = iter_of_workspace(Workspace((vision(),), waivers=(waiver("orphan", "M1"),)))
    _, new = iter_of_workspace(Workspace((vision(),), waivers=(waiver("orphan", "M9"),)))
    assert differences(old, new, RENAMED) == []


def test_ids_in_a_list_are_those_by_which_the_new_side_knows_them() -> None:
    old, new, other = (
        standing_around(retired=[{"id": "M0", "title": {"fi": "a"}, "replaced_by": ids}])
        for ids in (["G1", "M1", "M2"], ["M2", "M9", "G9"], ["G9", "M2", "M3"])
    )
    assert differences(old, new, RENAMED) == []
    assert differences(old, other, RENAMED) == [("replaced_by", "M9", "M3")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"scopes": [scope("all", ["M1"])]}, {"scopes": [scope("all", ["M9"])]}),
        ({"judged": [judged(["M1"], ["G1"])]}, {"judged": [judged(["M9"], ["G9"])]}),
        ({"expectations": [{**EXPECTED, "values": ["G1"]}]}, {"expectations": [{**EXPECTED, "values": ["G9"]}]}),
    ],
)
def test_members_what_was_judged_and_what_is_expected_are_ids(old: Raw, new: Raw) -> None:
    assert differences(standing_around(**old), standing_around(**new), RENAMED) == []


def test_what_an_accepted_change_is_of_are_ids() -> None:
    old, new = (
        list(iter_of_workspace(Workspace((vision(),), acceptances=(Acceptance(fingerprint="f", elements=ids),))))[1]
        for ids in (("M1", "G1"), ("M9", "G9"))
    )
    assert differences(old, new, RENAMED) == []


def test_two_that_became_one_are_one_in_a_list() -> None:
    both, one = (standing_around(scopes=[scope("all", ids)]) for ids in (["G1", "G2"], ["G9"]))
    assert differences(both, one, MERGED) == []


def test_a_number_and_a_former_id_that_look_like_an_id_are_none() -> None:
    numbered = as_measure(number="M1", formerly=["G1"])
    assert differences(numbered, numbered, RENAMED) == []


# ---- all of it -------------------------------------------------------------------------------------------------------


def test_the_content_of_what_came_or_went_has_lists_as_lists_and_a_review_as_it_is() -> None:
    (holder,) = iter_elements(vision(goals=[goal("G1", title={"fi": "a"}, formerly=["G8", "G7"])]))
    assert content_of(holder) == {
        "id": "G1",
        "title.fi": "a",
        "title_from": "source",
        "formerly": ["G7", "G8"],
        "draft": False,
    }
    assert content_of(as_link({"to": "G1", "basis": "stated", "quote": "x", "reviewed": REVIEW})) == {
        "to": "G1",
        "basis": "stated",
        "quote": "x",
        "sign": "positive",
        "reviewed": REVIEWED,
    }
