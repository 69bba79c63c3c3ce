"""Checks that ask the graph: redundant links, empty cells, what rests on one measure, contested sub-goals, chains."""

from __future__ import annotations

from typing import Any

import pytest

from sotetrace.coverage import evaluate_robustness
from sotetrace.findings import Finding, Place, Severity
from sotetrace.graph import build_graph
from tests.builders import (
    Raw,
    blanket,
    coverage_of,
    expectation,
    findings_of,
    goal,
    indicator,
    inferred,
    layout,
    level,
    measure,
    problem,
    scope,
    slugs,
    stated,
    sub_goal,
    vision,
)

REJECTED = {"by": "A", "date": "2026-01-01", "verdict": "rejected"}
SIGNED = {"by": "A", "date": "2026-01-01"}


def plan(*measures: Raw, **sections: Any) -> Any:
    """One core problem, its goal with two sub-goals, the second of two parts, and measures."""
    return vision(
        **{
            "core_problems": [problem("P1")],
            "goals": [goal("G1", stated("P1")), goal("G2")],
            "sub_goals": [sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1", parts="ab")],
            "measures": list(measures),
            **sections,
        }
    )


def found(rule: str, document: Any, **options: Any) -> list[Finding]:
    return [f for f in findings_of(document, **options) if f.rule == rule]


# ---- redundant-link ------------------------------------------------------------------------------------------


def redundant(*links: Raw, parts: str = "ab", **fields: Any) -> list[tuple[str, str]]:
    hits = found("redundant-link", plan(measure("M1", *links, parts=parts, **fields)))
    return [(dict(f.args)["target"], dict(f.args)["other"]) for f in hits]


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        pytest.param([inferred("G1")], [], id="alone"),
        pytest.param([inferred("G1"), inferred("G1.1", "low")], [("G1", "M1 → G1.1")], id="goal and sub-goal"),
        pytest.param([inferred("G1"), stated("G1.1")], [("G1", "M1 → G1.1")], id="goal and stated sub-goal"),
        pytest.param([inferred("G1"), inferred("G1.2.a")], [("G1", "M1 → G1.2.a")], id="goal and part of a sub-goal"),
        pytest.param(
            [inferred("G1"), inferred("G1.1", "low"), inferred("G1.2", "high")],
            [("G1", "M1 → G1.2")],
            id="the firmest is named",
        ),
        pytest.param([inferred("G2"), inferred("G1.1")], [], id="sub-goal of another goal"),
        pytest.param([layout("G1"), inferred("G1.1")], [], id="a row is no inference"),
        pytest.param([stated("G1"), inferred("G1.1")], [], id="a sentence is no inference"),
        pytest.param([inferred("G1"), layout("G1.1")], [], id="a row says nothing precise"),
        pytest.param([inferred("G1"), inferred("G1.1", sign="unclear")], [], id="sign unclear"),
        pytest.param([inferred("G1", sign="unclear"), inferred("G1.1")], [], id="sign of the wider unclear"),
        pytest.param([inferred("G1"), inferred("G1.1", reviewed=REJECTED)], [], id="rejected"),
        pytest.param([inferred("G1", reviewed=REJECTED), inferred("G1.1")], [], id="the wider rejected"),
        pytest.param([inferred("G1", reviewed=SIGNED), inferred("G1.1")], [("G1", "M1 → G1.1")], id="signed"),
        pytest.param([inferred("G1"), inferred("G1.1", start="M1.a")], [("G1", "M1.a → G1.1")], id="of a part"),
        pytest.param(
            [inferred("G1", start="M1.a"), inferred("G1.1", start="M1.a")],
            [("G1", "M1.a → G1.1")],
            id="both of the same part",
        ),
        pytest.param([inferred("G1", start="M1.a"), inferred("G1.1", start="M1.b")], [], id="of another part"),
        pytest.param([inferred("G1", start="M1.a"), inferred("G1.1")], [], id="of a part beside the whole"),
    ],
)
def test_a_link_to_a_goal_beside_one_to_its_sub_goal(links: list[Raw], expected: list[tuple[str, str]]) -> None:
    assert redundant(*links) == expected


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        pytest.param([inferred("G1.1", "medium"), inferred("G1.1", "high", start="M1.a")], 1, id="higher"),
        pytest.param([inferred("G1.1", "medium"), inferred("G1.1", "medium", start="M1.a")], 1, id="the same"),
        pytest.param([inferred("G1.1", "medium"), inferred("G1.1", "low", start="M1.a")], 0, id="lower"),
        pytest.param([inferred("G1.1", None), inferred("G1.1", "low", start="M1.a")], 1, id="without confidence: low"),
        pytest.param([inferred("G1.1", "high"), stated("G1.1", start="M1.a")], 1, id="stated"),
        pytest.param([stated("G1.1"), inferred("G1.1", start="M1.a")], 0, id="only an inference is redundant"),
        pytest.param([inferred("G1.1"), inferred("G1.2.a", start="M1.a")], 0, id="another target"),
        pytest.param([inferred("G1.2"), inferred("G1.2.a")], 1, id="part of the target"),
        pytest.param([inferred("G1.2"), inferred("G1.2.a"), inferred("G1.2.b")], 1, id="said once"),
        pytest.param([inferred("G1.2"), inferred("G1.2.a", start="M1.a")], 1, id="parts of both"),
        pytest.param([inferred("G1.2.a"), inferred("G1.2.a", start="M1.a")], 1, id="to the same part"),
        pytest.param([inferred("G1.2.b"), inferred("G1.2.a", start="M1.a")], 0, id="to another part"),
        pytest.param([inferred("G1.2", start="M1.a"), inferred("G1.2.a")], 0, id="each wider at one end"),
        pytest.param([inferred("G1.1", start="M1.a"), inferred("G1.1", start="M1.b")], 0, id="two parts"),
        pytest.param([inferred("G1.1"), inferred("G1.1")], 0, id="twice the same is another rule"),
    ],
)
def test_a_link_of_a_whole_beside_one_of_its_part(links: list[Raw], expected: int) -> None:
    assert len(redundant(*links)) == expected
    assert len(redundant(*reversed(links))) == expected


