"""Compare two states of a workspace from beginning to end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sotetrace.diff.assess import assess, find_reworded
from sotetrace.diff.compare import compare, compare_workspaces
from sotetrace.diff.compared import ComparedDocument
from sotetrace.diff.coverage_sides import CoverageSides
from sotetrace.diff.judgement import Judgement
from sotetrace.diff.pairing import Pairing
from sotetrace.diff.policy import find_unasked
from sotetrace.diff.results import ASKING, NEVER_ACCEPTED, ChangeFinding, DiffResult, DocumentDiff
from sotetrace.diff.suspects import find_suspects
from sotetrace.diff.transitions import assess_coverage
from sotetrace.findings import Finding, Place, Severity, apply_severities
from sotetrace.findings.select import is_valid, named_by
from sotetrace.model.expectations import DEFAULT_EXPECTATIONS
from sotetrace.model.ids import natural_key, split_qualified
from sotetrace.rules import slug_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sotetrace.coverage import CoverageResult
    from sotetrace.diff.compare import Comparison
    from sotetrace.graph import TraceGraph
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.expectations import Expectation
    from sotetrace.model.workspace import Workspace


_TOLD_BY = {
    "documents": ("document-added", "document-removed"),
    "crosswalks": ("crosswalk-added", "crosswalk-removed"),
}
"""The rules that say what it means when a list of files in the settings changed."""


@dataclass(frozen=True)
class Reading:
    """One side as it was read: its workspace, graphs by document id, findings of reading and checking, its coverage.

    `cover` evaluates a document (by its id) by some expectations; `left_out` are, by document id, the ids of elements
    that could not be read; `only` are the documents that were asked for, of crosswalks too, none where all were.
    """

    workspace: Workspace
    graphs: Mapping[str, TraceGraph]
    findings: Sequence[Finding]
    cover: Callable[[str, tuple[Expectation, ...]], CoverageResult]
    settings_file: str = ""
    waivers_file: str = ""
    left_out: Mapping[str, frozenset[str]] = field(default_factory=dict)
    only: frozenset[str] = frozenset()


def compare_readings(old: Reading, new: Reading, today: dt.date) -> DiffResult:
    """Compare two readings of a workspace.

    The levels of rules and the expectations are those of the old side, so that a request cannot lower its own bar; what
    is accepted comes from the new side. `today` is the day on which acceptances are judged.
    """
    around = _compare_around(old.workspace, new.workspace)
    documents: list[DocumentDiff] = []
    compared: list[ComparedDocument] = []
    for before, after in _pair_documents(old.workspace, new.workspace):
        if before is not None and after is not None:
            diff, one = _compare_document(old, new, before, after, around)
            documents.append(diff)
            compared.append(one)
        else:
            documents.append(DocumentDiff(before, after, None, None))
            compared.append(ComparedDocument(before, after, Pairing(), (_whole_document(before, after),)))
    changes = [finding for one in compared for finding in one.findings]
    changes += _compare_crosswalks(old, new, compared)
    changes += [
        _under_whole(_of_settings(found, new if found.side == "new" else old), changes) for _, found in assess(around)
    ]
    changes = _weigh(changes, old.workspace.settings.rules)
    changes = _accept(changes, new.workspace, today)
    faults, standing = _faults(old, new)
    faults = (*faults, *_idle_acceptances(old, new, {change.fingerprint for change in changes}))
    return DiffResult(tuple(documents), _in_order(changes), faults, standing)


def expectations_of(workspace: Workspace, document: VisionDocument) -> tuple[Expectation, ...]:
    """Return the expectations that hold for a document: the workspace's, else its own, else the built-in ones."""
    return workspace.settings.expectations or document.expectations or DEFAULT_EXPECTATIONS


def _pair_documents(old: Workspace, new: Workspace) -> list[tuple[VisionDocument | None, VisionDocument | None]]:
    """Pair documents by id; a single one on each side is the same one, whatever it is called."""
    if len(old.documents) == len(new.documents) == 1:
        return [(old.documents[0], new.documents[0])]
    before = {document.document.id: document for document in old.documents}
    after = {document.document.id: document for document in new.documents}
    return [(before.get(name), after.get(name)) for name in sorted({*before, *after}, key=natural_key)]


