"""Judge a changed field: which rule says it best, and in which direction it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.diff.compare_links import strength_of
from sotetrace.diff.judgement import Judgement
from sotetrace.diff.policy import assess_policy, shown
from sotetrace.diff.wording import normal_form

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.diff.changes import Change
    from sotetrace.diff.entities import Entity, Plain
    from sotetrace.diff.results import ChangeFinding, Direction

POLICY = frozenset(("expectation", "settings", "waiver", "acceptance"))
"""The types of entity that say what counts, and not what a vision is."""
WHOLE = {
    "source": "source-text-changed",
    "place": "source-text-changed",
    "scope": "scope-changed",
    "judged": "judging-changed",
    "retired": "tombstone-changed",
    "claim": "claim-changed",
}
"""The rule for anything that came, went or changed in an entity of a type, where no other rule says it better."""
_FIELDS = {
    ("element", "kind"): "kind-changed",
    ("element", "level"): "level-changed",
    ("element", "goal"): "parent-changed",
    ("element", "order"): "order-changed",
    ("link", "reviewed"): "review-changed",
    ("document", "format"): "schema-version-changed",
}
_LINK_FIELDS = frozenset(("basis", "confidence", "sign", "role", "by", "from"))


def assess_field(judgement: Judgement, change: Change) -> Iterator[ChangeFinding]:
    """Judge one field of an entity that is on both sides, and is no text and no anchor."""
    entity, field = change.entity, change.field
    slots = {"before": shown(change.before), "after": shown(change.after)}
    named = {"field": f"@field.{field}", **slots}
    rule = _FIELDS.get((entity.type, field))
    if entity.type in POLICY:
        yield from assess_policy(judgement, change)
    elif rule == "review-changed":
        yield judgement.of(rule, change, _reviews(change), direction=_direction_of_review(change))
    elif rule is not None:
        yield judgement.of(rule, change, slots)
    elif (entity.type, field) in (("element", "draft"), ("document", "standing")):
        yield _status(judgement, change)
    elif entity.type == "link" and field in _LINK_FIELDS:
        yield judgement.of("link-changed", change, _worded(field, named), direction=_direction_of_link(change))
    elif field in ("variants", "sic"):
        yield _wording(judgement, change)
    elif field == "formerly":
        if not _is_declared(judgement, change):
            yield judgement.of("detail-changed", change, named)
    elif entity.type == "document":
        yield judgement.of("document-changed", change, named)
    else:
        yield judgement.of(WHOLE.get(entity.type, "detail-changed"), change, {**named, **counted(entity)})


_VOCABULARY = {"basis": "basis", "confidence": "tier", "role": "actor_role"}


def _worded(field: str, slots: dict[str, str]) -> dict[str, str]:
    """Return the slots with words of the vocabulary marked, so that a report says them in its language."""
    stem = _VOCABULARY.get(field)
    if stem is None:
        return slots
    return {
        name: f"@{stem}.{value}" if name in ("before", "after") and value != "–" else value
        for name, value in slots.items()
    }


def _status(judgement: Judgement, change: Change) -> ChangeFinding:
    if change.field == "draft":
        before, after = ("@status.draft" if value else "@status.meant" for value in (change.before, change.after))
        is_advance = not change.after
    else:
        before, after = (f"@status.{value}" for value in (change.before, change.after))
        is_advance = change.after == "adopted"
    rule = "status-advanced" if is_advance else "status-regressed"
    return judgement.of(rule, change, {"before": before, "after": after})


def _wording(judgement: Judgement, change: Change) -> ChangeFinding:
    """Judge a variant or slip of the source that came, went or changed."""
    texts = [str(value["text"]) if isinstance(value, dict) else None for value in (change.before, change.after)]
    both = texts[0] is not None and texts[1] is not None
    is_touched = both and normal_form(str(texts[0])) == normal_form(str(texts[1]))
    slots = {"field": f"@field.{change.field}", "language": judgement.new.document.original}
    return judgement.of("text-touched" if is_touched else "text-reworded", change, slots)


def _is_declared(judgement: Judgement, change: Change) -> bool:
    """Say whether a line of `formerly:` is what a renaming, merging or splitting of this comparison rests on."""
    return change.before is None and str(change.after) in judgement.comparison.pairing.successors


def _reviews(change: Change) -> dict[str, str]:
    """Return the slots of a verdict that was given, changed or withdrawn, and by whom it is or was."""

    def told(value: Plain) -> str:
        return f"@verdict.{value['verdict']}" if isinstance(value, dict) else "–"

    by = change.after if isinstance(change.after, dict) else change.before
    name = f"{by['by']}, {by['date']}" if isinstance(by, dict) else "–"
    return {"before": told(change.before), "after": told(change.after), "by": name}


def _direction_of_review(change: Change) -> Direction:
    def weight(value: Plain) -> int:
        return 0 if not isinstance(value, dict) else 1 if value["verdict"] == "accepted" else -1

    return _direction(weight(change.before), weight(change.after))


def _direction_of_link(change: Change) -> Direction:
    if change.field == "sign":
        return _direction(change.before != "unclear", change.after != "unclear")
    if change.field not in ("basis", "confidence"):
        return "neutral"
    assert change.old is not None
    assert change.new is not None
    return _direction(strength_of(change.old), strength_of(change.new))


def _direction(before: int, after: int) -> Direction:
    return "gain" if after > before else "loss" if after < before else "neutral"


def counted(entity: Entity) -> dict[str, str]:
    """Return the slots that say what a claim counts: a kind, and the level when it names one."""
    if entity.type != "claim":
        return {}
    level = entity.fields.get("level")
    return {"counted": f"@kind.{entity.fields['kind']}", "at": f" {level}" if level else ""}