def test_a_redundant_link_is_placed_at_its_target() -> None:
    (hit,) = found("redundant-link", plan(measure("M1", inferred("G1.1"), inferred("G1"))))
    assert (hit.element, hit.severity) == ("M1", Severity.NOTE)
    assert hit.place == Place("plan", ("measures", 0, "advances", 1, "to"))
    assert hit.related == (Place("plan", ("measures", 0, "advances", 0, "to")),)
    assert dict(hit.args) == {"link": "advances", "target": "G1", "other": "M1 → G1.1"}


def test_drafts_and_scopes_have_no_redundant_links() -> None:
    assert redundant(inferred("G1"), inferred("G1.1"), draft=True) == []
    drafted = [sub_goal("G1.1", "G1", draft=True)]
    assert found("redundant-link", plan(measure("M1", inferred("G1"), inferred("G1.1")), sub_goals=drafted)) == []
    claims = [scope("X1", {"kind": "measure"}, inferred("G1"))]
    assert found("redundant-link", plan(measure("M1", inferred("G1.1")), scopes=claims)) == []


# ---- empty-cell ----------------------------------------------------------------------------------------------


def cells(facet: str, values: list[str], *measures: Raw, **fields: Any) -> list[tuple[str | None, str]]:
    asked = {"of": "sub_goal", "link": "advances", "direction": "in", "by": ["measure"], **fields}
    names = [asked.pop("of"), asked.pop("link"), asked.pop("direction"), *asked.pop("by")]
    own = expectation("own", *names, facet=facet, values=values, **asked)
    document = plan(
        *measures,
        levels=[level("L1"), level("L2")],
        actors=[{"id": "A1", "title": {"fi": "nimi"}}, {"id": "A2", "title": {"fi": "nimi"}}],
    )
    hits = found("empty-cell", document, expectations=(own,))
    assert {dict(f.args)["facet"] for f in hits} <= {facet}
    return [(f.element, dict(f.args)["value"]) for f in hits]


