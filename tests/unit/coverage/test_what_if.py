"""What falls when something is removed, in the corners; and the queue for review."""

from __future__ import annotations

from typing import Any

import pytest

from sotetrace.coverage import (
    CoverageResult,
    Fall,
    Loss,
    build_review,
    evaluate_coverage,
    find_impact,
    find_link_impacts,
    find_named,
    rank_impacts,
)
from sotetrace.graph import TraceGraph, build_graph
from tests.builders import (
    blanket,
    expectation,
    goal,
    indicator,
    inferred,
    judged,
    layout,
    level,
    measure,
    problem,
    scope,
    stated,
    statement,
    sub_goal,
    vision,
)

ACCEPTED = {"by": "A", "date": "2026-01-01"}
REJECTED = {**ACCEPTED, "verdict": "rejected"}
ROW: dict[str, Any] = {"goals": [goal("G1", stated("P1"))], "sub_goals": [sub_goal("G1.1", "G1")]}


def made(**sections: Any) -> tuple[TraceGraph, CoverageResult]:
    graph = build_graph(vision(**sections))
    return graph, evaluate_coverage(graph)


def falls(*gone: str, **sections: Any) -> list[tuple[str, ...]]:
    """(id, type, before, after) of every loss on the scale that fell first, without tiers where none fell.

    Roll-ups are asked about apart.
    """
    return [loss for loss in all_falls(*gone, **sections) if loss[1] != "rolled_up"]


def all_falls(*gone: str, **sections: Any) -> list[tuple[str, ...]]:
    graph, before = made(**sections)
    return [
        (loss.id, loss.type, *((fall.before, fall.after) if (fall := next(iter(loss.falls), None)) else ()))
        for loss in find_impact(graph, gone, before).losses
    ]


# ---- each sort of loss -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        pytest.param([measure("M1", inferred("G1.1"))], [("G1.1", "last_carrier", "high", "none")], id="the last one"),
        pytest.param(
            [measure("M1", inferred("G1.1")), measure("M2", layout("G1"))],
            [("G1.1", "last_carrier", "high", "none")],
            id="a row carries nothing by itself",
        ),
        pytest.param(
            [measure("M1", layout("G1"))], [("G1.1", "last_carrier", "layout", "none")], id="the last in the row"
        ),
        pytest.param([measure("M1", layout("G1")), measure("M2", layout("G1"))], [], id="one of a row"),
        pytest.param(
            [measure("M1", layout("G1")), measure("M2", blanket("G1"))],
            [("G1.1", "weaker", "layout", "blanket")],
            id="only a claim is left",
        ),
        pytest.param(
            [measure("M1", inferred("G1.1")), measure("M2", inferred("G1.1"))],
            [("G1.1", "one_carrier")],
            id="all but one",
        ),
        pytest.param(
            [measure("M1", inferred("G1.1")), measure("M2", inferred("G1.1", "low"))],
            [("G1.1", "one_carrier", "high", "low")],
            id="all but one, a weaker one",
        ),
        pytest.param(
            [measure(f"M{n}", inferred("G1.1", c)) for n, c in ((1, "high"), (2, "low"), (3, "medium"))],
            [("G1.1", "weaker", "high", "medium")],
            id="the best one",
        ),
        pytest.param(
            [measure("M1", stated("G1.1")), *(measure(f"M{n}", inferred("G1.1")) for n in (2, 3))],
            [("G1.1", "weaker", "stated", "none")],
            id="the only words",
        ),
        pytest.param([measure(f"M{n}", inferred("G1.1")) for n in (1, 2, 3)], [], id="one of three"),
        pytest.param([measure("M1", inferred("G1.1"), draft=True)], [], id="a draft carried nothing"),
        pytest.param([measure("M1", inferred("G1.1", reviewed=REJECTED))], [], id="nor did what was rejected"),
        pytest.param([measure("M1", inferred("G1.1", sign="unclear"))], [], id="nor what is unclear"),
        pytest.param([measure("M1", inferred("G1.1"), inferred("G1.1", "low"))], None, id="several links of one"),
    ],
)
def test_of_a_sub_goal(measures: list[Any], expected: list[Any] | None) -> None:
    expected = [("G1.1", "last_carrier", "high", "none")] if expected is None else expected
    assert falls("M1", measures=measures, goals=[goal("G1")], sub_goals=ROW["sub_goals"]) == expected


