"""Standing findings → a test report in the XML of JUnit, as GitLab and Jenkins read it.

The form: `junit-10.xsd` of the Jenkins xUnit plugin. A suite is a rule, a case is a finding of it; a rule that found
nothing has one case that passes, so that a clean run is no empty report.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sotetrace.report.standing import file_of
from sotetrace.rules import code_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.findings import Finding
    from sotetrace.report.standing import Standing

_NOT_XML = re.compile("[\ufffe\uffff]")
"""What XML cannot hold and inert text still may."""


def render_junit(standing: Standing) -> str:
    """Return a test report that fails when the command does.

    A finding from the fail level on is a failure; one below it, or one that is waived, is skipped and says why.
    """
    rules = sorted({*standing.checked, *(finding.rule for finding in standing.findings)}, key=code_of)
    root = ET.Element("testsuites", {"name": f"sotetrace {standing.command}"})
    for rule in rules:
        root.append(_suite(rule, [finding for finding in standing.findings if finding.rule == rule], standing))
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _suite(rule: str, findings: Sequence[Finding], standing: Standing) -> ET.Element:
    code = code_of(rule)
    suite = ET.Element("testsuite", {"name": f"{code} {rule}"})
    group = f"sotetrace.{standing.command}.{code}-{rule}"
    seen: Counter[str] = Counter()
    for finding in findings:
        name = f"{rule}: {finding.element or finding.fingerprint}"
        seen[name] += 1
        shown = _clean(name if seen[name] == 1 else f"{name} ({seen[name]})")
        suite.append(_case(finding, {"name": shown, "classname": group}, standing))
    if not findings:
        ET.SubElement(suite, "testcase", {"name": rule, "classname": group})
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    return suite


def _case(finding: Finding, named: dict[str, str], standing: Standing) -> ET.Element:
    case = ET.Element("testcase", named)
    sentence = standing.sentence(finding)
    at = finding.location
    lines = [f"{file_of(finding)}:{at.line}:{at.column}" if at is not None else file_of(finding), sentence]
    if finding.waived is not None:
        tag, kind, message = "skipped", "waived", standing.words("findings.waived", reason=standing.waiver(finding))
        lines.append(message)
    else:
        is_failure = finding.severity >= standing.fail_level
        tag, kind = "failure" if is_failure else "skipped", finding.severity.word
        message = f"{standing.words(f'severity.{kind}')}: {sentence}"
        lines += standing.advice(finding)
    outcome = ET.SubElement(case, tag, {"type": kind, "message": _clean(message)})
    outcome.text = _clean("\n".join(lines))
    return case


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
