"""Compare two states of a workspace: what changed, what it weighs, and what it does to coverage."""

from sotetrace.diff.changes import Change
from sotetrace.diff.compare import Comparison, compare
from sotetrace.diff.results import ChangeClass, ChangeFinding, DiffResult, DocumentDiff
from sotetrace.diff.run import Reading, compare_readings

__all__ = [
    "Change",
    "ChangeClass",
    "ChangeFinding",
    "Comparison",
    "DiffResult",
    "DocumentDiff",
    "Reading",
    "compare",
    "compare_readings",
]