def test_of_a_part() -> None:
    sections: dict[str, Any] = {"goals": [goal("G1")], "sub_goals": [sub_goal("G1.1", "G1", parts="ab")]}
    measures = [
        measure("M1", inferred("G1.1.a", "medium"), inferred("G1.1.b")),
        measure("M2", inferred("G1.1.b")),
        measure("M3", inferred("G1.1.b")),
    ]
    assert falls("M1", measures=measures, **sections) == [
        ("G1.1.a", "last_part_carrier", "medium", "none"),
        ("G1.1", "weaker", "medium", "partial"),
    ]
    assert falls("M2", measures=measures, **sections) == []
    assert falls("M1", "M2", measures=measures, **sections) == [
        ("G1.1.a", "last_part_carrier", "medium", "none"),
        ("G1.1", "one_carrier", "medium", "partial"),
    ]
    assert falls("M1", "M2", "M3", measures=measures, **sections) == [
        ("G1.1", "last_carrier", "medium", "none"),
        ("G1.1.a", "last_part_carrier", "medium", "none"),
        ("G1.1.b", "last_part_carrier", "high", "none"),
    ]
    unequal = [measure("M1", inferred("G1.1.b")), measure("M2", inferred("G1.1.b", "low"), inferred("G1.1.a", "low"))]
    assert falls("M1", measures=unequal, **sections) == [
        ("G1.1", "one_carrier"),
        ("G1.1.b", "weaker", "high", "low"),
    ], "a part can fall where the whole does not"


def test_of_a_chain() -> None:
    sections: dict[str, Any] = {**ROW, "core_problems": [problem("P1")]}
    weaker = [measure("M1", inferred("G1.1")), measure("M2", inferred("G1.1", "low"))]
    graph, before = made(measures=weaker, **sections)
    losses = find_impact(graph, ["M1"], before).losses
    high_low, high_none = (Fall("as_read", "high", "low"),), (Fall("as_read", "high", "none"),)
    assert losses == (
        Loss("G1.1", "sub_goal", "one_carrier", "sub_goal", high_low, ("M2",), ("M1",)),
        Loss("G1", "goal", "rolled_up", None, high_low, (), ("M1",)),
        Loss("P1", "core_problem", "chain_weaker", None, high_low, ("P1", "G1", "G1.1", "M2"), ("M1",)),
        Loss("P1", "core_problem", "rolled_up", None, high_low, (), ("M1",)),
    )
    broken = find_impact(graph, ["M2", "M1", "M1"], before)
    assert broken.removed == ("M1", "M2")
    assert broken.losses == (
        Loss("G1.1", "sub_goal", "last_carrier", "sub_goal", high_none, (), ("M1", "M2")),
        Loss("P1", "core_problem", "chain_broken", None, high_none, ("G1.1",), ("M1", "M2")),
        Loss("G1", "goal", "rolled_up", None, high_none, (), ("M1", "M2")),
        Loss("P1", "core_problem", "rolled_up", None, high_none, (), ("M1", "M2")),
    )
    assert broken.weight == 202
    goal_gone = find_impact(graph, ["G1"], before).losses
    assert [(loss.id, loss.type, loss.left) for loss in goal_gone] == [
        ("P1", "chain_broken", ("P1",)),
        ("P1", "last_carrier", ()),
        ("P1", "rolled_up", ()),
    ]


def test_what_is_gone_does_not_fall() -> None:
    sections: dict[str, Any] = {**ROW, "core_problems": [problem("P1")], "measures": [measure("M1", stated("G1.1"))]}
    assert falls("P1", "G1", "G1.1", "M1", **sections) == []
    assert falls("P1", **sections) == []
    assert falls(**sections) == []


def test_two_goals_share_a_measure() -> None:
    sections: dict[str, Any] = {
        "core_problems": [problem("P1")],
        "goals": [goal("G1", stated("P1")), goal("G2", stated("P1"))],
        "sub_goals": [sub_goal("G1.1", "G1"), sub_goal("G2.1", "G2")],
    }
    shared = [measure("M1", inferred("G1.1"), inferred("G2.1"))]
    assert falls("M1", measures=shared, **sections) == [
        ("G1.1", "last_carrier", "high", "none"),
        ("G2.1", "last_carrier", "high", "none"),
        ("P1", "chain_broken", "high", "none"),
    ]
    assert falls("G1", measures=shared, **sections) == [("P1", "one_carrier")]


