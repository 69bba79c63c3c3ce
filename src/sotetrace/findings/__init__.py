"""Findings: the one type for everything the tool says about data."""

from sotetrace.findings.finding import Finding, Location, Place, Severity
from sotetrace.findings.select import (
    apply_severities,
    apply_waivers,
    find_acceptance_faults,
    is_failing,
    sort_findings,
)

__all__ = [
    "Finding",
    "Location",
    "Place",
    "Severity",
    "apply_severities",
    "apply_waivers",
    "find_acceptance_faults",
    "is_failing",
    "sort_findings",
]
