"""Gates: thresholds on the share of elements that certain tiers cover, read from the same result as the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.coverage.results import CoverageResult

DEFAULT_COUNTED = ("stated", "high")
"""The tiers a gate counts unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Gate:
    """At least `percent` (0 to 100) of the elements of an expectation are covered."""

    expectation: str
    percent: float


@dataclass(frozen=True, slots=True)
class GateResult:
    """A gate with its figures: covered of all, and of those without a waiver. `is_met` counts a waived gap as accepted.

    0 of 0 is no share (n/a) and meets every gate.
    """

    expectation: str
    percent: float
    covered: int
    total: int
    waived: int
    is_met: bool


def evaluate_gates(
    result: CoverageResult, gates: Sequence[Gate], counted: Sequence[str] = DEFAULT_COUNTED
) -> tuple[GateResult, ...]:
    """Evaluate gates against a result. Raises KeyError for an expectation that the result does not have."""
    tiers = frozenset(counted)
    results = []
    for gate in gates:
        coverage = result.find_expectation(gate.expectation)
        if coverage is None:
            raise KeyError(gate.expectation)
        elements = coverage.elements if coverage.is_applicable else ()
        covered = [element for element in elements if element.is_counted(tiers)]
        waived = [element for element in elements if element.waived is not None and not element.is_counted(tiers)]
        judged = len(elements) - len(waived)
        share = 100 * len(covered) / judged if judged else 100.0
        results.append(
            GateResult(gate.expectation, gate.percent, len(covered), len(elements), len(waived), share >= gate.percent)
        )
    return tuple(results)
