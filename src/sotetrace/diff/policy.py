"""Judge changes of the bar itself: expectations, levels of rules, and what is accepted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sotetrace.diff.entities import plain
from sotetrace.findings import Severity
from sotetrace.model.expectations import Expectation
from sotetrace.model.settings import Settings
from sotetrace.rules import load_rule, slug_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sotetrace.diff.changes import Change
    from sotetrace.diff.compare import Comparison
    from sotetrace.diff.entities import Entity, Plain
    from sotetrace.diff.judgement import Judgement
    from sotetrace.diff.results import ChangeFinding


def shown(value: Plain) -> str:
    """Return a plain value as it is named in a message: a dash for none, the parts in a row of what has several."""
    if isinstance(value, dict):  # such as an instrument: what it is, then where and in what words
        return ", ".join(shown(part) for _, part in sorted(value.items(), key=lambda item: item[0] != "kind"))
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    return "–" if value is None else str(value)


def assess_policy(judgement: Judgement, change: Change) -> Iterator[ChangeFinding]:
    """Judge a change of an expectation, a setting, a waiver or an acceptance."""
    if change.entity_type == "expectation":
        yield _expectation(judgement, change)
    elif change.entity_type == "settings":
        yield _setting(judgement, change)
    else:
        yield _acceptance(judgement, change)


def _values(change: Change) -> dict[str, str]:
    before = change.entity.id if change.type == "removed" else shown(change.before)
    after = change.entity.id if change.type == "added" else shown(change.after)
    return {"field": f"@field.{change.field or change.entity_type}", "before": before, "after": after}


def _expectation(judgement: Judgement, change: Change) -> ChangeFinding:
    rule = "policy-relaxed" if _is_relaxed(judgement.comparison, change) else "expectation-changed"
    return judgement.of(rule, change, _values(change))


def _is_relaxed(comparison: Comparison, change: Change) -> bool:
    """Say whether a change of an expectation that held asks for less, by what holds now."""
    old = change.old.value if change.old is not None else None
    if not isinstance(old, Expectation) or old not in comparison.asked_before:
        return False
    old = _as_now(comparison, old)
    if change.new is None:
        return asks_less(old, _find(comparison.asked_now, old.id))
    return asks_less(old, old.model_copy(update={change.field: getattr(change.new.value, change.field)}))


def _as_now(comparison: Comparison, old: Expectation) -> Expectation:
    """Return an expectation with the ids by which the new side knows its values."""
    return old.model_copy(update={"values": tuple(map(comparison.pairing.translate, old.values))})


def _find(expectations: Iterable[Expectation], identifier: str) -> Expectation | None:
    return next((expectation for expectation in expectations if expectation.id == identifier), None)


def asks_less(old: Expectation, new: Expectation | None) -> bool:
    """Say whether an expectation asks for less than one did.

    It is gone or asks for something else, counts fewer links, of fewer elements or values, or is met by more kinds.
    """
    if new is None or (new.of, new.link, new.direction) != (old.of, old.link, old.direction):
        return True
    is_met_by_more = bool(old.by) and (not new.by or bool({*new.by} - {*old.by}))
    is_of_fewer = bool(new.roles) and (not old.roles or bool({*old.roles} - {*new.roles}))
    has_fewer_values = old.facet is not None and (new.facet != old.facet or bool({*old.values} - {*new.values}))
    return new.at_least < old.at_least or is_met_by_more or is_of_fewer or has_fewer_values


def find_unasked(judgement: Judgement, told: Collection[str]) -> Iterator[ChangeFinding]:
    """Find the expectations that no longer hold as they did, because others took their place.

    A document that states its own drops the built-in ones, and the settings drop those of the documents. `told` are the
    ids of those of which a change of their own tells.
    """
    comparison = judgement.comparison
    for old in comparison.asked_before:
        new = _find(comparison.asked_now, old.id)
        if old.id not in told and asks_less(_as_now(comparison, old), new):
            after = "–" if new is None else new.id
            slots = {"field": "@field.expectation", "before": old.id, "after": after}
            values = (plain(old), plain(new))
            holder, path = judgement.new.document.id, ("expectations",)
            yield judgement.make("policy-relaxed", holder, path, slots, subject=old.id, values=values)


def _setting(judgement: Judgement, change: Change) -> ChangeFinding:
    head, _, name = change.field.partition(".")
    slots = {**_values(change), "field": change.field}
    if head == "rules" and (slug := slug_of(name)) is not None:
        before, after = (_level_of(slug, entity) for entity in (change.old, change.new))
        slots |= {"before": f"@severity.{before.word}", "after": f"@severity.{after.word}"}
        if after < before:
            return judgement.of("policy-relaxed", change, slots)
    return judgement.of("setting-changed", change, slots)


def _level_of(slug: str, settings: Entity | None) -> Severity:
    """Return how a rule weighs by some settings, which may name it by its code or its slug."""
    levels = settings.value.rules if settings is not None and isinstance(settings.value, Settings) else {}
    named = {slug_of(name): level for name, level in levels.items()}
    return Severity.parse(named.get(slug, load_rule(slug).severity))


def _acceptance(judgement: Judgement, change: Change) -> ChangeFinding:
    fields: Mapping[str, Plain] = change.entity.fields
    slots = {name: shown(fields.get(name)) for name in ("rule", "reason", "until")}
    if change.type == "added":
        return judgement.of("waiver-added", change, slots)
    if change.type == "removed":
        return judgement.of("waiver-removed", change, slots)
    if change.type == "retargeted":
        return judgement.of("waiver-widened", change, _values(change))
    if change.field == "until" and _is_later(change):
        return judgement.of("waiver-extended", change, _values(change))
    return judgement.of("waiver-changed", change, _values(change))


def _is_later(change: Change) -> bool:
    if change.after is None or change.before is None:
        return change.after is None
    return dt.date.fromisoformat(str(change.after)) > dt.date.fromisoformat(str(change.before))