def _compare_document(
    old: Reading, new: Reading, before: VisionDocument, after: VisionDocument, around: Comparison
) -> tuple[DocumentDiff, ComparedDocument]:
    asked, asked_now = expectations_of(old.workspace, before), expectations_of(new.workspace, after)
    comparison = replace(compare(before, after), asked_before=asked, asked_now=asked_now)
    judgement = Judgement(comparison)
    judged = assess(comparison)
    old_graph, new_graph = old.graphs[before.document.id], new.graphs[after.document.id]
    old_coverage, new_coverage = old.cover(before.document.id, asked), new.cover(after.document.id, asked)
    found = [finding for _, finding in judged]
    found += _find_unasked(judgement, new, around)
    reworded = find_reworded(judged)
    found += find_suspects(judgement, new_graph, reworded, comparison.changes)
    found += assess_coverage(CoverageSides(judgement, old_graph, new_graph, old_coverage, new_coverage, judged))
    diff = DocumentDiff(before, after, old_coverage, new_coverage)
    return diff, ComparedDocument(before, after, comparison.pairing, tuple(found), reworded)


def _compare_crosswalks(old: Reading, new: Reading, documents: list[ComparedDocument]) -> list[ChangeFinding]:
    """Compare what the crosswalks say, where a side has any."""
    if not (old.workspace.crosswalks or new.workspace.crosswalks):
        return []
    from sotetrace.crosswalk import build_crosswalks  # few workspaces have any, and they cost time at a start
    from sotetrace.diff.assess_crosswalks import assess_crosswalks
    from sotetrace.diff.mapping_sides import MappingSides

    before, after = (build_crosswalks(side.workspace, side.left_out) for side in (old, new))
    return assess_crosswalks(MappingSides(before, after, tuple(documents), old.only | new.only))


def _compare_around(old: Workspace, new: Workspace) -> Comparison:
    """Compare what stands beside the documents. Where the settings ask nothing any more, each document asks its own."""
    first, *others = (expectations_of(new, document) for document in new.documents)
    now = tuple(one for one in first if all(one in other for other in others))
    return replace(compare_workspaces(old, new), asked_before=old.settings.expectations, asked_now=now)


def _find_unasked(judgement: Judgement, new: Reading, around: Comparison) -> list[ChangeFinding]:
    """Find the expectations that no longer hold for a document though nobody took them away."""
    changes = (change for change in (*judgement.comparison.changes, *around.changes) if change.old is not None)
    found = find_unasked(judgement, {change.entity.id for change in changes if change.entity_type == "expectation"})
    has_settings = bool(new.workspace.settings.expectations)
    return [_of_settings(one, new) if has_settings else one for one in found]


def _whole_document(old: VisionDocument | None, new: VisionDocument | None) -> ChangeFinding:
    known = new if new is not None else old
    assert known is not None
    judgement = Judgement(compare(known, known))
    rule, side = ("document-added", "new") if old is None else ("document-removed", "old")
    return judgement.make(rule, known.document.id, ("document",), {}, side=side)  # type: ignore[arg-type]


def _of_settings(change: ChangeFinding, side: Reading) -> ChangeFinding:
    """Place a change of settings or acceptances in the file of its side that it stands in."""
    path = change.finding.place.path
    name = side.waivers_file if change.rule.startswith("waiver-") else side.settings_file
    return replace(change, finding=replace(change.finding, place=Place(name, path)), document="")


def _under_whole(change: ChangeFinding, others: Sequence[ChangeFinding]) -> ChangeFinding:
    """Put a list of files that changed under the document or crosswalk that came or went with it."""
    told = _TOLD_BY.get(dict(change.finding.args)["field"], ()) if change.rule == "setting-changed" else ()
    causes = tuple(other.fingerprint for other in others if other.rule in told)
    return replace(change, causes=causes)


