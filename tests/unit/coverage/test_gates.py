"""Tiers and gates."""

from __future__ import annotations

from typing import Any

import pytest

from sotetrace.coverage import READ_TIERS, SOURCE_TIERS, Gate, GateResult, Tier, evaluate_gates
from sotetrace.coverage.gates import DEFAULT_COUNTED
from sotetrace.coverage.tiers import RANK, best, nth_best, tier_of, whole_of, worst
from sotetrace.graph import Strength
from tests.builders import Raw, coverage_of, goal, inferred, layout, measure, raw_vision, stated, sub_goal

ACCEPTED = {"by": "A", "date": "2026-01-01"}
# Of four sub-goals one is stated, one inferred high, one beside the row, one has nothing.
PLAN: dict[str, Any] = raw_vision(
    goals=[goal("G1"), goal("G2")],
    sub_goals=[sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1"), sub_goal("G2.1", "G2"), sub_goal("G1.3", "G1")],
    measures=[measure("M1", stated("G1.1"), inferred("G1.2"), layout("G1.3"))],
)


def gate(percent: float, counted: tuple[str, ...] = DEFAULT_COUNTED, waived: str = "") -> GateResult:
    result = coverage_of(PLAN, waived=lambda _of, element: "accepted" if element in waived.split() else None)
    (found,) = evaluate_gates(result, [Gate("sub_goal", percent)], counted)
    return found


@pytest.mark.parametrize(("percent", "is_met"), [(0, True), (49.9, True), (50, True), (50.01, False), (100, False)])
def test_at_the_threshold_it_is_met(percent: float, is_met: bool) -> None:
    assert gate(percent) == GateResult("sub_goal", percent, 2, 4, 0, is_met)


@pytest.mark.parametrize(
    ("counted", "covered"),
    [(("stated",), 1), (("high",), 1), (("layout",), 1), (("stated", "layout", "high"), 3), (("none",), 4), ((), 0)],
)
def test_it_counts_the_tiers_it_is_told(counted: tuple[str, ...], covered: int) -> None:
    assert gate(50, counted).covered == covered


@pytest.mark.parametrize(
    ("link", "counted", "covered"),
    [
        pytest.param(inferred("G1.1", reviewed=ACCEPTED), ("reviewed",), 1, id="accepted"),
        pytest.param(inferred("G1.1"), ("reviewed",), 0, id="not reviewed"),
        pytest.param(inferred("G1.1", reviewed=ACCEPTED), ("low",), 0, id="signed, and of another tier"),
        pytest.param(inferred("G1.1", reviewed=ACCEPTED), ("low", "high"), 1, id="by its tier"),
        pytest.param(inferred("G1.1.a", reviewed=ACCEPTED), ("reviewed",), 0, id="a part of it is signed"),
        pytest.param(inferred("G1.1", reviewed={**ACCEPTED, "verdict": "rejected"}), ("reviewed",), 0, id="rejected"),
    ],
)
def test_what_is_signed_counts_where_reviewed_counts(link: Raw, counted: tuple[str, ...], covered: int) -> None:
    plan = raw_vision(
        goals=[goal("G1")], sub_goals=[sub_goal("G1.1", "G1", parts="ab")], measures=[measure("M1", link)]
    )
    (found,) = evaluate_gates(coverage_of(plan), [Gate("sub_goal", 100)], counted)
    assert (found.covered, found.total) == (covered, 1)


def test_a_waived_gap_is_accepted_and_a_covered_element_needs_no_waiver() -> None:
    assert gate(60, waived="G2.1") == GateResult("sub_goal", 60, 2, 4, 1, True)
    assert gate(60, waived="G1.1") == GateResult("sub_goal", 60, 2, 4, 0, False)
    everything = gate(100, counted=(), waived="G1.1 G1.2 G1.3 G2.1")
    assert everything == GateResult("sub_goal", 100, 0, 4, 4, True)


def test_nothing_of_nothing_meets_every_gate() -> None:
    result = coverage_of(PLAN)
    gates = [Gate("indicator", 100), Gate("core_problem", 100)]
    assert [(found.total, found.is_met) for found in evaluate_gates(result, gates)] == [(0, True), (0, True)]
    (beyond,) = evaluate_gates(result, [Gate("indicator", 100.5)])
    assert not beyond.is_met, "a threshold above all there is cannot be met"


def test_an_expectation_that_is_not_there() -> None:
    with pytest.raises(KeyError, match="goals"):
        evaluate_gates(coverage_of(PLAN), [Gate("goals", 1)])


def test_the_two_scales_share_their_lower_end() -> None:
    assert [RANK[tier] for tier in SOURCE_TIERS] == sorted((RANK[tier] for tier in SOURCE_TIERS), reverse=True)
    assert [RANK[tier] for tier in READ_TIERS] == sorted((RANK[tier] for tier in READ_TIERS), reverse=True)
    assert set(SOURCE_TIERS) & set(READ_TIERS) == {"partial", "none"}
    assert set(SOURCE_TIERS) | set(READ_TIERS) == set(RANK)
    assert [tier_of(strength) for strength in Strength] == [tier for tier in RANK if tier != "partial"]


@pytest.mark.parametrize(
    ("tiers", "whole", "top", "bottom"),
    [
        ((), "none", "none", "none"),
        (("high",), "high", "high", "high"),
        (("none", "none"), "none", "none", "none"),
        (("none", "low"), "partial", "low", "none"),
        (("low", "high"), "low", "high", "low"),
        (("stated", "blanket", "layout"), "blanket", "stated", "blanket"),
        (("partial", "low"), "partial", "low", "partial"),
    ],
)
def test_whole_best_and_worst(tiers: tuple[Tier, ...], whole: Tier, top: Tier, bottom: Tier) -> None:
    assert (whole_of(tiers), best(tiers), worst(tiers)) == (whole, top, bottom)


@pytest.mark.parametrize(("n", "tier"), [(1, "stated"), (2, "layout"), (3, "layout"), (4, "low"), (5, "none")])
def test_the_nth_best(n: int, tier: Tier) -> None:
    assert nth_best(("layout", "low", "stated", "layout"), n) == tier
