"""What one plan has in another, case by case: what each relation carries over, and what never counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.across import REACHING, STANDINGS, Backings, evaluate_across, find_trace_across
from sotetrace.checks.context import CheckContext
from sotetrace.crosswalk import Crosswalks, build_crosswalks
from sotetrace.model.mapping import Crosswalk, Mapping, MappingSet
from sotetrace.model.workspace import Workspace
from tests.builders import (
    blanket,
    goal,
    indicator,
    inferred,
    layout,
    measure,
    problem,
    scope,
    stated,
    statement,
    sub_goal,
    text,
    vision,
)
from tests.unit.crosswalk.test_crosswalk import PREFIXES, mapping

if TYPE_CHECKING:
    from tests.builders import Raw


def theirs(**of_measures: Any) -> CheckContext:
    """The plan that has measures; `of_measures` are fields that all of them get."""
    return CheckContext(
        vision(
            {"id": "b"},
            statements=[statement("S1", "vision")],
            core_problems=[problem(identifier) for identifier in ("P1", "P2", "P3", "P4")],
            goals=[
                goal("G1", stated("P1"), stated("P3"), serves=[stated("S1")]),
                *(goal("G2"), goal("G3"), goal("G4", parts="ab"), goal("G5", blanket("P3")), goal("G6")),
                goal("G7", stated("P4", start="G7.a"), parts="ab"),
            ],
            sub_goals=[sub_goal("G1.1", "G1", parts="ab"), sub_goal("G1.2", "G1")],
            measures=[
                measure("M1", inferred("G1.1.a", "medium"), inferred("G1.2", "high"), parts="ab", **of_measures),
                measure("M2", inferred("G1.2", "low", sign="unclear"), **of_measures),
                measure("M3", layout("G4"), layout("G4.a"), stated("G5"), **of_measures),
                measure("M4", inferred("G6", "low"), inferred("G7.b", "high"), **of_measures),
            ],
            scopes=[scope("X1", {"kind": "measure"}, blanket("G2"), blanket("G6"))],
        )
    )


OURS: dict[str, Any] = {
    "goals": [goal("G1"), goal("G2", parts="ab"), goal("G3")],
    "indicators": [indicator("I1", stated("G2.a")), indicator("I2", inferred("G1", "low", sign="unclear"))],
}


class Plans:
    """Two plans, and the mappings between them."""

    def __init__(self, *rows: Mapping, **sections: Any) -> None:
        self.ours = CheckContext(vision({"id": "a"}, **(sections or OURS)))
        self.theirs = theirs()
        self.rows = rows

    @property
    def crosswalks(self) -> Crosswalks:
        whole = MappingSet(curie_map=PREFIXES, mapping_set_id="urn:x", license="urn:licence", mappings=self.rows)
        members = (self.ours.document, self.theirs.document)
        return build_crosswalks(Workspace(members, crosswalks=(Crosswalk("x.sssom.tsv", whole),)))

    def standings(self) -> dict[str, str]:
        result = evaluate_across(self.crosswalks, self.ours, self.theirs)
        return {element.term.id: element.standing for element in result.elements}


@pytest.mark.parametrize(
    ("relation", "target", "standing"),
    [
        ("exact", "G1.2", "met"),
        ("exact", "M1", "met"),
        ("exact", "G1.1", "part"),  # nothing serves its part b
        ("exact", "G1.1.a", "met"),
        ("exact", "G1.1.b", "unreached"),
        ("exact", "G1", "part"),  # as covered as its worst sub-goal
        ("exact", "P1", "part"),
        ("exact", "S1", "part"),
        ("narrow", "G1.2", "part"),
        ("broad", "G1.2", "possible"),
        ("close", "G1.2", "near"),
        ("related", "M1.a", "near"),
        ("exact", "G2", "blanket"),
        ("related", "G2", "blanket"),
        ("exact", "G3", "unreached"),
        ("exact", "P2", "unreached"),
        ("exact", "P3", "part"),  # the goal that is served as a whole answers it by a blanket claim only
        ("exact", "P4", "unreached"),  # what answers it is another part of the goal than the one that is served
        ("exact", "G4.a", "met"),
        ("exact", "G4.b", "part"),  # a row does not say which part of a goal is meant
    ],
)
def test_a_relation_carries_over_so_much(relation: str, target: str, standing: str) -> None:
    assert Plans(mapping("a:G1", relation, f"b:{target}")).standings()["G1"] == standing


def test_the_best_counterpart_counts_and_a_tension_never_does() -> None:
    rows = (mapping("a:G1", "tension", "b:M1"), mapping("a:G1", "related", "b:G1.2"), mapping("b:G3", "exact", "a:G1"))
    assert Plans(*rows).standings()["G1"] == "near"
    assert Plans(rows[0]).standings() == {"G1": "tension", "G2": "unmapped", "G3": "unmapped"}


def test_a_search_is_told_from_silence_and_yields_to_a_mapping() -> None:
    search = mapping("a:G1", "any", "sssom:NoTermFound", object_source="sotetrace:b")
    assert Plans(search).standings() == {"G1": "none_found", "G2": "unmapped", "G3": "unmapped"}
    assert Plans(search, mapping("a:G1", "close", "b:M2")).standings()["G1"] == "near"


def test_a_whole_is_met_by_its_parts_only_when_every_part_is() -> None:
    one, other = mapping("a:G2.a", "exact", "b:G1.2"), mapping("a:G2.b", "exact", "b:M2")
    assert Plans(one).standings()["G2"] == "part"
    assert Plans(one, other).standings()["G2"] == "met"
    assert Plans(mapping("a:G2.a", "related", "b:M1")).standings()["G2"] == "near"


def test_what_reaches_an_element_keeps_its_scales_apart() -> None:
    backings = Backings(theirs())
    assert (backings.find("G1.2").as_source, backings.find("G1.2").as_read) == ("none", "high")
    assert [backer.measure for backer in backings.find("G1.2").backers] == ["M1"]  # an unclear sign carries nothing
    whole = backings.find("G2")
    assert (whole.extent, whole.as_source, whole.as_read) == ("blanket", "blanket", "none")
    itself = backings.find("M1.a")
    assert (itself.extent, itself.as_source, itself.as_read) == ("whole", None, None)
    chain = backings.find("P1").backers[0].chain
    assert chain is not None
    assert chain.ids == ("P1", "G1", "G1.2", "M1")
    assert backings.find("X9").extent == "none"


@pytest.mark.parametrize(
    ("fields", "extent"),
    [
        pytest.param({"serves": [stated("S1")]}, "whole", id="a measure serves it"),
        pytest.param({"serves": [stated("S1", sign="unclear")]}, "none", id="whether it serves is unclear"),
        pytest.param({"serves": [stated("S1")], "draft": True}, "none", id="a draft serves it"),
    ],
)
def test_a_statement_that_a_measure_serves_without_any_goal(fields: dict[str, Any], extent: str) -> None:
    plan = CheckContext(vision(statements=[statement("S1", "vision")], measures=[measure("M1", **fields)]))
    assert Backings(plan).find("S1").extent == extent


@pytest.mark.parametrize(
    ("link", "fields", "measures"),
    [
        pytest.param(layout("G1"), {}, ["M1"], id="a measure in the row of the goal"),
        pytest.param(inferred("G1"), {}, [], id="what is read into the goal stays there"),
        pytest.param(layout("G1"), {"draft": True}, [], id="a goal that is not meant yet"),
    ],
)
def test_what_stands_beside_a_goal_stands_beside_its_sub_goals(
    link: Raw, fields: dict[str, Any], measures: list[str]
) -> None:
    plan = vision(goals=[goal("G1", **fields)], sub_goals=[sub_goal("G1.1", "G1")], measures=[measure("M1", link)])
    backing = Backings(CheckContext(plan)).find("G1.1")
    assert [backer.measure for backer in backing.backers] == measures
    assert backing.as_source == ("layout" if measures else "none")
    assert [backer.chain.ids for backer in backing.backers if backer.chain] == [("G1.1", "G1", one) for one in measures]


def test_what_reaches_an_element_is_the_same_whatever_was_asked_before() -> None:
    asked = Backings(theirs())
    first = {identifier: asked.find(identifier) for identifier in ("P1", "P3", "G1")}
    assert first == {identifier: Backings(theirs()).find(identifier) for identifier in ("G1", "P3", "P1")}
    assert [[backer.measure for backer in one.backers] for one in first.values()] == [["M1"], ["M1", "M3"], ["M1"]]


def test_what_was_removed_from_the_other_document_is_reached_by_nothing() -> None:
    plans = Plans(
        mapping("a:G1", "exact", "b:G8"), mapping("a:I1", "related", "b:G8"), mapping("a:G2.a", "exact", "b:G8")
    )
    plans.theirs = CheckContext(
        vision({"id": "b"}, goals=[goal("G1")], retired=[{"id": "G8", "title": text("former")}])
    )
    result = evaluate_across(plans.crosswalks, plans.ours, plans.theirs)
    assert [(one.term.id, one.standing, one.is_reached) for one in result.elements] == [
        ("G1", "unreached", False),
        ("G2", "unreached", False),
        ("G3", "unmapped", False),
    ]
    assert result.gained == ()
    (passage,) = find_trace_across(plans.crosswalks, plans.ours, [plans.theirs], "G1").into
    assert passage.backing is not None
    assert (passage.backing.backers, passage.up) == ((), ())


@pytest.mark.parametrize(
    ("relation", "target", "is_reached"),
    [("exact", "G1.2", True), ("related", "M1", True), ("exact", "G2", False), ("exact", "G3", False)],
    ids=["met", "near", "blanket", "unreached"],
)
def test_a_blanket_claim_reaches_nothing(relation: str, target: str, is_reached: bool) -> None:
    plans = Plans(mapping("a:G1", relation, f"b:{target}"), goals=[goal("G1")])
    (found,) = evaluate_across(plans.crosswalks, plans.ours, plans.theirs).elements
    assert found.is_reached is is_reached


def test_a_derived_counterpart_is_as_sure_as_its_least_sure_step_and_has_no_reason_of_its_own() -> None:
    lexical = {"mapping_justification": "semapv:LexicalMatching"}
    plans = Plans(
        mapping("a:G1", "exact", "c:G1", confidence=0.9, comment="why"),
        mapping("c:G1", "narrow", "b:G1.2", confidence=0.4, **lexical),
        goals=[goal("G1")],
    )
    (found,) = evaluate_across(plans.crosswalks, plans.ours, plans.theirs).elements
    assert (found.standing, found.is_derived) == ("part", True)
    bridge = found.crossings[0].bridge
    assert (bridge.is_derived, bridge.confidence, bridge.comment) == (True, 0.4, None)
    assert bridge.justification == "semapv:LexicalMatching"


def test_drafts_are_not_meant_yet_on_either_side() -> None:
    plans = Plans(mapping("a:G1", "exact", "b:G1.2"), goals=[goal("G1", draft=True), goal("G2")])
    assert plans.standings() == {"G2": "unmapped"}
    plans = Plans(mapping("a:G1", "exact", "b:G1.2"))
    plans.theirs = theirs(draft=True)
    assert plans.standings()["G1"] == "unreached"


def test_indicators_are_gained_over_the_part_that_they_indicate() -> None:
    rows = (
        mapping("a:G2.a", "broad", "b:G1.2", comment="why"),
        mapping("a:G2.b", "exact", "b:G1.1"),
        mapping("a:G1", "exact", "b:M1"),
        mapping("a:I2", "related", "b:G3"),
        mapping("a:G2", "close", "b:P1"),
        mapping("a:I1", "tension", "b:G1"),
    )
    plans = Plans(*rows)
    result = evaluate_across(plans.crosswalks, plans.ours, plans.theirs)
    told = [(one.indicator.id, one.target.id, one.owner, one.link is not None) for one in result.gained]
    assert told == [("I2", "G3", "G3", False), ("I1", "G1.2", "G1.2", True)]
    assert result.gained[1].bridge is not None
    assert (result.gained[1].bridge.relation, result.gained[1].bridge.comment) == ("broad", "why")
    assert {"G1", "G1.2", "M1"} <= result.bare


def test_an_indicator_may_point_straight_at_the_other_document() -> None:
    links = (inferred("b:G1.1.a", "medium"), inferred("b:G3", sign="unclear"), inferred("b:X9"), stated("c:G1"))
    rejected = inferred("b:G2", reviewed={"by": "A", "date": "2026-01-01", "verdict": "rejected"})
    indicators = [indicator("I1", *links, rejected), indicator("I2", links[0], draft=True)]
    plans = Plans(goals=[goal("G1")], indicators=indicators)
    (gained,) = evaluate_across(plans.crosswalks, plans.ours, plans.theirs).gained
    assert (gained.target.qualified, gained.owner, gained.kind, gained.bridge) == ("b:G1.1.a", "G1.1", "sub_goal", None)
    assert gained.link is not None
    assert gained.link.confidence == "medium"


def test_a_trace_goes_down_to_measures_and_up_to_the_vision() -> None:
    plans = Plans(mapping("a:G1", "close", "b:G1.2"), mapping("a:G2.a", "tension", "b:M1"))
    trace = find_trace_across(plans.crosswalks, plans.ours, [plans.theirs], "G1")
    (passage,) = trace.into
    assert passage.backing is not None
    assert [backer.measure for backer in passage.backing.backers] == ["M1"]
    assert [link.target for link in passage.up] == ["G1", "S1"]
    assert trace.back == ()
    tense = find_trace_across(plans.crosswalks, plans.ours, [plans.theirs], "G2")
    assert (tense.into, len(tense.tensions)) == ((), 1)


def test_a_trace_leads_back_by_the_best_chain_a_blanket_claim_last() -> None:
    plans = Plans(
        mapping("a:G1", "exact", "b:G1"), mapping("a:G3", "related", "b:G2"), mapping("a:G2", "close", "b:S1")
    )
    trace = find_trace_across(plans.crosswalks, plans.theirs, [plans.ours], "M1")
    assert [([link.target for link in one.approach], one.tier, one.bridge.end.id) for one in trace.back] == [
        (["G1.2", "G1"], "high", "G1"),
        (["G2"], "blanket", "G3"),
    ]  # a statement is no aim, so nothing leads back by way of S1


def test_a_trace_prefers_what_is_weak_to_what_is_blanket_and_keeps_to_a_part() -> None:
    plans = Plans(
        mapping("a:G1", "exact", "b:G6"), mapping("a:G2", "exact", "b:P4"), mapping("a:G3", "exact", "b:G7.b")
    )
    trace = find_trace_across(plans.crosswalks, plans.theirs, [plans.ours], "M4")
    assert [(one.bridge.start.id, one.tier) for one in trace.back] == [("G7.b", "high"), ("G6", "low")]


def test_a_trace_leads_back_by_what_an_element_serves_and_not_by_a_draft_or_by_what_needs_it() -> None:
    plans = Plans(*(mapping(f"a:{one}", "exact", f"b:{one}") for one in ("G1", "G2", "G3")))
    plans.theirs = CheckContext(
        vision(
            {"id": "b"},
            goals=[goal("G1"), goal("G2"), goal("G3", draft=True)],
            measures=[measure("M1", stated("G1"), stated("G3")), measure("M2", stated("G2"), needs=[stated("M1")])],
        )
    )
    trace = find_trace_across(plans.crosswalks, plans.theirs, [plans.ours], "M1")
    assert [one.bridge.end.qualified for one in trace.back] == ["a:G1"]


def test_an_unknown_id_is_refused() -> None:
    plans = Plans()
    with pytest.raises(KeyError):
        find_trace_across(plans.crosswalks, plans.ours, [plans.theirs], "G9")


def test_standings_have_one_order_and_those_that_reach_come_first() -> None:
    assert STANDINGS[: len(REACHING)] == REACHING
    plans = Plans(mapping("a:G1", "exact", "b:G1.2"))
    result = evaluate_across(plans.crosswalks, plans.ours, plans.theirs)
    assert result.kinds == ("goal",)
    assert dict(result.count("goal")) == dict.fromkeys(STANDINGS, 0) | {"met": 1, "unmapped": 2}
    assert sum(result.count("measure").values()) == 0
