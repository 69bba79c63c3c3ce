"""What only follows from another change: a link from its element, a record from what it lists, a count from both."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from sotetrace.diff.compare_fields import REFERENCE_LISTS
from sotetrace.model.links import Link

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.diff.assess import Judged
    from sotetrace.diff.changes import Change
    from sotetrace.diff.compare import Comparison
    from sotetrace.diff.entities import Entity, Plain
    from sotetrace.diff.results import ChangeFinding

_OF_KIND = frozenset(("level", "goal", "role"))
"""Fields that come and go with the kind of an element."""
_LISTING = frozenset(("judged", "scope", "retired"))
"""Types of entities that list elements by their ids."""


@dataclass(frozen=True)
class _Causes:
    """The fingerprints of what can bring about something else.

    `whole`: of elements and scopes that came or went, by id, and in `counted` with what they are. `heirs`: of mergings
    and splittings, by the ids on either side. `moved`: of what has another kind, end or basis, by the entity.
    """

    comparison: Comparison
    whole: dict[str, str] = field(default_factory=dict)
    heirs: dict[str, str] = field(default_factory=dict)
    moved: dict[int, str] = field(default_factory=dict)
    counted: list[tuple[Entity, str]] = field(default_factory=list)

    def add(self, change: Change, found: ChangeFinding) -> None:
        """Keep what a change can bring about."""
        if change.entity_type in ("element", "scope") and change.type in ("added", "removed"):
            self.whole[change.entity.id] = found.fingerprint
            self.counted.append((change.entity, found.fingerprint))
        if change.type in ("merged", "split"):
            ids = [*_as_list(change.before), *_as_list(change.after)]
            self.heirs.update(dict.fromkeys(ids, found.fingerprint))
        if found.rule in ("kind-changed", "link-retargeted") or (change.entity_type, change.field) == ("link", "basis"):
            self.moved[id(change.new)] = found.fingerprint

    def of(self, change: Change) -> tuple[str, ...]:
        """Return what brought a change about; nothing for one that stands by itself."""
        entity = change.entity
        if change.type in ("renamed", "merged", "split"):
            return ()  # what somebody declares stands by itself
        if entity.type == "claim":
            return self._of_claim(entity) if change.field in ("", "count") else ()
        if change.type == "retargeted":
            return self._known(self.heirs, self._ends(change.old))
        if change.type == "changed":
            if entity.type in _LISTING and change.field in REFERENCE_LISTS:
                return self._of_list(change)
            goes_along = entity.type == "link" or change.field in _OF_KIND
            if goes_along and id(change.new) in self.moved:
                return (self.moved[id(change.new)],)
            # Who stood under what was split, merged or removed has to stand elsewhere now.
            left = _as_list(change.before) if change.field in ("goal", "level") else []
            return self._known(self.heirs, left) or self._known(self.whole, left)
        if entity.type == "element":
            return self._known(self.heirs, (entity.id,))
        ends = (change.holder, *self._ends(entity)) if entity.type in ("link", "part") else ()
        return self._known(self.whole, ends) or self._known(self.heirs, ends)

    def _known(self, causes: dict[str, str], ids: Sequence[str]) -> tuple[str, ...]:
        return next(((causes[one],) for one in ids if one in causes), ())

    def _ends(self, entity: Entity | None) -> tuple[str, ...]:
        """Return what a link points at: the id, and its element when it is a part's."""
        link = entity.value if entity is not None else None
        if not isinstance(link, Link):
            return ()
        return (link.to, self._owners.get(link.to, link.to))

    @cached_property
    def _owners(self) -> dict[str, str]:
        return {**self.comparison.old.part_owners, **self.comparison.new.part_owners}

    def _of_list(self, change: Change) -> tuple[str, ...]:
        """Return what brought about that a list has other ids, when every one of them has a cause."""
        ids = [*_as_list(change.before), *_as_list(change.after)]
        known = {**self.whole, **self.heirs}
        causes = dict.fromkeys(known.get(one, "") for one in ids)
        return tuple(causes) if "" not in causes else ()

    def _of_claim(self, claim: Entity) -> tuple[str, ...]:
        """Return the elements that came or went of those that a claim counts."""
        level = claim.fields.get("level")
        return tuple(
            cause
            for entity, cause in self.counted
            if entity.kind == claim.fields["kind"] and level in (None, entity.fields.get("level"))
        )


def _as_list(value: Plain) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else [] if value is None else [str(value)]


def with_causes(comparison: Comparison, judged: Sequence[Judged]) -> list[Judged]:
    """Name, for what only follows from another change, the finding of that change."""
    causes = _Causes(comparison)
    for change, found in judged:
        if change is not None:
            causes.add(change, found)
    result: list[Judged] = []
    for change, found in judged:
        known = causes.of(change) if change is not None and not found.causes else ()
        new = tuple(cause for cause in known if cause != found.fingerprint)
        result.append((change, replace(found, causes=new) if new else found))
    return result