def test_empty_cells_by_level() -> None:
    one = measure("M1", stated("G1.1"), stated("G1.2.a"), level="L1")
    two = measure("M2", inferred("G1.1", "low"), level="L2")
    assert cells("level", ["L1", "L2"], one, two) == [("G1.2", "L2")]
    assert cells("level", ["L2", "L2"], one) == [("G1.1", "L2"), ("G1.2", "L2")]
    assert cells("level", [], one) == []


def test_empty_cells_by_actor_and_instrument() -> None:
    one = measure("M1", stated("G1.1"), names=[stated("A1")], instruments=[{"kind": "law"}])
    assert cells("actor", ["A1", "A2"], one) == [("G1.1", "A2")]
    assert cells("instrument", ["law", "data"], one) == [("G1.1", "data")]


@pytest.mark.parametrize(
    "link",
    [
        pytest.param(inferred("G1.1", sign="unclear"), id="sign unclear"),
        pytest.param(inferred("G1.1", reviewed=REJECTED), id="rejected"),
        pytest.param(layout("G1"), id="a row"),
    ],
)
def test_what_carries_nothing_fills_no_cell(link: Raw) -> None:
    carrier = measure("M1", stated("G1.1"), level="L1")
    assert ("G1.1", "L2") in cells("level", ["L1", "L2"], carrier, measure("M2", link, level="L2"))


def test_a_gap_has_no_empty_cells_and_a_draft_fills_none() -> None:
    assert cells("level", ["L1"], measure("M1")) == []
    drafted = measure("M2", stated("G1.1"), level="L2", draft=True)
    assert cells("level", ["L2"], measure("M1", stated("G1.1"), level="L1"), drafted) == [("G1.1", "L2")]


def test_cells_of_the_measures_themselves_and_of_others() -> None:
    one = measure("M1", stated("G1.1"), level="L1", instruments=[{"kind": "law"}])
    out: Raw = {"of": "measure", "direction": "out", "by": ["sub_goal"]}
    assert cells("instrument", ["law", "data"], one, measure("M2"), **out) == [("M1", "data")]
    of_goals: Raw = {"of": "goal", "link": "part_of", "by": ["sub_goal"]}
    assert cells("level", ["L1"], one, **of_goals) == []
    answering: Raw = {"of": "goal", "link": "answers", "direction": "out", "by": ["core_problem"]}
    assert cells("level", ["L1"], one, **answering) == []


def test_an_expectation_that_does_not_apply_has_no_empty_cells() -> None:
    assert cells("level", ["L1"]) == []


# ---- rests-on-one-measure ------------------------------------------------------------------------------------


def single(document: Any) -> list[tuple[str | None, str]]:
    return [(f.element, dict(f.args)["carrier"]) for f in found("rests-on-one-measure", document)]


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([measure("M1", stated("G1.1"))], [("G1.1", "M1")], id="one"),
        pytest.param([measure("M1", stated("G1.1"), inferred("G1.1"))], [("G1.1", "M1")], id="one, twice"),
        pytest.param([measure("M1", stated("G1.1")), measure("M2", inferred("G1.1", "low"))], [], id="two"),
        pytest.param([measure("M1", layout("G1")), measure("M2", layout("G1"))], [], id="a row carries nothing"),
        pytest.param(
            [measure("M1", layout("G1")), measure("M2", inferred("G1.1"))], [("G1.1", "M2")], id="one beside a row"
        ),
        pytest.param([measure("M1", layout("G1.1"))], [], id="the layout alone"),
        pytest.param([measure("M1", layout("G1.2.a"))], [("G1.2.a", "M1")], id="aimed at a part"),
        pytest.param(
            [measure("M1", stated("G1.2")), measure("M2", stated("G1.2.a"))], [("G1.2.b", "M1")], id="whole and part"
        ),
        pytest.param([measure("M1", stated("G1.2"))], [("G1.2.a", "M1"), ("G1.2.b", "M1")], id="a whole of parts"),
        pytest.param(
            [measure("M1", stated("G1.1")), measure("M2", inferred("G1.1", sign="unclear"))],
            [("G1.1", "M1")],
            id="unclear",
        ),
        pytest.param(
            [measure("M1", stated("G1.1")), measure("M2", inferred("G1.1", reviewed=REJECTED))],
            [("G1.1", "M1")],
            id="rejected",
        ),
        pytest.param([measure("M1", stated("G1.1"), parts="ab")], [("G1.1", "M1")], id="parts of a measure are one"),
    ],
)
def test_what_rests_on_one_measure(measures: list[Raw], expected: list[tuple[str, str]]) -> None:
    document = plan(*measures)
    assert single(document) == expected
    robustness = evaluate_robustness(build_graph(document), coverage_of(document))
    assert [(each.id, each.carrier) for each in robustness.single_carriers] == expected


