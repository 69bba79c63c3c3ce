"""Links to read again, because words at one of their ends say something else now."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sotetrace.findings import Place
from tests.builders import (
    blanket,
    goal,
    indicator,
    inferred,
    layout,
    measure,
    problem,
    raw_vision,
    scope,
    stated,
    sub_goal,
    text,
)
from tests.sides import add, diff_of, drop, edited, put, reading_of, renamed, the_one, told

if TYPE_CHECKING:
    from tests.builders import Raw
    from tests.sides import Edit

PLAN = raw_vision(
    core_problems=[problem("P1")],
    goals=[goal("G1", stated("P1"))],
    sub_goals=[sub_goal("G1.1", "G1", parts="ab"), sub_goal("G1.2", "G1", answers=[inferred("P1")])],
    measures=[
        measure("M10", stated("G1.1.a"), inferred("G1.2")),
        measure("M2", inferred("G1.1", start="M2.a"), inferred("G1.2", start="M2.b"), parts="ab"),
        measure("M3", hinders=[stated("G1.1")]),
    ],
    indicators=[indicator("I1", stated("G1.2"))],
    scopes=[scope("B1", ["M3"], inferred("G1.2"), blanket("G1"))],
)
OTHER = text("something else")


def to_read(new: Raw, old: Raw = PLAN) -> dict[str, str]:
    """Return the links to read again, by the element or part whose words say something else."""
    return {
        one.subject: dict(one.finding.args)["links"] for one in diff_of(old, new).changes if one.rule == "link-suspect"
    }


def test_the_links_of_a_reworded_element_are_named_at_its_id_below_what_says_so() -> None:
    first = edited(PLAN, add("sub_goals", sub_goal("G1.0", "G1"), 0), put("sub_goals.1.parts.0.title", OTHER))
    found = the_one(PLAN, first, "link-suspect")
    assert dict(found.finding.args) == {
        "kind": "@kind.sub_goal",
        "title": "@title.G1.1",
        "subject": "G1.1.a",
        "links": "M10:G1.1.a",
    }
    assert (found.element, found.subject, found.side) == ("G1.1", "G1.1.a", "new")
    assert found.finding.place == Place("plan", ("sub_goals", 1, "id"))
    assert (found.before, found.after) == (None, ["M10:G1.1.a"])
    assert found.causes == (the_one(PLAN, first, "text-reworded").fingerprint,)


@pytest.mark.parametrize(
    ("reworded", "links"),
    [
        pytest.param("sub_goals.0", {"G1.1": "M2.a:G1.1, M3:hinders:G1.1, M10:G1.1.a"}, id="an element and its parts"),
        pytest.param("sub_goals.0.parts.0", {"G1.1.a": "M10:G1.1.a"}, id="a part that a link points at"),
        pytest.param("sub_goals.0.parts.1", {}, id="a part with no link"),
        pytest.param(
            "sub_goals.1",
            {"G1.2": "B1:G1.2, G1.2:answers:P1, I1:indicates:G1.2, M2.b:G1.2, M10:G1.2"},
            id="both ways, and one of a scope",
        ),
        pytest.param("measures.1", {"M2": "M2.a:G1.1, M2.b:G1.2"}, id="the links of its parts"),
        pytest.param("measures.1.parts.1", {"M2.b": "M2.b:G1.2"}, id="a part that a link starts from"),
        pytest.param("goals.0", {"G1": "G1:answers:P1"}, id="neither a blanket claim nor what belongs to it"),
    ],
)
def test_links_at_what_was_reworded_are_to_be_read_again(reworded: str, links: dict[str, str]) -> None:
    assert to_read(edited(PLAN, put(f"{reworded}.title", OTHER))) == links


@pytest.mark.parametrize(
    ("link", "is_read"),
    [(stated("G1.1"), True), (inferred("G1.1"), True), (layout("G1.1"), False), (blanket("G1.1"), False)],
    ids=lambda value: value["basis"] if isinstance(value, dict) else None,
)
def test_only_what_somebody_read_hangs_on_the_words(link: Raw, *, is_read: bool) -> None:
    old = edited(PLAN, put("measures", [measure("M1", link)]), drop("scopes"))
    assert to_read(edited(old, put("sub_goals.0.title", OTHER)), old) == ({"G1.1": "M1:G1.1"} if is_read else {})


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param(put("measures.1.advances.0.rationale", text("read anew")), id="another reason"),
        pytest.param(put("measures.1.advances.0.confidence", "low"), id="less sure"),
        pytest.param(put("measures.1.advances.0.from", "M2.b"), id="from another part"),
        pytest.param(drop("measures.1.advances.0"), id="taken away"),
    ],
)
def test_a_link_that_changed_too_was_read(edit: Edit) -> None:
    assert to_read(edited(PLAN, edit, put("sub_goals.0.title", OTHER))) == {"G1.1": "M3:hinders:G1.1, M10:G1.1.a"}


def test_a_link_that_came_with_the_new_words_was_read() -> None:
    new = edited(PLAN, add("measures.2.hinders", stated("G1.2")), put("measures.2.title", OTHER))
    assert to_read(new) == {"M3": "B1:G1.2, M3:hinders:G1.1"}


def test_what_changed_beside_a_link_did_not_touch_it() -> None:
    new = edited(PLAN, put("measures.0.number", "7"), put("sub_goals.0.parts.0.title", OTHER))
    assert to_read(new) == {"G1.1.a": "M10:G1.1.a"}


def test_the_links_of_a_renamed_element_are_named_as_the_new_side_has_them() -> None:
    new = renamed(edited(PLAN, put("sub_goals.0.parts.0.title", OTHER)), "G1.1", "K1")
    assert to_read(new) == {"K1.a": "M10:K1.a"}


def test_each_end_that_was_reworded_names_the_link() -> None:
    new = edited(PLAN, put("measures.0.title", OTHER), put("sub_goals.0.parts.0.title", OTHER))
    assert to_read(new) == {"M10": "M10:G1.1.a, M10:G1.2", "G1.1.a": "M10:G1.1.a"}


def test_other_words_of_an_element_without_links_leave_nothing_to_read_again() -> None:
    old = edited(PLAN, add("measures", measure("M4")))
    new = edited(old, put("measures.3.title.fi", "muuta"))
    assert told(old, new, "title-changed", "link-suspect") == ["title-changed M4"]


QUOTED = raw_vision(
    goals=[goal("G1", source={"where": "p1", "quote": "One two", "prefix": "a"})],
    measures=[measure("M1", stated("G1"))],
)


TOWN = raw_vision({"id": "town"}, goals=[goal("G1")])


STATE = raw_vision({"id": "state"}, goals=[goal("G7")], indicators=[indicator("I1", stated("town:G1"))])


def test_another_quote_with_another_prefix_leaves_links_to_read_again() -> None:
    new = edited(QUOTED, put("goals.0.source.quote", "three"), put("goals.0.source.prefix", "b"))
    assert told(QUOTED, new) == ["link-suspect G1", "source-repointed G1"]


def test_the_same_words_at_another_place_are_not_other_words() -> None:
    new = edited(QUOTED, put("goals.0.source.quote", "one, two"), put("goals.0.source.where", "p2"))
    assert told(QUOTED, new) == ["source-repointed G1"]


def test_a_link_into_another_document_is_read_again_when_its_indicator_is_reworded() -> None:
    new = edited(STATE, put("indicators.0.title", text("quite other")))
    assert "link-suspect I1" in told(reading_of(TOWN, STATE), reading_of(TOWN, new))