def test_what_serves_measures_and_points_away_falls_too() -> None:
    sections: dict[str, Any] = {
        "statements": [statement("S1"), statement("S2", "claim")],
        "goals": [goal("G1")],
        "sub_goals": ROW["sub_goals"],
        "measures": [measure("M1", stated("G1.1"), serves=[stated("S1"), stated("S2")])],
        "indicators": [indicator("I1", stated("G1.1")), indicator("I2", layout("G1"))],
    }
    assert falls("M1", **sections) == [
        ("G1.1", "last_carrier", "stated", "none"),
        ("S1", "last_carrier", "stated", "none"),
    ], "nothing is asked of a claim"
    assert falls("I1", **sections) == [("G1.1", "last_carrier", "stated", "none")]
    assert falls("I2", **sections) == [], "an indicator of the goal is none of its sub-goals"
    assert falls("G1.1", **sections) == [
        ("G1", "last_carrier", "layout", "none"),
        ("M1", "last_carrier", "stated", "none"),
    ]


def test_structure_falls_too() -> None:
    sections: dict[str, Any] = {
        "levels": [level("L1"), level("L2")],
        "measures": [measure("M1", level="L1"), measure("M2", level="L2"), measure("M3", level="L2")],
    }
    assert falls("M1", **sections) == [("L1", "last_carrier", "layout", "none")]
    assert falls("M2", **sections) == []
    assert falls("L1", **sections) == [], "nothing asks where a measure stands"


def test_a_signature_can_be_lost() -> None:
    signed = [measure("M1", inferred("G1.1", reviewed=ACCEPTED)), *(measure(m, inferred("G1.1")) for m in ("M2", "M3"))]
    graph, before = made(**ROW, measures=signed)
    (loss,) = find_impact(graph, ["M1"], before).losses
    assert (loss.id, loss.type, loss.falls) == ("G1.1", "weaker", (Fall("as_reviewed", "high", "none"),))


def test_a_goal_without_sub_goals_is_rolled_up_from_its_measures() -> None:
    sections: dict[str, Any] = {
        "core_problems": [problem("P1")],
        "goals": [goal("G1", stated("P1"))],
        "measures": [measure("M1", inferred("G1")), measure("M2", inferred("G1", "low")), measure("M3")],
    }
    assert ("G1", "rolled_up", "high", "low") in all_falls("M1", **sections)
    assert ("P1", "rolled_up", "high", "low") in all_falls("M1", **sections)
    assert all_falls("M2", **sections) == []
    graph, before = made(**sections)
    causes = {loss.type: loss.because for loss in find_impact(graph, ["M1", "M2", "M3"], before).losses}
    assert causes == {"chain_broken": ("M1", "M2"), "rolled_up": ("M1", "M2")}


def test_the_cause_is_what_carried() -> None:
    """An id that only stands in the same row, or that another removed one would have made up for, is no cause."""
    sections: dict[str, Any] = {
        **ROW,
        "measures": [
            measure("M1", inferred("G1.1")),
            measure("M2", layout("G1")),
            measure("M3", inferred("G1.1", "low")),
            measure("M4", inferred("G1.1", "low")),
            measure("M5", layout("G1")),
        ],
    }
    graph, before = made(**sections)
    (loss, *_) = find_impact(graph, ["M1", "M2", "M3"], before).losses
    assert (loss.id, loss.type, loss.because) == ("G1.1", "one_carrier", ("M1", "M3"))
    (loss, *_) = find_impact(graph, ["M1", "M2"], before).losses
    assert (loss.id, loss.type, loss.because) == ("G1.1", "weaker", ("M1",))
    goal_gone = find_impact(graph, ["G1", "M2", "M5"], before).losses
    assert [(loss.id, loss.type, loss.because) for loss in goal_gone] == [("G1.1", "weaker", ("G1",))]


def test_what_was_weaker_than_what_is_left_is_no_cause_while_others_still_carry() -> None:
    confidences = ("high", "low", "medium", "medium")
    graph, before = made(**ROW, measures=[measure(f"M{n}", inferred("G1.1", c)) for n, c in enumerate(confidences, 1)])
    (loss, *_) = find_impact(graph, ["M1", "M2"], before).losses
    assert (loss.id, loss.type, loss.left, loss.because) == ("G1.1", "weaker", ("M3", "M4"), ("M1",))


