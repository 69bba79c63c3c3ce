"""Mappings that cannot hold together, by what SKOS says of its relations (S27, S42, S46 of the SKOS Reference)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from sotetrace.crosswalk.chains import orient

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sotetrace.crosswalk.chains import DerivedMapping, Step
    from sotetrace.crosswalk.rows import Crosswalks, MappingRow, Term
    from sotetrace.model.mapping import Relation

ConflictKind = Literal["broad-and-narrow", "disjoint", "denied", "exact-to-several", "chain"]
"""Why mappings conflict; `chain` is one that only a derived mapping shows."""

_DISJOINT: frozenset[frozenset[Relation]] = frozenset(
    frozenset(pair)
    for pair in (
        ("exact", "broad"),
        ("exact", "narrow"),
        ("exact", "related"),
        ("broad", "related"),
        ("narrow", "related"),
    )
)
Pair = tuple["Term", "Term"]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Mappings that cannot hold together: the elements, the relations from the first of them, and the rows.

    Where only a chain shows it, `derived` is what follows from the chain.
    """

    kind: ConflictKind
    terms: tuple[Term, ...]
    relations: tuple[Relation, ...]
    rows: tuple[MappingRow, ...]
    derived: DerivedMapping | None = None


def steps_of_pairs(rows: Iterable[MappingRow]) -> Mapping[Pair, list[Step]]:
    """Return the mappings between each two elements, all from the one that sorts first to the other."""
    found: dict[Pair, list[Step]] = defaultdict(list)
    for row in rows:
        step = min(orient(row), key=lambda one: (one.subject, one.object))
        found[step.subject, step.object].append(step)
    return dict(sorted(found.items()))


def find_conflicts(crosswalks: Crosswalks) -> tuple[Conflict, ...]:
    """Find the mappings of a workspace that cannot hold together as they stand."""
    pairs = steps_of_pairs(crosswalks.counted)
    return (*_find_disjoint(pairs), *_find_denied(crosswalks), *_find_several(crosswalks.counted))


def clash(first: Relation, second: Relation) -> Literal["broad-and-narrow", "disjoint"] | None:
    """Return why two relations from one element to another cannot hold together, or None when they can."""
    if {first, second} == {"broad", "narrow"}:
        return "broad-and-narrow"
    return "disjoint" if frozenset((first, second)) in _DISJOINT else None


def _find_disjoint(pairs: Mapping[Pair, list[Step]]) -> Iterator[Conflict]:
    for pair, steps in pairs.items():
        by_relation: dict[Relation, list[Step]] = defaultdict(list)
        for step in steps:
            by_relation[step.relation].append(step)
        for one, other in combinations(sorted(by_relation), 2):
            if kind := clash(one, other):
                rows = [step.row for step in (*by_relation[one], *by_relation[other])]
                yield Conflict(kind, pair, (one, other), tuple(sorted(rows, key=_place)))


def _find_denied(crosswalks: Crosswalks) -> Iterator[Conflict]:
    """Find what one row says and another denies."""
    said: dict[tuple[Term, Relation, Term], list[MappingRow]] = defaultdict(list)
    for row in crosswalks.counted:
        for step in orient(row):
            said[step.subject, step.relation, step.object].append(row)
    for row in crosswalks.rows:
        if row.is_denied and not row.is_search and row.relation is not None:
            step = orient(row)[0]
            if rows := said.get((step.subject, step.relation, step.object)):
                both = sorted((row, *rows), key=_place)
                yield Conflict("denied", (step.subject, step.object), (step.relation,), tuple(both))


def _find_several(rows: Iterable[MappingRow]) -> Iterator[Conflict]:
    """Find elements that are the same as two of another document which are not the same as each other."""
    exact: dict[Term, dict[Term, MappingRow]] = defaultdict(dict)
    for row in rows:
        if row.relation == "exact":
            for step in orient(row):
                exact[step.subject].setdefault(step.object, row)
    for term in sorted(exact):
        for one, other in combinations(sorted(exact[term]), 2):
            if one.document == other.document != term.document and other not in exact[one]:
                rows_of = sorted((exact[term][one], exact[term][other]), key=_place)
                yield Conflict("exact-to-several", (term, one, other), ("exact",), tuple(rows_of))


def _place(row: MappingRow) -> tuple[str, int]:
    return row.file, row.index
