"""Statuses in the corners: parts, sets, the k-th best, replaced expectations, what does not apply."""

from __future__ import annotations

from typing import Any

import pytest

from sotetrace.coverage import Figures, evaluate_coverage
from sotetrace.graph import build_graph
from sotetrace.model.document import VisionDocument
from tests.builders import (
    blanket,
    coverage_of,
    covered,
    expectation,
    goal,
    indicator,
    inferred,
    judged,
    layout,
    level,
    measure,
    problem,
    raw_vision,
    scope,
    stated,
    statement,
    sub_goal,
)


def status(expectation_id: str, identifier: str, **sections: Any) -> tuple[str, str]:
    """(as the source has it, as read) of one element."""
    found = covered(coverage_of(raw_vision(**sections)), expectation_id, identifier)
    return found.as_source, found.as_read


def of_sub_goal(*measures: Any, parts: str = "", **sections: Any) -> tuple[str, str]:
    whole = {"goals": [goal("G1")], "sub_goals": [sub_goal("G1.1", "G1", parts=parts)], **sections}
    return status("sub_goal", "G1.1", measures=list(measures), **whole)


ACCEPTED = {"by": "A", "date": "2026-01-01"}
REJECTED = {**ACCEPTED, "verdict": "rejected"}

# ---- two scales, side by side ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        pytest.param([], ("none", "none"), id="nothing"),
        pytest.param([stated("G1.1")], ("stated", "none"), id="stated"),
        pytest.param([inferred("G1.1", "medium")], ("none", "medium"), id="inferred"),
        pytest.param([inferred("G1.1", None)], ("none", "low"), id="no confidence given is low"),
        pytest.param([stated("G1.1"), inferred("G1.1", "low")], ("stated", "low"), id="never merged"),
        pytest.param([layout("G1.1"), stated("G1.1")], ("stated", "none"), id="the best wins"),
        pytest.param([stated("G1")], ("layout", "none"), id="words about the goal set it beside its sub-goals"),
        pytest.param([layout("G1")], ("layout", "none"), id="a row of the goal"),
        pytest.param([blanket("G1")], ("blanket", "none"), id="a claim for all about the goal"),
        pytest.param([inferred("G1")], ("none", "none"), id="a reading of the goal is none of its sub-goals"),
        pytest.param([layout("G1"), blanket("G1")], ("layout", "none"), id="the best set"),
        pytest.param([stated("G1.1", sign="unclear"), stated("G1", sign="unclear")], ("none", "none"), id="unclear"),
    ],
)
def test_one_sub_goal(links: list[Any], expected: tuple[str, str]) -> None:
    assert of_sub_goal(measure("M1", *links)) == expected


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        pytest.param([inferred("G1.1")], ("high", "none"), id="not reviewed"),
        pytest.param([inferred("G1.1", reviewed=ACCEPTED)], ("high", "high"), id="accepted"),
        pytest.param([inferred("G1.1"), inferred("G1.1", "low", reviewed=ACCEPTED)], ("high", "low"), id="the weaker"),
        pytest.param([inferred("G1.1", reviewed=REJECTED)], ("none", "none"), id="rejected"),
        pytest.param([stated("G1.1")], ("none", "none"), id="what is stated needs no review"),
    ],
)
def test_reviewed_readings(links: list[Any], expected: tuple[str, str]) -> None:
    raw = raw_vision(goals=[goal("G1")], sub_goals=[sub_goal("G1.1", "G1")], measures=[measure("M1", *links)])
    found = covered(coverage_of(raw), "sub_goal", "G1.1")
    assert (found.as_read, found.as_reviewed) == expected


def test_drafts_do_not_count() -> None:
    assert of_sub_goal(measure("M1", stated("G1.1"), draft=True)) == ("none", "none")
    assert of_sub_goal(measure("M1", stated("G1")), goals=[goal("G1", draft=True)]) == ("none", "none")
    result = coverage_of(raw_vision(measures=[measure("M1", draft=True), measure("M2")]))
    assert [element.id for element in result.expectations[3].elements] == ["M2"]


