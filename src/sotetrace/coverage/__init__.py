"""Coverage: what each element has of what it is expected to have, as the source has it and as read.

The names load when they are first used: most questions need a few of the modules only, and a start pays for each.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_HOMES: dict[str, str] = {
    name: home
    for home, names in (
        ("evaluate", ("evaluate_coverage",)),
        ("gates", ("Gate", "GateResult", "evaluate_gates")),
        ("losses", ("LOSS_WEIGHT", "SCALES", "Fall", "ImpactResult", "Loss", "LossType", "Scale")),
        ("matrix", ("FACETS", "Facet", "MatrixCell", "MatrixResult", "build_matrix", "values_of")),
        (
            "results",
            (
                "ChainResult",
                "CoverageResult",
                "ElementCoverage",
                "ExpectationCoverage",
                "Figures",
                "PartCoverage",
                "RollUp",
            ),
        ),
        ("review", ("ReviewItem", "ReviewResult", "build_review", "find_named", "name_of")),
        (
            "robustness",
            (
                "ProblemRobustness",
                "RobustnessResult",
                "SingleCarrier",
                "SmallestSet",
                "evaluate_robustness",
                "find_smallest_set",
            ),
        ),
        ("tiers", ("READ_TIERS", "SOURCE_TIERS", "Tier")),
        ("what_if", ("find_impact", "find_link_impacts", "rank_impacts")),
    )
    for name in names
}

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


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
