"""Standing findings → SARIF 2.1.0, as GitHub code scanning and editors read it.

The form: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0"; the limits: GitHub Docs, "SARIF
support for code scanning".
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sotetrace._version import __version__
from sotetrace.findings import Severity
from sotetrace.report.inert import inert_json
from sotetrace.report.standing import end_column_of, file_of, shown_file, worst_first
from sotetrace.rules import code_of, load_rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.findings import Finding, Location
    from sotetrace.report.standing import Standing

LIMIT = 25_000
"""How many results of a run GitHub takes (and of them it shows 5,000)."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note", Severity.OFF: "none"}
_SLOT = re.compile(r"\{\w+\}")
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render_sarif(standing: Standing, limit: int = LIMIT) -> str:
    """Return a log with one run; findings over the limit are left out, the lightest first, and a notification says so.

    Findings that are waived are there too, each as a suppressed result with its reason.
    """
    findings = worst_first(standing.findings)
    kept = findings[:limit]
    rules = sorted({finding.rule for finding in kept}, key=code_of)
    index = {rule: number for number, rule in enumerate(rules)}
    run = {
        "tool": {"driver": _driver(rules, standing)},
        "automationDetails": {"id": f"sotetrace-{standing.command}/"},
        "language": standing.words.language,
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(len(findings) - len(kept), standing)],
        "results": [_result(finding, index[finding.rule], standing) for finding in kept],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return inert_json(json.dumps(log, ensure_ascii=False, indent=2)) + "\n"


def _driver(rules: Sequence[str], standing: Standing) -> dict[str, Any]:
    return {
        "name": "sotetrace",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule, standing) for rule in rules],
    }


def _rule(slug: str, standing: Standing) -> dict[str, Any]:
    rule = load_rule(slug)
    severity = Severity.parse(rule.severity)
    _, about, *_ = rule.page.split("\n\n")
    remedy = _SLOT.sub("…", rule.remedies[standing.words.language])
    return {
        "id": rule.code,
        "name": slug,
        "shortDescription": {"text": slug.replace("-", " ").capitalize()},
        "fullDescription": {"text": " ".join(about.split())},
        "help": {"text": f"{remedy}\n\n{standing.words('findings.explain', code=rule.code)}"},
        "defaultConfiguration": {"enabled": severity is not Severity.OFF, "level": _LEVELS[severity]},
    }


def _invocation(left_out: int, standing: Standing) -> dict[str, Any]:
    invocation: dict[str, Any] = {"executionSuccessful": True}
    if left_out:
        text = standing.words("standing.left_out", count=left_out)
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": text}}]
    return invocation


def _result(finding: Finding, rule_index: int, standing: Standing) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule_index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _text("\n".join([standing.sentence(finding), *standing.advice(finding)]))},
        "locations": [_location(finding)],
        "partialFingerprints": {"sotetrace/v1": finding.fingerprint},
    }
    if finding.related_locations:
        places = enumerate(finding.related_locations, start=1)
        result["relatedLocations"] = [{"id": number, "physicalLocation": _physical(at)} for number, at in places]
    if finding.waived is not None:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": standing.waiver(finding)}]
    return result


def _location(finding: Finding) -> dict[str, Any]:
    at = finding.location
    location: dict[str, Any] = {"physicalLocation": _physical(at) if at is not None else _file(file_of(finding))}
    if finding.element is not None:
        location["logicalLocations"] = [{"name": finding.element, "kind": "element"}]
    return location


def _physical(at: Location) -> dict[str, Any]:
    region = {"startLine": at.line, "startColumn": at.column, "endLine": at.line, "endColumn": end_column_of(at)}
    return {**_file(shown_file(at.file)), "region": region}


def _file(file: str) -> dict[str, Any]:
    """Return a file as an address relative to the root of the repository; one elsewhere has none to be relative to."""
    path = quote(file, safe="/", errors="replace")
    if file.startswith("/") or re.match(r"[A-Za-z]:/", file):
        return {"artifactLocation": {"uri": f"file:///{path.lstrip('/')}"}}
    return {"artifactLocation": {"uri": path, "uriBaseId": "%SRCROOT%"}}


def _text(text: str) -> str:
    r"""Return a message in which nothing is a link: `[words](1)` would be one (section 3.11.6)."""
    return re.sub(r"[\\\[\]]", r"\\\g<0>", text) if "](" in text else text
