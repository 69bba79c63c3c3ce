"""Crosswalks: how the elements of one document relate to those of another, and what nothing relates to."""

from sotetrace.crosswalk.chains import DerivedMapping, Step
from sotetrace.crosswalk.conflicts import Conflict, ConflictKind, find_conflicts
from sotetrace.crosswalk.evaluate import evaluate_crosswalk, find_pairs
from sotetrace.crosswalk.results import CrosswalkResult, KindCount, Match, Redundancy, Unmatched
from sotetrace.crosswalk.rows import Crosswalks, MappingRow, Term, build_crosswalks

__all__ = [
    "Conflict",
    "ConflictKind",
    "CrosswalkResult",
    "Crosswalks",
    "DerivedMapping",
    "KindCount",
    "MappingRow",
    "Match",
    "Redundancy",
    "Step",
    "Term",
    "Unmatched",
    "build_crosswalks",
    "evaluate_crosswalk",
    "find_conflicts",
    "find_pairs",
]
