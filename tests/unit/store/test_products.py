"""What a few lines stand for is counted before it is expanded."""

from __future__ import annotations

import pytest

from sotetrace.model.limits import Limits
from sotetrace.store.products import find_excesses, has_too_many
from tests.builders import expectation, goal, judged, measure, scope, sub_goal, vision

MEASURES = [measure(f"M{number}") for number in range(4)]
LINK = {"to": "G1", "basis": "blanket", "where": "x", "quote": "x"}
EXPECTATIONS = [expectation(f"e{number}", "goal", "part_of", "in", "sub_goal") for number in range(9)]


@pytest.mark.parametrize("members", [{"kind": "measure"}, {"kind": "measure", "level": "L1"}, ["M0", "M1", "M2", "M9"]])
def test_scopes_stand_for_a_link_from_each_member(members: object) -> None:
    document = vision(measures=MEASURES, scopes=[scope("X1", members, LINK, LINK), scope("X2", members, LINK)])
    assert list(find_excesses(document, Limits(links=12))) == []
    assert list(find_excesses(document, Limits(links=11))) == [("scopes", "links")]


def test_scope_of_a_level_may_hold_elements_of_any_kind() -> None:
    document = vision(goals=[goal("G1")], measures=MEASURES, scopes=[scope("X1", {"level": "L1"}, LINK)])
    assert list(find_excesses(document, Limits(links=4))) == [("scopes", "links")]


def test_judgements_stand_for_pairs_judged_and_for_pairs_that_wait() -> None:
    recorded = [judged(["M0", "M1", "M2"], ["G1.1", "G1.2"])]
    document = vision(measures=MEASURES[:1], judged=recorded)
    assert list(find_excesses(document, Limits(pairs=6))) == []
    assert list(find_excesses(document, Limits(pairs=5))) == [("judged", "pairs")]
    waiting = vision(measures=MEASURES, sub_goals=[sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1")], judged=recorded)
    assert list(find_excesses(waiting, Limits(pairs=7))) == [("judged", "pairs")]
    unrecorded = vision(measures=MEASURES, sub_goals=[sub_goal("G1.1", "G1")])
    assert list(find_excesses(unrecorded, Limits(pairs=1))) == []


def test_expectations_are_asked_of_every_element_and_the_built_in_ones_always() -> None:
    document = vision(goals=[goal("G1"), goal("G2")], expectations=[each.model_dump() for each in EXPECTATIONS])
    assert list(find_excesses(document, Limits(answers=27))) == []
    assert list(find_excesses(document, Limits(answers=26))) == [("expectations", "answers")]
    assert not has_too_many(EXPECTATIONS[:7], document, Limits(answers=1))
