"""Rolled up: a goal as its worst sub-goal, a core problem as its best goal; and the chains beside them."""

from __future__ import annotations

from typing import Any

from sotetrace.coverage import RollUp
from tests.builders import blanket, coverage_of, goal, inferred, layout, measure, problem, raw_vision, stated, sub_goal


def roll_up(identifier: str, with_inference: bool = True, **sections: Any) -> tuple[str, str]:
    found = coverage_of(raw_vision(**sections), with_inference=with_inference).find_roll_up(identifier)
    assert found is not None
    return found.as_source, found.as_read


TWO: dict[str, Any] = {
    "core_problems": [problem("P1")],
    "goals": [goal("G1", layout("P1"))],
    "sub_goals": [sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1")],
}


def test_a_goal_is_as_covered_as_its_worst_sub_goal() -> None:
    assert roll_up("G1", **TWO, measures=[measure("M1", stated("G1.1"))]) == ("none", "none")
    both = [measure("M1", stated("G1.1"), layout("G1.2"), inferred("G1.1"), inferred("G1.2", "low"))]
    assert roll_up("G1", **TWO, measures=both) == ("layout", "low")
    assert roll_up("G1", False, **TWO, measures=both) == ("layout", "none")


def test_a_goal_without_sub_goals_has_its_own_measures() -> None:
    goals = [goal("G1")]
    assert roll_up("G1", goals=goals, measures=[measure("M1", stated("G1"))]) == ("stated", "stated")
    assert roll_up("G1", goals=goals, measures=[measure("M1", layout("G1"))]) == ("layout", "none")
    assert roll_up("G1", goals=goals, measures=[measure("M1", inferred("G1"))]) == ("none", "high")
    drafts: Any = {"goals": goals, "sub_goals": [sub_goal("G1.1", "G1", draft=True)]}
    assert roll_up("G1", **drafts, measures=[measure("M1", stated("G1"))]) == ("stated", "stated")


def test_what_a_sentence_states_needs_no_reading() -> None:
    """A stated sub-goal does not hold its goal down on the read scale; a row, a claim or a part do not do as much."""
    read = inferred("G1.2", "medium")
    assert roll_up("G1", **TWO, measures=[measure("M1", stated("G1.1"), read)]) == ("none", "medium")
    assert roll_up("G1", **TWO, measures=[measure("M1", stated("G1.1"), stated("G1.2"))]) == ("stated", "stated")
    assert roll_up("G1", False, **TWO, measures=[measure("M1", stated("G1.1"), stated("G1.2"))]) == ("stated", "stated")
    assert roll_up("G1", **TWO, measures=[measure("M1", layout("G1.1"), read)]) == ("none", "none")
    assert roll_up("G1", **TWO, measures=[measure("M1", blanket("G1.1"), read)]) == ("none", "none")
    assert roll_up("G1", **TWO, measures=[measure("M1", stated("G1"), read)]) == ("layout", "none"), "only beside it"
    parted: Any = {**TWO, "sub_goals": [sub_goal("G1.1", "G1", parts="ab"), sub_goal("G1.2", "G1")]}
    assert roll_up("G1", **parted, measures=[measure("M1", stated("G1.1.a"), read)]) == ("none", "none")
    both = [stated("G1.1.a"), stated("G1.1.b"), read]
    assert roll_up("G1", **parted, measures=[measure("M1", *both)]) == ("none", "medium")
    assert roll_up("P1", **TWO, measures=[measure("M1", stated("G1.1"), stated("G1.2"))]) == ("layout", "layout")


def test_a_core_problem_is_as_covered_as_its_best_goal_and_the_link_to_it() -> None:
    goals = [goal("G1", stated("P1")), goal("G2", inferred("P1", "low"))]
    sections: dict[str, Any] = {"core_problems": [problem("P1")], "goals": goals}
    assert roll_up("P1", **sections, measures=[measure("M1", inferred("G1", "medium"))]) == ("none", "medium")
    assert roll_up("P1", **sections, measures=[measure("M1", inferred("G2"))]) == ("none", "low")
    assert roll_up("P1", **sections, measures=[measure("M1", stated("G2"))]) == ("none", "low")
    assert roll_up("P1", **sections, measures=[measure("M1", stated("G1"), stated("G2"))]) == ("stated", "stated")
    assert roll_up("P1", **sections, measures=[measure("M1", layout("G1"), layout("G2"))]) == ("layout", "none")
    assert roll_up("P1", False, **sections, measures=[measure("M1", inferred("G2"))]) == ("none", "none")


def test_an_answer_of_unclear_sign_does_not_count() -> None:
    sections: dict[str, Any] = {
        "core_problems": [problem("P1")],
        "goals": [goal("G1", stated("P1", sign="unclear"))],
        "measures": [measure("M1", stated("G1"), inferred("G1"))],
    }
    assert roll_up("G1", **sections) == ("stated", "stated")
    assert roll_up("P1", **sections) == ("none", "none")


def test_a_goal_or_problem_that_is_named_as_a_level_is_rolled_up_from_nothing_more() -> None:
    """It is a fault of the document, told elsewhere: G2 answers nothing, and G2.1 is no sub-goal of G1."""
    sections: dict[str, Any] = {
        "core_problems": [problem("P1")],
        "goals": [goal("G1"), goal("G2", level="P1")],
        "sub_goals": [sub_goal("G1.1", "G1"), sub_goal("G2.1", "G2", level="G1")],
    }
    assert roll_up("G1", **sections, measures=[measure("M1", stated("G1.1"))]) == ("stated", "stated")
    assert roll_up("P1", **sections, measures=[measure("M1", stated("G2.1"))]) == ("none", "none")


def test_draft_goals_and_problems_are_not_rolled_up() -> None:
    result = coverage_of(raw_vision(core_problems=[problem("P1", draft=True)], goals=[goal("G1", draft=True)]))
    assert (result.roll_ups, result.chains) == ((), ())
    assert result.find_roll_up("G1") is None


def _asked(identifier: str, **fields: Any) -> dict[str, Any]:
    raw = {"id": identifier, "of": "sub_goal", "link": "advances", "direction": "in", "by": ["measure"]}
    return {**raw, **fields}


def test_what_the_document_asks_of_sub_goals_is_what_is_rolled_up() -> None:
    measures = [measure("M1", stated("G1.1"), stated("G1.2")), measure("M2", layout("G1"))]
    assert roll_up("G1", **TWO, measures=measures) == ("stated", "stated")
    once, twice, against = _asked("once"), _asked("twice", at_least=2), _asked("against", link="hinders")
    assert roll_up("G1", **TWO, measures=measures, expectations=[twice]) == ("layout", "none")
    for order in ([once, twice, against], [against, twice, once]):
        assert roll_up("G1", **TWO, measures=measures, expectations=order) == ("layout", "none"), "the hardest counts"


def test_sub_goals_are_rolled_up_even_when_the_document_asks_nothing_of_them() -> None:
    asked = [{"id": "goal", "of": "goal", "link": "advances", "direction": "in", "by": ["measure"]}]
    measures = [measure("M1", stated("G1.1"), layout("G1"), hinders=[stated("G1.2")])]
    assert roll_up("G1", **TWO, measures=measures, expectations=asked) == ("layout", "none")
    against = [_asked("against", link="hinders")]
    assert roll_up("G1", **TWO, measures=measures, expectations=against) == ("layout", "none")


def test_core_problems_come_before_goals() -> None:
    assert coverage_of(raw_vision(**TWO)).roll_ups == (
        RollUp("P1", "core_problem", "none", "none"),
        RollUp("G1", "goal", "none", "none"),
    )


def test_a_chain_on_each_scale() -> None:
    (chain,) = coverage_of(raw_vision(**TWO, measures=[measure("M1", layout("G1"))])).chains
    assert (chain.id, chain.as_source, chain.as_source_strength) == ("P1", ("P1", "G1", "M1"), "layout")
    assert (chain.as_source_frontier, chain.as_read, chain.as_read_strength) == ((), (), "none")
    assert chain.as_read_frontier == ("G1.1", "G1.2")


def test_without_inference_there_is_no_chain_as_read() -> None:
    raw = raw_vision(**TWO, measures=[measure("M1", inferred("G1.1"))])
    (chain,) = coverage_of(raw, with_inference=False).chains
    assert (chain.as_read, chain.as_read_strength, chain.as_read_frontier) == ((), "none", ())
    assert coverage_of(raw).chains[0].as_read == ("P1", "G1", "G1.1", "M1")
