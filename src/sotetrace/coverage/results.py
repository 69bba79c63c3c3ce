"""What an evaluation of coverage says: frozen values in the order of the document."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from sotetrace.coverage.tiers import Tier
from sotetrace.model.expectations import Expectation
from sotetrace.model.ids import natural_key
from sotetrace.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True)
class PartCoverage:
    """One part of an element: what was inferred for it, and whether anything at all reaches this very part.

    `waived` is the reason of a waiver that accepts the gap.
    """

    id: str
    as_read: Tier
    is_served: bool
    waived: str | None = None


@dataclass(frozen=True, slots=True)
class ElementCoverage:
    """One element against one expectation.

    `as_reviewed` is what `as_read` would be if only reviewed links counted. `by_source` and `by_reading` are the ids of
    the elements behind the two statuses, `carriers` of those that a sentence or a reading ties to this very element;
    `unjudged` those of the pairs that
    nobody has recorded as judged; `waived` the reason of a waiver that accepts the gap.
    """

    id: str
    kind: Kind
    as_source: Tier
    as_read: Tier
    as_reviewed: Tier
    by_source: tuple[str, ...]
    by_reading: tuple[str, ...]
    carriers: tuple[str, ...]
    parts: tuple[PartCoverage, ...] = ()
    unjudged: tuple[str, ...] = ()
    waived: str | None = None

    @property
    def unserved_parts(self) -> tuple[str, ...]:
        """The ids of the parts that nothing serves."""
        return tuple(part.id for part in self.parts if not part.is_served)

    @property
    def is_gap(self) -> bool:
        """Say whether the element has nothing on either scale."""
        return self.as_source == "none" and self.as_read == "none"

    def is_counted(self, tiers: frozenset[str]) -> bool:
        """Say whether either status is among the tiers that a gate counts."""
        is_reviewed = "reviewed" in tiers and self.as_reviewed not in ("none", "partial")
        return self.as_source in tiers or self.as_read in tiers or is_reviewed


@dataclass(frozen=True)
class ExpectationCoverage:
    """One expectation: its elements and whether it can be asked of this document at all.

    A structural one is about plain fields (`goal`, `level`), which nobody infers, so it has no status as read.
    """

    id: str
    of: Kind
    by: tuple[Kind, ...]
    direction: Literal["in", "out"]
    is_applicable: bool
    is_structural: bool
    elements: tuple[ElementCoverage, ...]

    def count(self, scale: str, tier: Tier) -> int:
        """Count the elements with a tier on a scale (`as_source` or `as_read`)."""
        return sum(1 for element in self.elements if getattr(element, scale) == tier)

    def find_elements(self, identifiers: Collection[str]) -> list[ElementCoverage]:
        """Return the coverage of some elements, in the order of the ids."""
        return [
            self._by_id[identifier] for identifier in sorted(identifiers, key=natural_key) if identifier in self._by_id
        ]

    @cached_property
    def _by_id(self) -> dict[str, ElementCoverage]:
        return {element.id: element for element in self.elements}

    @property
    def gaps(self) -> tuple[ElementCoverage, ...]:
        """The elements that have nothing on either scale."""
        return tuple(element for element in self.elements if element.is_gap) if self.is_applicable else ()


@dataclass(frozen=True, slots=True)
class RollUp:
    """A goal (as its worst sub-goal) or a core problem (as its best goal)."""

    id: str
    kind: Kind
    as_source: Tier
    as_read: Tier


@dataclass(frozen=True, slots=True)
class ChainResult:
    """The chain from a core problem down to a measure: the witness on each scale, or the frontier where it stops."""

    id: str
    as_source: tuple[str, ...]
    as_source_strength: Tier
    as_source_frontier: tuple[str, ...]
    as_read: tuple[str, ...]
    as_read_strength: Tier
    as_read_frontier: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What the headline of a report counts in the graph that was asked about.

    `stated_sub_goals` counts the sub-goals that a sentence of the source ties to a measure, as a whole or in a part;
    `inferred` the inferred links from measures, `reviewed` those of them that somebody accepted; `bare_levels` are the
    ids of levels at which no measure stands, where there are measures at all; `laid_out_sub_goals` counts the sub-goals
    beside which the layout sets a measure, not only beside their goal.
    """

    stated_sub_goals: int = 0
    inferred: int = 0
    reviewed: int = 0
    bare_levels: tuple[str, ...] = ()
    laid_out_sub_goals: int = 0


@dataclass(frozen=True)
class CoverageResult:
    """The coverage of one document.

    `asked` are the expectations as they were stated, `expectations` what came of each, in the same order. `left_out`
    are the ids of elements that could not be read, `dangling` counts the links with an end that does not
    exist: everything holds for the rest. `figures` are those of the headline. `with_inference` is False
    when inference was left out.
    """

    document: str
    with_inference: bool
    asked: tuple[Expectation, ...]
    expectations: tuple[ExpectationCoverage, ...]
    roll_ups: tuple[RollUp, ...]
    chains: tuple[ChainResult, ...]
    left_out: tuple[str, ...] = ()
    dangling: int = 0
    figures: Figures = Figures()

    def find_expectation(self, identifier: str) -> ExpectationCoverage | None:
        """Return the coverage of an expectation by its id, or None."""
        return next((found for found in self.expectations if found.id == identifier), None)

    def find_roll_up(self, identifier: str) -> RollUp | None:
        """Return the rolled-up status of a goal or core problem by its id, or None."""
        return self._roll_ups_by_id.get(identifier)

    @cached_property
    def _roll_ups_by_id(self) -> Mapping[str, RollUp]:
        return {found.id: found for found in reversed(self.roll_ups)}
