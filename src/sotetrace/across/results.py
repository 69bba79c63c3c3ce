"""What two documents say together, as frozen values. Nothing here is a coverage of either document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sotetrace.across.standings import REACHING, STANDINGS, Standing
from sotetrace.crosswalk.chains import weakest_confidence, weakest_justification

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sotetrace.across.backing import Backing
    from sotetrace.crosswalk import MappingRow, Match, Step, Term
    from sotetrace.model.kinds import Kind
    from sotetrace.model.links import Link
    from sotetrace.model.mapping import Relation


@dataclass(frozen=True, slots=True)
class Bridge:
    """How an element or part of one document leads to one of another: by a mapping, or derived from several.

    It is as sure as the least sure of its steps.
    """

    start: Term
    relation: Relation
    end: Term
    steps: tuple[Step, ...]

    @property
    def is_derived(self) -> bool:
        """Say whether it follows from several mappings, and nobody made it."""
        return len(self.steps) > 1

    @property
    def confidence(self) -> float | None:
        """The lowest confidence of a step; None when a step has none."""
        return weakest_confidence(self.steps)

    @property
    def justification(self) -> str:
        """The weakest justification of a step."""
        return weakest_justification(self.steps)

    @property
    def comment(self) -> str | None:
        """The reason of the mapping, where there is one; what is derived has none of its own."""
        return None if self.is_derived else self.steps[0].row.mapping.comment


@dataclass(frozen=True, slots=True)
class Crossing:
    """A counterpart of an element: the bridge to it, what reaches it in its own document, and what comes of both."""

    bridge: Bridge
    backing: Backing
    standing: Standing


@dataclass(frozen=True, slots=True)
class ElementAcross:
    """An element of the first document, and how far it meets the measures of the second.

    `crossings` are its counterparts and those of its parts, the best first. `tensions` never count. `search` is the row
    that says that nothing was found. `is_derived` says that the standing would be worse without derived mappings.
    """

    term: Term
    kind: Kind
    standing: Standing
    crossings: tuple[Crossing, ...] = ()
    tensions: tuple[Match, ...] = ()
    search: MappingRow | None = None
    is_derived: bool = False

    @property
    def is_reached(self) -> bool:
        """Say whether a measure of the other document reaches it or comes near; a blanket claim does not."""
        return self.standing in REACHING


@dataclass(frozen=True, slots=True)
class GainedIndicator:
    """An indicator of the first document that tells something of an element of the second.

    Either it indicates an element that has a counterpart there (`link` and `bridge`), or it is mapped itself (`bridge`
    alone), or it points there over the documents (`link` alone). `owner` is the id of the element that `target` is, or
    is a part of, and `kind` its kind.
    """

    indicator: Term
    target: Term
    owner: str
    kind: Kind
    link: Link | None = None
    bridge: Bridge | None = None


@dataclass(frozen=True)
class AcrossResult:
    """What the first document has in the second: standings of its elements, and the indicators that it would lend.

    `bare` are the ids of the elements of the second, of the kinds that indicators tell of, that have none of their own.
    """

    first: str
    second: str
    elements: tuple[ElementAcross, ...]
    gained: tuple[GainedIndicator, ...]
    bare: frozenset[str]

    def of_kind(self, kind: Kind) -> tuple[ElementAcross, ...]:
        """Return the elements of a kind."""
        return self._by_kind.get(kind, ())

    def count(self, kind: Kind) -> Mapping[Standing, int]:
        """Count the elements of a kind by standing; every standing has its count."""
        found = [element.standing for element in self.of_kind(kind)]
        return {standing: found.count(standing) for standing in STANDINGS}

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that there are any elements of."""
        return tuple(self._by_kind)

    @cached_property
    def _by_kind(self) -> Mapping[Kind, tuple[ElementAcross, ...]]:
        found: dict[Kind, tuple[ElementAcross, ...]] = {}
        for element in self.elements:
            found[element.kind] = (*found.get(element.kind, ()), element)
        return found
