"""What is wrong with the documents of a workspace: findings located, weighed, waived, and held to known gaps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.findings import apply_severities, apply_waivers, find_acceptance_faults, sort_findings
from sotetrace.model.ids import is_past
from sotetrace.project.documents import Documents
from sotetrace.store.positions import locate_findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sotetrace.coverage import GateResult
    from sotetrace.findings import Finding

_COVERAGE, _CHANGES = "SOT3", "SOT7"
"""How the codes of rules about coverage, and about changes, begin."""


@dataclass(frozen=True)
class CheckedDocuments(Documents):
    """The documents of a workspace with what is found wrong in them."""

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of reading and checking: located, weighed by the settings, waived, and in order."""
        from sotetrace.checks.run import run_checks, run_crosswalk_checks, run_workspace_checks

        known = self.workspace_contexts
        checked = self.present_contexts  # what stood at a former revision cannot be mended
        found = [finding for context in checked for finding in run_checks(context, self._levels)]
        found += [finding for context in checked for finding in run_workspace_checks(context, known)]
        if self.opened.workspace.crosswalks and self.chosen is None:
            found += run_crosswalk_checks(self.crosswalks)
        return self.finish([*self.opened.findings, *found])

    @property
    def reading_findings(self) -> tuple[Finding, ...]:
        """What reading the workspace met: of a document that the project is narrowed to, only what stands in it."""
        return tuple(finding for finding in self.opened.findings if self.is_asked(finding))

    def is_asked(self, finding: Finding) -> bool:
        """Say whether a located finding stands in what the project is about."""
        if self.chosen is None:
            return True
        if finding.location is None:
            return finding.place.document == self.chosen
        known = self.opened.positions.get(self.chosen)
        return known is not None and finding.location.file in {name for name, _ in known.files}

    def finish(self, found: Iterable[Finding]) -> tuple[Finding, ...]:
        """Return findings located, weighed by the settings, waived, and in order, with those of the waivers."""
        workspace = self.opened.workspace
        weighed = apply_severities(found, workspace.settings.rules)
        ids = self.ids_by_document
        waived = apply_waivers(weighed, workspace.waivers, self.today, self.opened.waivers_file, ids)
        waived += find_acceptance_faults(workspace.acceptances, self.today, self.opened.waivers_file, ids)
        located = locate_findings(apply_severities(waived, workspace.settings.rules), self.opened.positions)
        return tuple(sort_findings(self._with_document(finding) for finding in located if self.is_asked(finding)))

    def _with_document(self, finding: Finding) -> Finding:
        """Name the document of a finding where another one of the workspace could have the same."""
        document = finding.place.document
        if is_past(document) and document in self.workspace_contexts:
            return replace(finding, document=document)
        if document not in self.ids_by_document:
            return finding
        others = [known for name, known in self.ids_by_document.items() if name != document]
        is_own = finding.element in self.ids_by_document[document]  # and not the id of a scope or a source
        if is_own and not any(finding.element in known for known in others):
            return finding
        return replace(finding, document=document)

    @property
    def _levels(self) -> Mapping[str, str]:
        """The severities that the settings give to rules, by slug."""
        from sotetrace.rules import slug_of

        rules = self.opened.workspace.settings.rules
        return {slug: level for name, level in rules.items() if (slug := slug_of(name)) is not None}

    @property
    def checked_rules(self) -> tuple[str, ...]:
        """The slugs of the rules that `findings` looked for: those that a check finds and that are not off here."""
        from sotetrace.checks.run import NOT_CHECKED
        from sotetrace.rules import code_of, load_rule, rule_slugs

        levels = self._levels
        standing = [slug for slug in rule_slugs() if slug not in NOT_CHECKED and not code_of(slug).startswith(_CHANGES)]
        return tuple(slug for slug in standing if levels.get(slug, load_rule(slug).severity) != "off")

    @property
    def coverage_rules(self) -> tuple[str, ...]:
        """The slugs of those of `checked_rules` that are about coverage."""
        from sotetrace.rules import code_of

        return tuple(slug for slug in self.checked_rules if code_of(slug).startswith(_COVERAGE))

    def find_gaps(self, gates: Iterable[Sequence[GateResult]] = ()) -> tuple[Finding, ...]:
        """Return the findings about coverage, and one for each gate that is missed; `gates` are by document.

        No setting weighs a missed gate: whoever sets a gate has said that it counts.
        """
        from sotetrace.checks.gates import find_missed_gates

        missed = [finding for pair in zip(self.contexts, gates, strict=False) for finding in find_missed_gates(*pair)]
        gaps = [finding for finding in self.findings if finding.code.startswith(_COVERAGE)]
        located = locate_findings(missed, self.opened.positions)
        return tuple(sort_findings([*gaps, *map(self._with_document, located)]))

    def ratchet(self, baseline: str | Path) -> tuple[Finding, ...]:
        """Hold the gaps to a list of known ones: a finding for each one not listed, and for each listed that closed.

        Raises UnreadableError, or UnparsableError when the list cannot be parsed.
        """
        from sotetrace.checks.ratchet import find_slips
        from sotetrace.store.baselines import read_baseline

        loaded = read_baseline(Path(baseline))
        everything = self.whole or self  # a list of known gaps is about the whole workspace
        slips = [*loaded.findings, *find_slips(everything.findings, loaded.value, loaded.name)]
        positions = {**self.opened.positions, loaded.name: loaded.positions}
        located = locate_findings(slips, positions)
        kept = (one for one in located if one.place.document == loaded.name or self.is_asked(one))
        return tuple(sort_findings(map(self._with_document, kept)))

    def write_baseline(self, baseline: str | Path) -> int:
        """Write the gaps of the whole workspace as the list of known ones, and return how many they are."""
        from sotetrace.checks.ratchet import gaps_of
        from sotetrace.store.baselines import write_baseline

        gaps = gaps_of((self.whole or self).findings)
        write_baseline(Path(baseline), gaps)
        return len(gaps)
