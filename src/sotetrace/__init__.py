"""sotetrace: traceability for policy visions.

    >>> import sotetrace
    >>> project = sotetrace.open()  # the model of this folder, else the embedded Sote2040 vision
    >>> result, = project.coverage()

The public names are those in `__all__`; they load when they are first used.
"""

from __future__ import annotations

from sotetrace._version import __version__

TYPE_CHECKING = False  # type checkers know it by this name; importing typing would slow `--version` down
if TYPE_CHECKING:
    from typing import Any

    from sotetrace.across import AcrossResult, TraceAcross
    from sotetrace.coverage import CoverageResult, ImpactResult, RobustnessResult, evaluate_coverage
    from sotetrace.crosswalk import CrosswalkResult
    from sotetrace.diff import ChangeFinding, DiffResult
    from sotetrace.errors import SotetraceError
    from sotetrace.findings import Finding, Severity
    from sotetrace.graph import Trace, TraceGraph
    from sotetrace.model.document import VisionDocument
    from sotetrace.project import Project

    open = Project.open

_HOMES = {
    "AcrossResult": "sotetrace.across",
    "ChangeFinding": "sotetrace.diff",
    "CoverageResult": "sotetrace.coverage",
    "CrosswalkResult": "sotetrace.crosswalk",
    "DiffResult": "sotetrace.diff",
    "Finding": "sotetrace.findings",
    "ImpactResult": "sotetrace.coverage",
    "Project": "sotetrace.project",
    "RobustnessResult": "sotetrace.coverage",
    "Severity": "sotetrace.findings",
    "SotetraceError": "sotetrace.errors",
    "Trace": "sotetrace.graph",
    "TraceAcross": "sotetrace.across",
    "TraceGraph": "sotetrace.graph",
    "VisionDocument": "sotetrace.model.document",
    "evaluate_coverage": "sotetrace.coverage",
}

__all__ = [
    "AcrossResult",
    "ChangeFinding",
    "CoverageResult",
    "CrosswalkResult",
    "DiffResult",
    "Finding",
    "ImpactResult",
    "Project",
    "RobustnessResult",
    "Severity",
    "SotetraceError",
    "Trace",
    "TraceAcross",
    "TraceGraph",
    "VisionDocument",
    "__version__",
    "evaluate_coverage",
    "open",
]


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "open":
        return import_module("sotetrace.project").Project.open
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'sotetrace' has no attribute {name!r}")