def test_a_draft_carries_nothing_and_rests_on_nothing() -> None:
    assert single(plan(measure("M1", stated("G1.1")), measure("M2", stated("G1.1"), draft=True))) == [("G1.1", "M1")]
    assert single(plan(measure("M1", stated("G1.1")), sub_goals=[sub_goal("G1.1", "G1", draft=True)])) == []


def test_a_part_that_rests_on_one_measure_is_named_and_placed() -> None:
    (hit,) = found("rests-on-one-measure", plan(measure("M1", stated("G1.2.b"))))
    assert hit.place == Place("plan", ("sub_goals", 1, "parts", 1, "id"))
    assert dict(hit.args) == {"target": "@title.G1.2.b", "carrier": "M1"}


# ---- dominated-core-problem ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        pytest.param([], [], id="no chain"),
        pytest.param([measure("M1", layout("G1"))], [], id="no chain as read"),
        pytest.param([measure("M1", stated("G1.1"))], ["M1"], id="one measure"),
        pytest.param([measure("M1", stated("G1.1"), inferred("G1.2.a", "low"))], ["M1"], id="two ways to one measure"),
        pytest.param([measure("M1", stated("G1.1")), measure("M2", stated("G1.2"))], [], id="two measures"),
        pytest.param([measure("M1", stated("G1.1")), measure("M2", inferred("G1.1"))], [], id="two at one sub-goal"),
        pytest.param(
            [measure("M1", stated("G1.1")), measure("M2", inferred("G1.2", sign="unclear"))], ["M1"], id="unclear"
        ),
        pytest.param(
            [measure("M1", stated("G1.1")), measure("M2", stated("G1.1"), draft=True)], ["M1"], id="a draft is no way"
        ),
    ],
)
def test_dominated_core_problems(measures: list[Raw], expected: list[str]) -> None:
    hits = found("dominated-core-problem", plan(*measures))
    assert [dict(f.args)["carrier"] for f in hits] == expected
    assert {f.element for f in hits} <= {"P1"}


def test_a_goal_without_sub_goals_may_be_reached_by_one_measure() -> None:
    alone = {"goals": [goal("G1", stated("P1"))], "sub_goals": []}
    assert slugs(plan(measure("M1", stated("G1")), **alone), "dominated-core-problem") == [
        ("dominated-core-problem", "P1")
    ]
    assert (
        slugs(plan(measure("M1", stated("G1")), measure("M2", layout("G1")), **alone), "dominated-core-problem") == []
    )


# ---- contested-sub-goal --------------------------------------------------------------------------------------