# ---- parts -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("links", "expected", "unserved"),
    [
        pytest.param([], ("none", "none"), "ab", id="nothing"),
        pytest.param([stated("G1.1")], ("stated", "none"), "", id="the whole in words serves every part"),
        pytest.param([inferred("G1.1")], ("none", "high"), "", id="so does a reading of the whole"),
        pytest.param([layout("G1.1")], ("layout", "none"), "ab", id="a row does not say which part it means"),
        pytest.param([stated("G1")], ("layout", "none"), "ab", id="nor does the row of the goal"),
        pytest.param([stated("G1.1.a")], ("partial", "none"), "b", id="one part only"),
        pytest.param([inferred("G1.1.b", "low")], ("none", "partial"), "a", id="one part only, as read"),
        pytest.param([stated("G1.1.a"), layout("G1.1.b")], ("layout", "none"), "", id="the weakest part is the whole"),
        pytest.param(
            [stated("G1.1.a"), layout("G1")], ("layout", "none"), "b", id="a part in words, the rest in a row"
        ),
        pytest.param([stated("G1.1.a"), inferred("G1.1.b")], ("partial", "partial"), "", id="one on each scale"),
        pytest.param([inferred("G1.1", "low"), inferred("G1.1.a")], ("none", "low"), "", id="whole low, part high"),
    ],
)
def test_a_sub_goal_with_parts(links: list[Any], expected: tuple[str, str], unserved: str) -> None:
    raw = raw_vision(
        goals=[goal("G1")], sub_goals=[sub_goal("G1.1", "G1", parts="ab")], measures=[measure("M1", *links)]
    )
    found = covered(coverage_of(raw), "sub_goal", "G1.1")
    assert (found.as_source, found.as_read) == expected
    assert found.unserved_parts == tuple(f"G1.1.{letter}" for letter in unserved)
    assert found.is_gap == (expected == ("none", "none"))


def test_what_each_part_has_as_read() -> None:
    raw = raw_vision(
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1", parts="ab")],
        measures=[measure("M1", inferred("G1.1.a", "low"), inferred("G1.1.a"), stated("G1.1.b"))],
    )
    found = covered(coverage_of(raw), "sub_goal", "G1.1")
    assert [(part.id, part.as_read, part.is_served) for part in found.parts] == [
        ("G1.1.a", "high", True),
        ("G1.1.b", "none", True),
    ]


def test_a_measure_with_parts_is_asked_for_each() -> None:
    whole = {"goals": [goal("G1")], "sub_goals": [sub_goal("G1.1", "G1")]}
    one = measure("M1", stated("G1.1", start="M1.b"), parts="ab")
    assert status("measure", "M1", measures=[one], **whole) == ("partial", "none")
    both = measure("M1", stated("G1.1", start="M1.b"), layout("G1", start="M1.a"), parts="ab")
    assert status("measure", "M1", measures=[both], **whole) == ("layout", "none")


def test_parts_of_a_core_problem() -> None:
    goals = [goal("G1", stated("P1.a"))]
    assert status("core_problem", "P1", core_problems=[problem("P1", parts="ab")], goals=goals) == ("partial", "none")


# ---- at least k --------------------------------------------------------------------------------------------

TWICE = expectation("twice", "sub_goal", "advances", "in", "measure", at_least=2)


@pytest.mark.parametrize(
    ("measures", "expected"),
    [
        pytest.param([measure("M1", stated("G1.1"))], ("none", "none"), id="one is not two"),
        pytest.param([measure("M1", stated("G1.1"), layout("G1.1"))], ("none", "none"), id="one measure twice is one"),
        pytest.param(
            [measure("M1", stated("G1.1")), measure("M2", layout("G1.1"))], ("layout", "none"), id="the second best"
        ),
        pytest.param(
            [measure("M1", stated("G1.1")), measure("M2", stated("G1"))], ("layout", "none"), id="one by the goal"
        ),
        pytest.param(
            [measure("M1", blanket("G1")), measure("M2", stated("G1"))], ("blanket", "none"), id="both by the goal"
        ),
        pytest.param(
            [measure("M1", stated("G1.1"), blanket("G1")), measure("M2", blanket("G1"), layout("G1"))],
            ("layout", "none"),
            id="of each measure its best",
        ),
        pytest.param(
            [measure("M1", stated("G1.1")), measure("M2", inferred("G1.1"))], ("none", "none"), id="scales do not add"
        ),
        pytest.param(
            [measure(f"M{n}", inferred("G1.1", c)) for n, c in enumerate(("low", "high", "medium"))],
            ("none", "medium"),
            id="of three the second",
        ),
    ],
)
def test_at_least_two(measures: list[Any], expected: tuple[str, str]) -> None:
    raw = raw_vision(goals=[goal("G1")], sub_goals=[sub_goal("G1.1", "G1")], measures=measures)
    found = covered(coverage_of(raw, expectations=[TWICE]), "twice", "G1.1")
    assert (found.as_source, found.as_read) == expected


def test_at_least_two_for_each_part() -> None:
    measures = [measure("M1", stated("G1.1")), measure("M2", stated("G1.1.a")), measure("M3", layout("G1.1"))]
    raw = raw_vision(goals=[goal("G1")], sub_goals=[sub_goal("G1.1", "G1", parts="ab")], measures=measures)
    found = covered(coverage_of(raw, expectations=[TWICE]), "twice", "G1.1")
    assert found.as_source == "layout"
    assert found.unserved_parts == ("G1.1.b",)


