"""What a crosswalk between two documents says, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from sotetrace.crosswalk.chains import DerivedMapping
    from sotetrace.crosswalk.conflicts import Conflict
    from sotetrace.crosswalk.rows import MappingRow, Term
    from sotetrace.model.kinds import Kind
    from sotetrace.model.mapping import Relation

MAPPED_KINDS: tuple[Kind, ...] = ("core_problem", "goal", "sub_goal", "measure")
"""The kinds of element that are expected to have a counterpart, or to be said to have none."""


@dataclass(frozen=True, slots=True)
class Match:
    """A mapping or a tension from an element of the first document to one of the second, with its row."""

    subject: Term
    relation: Relation
    object: Term
    row: MappingRow


@dataclass(frozen=True, slots=True)
class Unmatched:
    """An element that no mapping joins to the other document.

    `search` is the row that says that nothing was found; without one, nobody has said that they looked. `derived` are
    the elements that a chain leads to, `tensions` those it is in tension with: neither is a match.
    """

    term: Term
    kind: Kind
    search: MappingRow | None = None
    derived: tuple[Term, ...] = ()
    tensions: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many elements of a kind a document has, and of these, the first that fits.

    Matched; searched for in vain; in tension and nothing else; and those of which no row says anything.
    """

    document: str
    kind: Kind
    total: int
    matched: int
    none_found: int
    tense: int
    open: int


@dataclass(frozen=True, slots=True)
class Redundancy:
    """A mapping that adds nothing: a weaker one of the same pair (`close` beside `exact`), or what a chain says too.

    Two independent ways to one result may well be meant; it is for a reader to judge.
    """

    match: Match
    kind: Literal["weaker", "chain"]
    stronger: MappingRow | None = None
    derived: DerivedMapping | None = None


@dataclass(frozen=True, slots=True)
class CrosswalkResult:
    """How two documents relate, seen from the first: every match goes from it to the second."""

    first: str
    second: str
    counts: tuple[KindCount, ...]
    matches: tuple[Match, ...]
    tensions: tuple[Match, ...]
    unmatched: tuple[Unmatched, ...]
    derived: tuple[DerivedMapping, ...]
    conflicts: tuple[Conflict, ...]
    redundancies: tuple[Redundancy, ...]