def _weigh(changes: Iterable[ChangeFinding], levels: Mapping[str, str]) -> list[ChangeFinding]:
    """Give changes the severity that the settings set for their rule; what is switched off is left out."""
    weighed = []
    for change in changes:
        found = apply_severities([change.finding], levels)
        weighed += [replace(change, finding=finding) for finding in found]
    return weighed


def _accept(changes: Iterable[ChangeFinding], workspace: Workspace, today: dt.date) -> list[ChangeFinding]:
    """Mark the changes that a complete and unexpired entry names by fingerprint, and add who accepts a gap."""
    valid = {one.fingerprint: one for one in workspace.acceptances if is_valid(one, today)}
    documents = {document.document.id for document in workspace.documents}
    waivers = {
        (*split_qualified(one.element, documents), slug_of(one.rule)): one
        for one in workspace.waivers
        if is_valid(one, today)
    }

    def marked(change: ChangeFinding) -> ChangeFinding:
        entry = valid.get(change.fingerprint) if change.rule not in NEVER_ACCEPTED else None
        if entry is not None:
            return replace(change, finding=replace(change.finding, waived=entry.reason), acceptance=entry)
        if change.finding.waived is None:
            return change
        named = (
            waivers.get((holder, change.subject, rule))
            for rule in change.gap_rules
            for holder in (change.document, None)
        )
        return replace(change, acceptance=next(filter(None, named), None))

    return [marked(change) for change in changes]


def _idle_acceptances(old: Reading, new: Reading, fingerprints: set[str]) -> Iterator[Finding]:
    """Find the accepted changes of the new side that are merged already, or that match no change."""
    merged = {acceptance.fingerprint for acceptance in old.workspace.acceptances}
    for index, acceptance in enumerate(new.workspace.acceptances):
        place = Place(new.waivers_file, ("changes", index))
        rule, element = named_by(acceptance)
        if acceptance.fingerprint in merged:
            yield Finding.of("acceptance-spent", place, rule=rule, element=element)
        elif acceptance.fingerprint not in fingerprints:
            yield Finding.of("waiver-unused", place, rule=rule, element=element)


def _faults(old: Reading, new: Reading) -> tuple[tuple[Finding, ...], int]:
    """Return the faults that only the new side has, and how many both have. Gaps are told by coverage."""
    sides = (old.workspace.documents, new.workspace.documents)
    # A single document on each side is the same one; else a fault is that of its document, whatever the other side has.
    ids = {document.document.id for side in sides for document in side} if max(map(len, sides)) > 1 else set()

    def key(finding: Finding) -> tuple[str, str | None]:
        holder = finding.place.document
        return replace(finding, document=None).fingerprint, holder if holder in ids else None

    known = {key(finding) for finding in old.findings}
    faults = [
        finding
        for finding in new.findings
        if finding.severity >= Severity.WARNING and finding.waived is None and not finding.code.startswith("SOT3")
    ]
    fresh = tuple(finding for finding in faults if key(finding) not in known)
    return fresh, len(faults) - len(fresh)


def _in_order(changes: Iterable[ChangeFinding]) -> tuple[ChangeFinding, ...]:
    """Sort the roots, each followed by what it brought about; the same thing is said once."""
    by_fingerprint = {change.fingerprint: change for change in changes}
    below: dict[str, list[ChangeFinding]] = {}
    roots: list[ChangeFinding] = []
    for change in by_fingerprint.values():
        parent = next((cause for cause in change.causes if cause in by_fingerprint), None)
        (roots if parent is None else below.setdefault(parent, [])).append(change)
    ordered: list[ChangeFinding] = []
    stack = sorted(roots, key=_order, reverse=True)
    while stack:
        change = stack.pop()
        ordered.append(change)
        stack += sorted(below.get(change.fingerprint, ()), key=_order_below, reverse=True)
    return tuple(ordered)


def _order(change: ChangeFinding) -> tuple[object, ...]:
    return (
        change.rule not in ASKING,
        -change.finding.severity,
        natural_key(change.element),
        change.finding.code,
        natural_key(change.subject),
        change.language,
        change.fingerprint,
    )


def _order_below(change: ChangeFinding) -> tuple[object, ...]:
    return (-change.finding.severity, change.finding.code, *_order(change))
