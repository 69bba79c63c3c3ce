"""Judge what changed in crosswalks: each difference of a row becomes a finding with its class and direction."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sotetrace.diff.entities import canonical, plain
from sotetrace.diff.judgement import direction_of
from sotetrace.diff.policy import shown
from sotetrace.diff.results import ChangeFinding
from sotetrace.diff.wording import normal_form
from sotetrace.findings import Finding, Place, Severity
from sotetrace.model.mapping import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sotetrace.crosswalk import Term
    from sotetrace.diff.claims import Claim, ClaimKind
    from sotetrace.diff.compare_mappings import ClaimChange
    from sotetrace.diff.entities import Plain
    from sotetrace.diff.mapping_sides import MappingSides
    from sotetrace.diff.results import Direction, Side

_CAME: Mapping[ClaimKind, str] = {
    "mapping": "mapping-added",
    "tension": "tension-added",
    "search": "search-added",
    "denial": "mapping-denied",
}
_WENT: Mapping[ClaimKind, str] = {
    "mapping": "mapping-removed",
    "tension": "tension-removed",
    "search": "search-withdrawn",
    "denial": "denial-withdrawn",
}
_STRENGTH = {"exact": 4, "close": 3, "broad": 2, "narrow": 2, "related": 1}
"""How much a relation claims: one that is exact is close as well, and what is related may be neither."""
_KNOWN = frozenset(RELATIONS.values())
_RULE_OF = {
    "relation": "mapping-relation-changed",
    "confidence": "mapping-confidence-changed",
    "comment": "mapping-comment-changed",
    "subject_place": "mapping-detail-changed",
    "object_place": "mapping-detail-changed",
}
_REVIEW = ("reviewer_", "review_date")
_ORIGIN = (
    *("mapping_justification", "mapping_provider", "mapping_source", "mapping_tool", "author_", "creator_"),
    *("curation_rule", "match_string", "similarity_", "derived_from"),
)
_OF_KEEPING = ("_label", "_category", "_type", "_date", "_version", "record_id", "issue_tracker_item", "cardinality")
"""Slots that repeat what the documents say, or tell of keeping the file: nothing of the claim hangs on them."""


def rule_of(slot: str) -> str:
    """Return the rule by which a changed slot of a mapping is told."""
    if slot in _RULE_OF:
        return _RULE_OF[slot]
    if slot.startswith(_REVIEW):
        return "mapping-review-changed"
    is_origin = slot.startswith(_ORIGIN) or slot.endswith(("_match_field", "_preprocessing"))
    return "mapping-origin-changed" if is_origin else "mapping-detail-changed"


@dataclass(frozen=True)
class MappingJudgement:
    """What every judgement of crosswalks needs, and what was found so far, so that it can be named as a cause.

    `told` are fingerprints by the two elements that a claim joined or joins; `between`, by an element and the document
    of the other one.
    """

    sides: MappingSides
    told: dict[tuple[Term, ...], list[str]] = field(default_factory=dict)
    between: dict[tuple[Term, str], list[str]] = field(default_factory=dict)

    def tell(self, claim: Claim, fingerprint: str) -> None:
        """Keep a finding that says that a claim came, went, or is another."""
        self.told.setdefault(tuple(sorted(claim.ends)), []).append(fingerprint)
        for term in claim.ends:
            other = claim.beyond(term)
            if other is not None:
                self.between.setdefault((self.sides.owner(term), other.document), []).append(fingerprint)

    def make(
        self,
        rule: str,
        claim: Claim,
        slots: Mapping[str, object],
        *,
        side: Side = "new",
        slot: str = "subject_id",
        values: tuple[Plain, Plain] = (None, None),
        direction: Direction | None = None,
        severity: Severity | None = None,
        causes: tuple[str, ...] = (),
    ) -> ChangeFinding:
        """Make a finding about a claim, placed at a slot of its row."""
        finding = Finding.from_slots(
            rule, Place(claim.row.file, ("mappings", claim.row.index, slot)), {**_named(claim), **slots}
        )
        return self.finish(
            finding,
            claim.ends[0].qualified if claim.ends else claim.name,
            claim.name,
            side=side,
            values=values,
            state=digest([claim.relation, dict(claim.fields)]) if side == "new" else "",
            direction=direction,
            severity=severity,
            causes=causes,
        )

    def about(
        self,
        rule: str,
        term: Term,
        slots: Mapping[str, object],
        place: tuple[Side, Place],
        *,
        values: tuple[Plain, Plain],
        severity: Severity | None = None,
        causes: tuple[str, ...] = (),
    ) -> ChangeFinding:
        """Make a finding about an element, for what changes in crosswalks mean to it; a draft is never breaking."""
        side, at = place
        finding = Finding.from_slots(rule, at, {"element": f"@element.{term.qualified}", **slots})
        if self.sides.is_draft(term) and (severity or finding.severity) > Severity.WARNING:
            severity = Severity.WARNING
        return self.finish(
            finding, term.qualified, term.qualified, side=side, values=values, severity=severity, causes=causes
        )

    def finish(
        self,
        finding: Finding,
        element: str,
        subject: str,
        *,
        side: Side = "new",
        values: tuple[Plain, Plain] = (None, None),
        state: str = "",
        direction: Direction | None = None,
        severity: Severity | None = None,
        causes: tuple[str, ...] = (),
    ) -> ChangeFinding:
        """Return the finding as a judged change; the document of its element stands before the id."""
        weighed = replace(finding, element=element, severity=finding.severity if severity is None else severity)
        return ChangeFinding(
            finding=weighed,
            subject=subject,
            direction=direction if direction is not None else direction_of(finding.rule),
            certainty="id",
            side=side,
            before=values[0],
            after=values[1],
            state=state,
            causes=causes,
        )


def digest(value: Plain) -> str:
    """Return sixteen hexadecimal digits that change with the value."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:16]


