"""Writing what is accepted into the workspace's file of waivers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sotetrace.errors import UsageError
from sotetrace.model.ids import QUALIFIED_PATTERN

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sotetrace.diff import ChangeFinding
    from sotetrace.findings import Finding
    from sotetrace.project.project import Project


def accept_findings(
    project: Project,
    gaps: Sequence[Finding],
    changes: Sequence[ChangeFinding],
    *,
    reason: str,
    owner: str,
    until: dt.date,
) -> list[str]:
    """Write gaps and changes that are accepted, and return a line for each.

    Raises UsageError for what nothing accepts, and SotetraceError when the file cannot be written.
    """
    from sotetrace.diff.results import NEVER_ACCEPTED
    from sotetrace.store.workspace_edits import write_acceptances

    said = {"reason": reason, "owner": owner, "date": project.today.isoformat(), "until": until.isoformat()}
    entries: list[tuple[str, dict[str, str | Sequence[str]]]] = []
    lines = []
    for gap in gaps:
        if gap.element is None and not gap.ends:
            raise UsageError(f"{gap.code}: is about no element", "Mend it; only what an element lacks is accepted.")
        element = gap.ends[0] if gap.element is None else project.qualify(gap.place.document, gap.element)
        entries.append(("waivers", {"rule": gap.rule, "element": element, **said}))
        lines.append(f"{gap.code} {element}")
    for change in changes:
        if change.rule in NEVER_ACCEPTED:
            raise UsageError(f"{change.finding.code} {change.rule}: cannot be accepted", "It is a decision itself.")
        element = project.qualify(change.document, change.element)
        # What a crosswalk says of itself is about no element, and one of another workspace may have any name.
        about = {"elements": [element]} if re.fullmatch(QUALIFIED_PATTERN, element) else {}
        entries.append(("changes", {"fingerprint": change.fingerprint, "rule": change.rule, **about, **said}))
        lines.append(f"{change.finding.code} {element} {change.fingerprint}")
    name = write_acceptances(project.opened, entries)
    return [f"{name}: {line}: {owner}, {until.isoformat()}" for line in lines]
