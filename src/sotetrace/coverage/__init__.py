"""Coverage: what each element has of what it is expected to have, as the source has it and as read."""

from sotetrace.coverage.evaluate import evaluate_coverage
from sotetrace.coverage.gates import Gate, GateResult, evaluate_gates
from sotetrace.coverage.results import (
    ChainResult,
    CoverageResult,
    ElementCoverage,
    ExpectationCoverage,
    PartCoverage,
    RollUp,
)
from sotetrace.coverage.tiers import READ_TIERS, SOURCE_TIERS, Tier

__all__ = [
    "READ_TIERS",
    "SOURCE_TIERS",
    "ChainResult",
    "CoverageResult",
    "ElementCoverage",
    "ExpectationCoverage",
    "Gate",
    "GateResult",
    "PartCoverage",
    "RollUp",
    "Tier",
    "evaluate_coverage",
    "evaluate_gates",
]