@pytest.mark.parametrize(
    ("left", "loss_type"),
    [
        pytest.param([], "last_part_carrier", id="nothing is left"),
        pytest.param([measure("M3", inferred("G1.1.a", "low"), inferred("G1.1.b", "low"))], "weaker", id="too little"),
    ],
)
def test_each_part_falls_by_what_carried_that_part(left: list[Any], loss_type: str) -> None:
    graph, before = made(
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1", parts="ab")],
        measures=[measure("M1", inferred("G1.1.a")), measure("M2", inferred("G1.1.b")), *left],
    )
    losses = find_impact(graph, ["M1", "M2"], before).losses
    assert [(loss.id, loss.because) for loss in losses if loss.type == loss_type and loss.id != "G1.1"] == [
        ("G1.1.a", ("M1",)),
        ("G1.1.b", ("M2",)),
    ]


def test_what_is_gone_and_why_are_told_as_people_count() -> None:
    graph, before = made(**ROW, measures=[measure("M9", inferred("G1.1")), measure("M10", inferred("G1.1"))])
    impact = find_impact(graph, ["M10", "M9"], before)
    assert impact.removed == ("M9", "M10")
    assert impact.losses[0].because == ("M9", "M10")


@pytest.mark.parametrize("named", ["ANSWERED", "answered"])
def test_a_chain_comes_before_what_an_expectation_says_of_its_problem(named: str) -> None:
    graph = build_graph(vision(core_problems=[problem("P1")], **ROW, measures=[measure("M1", stated("G1.1"))]))
    asked = [expectation(named, "core_problem", "answers", "in", "goal")]
    losses = find_impact(graph, ["G1"], evaluate_coverage(graph, expectations=asked)).losses
    assert [(loss.type, loss.expectation) for loss in losses] == [
        ("chain_broken", None),
        ("last_carrier", named),
        ("rolled_up", None),
    ]


def test_two_are_asked_for() -> None:
    graph = build_graph(
        vision(
            goals=[goal("G1")], sub_goals=ROW["sub_goals"], measures=[measure(f"M{n}", stated("G1.1")) for n in (1, 2)]
        )
    )
    twice = expectation("twice", "sub_goal", "advances", "in", "measure", at_least=2)
    before = evaluate_coverage(graph, expectations=[twice])
    loss, rolled = find_impact(graph, ["M1"], before).losses
    assert (loss.type, loss.expectation, loss.left) == ("last_carrier", "twice", ("M2",)), "one is as good as none"
    assert (rolled.id, rolled.type) == ("G1", "rolled_up")


def test_an_unknown_id() -> None:
    graph, before = made(measures=[measure("M1")])
    with pytest.raises(KeyError):
        find_impact(graph, ["M9"], before)


def test_needs_in_a_circle_and_of_oneself() -> None:
    needs = {"M1": ["M2", "M1"], "M2": ["M1"]}
    measures = [
        measure(me, stated("G1.1"), stated("G1.1"), needs=[stated(to) for to in tos]) for me, tos in needs.items()
    ]
    assert falls("M1", measures=measures, goals=[goal("G1")], sub_goals=ROW["sub_goals"]) == [("G1.1", "one_carrier")]


# ---- ranking -----------------------------------------------------------------------------------------------


def test_the_heaviest_first_then_as_people_count() -> None:
    graph, before = made(
        core_problems=[problem("P1")],
        **ROW,
        measures=[
            measure("M10"),
            measure("M9"),
            measure("M8", inferred("G1.1"), draft=True),
            measure("M2", inferred("G1.1"), inferred("G1")),
        ],
    )
    assert [(impact.removed, impact.weight) for impact in rank_impacts(graph, before)] == [
        (("M2",), 202),
        (("M9",), 0),
        (("M10",), 0),
    ]


# ---- review ------------------------------------------------------------------------------------------------


def queue(*measures: Any, **sections: Any) -> list[tuple[str, int]]:
    whole: dict[str, Any] = {"core_problems": [problem("P1")], **ROW, "measures": list(measures), **sections}
    return [(item.name, item.weight) for item in build_review(*made(**whole)).items]


def test_the_most_consequential_is_asked_first() -> None:
    one = measure("M1", inferred("G1.1", "low"), serves=[inferred("S1")])
    assert queue(one, statements=[statement("S1")]) == [("M1:G1.1", 302), ("M1:serves:S1", 100)]
    both = [measure("M10", inferred("G1.1")), measure("M9", inferred("G1.1")), measure("M8", inferred("G1.1", "low"))]
    assert queue(*both) == [("M9:G1.1", 100), ("M10:G1.1", 100), ("M8:G1.1", 100)], "each its measure's last"


