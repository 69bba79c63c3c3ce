"""Compare the fields of two entities that are the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.diff.changes import Change
from sotetrace.diff.entities import Entity, canonical
from sotetrace.diff.pairing import Pairing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.diff.entities import Plain


def content_of(entity: Entity) -> Plain:
    """Return all of an entity's fields, as the value of what came or went."""
    return {
        name: list(value.values()) if isinstance(value, dict) and name != "reviewed" else value
        for name, value in entity.fields.items()
    }


_REFERENCES = frozenset(("level", "goal", "to", "from", "element", "members.level"))
REFERENCE_LISTS = frozenset(("members", "measures", "sub_goals", "replaced_by", "values", "elements"))
"""Fields that list elements by their ids."""


def _translated(name: str, value: Plain, pairing: Pairing) -> Plain:
    """Return a value of the old side with the ids by which the new side knows the same elements."""
    if pairing.is_plain or value is None:
        return value
    if name in _REFERENCES:
        return pairing.translate(str(value))
    if name in REFERENCE_LISTS and isinstance(value, dict):
        ids = [pairing.translate(str(item)) for item in value.values()]
        return {canonical(identifier): identifier for identifier in ids}
    return value


def all_said(entity: Entity, pairing: Pairing | None = None) -> str:
    """Return all that an entity says, the same text for two that do not differ; given a pairing, with the new ids."""
    fields = {
        name: value if pairing is None else _translated(name, value, pairing)
        for name, value in entity.fields.items()
        if name != "id"
    }
    return canonical(fields)


def compare_fields(old: Entity, new: Entity, pairing: Pairing) -> Iterator[Change]:
    """Yield a change for each field that differs."""
    if old.value == new.value and pairing.is_plain:
        return
    for name in sorted({*old.fields, *new.fields}):
        if name == "id" and old.type != "document":
            continue  # a renaming is a change of its own
        before, after = _translated(name, old.fields.get(name), pairing), new.fields.get(name)
        if before == after:
            continue
        if isinstance(before, dict) or isinstance(after, dict):
            yield from _changed_list(old, new, name, before or {}, after or {})
        else:
            yield Change("changed", old, new, name, before, after)


def _changed_list(old: Entity, new: Entity, name: str, before: Plain, after: Plain) -> Iterator[Change]:
    """Yield what came and went of a list, or of a record such as `reviewed` as a whole."""
    if name == "reviewed":
        yield Change("changed", old, new, name, before or None, after or None)
        return
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    gone = [before[key] for key in sorted({*before} - {*after})]
    come = [after[key] for key in sorted({*after} - {*before})]
    if len(gone) == len(come) == 1:
        yield Change("changed", old, new, name, gone[0], come[0])
        return
    yield from (Change("changed", old, new, name, item, None) for item in gone)
    yield from (Change("changed", old, new, name, None, item) for item in come)
