"""Standing findings → a Code Quality report.

The form: GitLab Docs, "Code Quality", "Code Quality report format". GitLab takes two entries with one fingerprint for
the same, and ends reading at the first that lacks a key.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from sotetrace.findings import Severity
from sotetrace.report.inert import inert_json
from sotetrace.report.standing import file_of, name_of

if TYPE_CHECKING:
    from sotetrace.report.standing import Standing

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}
"""`critical` and `blocker` say more than a fault in a plan can."""


def render_gitlab(standing: Standing) -> str:
    """Return a JSON array with an entry a finding, the worst first; findings that are waived are left out."""
    seen: Counter[str] = Counter()
    entries = []
    for finding in standing.open_ones:
        seen[finding.fingerprint] += 1
        again = seen[finding.fingerprint]
        entries.append(
            {
                "description": standing.sentence(finding),
                "check_name": name_of(finding),
                "fingerprint": finding.fingerprint if again == 1 else f"{finding.fingerprint}-{again}",
                "severity": _SEVERITIES[finding.severity],
                "location": {
                    "path": file_of(finding),
                    "lines": {"begin": finding.location.line if finding.location is not None else 1},
                },
            }
        )
    return inert_json(json.dumps(entries, ensure_ascii=False, indent=2)) + "\n"