# ---- which expectations ------------------------------------------------------------------------------------


def ids(**options: Any) -> list[str]:
    raw = raw_vision(measures=[measure("M1")], expectations=options.pop("document", []))
    return [found.id for found in coverage_of(raw, **options).expectations]


def test_a_result_says_what_it_was_asked() -> None:
    raw = raw_vision(measures=[measure("M1")])
    assert coverage_of(raw).with_inference is True
    assert coverage_of(raw, with_inference=False).with_inference is False
    (found,) = coverage_of(raw, expectations=[expectation("own", "measure", "names", "out", "actor")]).expectations
    assert (found.id, found.of, found.by, found.direction) == ("own", "measure", ("actor",), "out")


def test_some_elements_of_an_expectation_are_found_as_people_count() -> None:
    sub_goals = [sub_goal(f"G1.{n}", "G1") for n in (2, 10, 9)]
    found = coverage_of(raw_vision(goals=[goal("G1")], sub_goals=sub_goals)).find_expectation("sub_goal")
    assert found is not None
    assert [one.id for one in found.find_elements(("G1.10", "G1.9", "G7.1"))] == ["G1.9", "G1.10"]


def test_the_workspace_replaces_the_document_and_the_document_the_built_in_ones() -> None:
    own = expectation("own", "measure", "names", "out", "actor")
    of_document = [{"id": "theirs", "of": "goal", "link": "advances", "direction": "in", "by": ["measure"]}]
    assert ids() == ["core_problem", "goal", "sub_goal", "measure", "statement", "level", "indicator"]
    assert ids(document=of_document) == ["theirs"]
    assert ids(document=of_document, expectations=[own]) == ["own"]


def test_not_applicable_when_nothing_could_fulfil_it() -> None:
    raw = raw_vision(sub_goals=[sub_goal("G1.1", "G1")], indicators=[indicator("I1", stated("G1.1"), draft=True)])
    result = coverage_of(raw)
    found = result.find_expectation("indicator")
    assert found is not None
    assert (found.is_applicable, len(found.elements), found.gaps) == (False, 1, ())
    assert result.find_expectation("unheard-of") is None
    nobody = expectation("nobody", "sub_goal", "advances", "in")
    assert not coverage_of(raw, expectations=[nobody]).expectations[0].is_applicable


def test_roles_narrow_statements() -> None:
    raw = raw_vision(statements=[statement("S1", "vision"), statement("S2", "claim")], goals=[goal("G1")])
    assert [element.id for element in coverage_of(raw).expectations[4].elements] == ["S1"]


def test_of_what_has_no_role_none_has_the_one_that_is_asked_for() -> None:
    asked = expectation("g", "goal", "answers", "out", "core_problem", roles=["vision"])
    assert coverage_of(raw_vision(goals=[goal("G1")]), expectations=[asked]).expectations[0].elements == ()


def test_a_structural_expectation_has_a_direction_and_no_reading() -> None:
    raw = raw_vision(levels=[level("L1"), level("L2")], measures=[measure("M1", level="L1")])
    found = coverage_of(raw).find_expectation("level")
    assert found is not None
    assert (found.is_structural, found.direction) == (True, "in")
    assert [(e.id, e.as_source, e.as_read) for e in found.elements] == [
        ("L1", "layout", "none"),
        ("L2", "none", "none"),
    ]
    assert (found.count("as_source", "layout"), found.count("as_read", "none")) == (1, 2)


# ---- who, and who was not looked at ------------------------------------------------------------------------


def test_who_is_behind_a_status() -> None:
    raw = raw_vision(
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1")],
        measures=[measure("M10", layout("G1")), measure("M2", stated("G1.1"), inferred("G1.1")), measure("M3")],
    )
    found = covered(coverage_of(raw), "sub_goal", "G1.1")
    assert (found.by_source, found.by_reading) == (("M2", "M10"), ("M2",))