def relation_slot(relation: str) -> str:
    """Return a relation as a slot of a message: a word of the vocabulary, or the predicate itself."""
    return f"@relation.{relation}" if relation in _KNOWN else relation


def _named(claim: Claim) -> dict[str, str]:
    """Return the slots that name a claim: its ends, or its end and the document that was searched."""
    ends = [f"@element.{term.qualified}" for term in claim.ends]
    if claim.kind == "search":
        return {"subject": ends[0] if ends else "–", "object": claim.searched or "–"}
    return {"subject": ends[0], "object": ends[1], "relation": relation_slot(claim.relation)}


def said_by(claim: Claim) -> Plain:
    """Return all that a row says, by slot, as it is written."""
    return plain(claim.row.mapping)


def assess_claim(judgement: MappingJudgement, change: ClaimChange, causes: tuple[str, ...]) -> Iterator[ChangeFinding]:
    """Judge one difference; `causes` are what brings it about when a claim came or went."""
    old, new = change.old, change.new
    if new is None or old is None:
        yield _came_or_went(judgement, change, causes)
        return
    if change.type == "moved":
        slots = {"kept": _kept(old, new), "before": _other_end(old, new), "after": _other_end(new, old)}
        values: tuple[Plain, Plain] = (old.name, new.name)
        yield judgement.make("mapping-retargeted", new, slots, slot=_moved_slot(old, new), values=values, causes=causes)
    by_rule: dict[str, list[str]] = {}
    for slot in change.fields:
        by_rule.setdefault(rule_of(slot), []).append(slot)
    for rule, slots_of_rule in by_rule.items():
        yield _field(judgement, rule, slots_of_rule, old, new)


def _came_or_went(judgement: MappingJudgement, change: ClaimChange, causes: tuple[str, ...]) -> ChangeFinding:
    claim = change.claim
    side: Side = "old" if change.new is None else "new"
    rule = (_WENT if side == "old" else _CAME)[claim.kind]
    values: tuple[Plain, Plain] = (said_by(claim), None) if side == "old" else (None, said_by(claim))
    return judgement.make(rule, claim, {}, side=side, values=values, causes=causes)


def _kept(old: Claim, new: Claim) -> str:
    """Return the end that both claims have, or the record that both say they are."""
    kept = [term for term in new.ends if term in old.ends]
    return f"@element.{kept[0].qualified}" if kept else str(new.fields["record_id"])


def _other_end(claim: Claim, other: Claim) -> str:
    """Return the ends of a claim that another has not."""
    left = [term for term in claim.ends if term not in other.ends] or list(claim.ends)
    return f"@element.{left[0].qualified}" if len(left) == 1 else claim.name


def _moved_slot(old: Claim, new: Claim) -> str:
    return "subject_id" if old.first != new.first else "object_id"


def _field(judgement: MappingJudgement, rule: str, slots: list[str], old: Claim, new: Claim) -> ChangeFinding:
    if rule == "mapping-relation-changed":
        told = {"before": relation_slot(old.relation), "after": relation_slot(new.relation)}
        values: tuple[Plain, Plain] = (old.relation, new.relation)
        direction = _compared(_STRENGTH.get(old.relation), _STRENGTH.get(new.relation))
        at = "predicate_id"
    else:
        before, after = ([claim.fields.get(slot) for slot in slots] for claim in (old, new))
        values = (before[0], after[0]) if len(slots) == 1 else (before, after)
        told = {"before": _shown(old, slots), "after": _shown(new, slots), "slot": ", ".join(slots)}
        direction = _direction(rule, values)
        at = slots[0]
    return judgement.make(
        rule, new, told, slot=at, values=values, direction=direction, severity=_severity(rule, slots, values)
    )


def _shown(claim: Claim, slots: list[str]) -> str:
    return ", ".join(shown(claim.fields.get(slot)) for slot in slots)


def _compared(before: float | None, after: float | None) -> Direction:
    if before is None or after is None or before == after:
        return "neutral"
    return "gain" if after > before else "loss"


def _direction(rule: str, values: tuple[Plain, Plain]) -> Direction:
    before, after = values
    if rule == "mapping-confidence-changed":
        return _compared(*(value if isinstance(value, float) else None for value in (before, after)))
    if rule == "mapping-review-changed":
        was, is_now = (_has_any(value) for value in (before, after))
        return "neutral" if was == is_now else "gain" if is_now else "loss"
    return "neutral"


def _has_any(value: Plain) -> bool:
    return any(map(_has_any, value)) if isinstance(value, list) else value is not None


def _severity(rule: str, slots: list[str], values: tuple[Plain, Plain]) -> Severity | None:
    """Return another severity than that of the rule for what changes nothing of the claim."""
    before, after = values
    if rule == "mapping-comment-changed" and isinstance(before, str) and isinstance(after, str):
        return Severity.NOTE if normal_form(before) == normal_form(after) else None
    if rule == "mapping-detail-changed" and all(slot.endswith(_OF_KEEPING) for slot in slots):
        return Severity.NOTE
    return None
