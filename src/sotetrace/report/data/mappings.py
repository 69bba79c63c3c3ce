"""Mappings between documents as flat facts and tables; they are never among the links, and coverage counts none."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from sotetrace.model.text import LANGUAGES
from sotetrace.report.counterparts import authors_of, justification_of, owners_of, places_of, reviewers_of
from sotetrace.report.data.facts import JOINT, element_facts, shown, text_facts, urn_of
from sotetrace.report.data.tables import DataTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sotetrace.crosswalk import MappingRow, Match, Unmatched
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.elements import Element
    from sotetrace.report.counterparts import Counterpart
    from sotetrace.report.data.tables import Row

_PLACE = ("file", "row")


def key_matches(counterparts: Iterable[Counterpart]) -> list[tuple[str, Counterpart, Match]]:
    """Return the mappings and tensions with a key each, `G1:close:soste:G4`, and a number after it for a second."""
    seen: Counter[str] = Counter()
    keyed = []
    for counterpart in counterparts:
        for match in counterpart.iter_matches():
            name = f"{match.subject.id}:{match.relation}:{match.object.qualified}"
            seen[name] += 1
            keyed.append((name if seen[name] == 1 else f"{name}:{seen[name]}", counterpart, match))
    return keyed


def match_facts(match: Match) -> dict[str, Any]:
    """Return what is known of a mapping beside its ends, without what is not there."""
    mapping = match.row.mapping
    own, other = places_of(match)
    facts: dict[str, Any] = {
        "relation": match.relation,
        "confidence": mapping.confidence,
        "justification": justification_of(match),
        "authors": JOINT.join(authors_of(match)),
        "reviewers": JOINT.join(reviewers_of(match)),
        "date": mapping.mapping_date,
        "comment": mapping.comment,
        "source_place": own,
        "target_place": other,
        **_place(match.row),
    }
    kept = {name: value for name, value in facts.items() if value is not None and value != ""}
    return {name: value if isinstance(value, int | float) else shown(str(value)) for name, value in kept.items()}


def foreign_facts(element: Element, document: VisionDocument) -> dict[str, Any]:
    """Return the facts of an element of another document: its id has its document before it, it has no links."""
    facts = element_facts(element, document)
    kept = {name: facts[name] for name in facts if name in ("urn", "kind") or name.startswith("title_")}
    name = document.document.id
    return {"id": f"{name}:{element.id}", **kept, "document": name}


class GraphMatch(NamedTuple):
    """A mapping or tension whose ends are both there: its key, the elements at its ends, and the mapping itself."""

    key: str
    own: Element
    counterpart: Counterpart
    other: Element
    match: Match


def key_graph_matches(document: VisionDocument, counterparts: Sequence[Counterpart]) -> list[GraphMatch]:
    """Return the mappings and tensions of a document as a graph can hold them: between elements that are there."""
    owners = owners_of(document) if counterparts else {}
    ends = (
        (key, owners.get(match.subject.id), counterpart, counterpart.owners.get(match.object.id), match)
        for key, counterpart, match in key_matches(counterparts)
    )
    return [
        GraphMatch(key, own, counterpart, other, match)
        for key, own, counterpart, other, match in ends
        if own is not None and other is not None
    ]


def foreign_elements(keyed: Iterable[GraphMatch]) -> dict[str, tuple[Element, VisionDocument]]:
    """Return the elements of other documents at the ends of mappings, by their qualified ids."""
    return {f"{one.counterpart.id}:{one.other.id}": (one.other, one.counterpart.document) for one in keyed}


def mapping_links(keyed: Iterable[GraphMatch]) -> Iterator[dict[str, Any]]:
    """Yield the facts of each mapping and tension as those of a link, of a type of its own, that never counts."""
    for key, own, counterpart, other, match in keyed:
        parts = {
            "source_part": match.subject.id if match.subject.id != own.id else None,
            "target_part": match.object.qualified if match.object.id != other.id else None,
        }
        yield {
            "key": key,
            "source": own.id,
            "type": "tension" if match.relation == "tension" else "mapping",
            "target": f"{counterpart.id}:{other.id}",
            **{name: part for name, part in parts.items() if part is not None},
            "counts": False,
            **match_facts(match),
        }


def _place(row: MappingRow) -> dict[str, Any]:
    return {"file": row.file, "row": row.index + 1}


# ---- tables ------------------------------------------------------------------------------------------------


def build_mapping_tables(counterparts: Sequence[Counterpart]) -> tuple[DataTable, ...]:
    """Build the tables of mappings, of what follows from them, and of what has none; nothing without counterparts."""
    if not counterparts:
        return ()
    return _build_mappings(counterparts), _build_derived(counterparts), _build_unmatched(counterparts)


def _build_mappings(counterparts: Sequence[Counterpart]) -> DataTable:
    rows = (
        {
            "key": key,
            "subject": match.subject.id,
            "document": counterpart.id,
            "object": match.object.id,
            "object_urn": urn_of(*match.object),
            **_titles("object_title", counterpart, match.object.id),
            **match_facts(match),
        }
        for key, counterpart, match in key_matches(counterparts)
    )
    return DataTable(
        "mappings",
        "Mappings to elements of other documents: somebody's comparison of two documents, no links of this one, and "
        "coverage counts none of them. `relation` is read from `subject`, an element or part of this document, to "
        "`object`, one of `document`: broad means that the object is the broader one. A tension is no match: one asks "
        "for what the other rules out, or both give the same duty to different parties. `file` and `row` are where "
        "the mapping stands in the crosswalk.",
        (
            *("key", "subject", "relation", "document", "object", "object_urn", *_languages("object_title")),
            *("confidence", "justification", "authors", "reviewers", "date", "comment"),
            *("source_place", "target_place", *_PLACE),
        ),
        tuple(rows),
        (("confidence", "number"), ("date", "date"), ("row", "integer")),
        key=("key",),
    )


def _build_derived(counterparts: Iterable[Counterpart]) -> DataTable:
    rows = (
        {
            "subject": one.subject.id,
            "relation": one.relation,
            "document": counterpart.id,
            "object": one.object.id,
            "confidence": one.confidence,
            "justification": one.justification.partition(":")[2],
            "path": JOINT.join(term.qualified for term in one.path),
        }
        for counterpart in counterparts
        for one in counterpart.crosswalk.derived
    )
    return DataTable(
        "derived_mappings",
        "Mappings that nobody made: what follows from chains of others, by `path`, with their weakest confidence and "
        "justification. They count as no match.",
        ("subject", "relation", "document", "object", "confidence", "justification", "path"),
        tuple(rows),
        (("confidence", "number"),),
    )


def _build_unmatched(counterparts: Iterable[Counterpart]) -> DataTable:
    return DataTable(
        "unmatched",
        "What has no counterpart, of this document and of each other one. `is_searched` is true where a row tells "
        "that the whole of the document `in` was searched and nothing found; false where no row tells anything. "
        "`derived` and `tensions` are what a chain leads to and what it is in tension with: neither is a match.",
        ("document", "element", "kind", "in", "is_searched", "comment", "derived", "tensions", *_PLACE),
        tuple(row for counterpart in counterparts for row in _iter_unmatched(counterpart)),
        (("is_searched", "boolean"), ("row", "integer")),
        key=("document", "element", "in"),
    )


def _iter_unmatched(counterpart: Counterpart) -> Iterator[Row]:
    crosswalk = counterpart.crosswalk
    for one in crosswalk.unmatched:
        yield {
            "document": one.term.document,
            "element": one.term.id,
            "kind": one.kind,
            "in": crosswalk.second if one.term.document == crosswalk.first else crosswalk.first,
            "is_searched": one.search is not None,
            "derived": JOINT.join(term.qualified for term in one.derived),
            "tensions": JOINT.join(term.qualified for term in one.tensions),
            **_search(one),
        }


def _search(one: Unmatched) -> Row:
    if one.search is None:
        return {}
    return {"comment": one.search.mapping.comment, **_place(one.search)}


def _titles(name: str, counterpart: Counterpart, identifier: str) -> dict[str, str]:
    return text_facts(name, counterpart.title_of(identifier))


def _languages(name: str) -> tuple[str, ...]:
    return tuple(f"{name}_{language}" for language in LANGUAGES)