def test_an_answer_counts_in_the_roll_up_of_its_problem_even_where_others_answer_it() -> None:
    """P1 keeps two answers of the same strength, but the goal that had a measure was the one that answered best."""
    answers = [goal("G1", inferred("P1")), goal("G2", inferred("P1")), goal("G3", inferred("P1"))]
    below = [sub_goal("G1.1", "G1"), sub_goal("G2.1", "G2"), sub_goal("G3.1", "G3")]
    graph, before = made(
        core_problems=[problem("P1")], goals=answers, sub_goals=below, measures=[measure("M1", inferred("G1.1"))]
    )
    impacts = find_link_impacts(graph, [link for link in graph.iter_links() if link.type == "answers"], before)
    rolled = {link.source: [(loss.id, loss.type) for loss in losses] for link, losses in impacts}
    assert ("P1", "rolled_up") in rolled["G1"]
    assert rolled["G2"] == rolled["G3"] == []


def test_a_link_with_a_twin_costs_nothing() -> None:
    assert queue(measure("M1", inferred("G1.1"), inferred("G1.1"))) == [("M1:G1.1", 0), ("M1:G1.1", 0)]
    assert queue(measure("M1", inferred("G1.1"), inferred("G1.1", "low"))) == [("M1:G1.1", 9), ("M1:G1.1", 0)]


def test_what_is_signed_is_not_asked_again() -> None:
    links = [inferred("G1.1", reviewed=ACCEPTED), inferred("G1", reviewed=REJECTED), stated("G1.1"), inferred("G9")]
    graph, before = made(**ROW, measures=[measure("M1", *links)])
    review = build_review(graph, before)
    assert (review.items, review.accepted, review.rejected, review.unjudged) == ((), 1, 1, ())


def test_a_part_is_named_and_a_draft_is_asked_too() -> None:
    sections: dict[str, Any] = {"sub_goals": [sub_goal("G1.1", "G1", parts="a")]}
    parted = measure("M1", inferred("G1.1.a", start="M1.a"), parts="a", draft=True)
    assert queue(parted, **sections) == [("M1.a:G1.1.a", 0)]


def test_pairs_nobody_judged_are_told_in_order() -> None:
    measures = [measure("M10"), measure("M2"), measure("M1", inferred("G1.1")), measure("M3", hinders=[stated("G1.1")])]
    graph, before = made(
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.10", "G1"), sub_goal("G1.1", "G1")],
        measures=measures,
        judged=[judged(["M1", "M3"], ["G1.10"])],
    )
    assert build_review(graph, before).unjudged == (
        ("M2", "G1.1"),
        ("M2", "G1.10"),
        ("M10", "G1.1"),
        ("M10", "G1.10"),
    )


def test_a_link_is_found_by_its_name() -> None:
    graph, _ = made(
        statements=[statement("S1")],
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1", parts="a")],
        measures=[
            measure(
                "M1",
                inferred("G1.1", "low"),
                inferred("G1.1"),
                inferred("G1.1.a"),
                stated("G1"),
                serves=[inferred("S1")],
            )
        ],
    )

    def named(name: str) -> list[tuple[str, str]]:
        return [(link.target_part or link.target, link.strength.word) for link in find_named(graph.iter_links(), name)]

    assert named("M1:G1.1") == named(" M1:advances:G1.1 ") == [("G1.1", "low"), ("G1.1", "high")]
    assert named("M1:G1.1.a") == [("G1.1.a", "high")]
    assert named("M1:serves:S1") == [("S1", "high")]
    assert named("M1:S1") == named("M1:G1") == named("M1") == named("") == []


def test_a_link_of_a_claim_falls_alone() -> None:
    sections: dict[str, Any] = {
        **ROW,
        "measures": [measure("M1"), measure("M2")],
        "scopes": [scope("X1", {"kind": "measure"}, blanket("G1.1"))],
    }
    graph, before = made(**sections)
    links = graph.find_links_to("G1.1", ("advances",))
    found = [(link.source, [loss.id for loss in losses]) for link, losses in find_link_impacts(graph, links, before)]
    assert found == [("M1", ["M1"]), ("M2", ["M2"])]


def test_what_is_set_beside_a_sub_goal_falls_with_it_where_another_names_it_as_its_goal() -> None:
    """The field is a fault of the document (SOT202), but the answers must agree: `coverage` counts M1 for G1.2."""
    graph, before = made(
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1.1")],
        measures=[measure("M1", stated("G1.1")), measure("M2", inferred("G1.1"))],
    )
    losses = find_impact(graph, ["M1"], before).losses
    assert ("G1.2", "last_carrier") in [(loss.id, loss.type) for loss in losses]
    assert rank_impacts(graph, before)[0].losses == losses
