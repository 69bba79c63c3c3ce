"""Changes: what differs between two documents, as values and without an opinion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sotetrace.diff.entities import Entity, EntityType, Plain

ChangeType = Literal["added", "removed", "changed", "renamed", "merged", "split", "retargeted"]
Certainty = Literal["id", "declared", "inferred"]
"""How two sides were recognised as the same thing: by their id, by `formerly:`, or by their likeness."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    `old` and `new` are the entity on either side, None where it is absent. A `changed` entity has one change for each
    field, with the values `before` and `after` (None: it has none); of a list, for each item that came or went.
    `before` and `after` of a renamed, merged, split or retargeted entity are its ids or ends on either side.
    """

    type: ChangeType
    old: Entity | None
    new: Entity | None
    field: str = ""
    before: Plain = None
    after: Plain = None
    certainty: Certainty = "id"

    @property
    def entity(self) -> Entity:
        """The entity on the new side, else on the old."""
        found = self.new if self.new is not None else self.old
        assert found is not None
        return found

    @property
    def entity_type(self) -> EntityType:
        """The type of the entity."""
        return self.entity.type

    @property
    def holder(self) -> str:
        """The id of the element or scope that the entity is or stands on."""
        return self.entity.holder

    @property
    def language(self) -> str:
        """The language of a text that changed, or nothing: who translates, and which file a source is, is no text."""
        head, _, last = self.field.partition(".")
        return last if head not in ("translations", "texts") and last in ("fi", "sv", "en") else ""