def against(identifier: str, *links: Raw, **fields: Any) -> Raw:
    return measure(identifier, hinders=list(links), **fields)


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        pytest.param([measure("M1", stated("G1.1")), against("M2", stated("G1.1"))], [("M1", "M2")], id="whole"),
        pytest.param([measure("M1", stated("G1.1")), against("M2", stated("G1.2"))], [], id="another sub-goal"),
        pytest.param([measure("M1", stated("G1.2")), against("M2", stated("G1.2.a"))], [("M1", "M2")], id="a part"),
        pytest.param([measure("M1", stated("G1.2.a")), against("M2", stated("G1.2"))], [("M1", "M2")], id="of a part"),
        pytest.param([measure("M1", stated("G1.2.a")), against("M2", stated("G1.2.b"))], [], id="other parts"),
        pytest.param(
            [measure("M1", stated("G1.2.b")), measure("M3", stated("G1.2.a")), against("M2", stated("G1.2.a"))],
            [("M3", "M2")],
            id="only those that clash",
        ),
        pytest.param(
            [measure("M10", stated("G1.1")), measure("M9", inferred("G1.1")), against("M2", inferred("G1.1", "low"))],
            [("M9, M10", "M2")],
            id="several, in order",
        ),
        pytest.param([measure("M1", stated("G1.1"), hinders=[stated("G1.1")])], [], id="one that does both"),
        pytest.param(
            [measure("M1", stated("G1.1"), hinders=[stated("G1.1")]), measure("M2", stated("G1.1"))],
            [("M2", "M1")],
            id="one that does both, and another",
        ),
        pytest.param(
            [
                measure("M1", stated("G1.2.a"), hinders=[stated("G1.2.a")]),
                measure("M2", stated("G1.2.b"), hinders=[stated("G1.2.b")]),
            ],
            [],
            id="two that do both, each of its part",
        ),
        pytest.param([measure("M1", layout("G1.1")), against("M2", stated("G1.1"))], [("M1", "M2")], id="a row"),
        pytest.param([measure("M1", layout("G1")), against("M2", stated("G1.1"))], [], id="a row of the goal"),
        pytest.param(
            [measure("M1", inferred("G1.1", sign="unclear")), against("M2", stated("G1.1"))], [], id="unclear"
        ),
        pytest.param(
            [measure("M1", stated("G1.1")), against("M2", inferred("G1.1", sign="unclear"))], [], id="perhaps"
        ),
        pytest.param(
            [measure("M1", stated("G1.1")), against("M2", inferred("G1.1", reviewed=REJECTED))], [], id="rejected"
        ),
        pytest.param([measure("M1", stated("G1.1")), against("M2", stated("G1.1"), draft=True)], [], id="draft"),
        pytest.param([against("M2", stated("G1.1"))], [], id="only hindered"),
    ],
)
def test_contested_sub_goals(measures: list[Raw], expected: list[tuple[str, str]]) -> None:
    hits = found("contested-sub-goal", plan(*measures))
    assert [(dict(f.args)["advancing"], dict(f.args)["hindering"]) for f in hits] == expected
    assert all(f.severity is Severity.WARNING for f in hits)


def test_a_blanket_claim_contests_nothing() -> None:
    claims = [scope("X1", ["M1"], blanket("G1.1"))]
    assert found("contested-sub-goal", plan(measure("M1"), against("M2", stated("G1.1")), scopes=claims)) == []


# ---- low-confidence-chain ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        pytest.param([], [], id="no chain"),
        pytest.param([measure("M1", layout("G1"))], [], id="no chain as read"),
        pytest.param([measure("M1", inferred("G1.1", "low"))], ["P1 → G1 → G1.1 → M1"], id="low"),
        pytest.param([measure("M1", inferred("G1.1", None))], ["P1 → G1 → G1.1 → M1"], id="no confidence is low"),
        pytest.param([measure("M1", inferred("G1.1", "medium"))], [], id="medium"),
        pytest.param(
            [measure("M1", inferred("G1.1", "low")), measure("M2", inferred("G1.2", "high"))], [], id="better"
        ),
        pytest.param([measure("M1", inferred("G1.1", "low")), measure("M2", stated("G1.2"))], [], id="stated"),
    ],
)
def test_chains_of_low_confidence(measures: list[Raw], expected: list[str]) -> None:
    hits = found("low-confidence-chain", plan(*measures))
    assert [dict(f.args)["chain"] for f in hits] == expected


def test_the_weakest_link_may_stand_anywhere_in_the_chain() -> None:
    goals = [goal("G1", inferred("P1", "low"))]
    assert slugs(plan(measure("M1", stated("G1.1")), goals=goals), "low-confidence-chain") == [
        ("low-confidence-chain", "P1")
    ]


def test_indicators_carry_nothing() -> None:
    document = plan(measure("M1"), indicators=[indicator("I1", stated("G1.1"))])
    assert slugs(document, "rests-on-one-measure", "dominated-core-problem") == []
