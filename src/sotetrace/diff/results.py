"""What a comparison says: changes that were judged, with their causes, and the faults that the new side has."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from sotetrace.diff.entities import Plain, canonical
from sotetrace.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sotetrace.coverage import CoverageResult
    from sotetrace.diff.changes import Certainty
    from sotetrace.findings import Finding, Location
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.settings import Acceptance, Waiver

Side = Literal["old", "new"]
Direction = Literal["gain", "loss", "neutral"]
ChangeClass = Literal["breaking", "substantive", "editorial"]

CLASS_OF: Mapping[Severity, ChangeClass] = {
    Severity.ERROR: "breaking",
    Severity.WARNING: "substantive",
    Severity.NOTE: "editorial",
}
"""The weight of a change is the severity of its finding by another name."""
SEVERITY_OF: Mapping[ChangeClass, Severity] = {name: severity for severity, name in CLASS_OF.items()}

ASKING = frozenset(("waiver-added", "waiver-widened", "waiver-extended", "waiver-changed"))
"""Rules of changes that ask for something to be accepted: read before anything else."""
NEVER_ACCEPTED = ASKING | {"id-reused", "policy-relaxed"}
"""Rules whose findings nothing accepts: each is itself a decision about what counts."""
_DETAILS = frozenset(
    (
        *("link-added", "link-removed", "part-added", "part-removed", "translation-changed"),
        *("mapping-added", "mapping-removed", "tension-added", "tension-removed", "search-added", "search-withdrawn"),
        *("mapping-denied", "denial-withdrawn"),
    )
)
_OF_WHOLE = frozenset(
    (
        *("counterpart-lost", "counterpart-gained", "derived-mapping-lost", "derived-mapping-gained"),
        *("mapping-left-behind", "crosswalk-added", "crosswalk-removed", "setting-changed"),
    )
)
"""Rules of what goes without saying when a crosswalk or document came or went as a whole."""
_WHOLE = frozenset(("crosswalk-added", "crosswalk-removed", "document-added", "document-removed"))


@dataclass(frozen=True, eq=False)
class ChangeFinding:
    """A change that was judged.

    Its class is the severity of the `finding`; `side` says on which side the finding's place stands. `subject` is the
    id of what changed (an element, part, link, source, …); `before` and `after` are the values on either side, as JSON
    knows them. `state` is a digest of what the element says on the new side. `causes` are the fingerprints of the
    changes that brought this one about; the first is the one it is shown under. `formerly` is the id of a removed
    element that an added one looks like: a suggestion. `anchor` is the nearest place on the new side, where a remark
    can be pinned: of what is gone, the element it stood on, or the top of the file. `document` is the id of the
    document that it is about, empty for what stands beside the documents. `gap_rules` are the slugs of the rules that a
    gap falls under, by one of which a waiver accepts it; none for what is no gap.
    """

    finding: Finding
    subject: str
    direction: Direction
    certainty: Certainty
    side: Side
    before: Plain = None
    after: Plain = None
    state: str = ""
    causes: tuple[str, ...] = ()
    formerly: str = ""
    anchor: Location | None = None
    acceptance: Acceptance | Waiver | None = None
    document: str = ""
    gap_rules: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """The slug of the rule."""
        return self.finding.rule

    @property
    def element(self) -> str:
        """The id of the element, scope or document it is about."""
        return self.finding.element or ""

    @property
    def language(self) -> str:
        """The language of the text that changed, or nothing."""
        return dict(self.finding.args).get("language", "")

    @property
    def change_class(self) -> ChangeClass:
        """How much it weighs."""
        return CLASS_OF[self.finding.severity]

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits: of the rule, its arguments, the ids and values, and what the element says now.

        So it survives a shift of lines, another language and another severity, and ends with the next edit.
        """
        named: list[Plain] = [f"{name}={value}" for name, value in self.finding.args]
        identity = [self.rule, named, self.document, self.element, self.subject, self.before, self.after, self.state]
        return hashlib.sha256(canonical(identity).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class DocumentDiff:
    """One document on both sides, with its coverage there (by the expectations of the old side); None where absent."""

    old: VisionDocument | None
    new: VisionDocument | None
    old_coverage: CoverageResult | None
    new_coverage: CoverageResult | None


@dataclass(frozen=True)
class DiffResult:
    """Everything a comparison found.

    `changes` are sorted: those shown first come first, each directly followed by what it brought about. `faults` are
    the findings of the new side that the old side does not have, `standing` counts those that both have.
    """

    documents: tuple[DocumentDiff, ...]
    changes: tuple[ChangeFinding, ...]
    faults: tuple[Finding, ...] = ()
    standing: int = 0

    @cached_property
    def by_fingerprint(self) -> Mapping[str, ChangeFinding]:
        """The changes by fingerprint."""
        return {change.fingerprint: change for change in self.changes}

    def only(self, is_kept: Callable[[ChangeFinding], bool]) -> DiffResult:
        """Return the same comparison with some changes only; what is left without its cause stands by itself."""
        return replace(self, changes=tuple(change for change in self.changes if is_kept(change)))

    @property
    def roots(self) -> tuple[ChangeFinding, ...]:
        """The changes that no other change of this result brought about."""
        return tuple(change for change in self.changes if self.parent_of(change) is None)

    def parent_of(self, change: ChangeFinding) -> ChangeFinding | None:
        """Return the change under which another is shown, or None for a root."""
        return next((self.by_fingerprint[cause] for cause in change.causes if cause in self.by_fingerprint), None)

    def children_of(self, change: ChangeFinding) -> tuple[ChangeFinding, ...]:
        """Return what a change brought about directly, in order."""
        return self._children.get(change.fingerprint, ())

    @cached_property
    def _children(self) -> Mapping[str, tuple[ChangeFinding, ...]]:
        found: dict[str, list[ChangeFinding]] = {}
        for change in self.changes:
            parent = self.parent_of(change)
            if parent is not None:
                found.setdefault(parent.fingerprint, []).append(change)
        return {fingerprint: tuple(changes) for fingerprint, changes in found.items()}

    def is_detail(self, change: ChangeFinding) -> bool:
        """Say whether a change only spells out the one it is shown under: what went or came along with an element.

        It is reported, and not counted a second time.
        """
        parent = self.parent_of(change)
        if parent is None:
            return False
        return change.rule in _DETAILS or (change.rule in _OF_WHOLE and parent.rule in _WHOLE)

    def count(self, change_class: ChangeClass) -> int:
        """Count the changes of a class that nothing accepts, without details of others."""
        return sum(1 for change in self.counted if change.change_class == change_class)

    @cached_property
    def counted(self) -> tuple[ChangeFinding, ...]:
        """The changes that nothing accepts, without details of others: what every format counts."""
        return tuple(change for change in self.open_changes if not self.is_detail(change))

    @property
    def open_changes(self) -> tuple[ChangeFinding, ...]:
        """The changes that nothing accepts."""
        return tuple(change for change in self.changes if change.finding.waived is None)

    @property
    def accepted(self) -> tuple[ChangeFinding, ...]:
        """The changes that are accepted."""
        return tuple(change for change in self.changes if change.finding.waived is not None)