def test_silence_is_not_no() -> None:
    sections: dict[str, Any] = {
        "goals": [goal("G1")],
        "sub_goals": [sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1")],
        "measures": [
            measure("M1", inferred("G1.1")),
            measure("M2", layout("G1")),
            measure("M3", stated("G1.2")),
            measure("M4", draft=True),
        ],
    }
    records = [judged(["M1"], ["G1.2"]), judged(["M2"], ["G1.1", "G1.2"])]
    result = coverage_of(raw_vision(judged=records, **sections))
    assert covered(result, "sub_goal", "G1.1").unjudged == ("M3",)
    assert covered(result, "sub_goal", "G1.2").unjudged == ()
    assert covered(coverage_of(raw_vision(**sections)), "sub_goal", "G1.1").unjudged == (), "nothing recorded at all"
    assert covered(result, "indicator", "G1.1").unjudged == ()


def test_what_was_linked_was_read_even_where_inference_is_left_out() -> None:
    raw = raw_vision(
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1", parts="a")],
        measures=[measure("M1", inferred("G1.1.a")), measure("M2", stated("G1.1")), measure("M3")],
        judged=[judged(["M9"], ["G1.1"])],
    )
    assert covered(coverage_of(raw), "sub_goal", "G1.1").unjudged == ("M3",)
    assert covered(coverage_of(raw, with_inference=False), "sub_goal", "G1.1").unjudged == ("M3",)
    only = build_graph(VisionDocument.model_validate(raw)).only(["inferred"])
    assert covered(evaluate_coverage(only), "sub_goal", "G1.1").unjudged == ("M3",)


def test_figures_are_those_of_the_graph_asked_about() -> None:
    raw = raw_vision(
        levels=[level("L1"), level("L2"), level("L3")],
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1", parts="a"), sub_goal("G1.2", "G1")],
        measures=[
            measure("M1", inferred("G1.1"), inferred("G1.2", reviewed=ACCEPTED), stated("G1.1.a"), level="L1"),
            measure("M2", inferred("G1.2"), stated("G1.1"), level="L2"),
        ],
        scopes=[scope("X1", {"kind": "measure"}, inferred("G1.2"))],
    )
    graph = build_graph(VisionDocument.model_validate(raw))
    assert evaluate_coverage(graph).figures == Figures(1, 4, 1, ("L3",))
    assert evaluate_coverage(graph.without(["M1"])).figures == Figures(1, 2, 0, ("L1", "L3"))
    assert evaluate_coverage(graph.without(["M1", "M2"])).figures == Figures()
    assert evaluate_coverage(graph.only(["inferred"])).figures == Figures(0, 4, 1, ("L3",))
    assert evaluate_coverage(graph, with_inference=False).figures == Figures(1, 0, 0, ("L3",))


def test_a_layout_beside_the_sub_goal_is_told_from_one_beside_its_goal() -> None:
    sub_goals = [sub_goal("G1.1", "G1", parts="a"), sub_goal("G1.2", "G1")]
    measures = [measure("M1", layout("G1"), layout("G1.1.a")), measure("M2", layout("G1.1"), stated("G1.2"))]
    raw = raw_vision(goals=[goal("G1")], sub_goals=sub_goals, measures=measures)
    graph = build_graph(VisionDocument.model_validate(raw))
    figures = evaluate_coverage(graph).figures
    assert (figures.laid_out_sub_goals, figures.stated_sub_goals) == (1, 1)
    assert evaluate_coverage(graph.without(["M1", "M2"])).figures.laid_out_sub_goals == 0


def test_a_row_of_the_goal_is_no_judgement() -> None:
    raw = raw_vision(
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1")],
        measures=[measure("M1", layout("G1")), measure("M2")],
        judged=[judged(["M2"], ["G1.1"])],
    )
    assert covered(coverage_of(raw), "sub_goal", "G1.1").unjudged == ("M1",)


def test_waived_and_left_out_are_told() -> None:
    raw = raw_vision(goals=[goal("G1")], sub_goals=[sub_goal("G1.1", "G1")], measures=[measure("M1", stated("G9"))])
    result = coverage_of(
        raw, left_out=("M9", "M10"), waived=lambda of, element: f"{of} {element}" if element == "G1.1" else None
    )
    assert covered(result, "sub_goal", "G1.1").waived == "sub_goal G1.1"
    assert covered(result, "measure", "M1").waived is None
    assert (result.document, result.left_out, result.dangling) == ("plan", ("M10", "M9"), 1)


def test_a_part_may_be_waived_with_its_element_or_alone() -> None:
    raw = raw_vision(
        goals=[goal("G1")], sub_goals=[sub_goal("G1.1", "G1", parts="ab")], measures=[measure("M1", stated("G1.1.a"))]
    )

    def told(*ids: str) -> list[str | None]:
        result = coverage_of(raw, waived=lambda of, one: f"{of} {one}" if one in ids and of == "sub_goal" else None)
        found = covered(result, "sub_goal", "G1.1")
        assert [part.id for part in found.parts] == ["G1.1.a", "G1.1.b"]
        return [found.waived, *(part.waived for part in found.parts)]

    assert told() == [None, None, None]
    assert told("G1.1.b") == [None, None, "sub_goal G1.1.b"]
    assert told("G1.1") == ["sub_goal G1.1", None, None]
    assert told("G1.1", "G1.1.a") == ["sub_goal G1.1", "sub_goal G1.1.a", None]


def test_a_blanket_claim_reaches_statements_too() -> None:
    claim = scope("X1", {"kind": "measure"}, serves=[blanket("S1")])
    found = status("statement", "S1", statements=[statement("S1")], measures=[measure("M1")], scopes=[claim])
    assert found == ("blanket", "none")
