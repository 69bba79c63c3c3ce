"""Links between the same ends: which of several is which, and which came or went."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import goal, inferred, layout, measure, raw_vision, stated, sub_goal
from tests.sides import changes_of, edited, put, renamed

if TYPE_CHECKING:
    from tests.builders import Raw

PLAN = raw_vision(
    goals=[goal("G1")], sub_goals=[sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1")], measures=[measure("M1", parts="ab")]
)


def linking(*links: Raw) -> Raw:
    return edited(PLAN, put("measures.0.advances", list(links)))


def quoting(words: str, **fields: str) -> Raw:
    return {**stated("G1.1", **fields), "quote": words}


def read_by(reader: str, confidence: str | None) -> Raw:
    """Return an inferred link; it has no confidence where none is given, as in a file that is being written."""
    link = inferred("G1.1", confidence, by=reader)
    return link if confidence else {key: value for key, value in link.items() if key != "confidence"}


def differences(old: Raw, new: Raw) -> list[tuple[str, str, object, object]]:
    """Return (type, field, before, after) of what differs; of what came or went whole, its basis or its reader."""
    return [
        (one.type, one.field, _named(one.before), _named(one.after))
        for one in changes_of(old, new)
        if one.type != "renamed" and one.field != "formerly"
    ]


def _named(value: object) -> object:
    return value.get("by", value.get("quote", value.get("basis"))) if isinstance(value, dict) else value


def test_to_write_down_from_which_element_a_link_leads_changes_no_link() -> None:
    assert changes_of(linking(stated("G1.1")), linking(stated("G1.1", start="M1"))) == ()


@pytest.mark.parametrize("name", ["G1.1", "G1.9"])
def test_equal_links_are_the_same_though_what_they_point_at_has_another_id(name: str) -> None:
    old, new = linking(quoting("a"), quoting("b")), linking(quoting("b"), quoting("c"))
    now = renamed(new, "G1.1", name, is_declared=name != "G1.1")
    assert differences(old, now) == [("changed", "quote", "a", "c")]


@pytest.mark.parametrize("name", ["M1", "M9"])
def test_equal_links_of_a_part_are_the_same_though_its_element_has_another_id(name: str) -> None:
    old = linking(quoting("a", start="M1.a"), quoting("b", start="M1.a"))
    new = linking(quoting("b", start="M1.a"), quoting("c", start="M1.a"))
    now = renamed(new, "M1", name, is_declared=name != "M1")
    assert differences(old, now) == [("changed", "quote", "a", "c")]


def test_a_link_of_another_type_between_the_same_ends_is_another_link() -> None:
    found = changes_of(linking(stated("G1.1")), edited(PLAN, put("measures.0.hinders", [stated("G1.1")])))
    assert {(one.type, one.entity.id) for one in found} == {("removed", "M1:G1.1"), ("added", "M1:hinders:G1.1")}


@pytest.mark.parametrize("end", ["G1.1", "G1.2"])
def test_a_link_that_starts_elsewhere_is_one_change_whatever_it_leads_to(end: str) -> None:
    old, new = (linking({**stated(to, start=start), "quote": "a"}) for to, start in (("G1.1", "M1.a"), (end, "M1.b")))
    assert differences(old, new) == [("retargeted", "to", "M1.a:G1.1", f"M1.b:{end}")]


def test_of_links_that_all_changed_those_on_one_basis_are_the_same() -> None:
    old, new = linking(quoting("a"), read_by("A", "low")), linking(quoting("b"), read_by("B", "low"))
    assert differences(old, new) == [("changed", "by", "A", "B"), ("changed", "quote", "a", "b")]


@pytest.mark.parametrize(
    ("olds", "new", "gone"),
    [
        pytest.param([read_by("A", "high"), read_by("B", "low")], read_by("C", "medium"), "B", id="high before low"),
        pytest.param([read_by("A", "low"), read_by("B", "medium")], read_by("C", "high"), "A", id="medium before low"),
        pytest.param([read_by("A", None), read_by("B", "low")], read_by("C", "high"), "B", id="none is as low"),
        pytest.param([read_by("A", "high"), quoting("a")], layout("G1.1"), "A", id="stated before inferred"),
    ],
)
def test_of_more_links_than_are_left_the_weakest_went(olds: list[Raw], new: Raw, gone: str) -> None:
    for links in (olds, olds[::-1]):
        found = differences(linking(*links), linking(new))
        assert [one for one in found if one[0] == "removed"] == [("removed", "", gone, None)]


def test_of_links_of_one_strength_it_does_not_matter_in_which_order_they_stand() -> None:
    olds, new = [quoting("a"), quoting("b")], linking(quoting("c"))
    for links in (olds, olds[::-1]):
        assert differences(linking(*links), new) == [("changed", "quote", "a", "c"), ("removed", "", "b", None)]
