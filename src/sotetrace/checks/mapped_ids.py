"""The ends of mappings: ids that are not there, documents that are not here, elements that were removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding, Place
from sotetrace.model.ids import nearest_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.crosswalk import Crosswalks, MappingRow, Term


def check_mapped_ids(crosswalks: Crosswalks) -> Iterator[Finding]:
    """Find `unknown-mapped-id`, `foreign-document`, `mapped-to-retired` and, of places, `unknown-place`."""
    told: set[tuple[str, str]] = set()
    for row in crosswalks.rows:
        for term, side in ((row.subject, "subject"), (row.object, "object")):
            document = term.document if term is not None else row.searched
            if document is None:
                continue
            if document not in crosswalks.documents:
                if (row.file, document) not in told:
                    told.add((row.file, document))
                    slot = f"{side}_id" if term is not None else f"{side}_source"
                    yield Finding.of("foreign-document", _place(row, slot), document=document)
                continue
            if term is not None:
                yield from _find_absent(crosswalks, row, term, f"{side}_id")
            yield from _find_unknown_place(crosswalks, row, document, f"{side}_place")


def _find_absent(crosswalks: Crosswalks, row: MappingRow, term: Term, slot: str) -> Iterator[Finding]:
    slots = {"id": term.id, "document": term.document}
    if crosswalks.is_unknown(term):
        nearest = nearest_ids(term.id, crosswalks.ids_of(term.document), count=1)
        meant = next(iter(nearest), None)
        yield Finding.from_slots("unknown-mapped-id", _place(row, slot), slots, suggestion=meant)
    elif term in crosswalks.retired:
        yield Finding.from_slots("mapped-to-retired", _place(row, slot), slots)


def _find_unknown_place(crosswalks: Crosswalks, row: MappingRow, document: str, slot: str) -> Iterator[Finding]:
    where = getattr(row.mapping, slot)
    known = (place.id for source in crosswalks.documents[document].sources for place in source.places)
    if where is not None and where not in known:
        yield Finding.of("unknown-place", _place(row, slot), where=where)


def _place(row: MappingRow, slot: str) -> Place:
    return Place(row.file, ("mappings", row.index, slot))
