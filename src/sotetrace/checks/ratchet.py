"""A ratchet: gaps may only become fewer. A new one is a finding, and so is one that closed and is still listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage.gap_rules import GAP_RULES
from sotetrace.findings import Finding, Place
from sotetrace.model.settings import KnownGap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sotetrace.model.settings import Baseline


def gaps_of(findings: Iterable[Finding]) -> tuple[KnownGap, ...]:
    """Return the gaps among findings, waived ones too, as a baseline lists them: by rule, element and fingerprint."""
    gaps = {finding.fingerprint: finding for finding in findings if finding.rule in GAP_RULES}
    ordered = sorted(gaps.values(), key=lambda finding: (finding.code, finding.element or "", finding.fingerprint))
    return tuple(KnownGap(fingerprint=one.fingerprint, rule=one.rule, element=one.qualified) for one in ordered)


def find_slips(findings: Iterable[Finding], baseline: Baseline, name: str) -> Iterator[Finding]:
    """Find the gaps that a baseline does not list and nothing accepts, and the listed gaps that are there no more.

    `name` is the file of the baseline.
    """
    listed = {gap.fingerprint for gap in baseline.gaps}
    found = [finding for finding in findings if finding.rule in GAP_RULES]
    for finding in found:
        if finding.fingerprint not in listed and finding.waived is None:
            yield Finding.of("gap-not-listed", finding.place, rule=finding.rule, element=finding.qualified)
    standing = {finding.fingerprint for finding in found}
    for index, gap in enumerate(baseline.gaps):
        if gap.fingerprint not in standing:
            place = Place(name, ("gaps", index))
            yield Finding.of("listed-gap-closed", place, rule=gap.rule or gap.fingerprint, element=gap.element)
