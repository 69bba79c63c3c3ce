"""Mappings that cannot hold together, or of which one adds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.crosswalk import Conflict, Crosswalks, MappingRow
    from sotetrace.model.mapping import Relation

_IMPLIED: dict[Relation, frozenset[Relation]] = {
    "any": frozenset(("exact", "close", "broad", "narrow", "related")),
    "close": frozenset(("close", "exact")),  # an exact match is a close one, too (SKOS S42)
}


def check_mapping_conflicts(crosswalks: Crosswalks) -> Iterator[Finding]:
    """Find `broad-and-narrow`, `disjoint-mappings`, `denied-mapping` and `exact-to-several`."""
    from sotetrace.crosswalk import (
        find_conflicts,
    )  # few workspaces have crosswalks, and their code costs time at a start

    for conflict in find_conflicts(crosswalks):
        first, *others = conflict.rows
        place, related = _place(first), tuple(_place(row) for row in others)
        subject, target = (term.qualified for term in conflict.terms[:2])
        if conflict.kind == "broad-and-narrow":
            yield Finding.of("broad-and-narrow", place, related=related, subject=subject, object=target)
        elif conflict.kind == "denied":
            yield Finding.of("denied-mapping", place, related=related, subject=subject, object=target)
        elif conflict.kind == "disjoint":
            slots = {"subject": subject, "object": target, **_relations(conflict)}
            yield Finding.from_slots("disjoint-mappings", place, slots, related=related)
        else:
            other = conflict.terms[2].qualified
            yield Finding.of("exact-to-several", place, related=related, id=subject, one=target, other=other)


def _relations(conflict: Conflict) -> dict[str, str]:
    one, other = conflict.relations
    return {"one": f"@relation.{one}", "other": f"@relation.{other}"}


def check_redundant_mappings(crosswalks: Crosswalks) -> Iterator[Finding]:
    """Find `redundant-mapping`: a close match beside an exact one."""
    from sotetrace.crosswalk.conflicts import steps_of_pairs

    for (subject, target), steps in steps_of_pairs(crosswalks.counted).items():
        exact = [step.row for step in steps if step.relation == "exact"]
        for step in steps:
            if step.relation == "close" and exact:
                slots = {"subject": subject.qualified, "object": target.qualified}
                yield Finding.from_slots("redundant-mapping", _place(step.row), slots, related=(_place(exact[0]),))


def check_searches(crosswalks: Crosswalks) -> Iterator[Finding]:
    """Find `no-term-found-yet-mapped`: nothing was found, and yet a row has found something."""
    from sotetrace.crosswalk.rows import INVERSE

    mapped: dict[tuple[object, str], list[tuple[Relation, str, MappingRow]]] = {}
    for row in crosswalks.counted:
        if row.subject is None or row.object is None or row.relation is None:
            continue
        there, back = row.relation, INVERSE.get(row.relation, row.relation)
        mapped.setdefault((row.subject, row.object.document), []).append((there, row.object.qualified, row))
        mapped.setdefault((row.object, row.subject.document), []).append((back, row.subject.qualified, row))
    for row in crosswalks.rows:
        term = row.subject or row.object
        if not row.is_search or row.is_denied or row.relation is None or term is None or row.searched is None:
            continue
        relation = row.relation if row.subject is not None else INVERSE.get(row.relation, row.relation)
        wanted = _IMPLIED.get(relation, frozenset((relation,)))
        for found, other, at in mapped.get((term, row.searched), ()):
            if found in wanted:
                slots = {"id": term.qualified, "other": other, "document": row.searched}
                yield Finding.from_slots("no-term-found-yet-mapped", _place(row), slots, related=(_place(at),))


def _place(row: MappingRow) -> Place:
    return Place(row.file, ("mappings", row.index, "predicate_id"))
