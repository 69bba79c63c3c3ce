"""Rows of crosswalks that say nothing, say too little, or say again what another row says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.crosswalk import Crosswalks, MappingRow


def check_mapping_rows(crosswalks: Crosswalks) -> Iterator[Finding]:
    """Find `unknown-relation`, `searched-document-missing`, `duplicate-mapping` and `exact-match-of-other-kind`."""
    first: dict[object, Place] = {}
    for row in crosswalks.rows:
        if row.relation is None or (row.relation == "any" and not row.is_search):
            yield Finding.of("unknown-relation", _place(row, "predicate_id"), predicate=row.mapping.predicate_id)
        if row.is_search and row.searched is None:
            term = row.subject or row.object
            named = term.qualified if term is not None else row.mapping.object_id
            yield Finding.of("searched-document-missing", _place(row, "predicate_id"), id=named)
        place = _place(row, "subject_id")
        earlier = first.setdefault(_claim(row), place)
        if earlier is not place:
            yield Finding.from_slots("duplicate-mapping", place, _said(row), related=(earlier,))
        yield from _find_other_kind(crosswalks, row)


def _claim(row: MappingRow) -> object:
    """Return what a row says: the same from both ends. By another justification, it is another reason for it."""
    from sotetrace.crosswalk.chains import orient

    reason = (row.mapping.mapping_justification, row.is_denied, row.mapping.predicate_id, row.searched)
    if row.is_search or row.relation is None:
        return (row.subject, row.object, *reason)
    step = min(orient(row), key=lambda one: (one.subject, one.object))
    return (step.subject, step.relation, step.object, row.mapping.mapping_justification, row.is_denied)


def _said(row: MappingRow) -> dict[str, str]:
    mapping = row.mapping
    return {"subject": mapping.subject_id, "predicate": mapping.predicate_id, "object": mapping.object_id}


def _find_other_kind(crosswalks: Crosswalks, row: MappingRow) -> Iterator[Finding]:
    if row.subject is None or row.object is None or row.relation != "exact" or row.is_denied:
        return
    kinds = crosswalks.kind_of(row.subject), crosswalks.kind_of(row.object)
    if None not in kinds and kinds[0] != kinds[1]:
        slots = {"subject": row.subject.qualified, "object": row.object.qualified}
        slots |= {"kind": f"@kind.{kinds[0]}", "other": f"@kind.{kinds[1]}"}
        yield Finding.from_slots("exact-match-of-other-kind", _place(row, "object_id"), slots)


def _place(row: MappingRow, slot: str) -> Place:
    return Place(row.file, ("mappings", row.index, slot))
