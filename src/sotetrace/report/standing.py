"""Standing findings, those of a model as it is now: the one value that the writers for build servers take."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sotetrace.findings import Severity
from sotetrace.report.inert import inert, inert_lines
from sotetrace.report.pages.findings import remedy_of, sentence_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sotetrace.findings import Finding, Location
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument


@dataclass(frozen=True, slots=True)
class Standing:
    """The findings of a command, and what to say them with.

    `documents` give titles, `checked` are the slugs of the rules that were looked for, whether they found anything or
    not, and findings from `fail_level` on make the command fail. The text that a method returns is inert, on one line.
    """

    command: str
    findings: tuple[Finding, ...]
    words: Translator
    documents: tuple[VisionDocument, ...] = ()
    checked: tuple[str, ...] = ()
    fail_level: Severity = Severity.ERROR
    because: Mapping[Finding, str] = field(default_factory=dict)

    @property
    def open_ones(self) -> list[Finding]:
        """The findings that no waiver accepts, the worst first, each severity in the order of the findings."""
        return worst_first(finding for finding in self.findings if finding.waived is None)

    def sentence(self, finding: Finding) -> str:
        """Return what a finding says; where the sentence does not name the element, its id stands before it."""
        sentence = inert(sentence_of(finding, self.words, self.documents))
        element = finding.element
        if element is None or re.search(rf"(?<![\w.-]){re.escape(element)}(?![\w-]|\.\w)", sentence):
            return sentence
        return f"{inert(element)}: {sentence}"

    def advice(self, finding: Finding) -> list[str]:
        """Return why a finding is there and what to do about it: the nearest right word, if any, and the remedy."""
        meant = finding.suggestion
        lines = [self.because[finding]] if finding in self.because else []
        lines += [f"{self.words('findings.did_you_mean')} {meant}"] if meant is not None else []
        lines.append(f"{self.words('findings.remedy')} {remedy_of(finding, self.words)}")
        return [inert(line) for line in lines]

    def waiver(self, finding: Finding) -> str:
        """Return the reason for which a finding is waived."""
        return inert(finding.waived or "")


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings by severity, the worst first; those of one severity stay in their order."""
    return sorted(findings, key=lambda finding: -finding.severity)


def name_of(finding: Finding) -> str:
    """Return the code and slug of a finding's rule."""
    return f"{finding.code} {finding.rule}"


def file_of(finding: Finding) -> str:
    """Return the file a finding stands in; what was read from no file is called by the id of the document."""
    return shown_file(finding.location.file if finding.location is not None else finding.place.document)


def shown_file(file: str) -> str:
    """Return the name of a file, inert and otherwise as it is: unlike a text, it keeps its spaces."""
    return "".join(inert_lines(file))


def end_column_of(location: Location) -> int:
    """Return the column after the last character of a place, as SARIF counts (section 3.30.8) and linters do."""
    return location.column + location.width


def relocate(findings: Sequence[Finding], folder: str) -> tuple[Finding, ...]:
    """Return findings whose files, named from a folder of the repository, are named from the root of the repository."""

    def moved(location: Location) -> Location:
        return replace(location, file=posixpath.normpath(posixpath.join(folder, location.file)))

    return tuple(
        replace(
            finding,
            location=moved(finding.location) if finding.location is not None else None,
            related_locations=tuple(moved(location) for location in finding.related_locations),
        )
        for finding in findings
    )
