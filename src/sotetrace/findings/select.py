"""What a workspace does to findings: other severities, waivers, an order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sotetrace.findings.finding import DocumentPath, Finding, Place, Severity
from sotetrace.model.ids import split_qualified
from sotetrace.model.settings import Acceptance
from sotetrace.rules import slug_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping

    from sotetrace.model.settings import Waiver


def apply_severities(findings: Iterable[Finding], levels: Mapping[str, str]) -> list[Finding]:
    """Give findings the severity that the settings set for their rule; those switched off are left out."""
    by_slug = {slug: Severity.parse(level) for name, level in levels.items() if (slug := slug_of(name))}
    changed = (replace(f, severity=by_slug[f.rule]) if f.rule in by_slug else f for f in findings)
    return [finding for finding in changed if finding.severity > Severity.OFF]


def apply_waivers(
    findings: Iterable[Finding],
    waivers: Iterable[Waiver],
    today: dt.date,
    document: str,
    ids: Mapping[str, Collection[str]] | None = None,
) -> list[Finding]:
    """Mark the findings that a valid waiver accepts, and add a finding for each waiver that is at fault itself.

    A waiver is valid when it has a reason, an owner, a date and an expiry that is not past. `document` names the file
    of the waivers, `ids` are those of the elements and parts of each document; a waiver of an element that several
    have accepts nothing. A finding about a mapping is accepted by either of the elements that it joins.
    """
    result = list(findings)
    for index, waiver in enumerate(waivers):
        place = Place(document, ("waivers", index))
        result += _faults(waiver, place, today)
        slug = slug_of(waiver.rule)
        holders, element = holders_of(waiver.element, ids or {})
        if len(holders) > 1:
            result.append(_ambiguous(waiver.element, (*place.path, "element"), document, holders))
            continue
        names = {waiver.element, *(f"{holder}:{element}" for holder in holders)}
        matches = [
            i
            for i, f in enumerate(result)
            if f.rule == slug
            and (
                (f.element == element and (not holders or f.place.document in holders)) or not names.isdisjoint(f.ends)
            )
        ]
        if slug is not None and not matches:
            result.append(Finding.of("waiver-unused", place, rule=waiver.rule, element=waiver.element))
        if is_valid(waiver, today):
            for i in matches:
                result[i] = replace(result[i], waived=waiver.reason)
    return result


def holders_of(name: str, ids: Mapping[str, Collection[str]]) -> tuple[tuple[str, ...], str]:
    """Return the documents in which something of an id stands, by the ids of each, and the id in them.

    A qualified id (`soste:G4`) stands in the document that it names, whether or not that has it.
    """
    document, identifier = split_qualified(name, ids)
    if document is not None:
        return (document,), identifier
    return tuple(holder for holder, known in ids.items() if identifier in known), identifier


def waivers_of(
    document: str, waivers: Iterable[Waiver], ids: Mapping[str, Collection[str]]
) -> tuple[tuple[Waiver, str], ...]:
    """Return the waivers that are about elements of a document, each with the id of its element there."""
    found = [(waiver, *holders_of(waiver.element, ids)) for waiver in waivers]
    return tuple((waiver, element) for waiver, holders, element in found if holders in ((), (document,)))


def _ambiguous(name: str, path: DocumentPath, document: str, holders: Iterable[str]) -> Finding:
    choices = ", ".join(f"{holder}:{name}" for holder in holders)
    return Finding.of("ambiguous-element", Place(document, path), element=name, choices=choices)


def find_acceptance_faults(
    acceptances: Iterable[Acceptance],
    today: dt.date,
    document: str,
    ids: Mapping[str, Collection[str]] | None = None,
) -> list[Finding]:
    """Find the accepted changes that are incomplete, past their expiry, or name an element that several documents have.

    `document` names their file, `ids` are those of the elements and parts of each document. Whether one matches a
    change, only a comparison knows.
    """
    faults = []
    for index, acceptance in enumerate(acceptances):
        faults += _incomplete_or_expired(acceptance, Place(document, ("changes", index)), today)
        for number, name in enumerate(acceptance.elements):
            holders, _ = holders_of(name, ids or {})
            if len(holders) > 1:
                faults.append(_ambiguous(name, ("changes", index, "elements", number), document, holders))
    return faults


def is_valid(waiver: Waiver | Acceptance, today: dt.date) -> bool:
    """Say whether a waiver accepts anything on a day: complete, and not past its expiry."""
    return not _missing(waiver) and waiver.until is not None and waiver.until >= today


def _missing(waiver: Waiver | Acceptance) -> list[str]:
    return [name for name in ("reason", "owner", "date", "until") if getattr(waiver, name) is None]


def _faults(waiver: Waiver, place: Place, today: dt.date) -> list[Finding]:
    unknown = [] if slug_of(waiver.rule) is not None else [Finding.of("unknown-rule", place, rule=waiver.rule)]
    return [*unknown, *_incomplete_or_expired(waiver, place, today)]


def _incomplete_or_expired(waiver: Waiver | Acceptance, place: Place, today: dt.date) -> list[Finding]:
    faults = []
    rule, element = named_by(waiver)
    if missing := _missing(waiver):
        faults.append(Finding.of("incomplete-waiver", place, missing=", ".join(missing), rule=rule, element=element))
    if waiver.until is not None and waiver.until < today:
        faults.append(Finding.of("waiver-expired", place, until=waiver.until.isoformat(), rule=rule, element=element))
    return faults


def named_by(waiver: Waiver | Acceptance) -> tuple[str, str]:
    """Return the rule and element that an entry of the file of waivers names; an accepted change may name neither."""
    if isinstance(waiver, Acceptance):
        return waiver.rule or waiver.fingerprint, ", ".join(waiver.elements) or waiver.fingerprint
    return waiver.rule, waiver.element


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """Sort by place in the file, then by rule and arguments, so that the order never depends on how they were found."""

    def key(finding: Finding) -> tuple[object, ...]:
        at = finding.location
        return (
            (at.file, at.line, at.column) if at else ("", 0, 0),
            finding.code,
            finding.element or "",
            finding.args,
            finding.place.document,
            [(isinstance(step, int), step) for step in finding.place.path],
        )

    return sorted(findings, key=key)


def is_failing(findings: Iterable[Finding], level: Severity) -> bool:
    """Say whether any finding that is not waived is at or above a severity."""
    return any(finding.severity >= level and finding.waived is None for finding in findings)
