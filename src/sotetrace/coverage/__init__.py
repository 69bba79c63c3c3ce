"""Coverage: what each element has of what it is expected to have, as the source has it and as read."""

from sotetrace.coverage.evaluate import evaluate_coverage
from sotetrace.coverage.gates import Gate, GateResult, evaluate_gates
from sotetrace.coverage.losses import LOSS_WEIGHT, SCALES, Fall, ImpactResult, Loss, LossType, Scale
from sotetrace.coverage.matrix import FACETS, Facet, MatrixCell, MatrixResult, build_matrix, values_of
from sotetrace.coverage.results import (
    ChainResult,
    CoverageResult,
    ElementCoverage,
    ExpectationCoverage,
    Figures,
    PartCoverage,
    RollUp,
)
from sotetrace.coverage.review import ReviewItem, ReviewResult, build_review, find_named, name_of
from sotetrace.coverage.robustness import (
    ProblemRobustness,
    RobustnessResult,
    SingleCarrier,
    SmallestSet,
    evaluate_robustness,
    find_smallest_set,
)
from sotetrace.coverage.tiers import READ_TIERS, SOURCE_TIERS, Tier
from sotetrace.coverage.what_if import find_impact, find_link_impacts, rank_impacts

__all__ = [
    "FACETS",
    "LOSS_WEIGHT",
    "READ_TIERS",
    "SCALES",
    "SOURCE_TIERS",
    "ChainResult",
    "CoverageResult",
    "ElementCoverage",
    "ExpectationCoverage",
    "Facet",
    "Fall",
    "Figures",
    "Gate",
    "GateResult",
    "ImpactResult",
    "Loss",
    "LossType",
    "MatrixCell",
    "MatrixResult",
    "PartCoverage",
    "ProblemRobustness",
    "ReviewItem",
    "ReviewResult",
    "RobustnessResult",
    "RollUp",
    "Scale",
    "SingleCarrier",
    "SmallestSet",
    "Tier",
    "build_matrix",
    "build_review",
    "evaluate_coverage",
    "evaluate_gates",
    "evaluate_robustness",
    "find_impact",
    "find_link_impacts",
    "find_named",
    "find_smallest_set",
    "name_of",
    "rank_impacts",
    "values_of",
]
