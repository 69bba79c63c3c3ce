"""Standing findings → workflow commands, which GitHub shows as annotations beside the lines of a pull request.

The form and its escapes: GitHub Docs, "Workflow commands for GitHub Actions". The runner takes any line that begins
with `::name` for a command, so no line here begins with text of a model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Severity
from sotetrace.report.page import text_of
from sotetrace.report.pages.findings import counts
from sotetrace.report.standing import end_column_of, file_of, name_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sotetrace.findings import Finding
    from sotetrace.report.standing import Standing

LIMIT = 10
"""How many annotations of a level GitHub shows of one step; it drops the others without a word."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render_github(standing: Standing) -> str:
    """Return an annotation a finding, the worst first, then how many are left out, and the line of counts.

    Findings that are waived are counted and not annotated.
    """
    return render_changes(standing, text_of(counts(standing.findings, standing.words)))


def render_changes(standing: Standing, line_of_counts: str) -> str:
    """Return an annotation a change, as for findings; the line of counts is that of the comparison."""
    by_level = {severity: [f for f in standing.open_ones if f.severity == severity] for severity in _COMMANDS}
    shown = {severity: found[:LIMIT] for severity, found in by_level.items()}
    if any(len(found) > LIMIT for found in by_level.values()):
        shown[Severity.NOTE] = shown[Severity.NOTE][: LIMIT - 1]  # room for the line about the others, a notice itself
    lines = [_annotation(finding, standing) for found in shown.values() for finding in found]
    lines += _others({severity: len(by_level[severity]) - len(found) for severity, found in shown.items()}, standing)
    return "\n".join((*lines, line_of_counts)) + "\n"


def _annotation(finding: Finding, standing: Standing) -> str:
    properties: dict[str, object] = {"title": name_of(finding)}
    if finding.location is not None:
        at = finding.location
        place = {"line": at.line, "col": at.column, "endLine": at.line, "endColumn": end_column_of(at)}
        properties = {"file": file_of(finding), **place, **properties}
    return _command(finding.severity, properties, [standing.sentence(finding), *standing.advice(finding)])


def _others(left_out: Mapping[Severity, int], standing: Standing) -> list[str]:
    """Return the one line about findings that GitHub would drop, if there are any."""
    count = sum(left_out.values())
    if not count:
        return []
    text = standing.words(
        "standing.more",
        count=count,
        errors=left_out[Severity.ERROR],
        warnings=left_out[Severity.WARNING],
        notes=left_out[Severity.NOTE],
    )
    return [_command(Severity.NOTE, {"title": f"sotetrace {standing.command}"}, [text])]


def _command(severity: Severity, properties: Mapping[str, object], lines: Sequence[str]) -> str:
    given = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[severity]} {given}::{_data(chr(10).join(lines))}"


def _data(text: str) -> str:
    """Escape the message of a command; the percent sign first, because the escapes are made of it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
