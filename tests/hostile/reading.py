"""Reading an input the way a user does, and the law that no input breaks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import SotetraceError, UnparsableError
from sotetrace.findings import Finding
from sotetrace.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TODAY = dt.date(2026, 11, 22)


DOCUMENT = Path(__file__).with_name("valid.yaml").read_bytes()
NAMES = ("vision.yaml", "waivers.yaml", "sotetrace.yaml")
SETTINGS = b"format: 1\ndocuments: [vision.yaml]\nwaivers: waivers.yaml\nrules: {SOT303: note}\n"
WAIVERS = b"""format: 1
waivers:
  - {rule: SOT303, element: G1.2, reason: Later., owner: Board, date: 2026-01-01, until: 2027-01-01}
  - {rule: SOT306, element: M3}
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of reading an input: the findings, and the ids of the elements that were read."""

    findings: tuple[Finding, ...]
    ids: frozenset[str]


def read(path: Path) -> Result:
    """Open, check, evaluate and verify. Raises nothing but what the law allows: a bug is a traceback."""
    try:
        project = Project.open(path, today=TODAY)
    except UnparsableError as error:
        return Result(tuple(finding for finding in error.findings if isinstance(finding, Finding)), frozenset())
    project.coverage()
    try:
        verified = project.verify().findings
    except SotetraceError:
        verified = ()
    for finding in project.findings:
        for language in ("fi", "sv", "en"):
            assert finding.message(language)
            assert finding.remedy(language)
    ids = frozenset(element.id for document in project.documents for element in document.iter_elements())
    return Result((*project.findings, *verified), ids)


def places(findings: Iterable[Finding]) -> set[str]:
    """Return the findings as `rule line:column`."""
    return {f"{f.rule} {f.location.line}:{f.location.column}" for f in findings if f.location}


def faults_of_reading(findings: Iterable[Finding]) -> set[str]:
    """Return those of the rules of reading."""
    return places(finding for finding in findings if finding.code < "SOT100")


def is_inside(finding: Finding, lines: Sequence[str]) -> bool:
    """Say whether a finding stands in a file of these lines: on one of them, at most one past the end of it."""
    at = finding.location
    if at is None:
        return False
    return 1 <= at.line <= len(lines) and 1 <= at.column <= len(lines[at.line - 1]) + 1 and at.width >= 1


def lines_of(raw: bytes) -> list[str]:
    """Return the lines of a file, at least one, as an editor counts them."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", errors="replace")
    else:
        text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[:-1] if len(lines) > 1 and not lines[-1] else lines


def law(folder: Path, raw: bytes, name: str = "vision.yaml") -> Result:
    """Read a file twice: the same comes of it, all findings are inside the files, and the files stay as they are."""
    files = {"vision.yaml": DOCUMENT}
    if name != "vision.yaml":
        files |= {"sotetrace.yaml": SETTINGS, "waivers.yaml": WAIVERS}
    files[name] = raw
    for each, content in files.items():
        (folder / each).write_bytes(content)
    model = folder / ("sotetrace.yaml" if len(files) > 1 else "vision.yaml")
    result = read(model)
    assert read(model) == result
    for each, content in files.items():
        assert (folder / each).read_bytes() == content
    assert {path.name for path in folder.iterdir()} <= {*files, *NAMES}
    lines = {each: lines_of(content) for each, content in files.items()}
    for finding in result.findings:
        assert finding.location is not None, finding
        assert is_inside(finding, lines[finding.location.file.rsplit("/", 1)[-1]]), finding
    return result
