"""A gate reads the same result as the report, so its figures can't differ; and a higher threshold is never easier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from sotetrace.coverage import READ_TIERS, SOURCE_TIERS, Gate, evaluate_gates
from tests.builders import coverage_of
from tests.laws.strategies import documents

if TYPE_CHECKING:
    from sotetrace.coverage import CoverageResult
    from tests.builders import Raw

_TIERS = st.lists(st.sampled_from(sorted({*SOURCE_TIERS, *READ_TIERS, "reviewed"})), unique=True)
"""`reviewed` counts what a signed reading covers, however weak."""
_PERCENTS = st.integers(0, 100) | st.floats(0, 100)
_WAIVED = st.frozensets(st.sampled_from(("P1", "G1", "G1.0", "G2.0", "M1", "S1", "L1")))


def _evaluate(raw: Raw, waived: frozenset[str]) -> CoverageResult:
    return coverage_of(raw, waived=lambda _expectation, element: "accepted" if element in waived else None)


@given(documents(), _WAIVED, _TIERS, _PERCENTS, _PERCENTS)
def test_a_higher_threshold_is_never_easier(
    raw: Raw, waived: frozenset[str], counted: list[str], one: float, other: float
) -> None:
    result = _evaluate(raw, waived)
    for expectation in result.expectations:
        low, high = evaluate_gates(
            result, [Gate(expectation.id, min(one, other)), Gate(expectation.id, max(one, other))], counted
        )
        assert low.is_met or not high.is_met
        assert (low.covered, low.total, low.waived) == (high.covered, high.total, high.waived)


@given(documents(), _WAIVED, _TIERS, _PERCENTS)
def test_the_figures_are_those_of_the_result(
    raw: Raw, waived: frozenset[str], counted: list[str], percent: float
) -> None:
    result = _evaluate(raw, waived)
    gates = evaluate_gates(result, [Gate(expectation.id, percent) for expectation in result.expectations], counted)
    for gate, expectation in zip(gates, result.expectations, strict=True):
        covered = total = accepted = 0
        if expectation.is_applicable:
            for element in expectation.elements:
                total += 1
                is_signed = "reviewed" in counted and element.as_reviewed in ("high", "medium", "low")
                if element.as_source in counted or element.as_read in counted or is_signed:
                    covered += 1
                elif element.id in waived:
                    accepted += 1
        assert (gate.expectation, gate.percent) == (expectation.id, percent)
        assert (gate.covered, gate.total, gate.waived) == (covered, total, accepted)
        asked = total - accepted
        assert gate.is_met == (asked == 0 or 100 * covered / asked >= percent)


@given(documents(), _WAIVED, _TIERS, _PERCENTS)
def test_counting_more_tiers_never_misses(raw: Raw, waived: frozenset[str], counted: list[str], percent: float) -> None:
    result = _evaluate(raw, waived)
    gates = [Gate(expectation.id, percent) for expectation in result.expectations]
    for few, many in zip(
        evaluate_gates(result, gates, counted[1:]), evaluate_gates(result, gates, counted), strict=True
    ):
        assert many.covered >= few.covered
        assert many.is_met or not few.is_met
