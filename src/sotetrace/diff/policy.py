"""Judge changes of the bar itself: expectations, levels of rules, and what is accepted."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sotetrace.findings import Severity
from sotetrace.rules import load_rule, slug_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sotetrace.diff.changes import Change
    from sotetrace.diff.entities import Plain
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
    whole = change.type in ("added", "removed")
    before = change.entity.id if whole and change.type == "removed" else shown(None if whole else change.before)
    after = change.entity.id if whole and change.type == "added" else shown(None if whole else change.after)
    return {"field": f"@field.{change.field or change.entity_type}", "before": before, "after": after}


def _expectation(judgement: Judgement, change: Change) -> ChangeFinding:
    rule = "policy-relaxed" if _asks_less(change) else "expectation-changed"
    return judgement.of(rule, change, _values(change))


def _asks_less(change: Change) -> bool:
    """Say whether an expectation asks for less: it is gone, counts fewer links, or is met in more ways."""
    if change.type == "removed":
        return True
    if change.field == "at_least":
        return int(str(change.after or 1)) < int(str(change.before or 1))
    if change.field in ("values", "facet"):
        return change.before is not None
    return change.field in ("by", "roles") and change.before is None


def _setting(judgement: Judgement, change: Change) -> ChangeFinding:
    head, _, name = change.field.partition(".")
    slots = {**_values(change), "field": change.field}
    if head == "rules" and (slug := slug_of(name)) is not None:
        default = load_rule(slug).severity
        before, after = (Severity.parse(str(value or default)) for value in (change.before, change.after))
        slots |= {"before": f"@severity.{before.word}", "after": f"@severity.{after.word}"}
        if after < before:
            return judgement.of("policy-relaxed", change, slots, direction="loss")
    return judgement.of("setting-changed", change, slots)


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
