"""What every judgement needs: both sides, the standing of the document, and how a finding of a change is made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sotetrace.diff.entities import canonical, plain
from sotetrace.diff.results import ChangeFinding
from sotetrace.findings import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sotetrace.diff.changes import Change
    from sotetrace.diff.compare import Comparison
    from sotetrace.diff.entities import Entity, Plain
    from sotetrace.diff.results import Direction, Side
    from sotetrace.model.document import DocumentPath, VisionDocument

_GAINS = frozenset(
    (
        *("element-added", "part-added", "link-added", "document-added"),
        *("coverage-gained", "coverage-strengthened", "chain-closed", "status-advanced"),
        *("crosswalk-added", "mapping-added", "counterpart-gained", "derived-mapping-gained"),
    )
)
_LOSSES = frozenset(
    (
        *("element-removed", "element-retired", "part-removed", "link-removed", "document-removed", "id-reused"),
        *("coverage-lost", "coverage-thinned", "chain-broken", "measure-orphaned", "uncovered-on-arrival"),
        *("status-regressed", "source-lost", "required-language-lost", "policy-relaxed"),
        *("crosswalk-removed", "mapping-removed", "mapping-left-behind", "counterpart-lost", "derived-mapping-lost"),
    )
)


def direction_of(rule: str) -> Direction:
    """Return the direction in which every change under a rule goes, as far as the rule alone tells."""
    return "gain" if rule in _GAINS else "loss" if rule in _LOSSES else "neutral"


@dataclass(frozen=True)
class Judgement:
    """The two sides of one document, ready for judging."""

    comparison: Comparison

    @property
    def old(self) -> VisionDocument:
        """The old side."""
        return self.comparison.old

    @property
    def new(self) -> VisionDocument:
        """The new side."""
        return self.comparison.new

    @cached_property
    def is_adopted(self) -> bool:
        """Whether the document was adopted on the old side, so that others rely on what it says."""
        return self.old.document.standing == "adopted"

    @cached_property
    def retired_before(self) -> frozenset[str]:
        """The ids that the old side had retired."""
        return frozenset(retired.id for retired in self.old.retired) - frozenset(self.old.elements)

    @cached_property
    def retired_now(self) -> Mapping[str, tuple[str, ...]]:
        """The ids that the new side retires, with what replaces each."""
        return {retired.id: retired.replaced_by for retired in self.new.retired}

    def is_draft(self, identifier: str) -> bool:
        """Say whether an element is a draft on every side that has it."""
        former = {new: old for old, new in self.comparison.pairing.renamed.items()}.get(identifier, identifier)
        elements = [self.old.elements.get(former), self.new.elements.get(identifier)]
        found = [element for element in elements if element is not None]
        return bool(found) and all(element.draft for element in found)

    def of(
        self,
        rule: str,
        change: Change,
        slots: Mapping[str, object] | None = None,
        *,
        direction: Direction | None = None,
        severity: Severity | None = None,
    ) -> ChangeFinding:
        """Make the finding of a change, at the place where it stands."""
        entity = change.entity
        found = self.make(
            rule,
            entity.holder,
            place_of(change),
            slots or {},
            side="new" if change.new is not None else "old",
            subject=entity.id,
            values=(change.before, change.after),
            direction=direction,
            severity=severity,
        )
        return replace(found, certainty=change.certainty)

    def make(
        self,
        rule: str,
        element: str,
        path: DocumentPath,
        slots: Mapping[str, object],
        *,
        side: Side = "new",
        subject: str = "",
        values: tuple[Plain, Plain] = (None, None),
        direction: Direction | None = None,
        severity: Severity | None = None,
        causes: tuple[str, ...] = (),
    ) -> ChangeFinding:
        """Make a finding about an element; a draft is never worse than substantive."""
        document = self.new if side == "new" else self.old
        owner = element if element in document.elements else element.rpartition(".")[0]
        known = document.elements.get(owner)
        finding = Finding.from_slots(
            rule,
            Place(document.document.id, path),
            {
                "kind": f"@kind.{known.kind}" if known is not None else "",
                "title": f"@title.{element}",
                "subject": subject or element,
                **slots,
            },
            element=element,
        )
        weight = severity if severity is not None else finding.severity
        now = self.comparison.pairing.renamed.get(owner, owner) if side == "old" else owner
        if weight > Severity.WARNING and self.is_draft(now):
            weight = Severity.WARNING
        return ChangeFinding(
            finding=replace(finding, severity=weight),
            subject=subject or element,
            direction=direction if direction is not None else direction_of(rule),
            certainty="id",
            side=side,
            before=values[0],
            after=values[1],
            state=self._state(now),
            causes=causes,
            document=document.document.id,
        )

    @cached_property
    def _states(self) -> dict[str, str]:
        return {}

    def _state(self, identifier: str) -> str:
        """Return the digest of what an element says on the new side; nothing when it is not there."""
        if identifier not in self._states:
            element = self.new.elements.get(identifier)
            said = canonical(plain(element)) if element is not None else ""
            self._states[identifier] = hashlib.sha256(said.encode()).hexdigest()[:16] if said else ""
        return self._states[identifier]


def place_of(change: Change) -> DocumentPath:
    """Return the path of what changed: of the field where it still stands, else of the entity."""
    entity = change.entity
    if (entity.type, change.field) == ("document", "format"):
        return ("format",)  # it stands beside the header
    if not change.field or change.after is None or change.field == "kind":
        return _key_of(entity)
    return (*entity.path, *change.field.split(".", 1))  # a key may hold dots of its own: `texts.plan.2`


def _key_of(entity: Entity) -> DocumentPath:
    """Return the path of the key by which an entity is known."""
    key = "to" if entity.type == "link" else "id"
    return (*entity.path, key) if entity.type in ("link", "element", "part", "source", "place") else entity.path
