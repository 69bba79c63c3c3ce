"""The sheets of a workbook about other documents: mappings and tensions, and what has no counterpart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.counterparts import authors_of, places_of, reviewers_of
from sotetrace.report.data.facts import JOINT
from sotetrace.report.labels import Labels
from sotetrace.report.workbook.sheets import Cell, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.crosswalk import DerivedMapping, Match, Unmatched
    from sotetrace.report.counterparts import Counterpart
    from sotetrace.report.workbook.sheets import Book

Row = tuple[Cell, ...]


def build_mappings(book: Book) -> Sheet:
    """Build the sheet of mappings: a row each, tensions and derived ones included and called so."""
    rows = [row for other in book.counterparts for row in _iter_mappings(other, book)]
    return Sheet(
        book.words("sides.crosswalks"),
        (
            book.heading("column.id", 10),
            book.heading("column.title", 44),
            book.heading("sides.relation", 16),
            book.heading("crosswalk.document", 16),
            book.heading("sides.other_id", 12),
            book.heading("sides.counterpart", 44),
            book.heading("crosswalk.confidence", 12),
            book.heading("sides.by", 22),
            book.heading("sides.remark", 64),
            book.heading("sides.places", 28),
        ),
        tuple(rows),
        below=(Cell(book.words("sides.intro"), "note"), Cell(book.words("crosswalk.legend"), "note")),
        fixed=2,
    )


def _iter_mappings(other: Counterpart, book: Book) -> Iterator[Row]:
    labels = Labels(other.document, book.words)
    for match in other.iter_matches():
        yield _mapping(match, other, labels, book)
    for one in other.crosswalk.derived:
        yield _derived(one, other, labels, book)


def _mapping(match: Match, other: Counterpart, labels: Labels, book: Book) -> Row:
    mapping, words = match.row.mapping, book.words
    who = [*authors_of(match)]
    reviewers = JOINT.join(reviewers_of(match))
    who += [words("sides.reviewed_by", names=reviewers)] if reviewers else []
    own, foreign = places_of(match)
    places = [f"{book.document.document.id}: {book.labels.place(own)}"] if own is not None else []
    places += [f"{other.id}: {labels.place(foreign)}"] if foreign is not None else []
    return (
        book.id(match.subject.id),
        Cell(book.labels.title(match.subject.id)),
        Cell(words(f"relation.{match.relation}"), "partial" if match.relation == "tension" else "plain"),
        Cell(other.id),
        Cell(match.object.id),
        Cell(labels.title(match.object.id)),
        Cell(f"{mapping.confidence:g}" if mapping.confidence is not None else ""),
        Cell(JOINT.join(who)),
        Cell(mapping.comment or ""),
        Cell(JOINT.join(places)),
    )


def _derived(one: DerivedMapping, other: Counterpart, labels: Labels, book: Book) -> Row:
    words = book.words
    return (
        book.id(one.subject.id),
        Cell(book.labels.title(one.subject.id)),
        Cell(f"{words('sides.derived')}: {words(f'relation.{one.relation}')}", "note"),
        Cell(other.id),
        Cell(one.object.id),
        Cell(labels.title(one.object.id)),
        Cell(f"{one.confidence:g}" if one.confidence is not None else ""),
        Cell(),
        Cell(f"{words('crosswalk.path')}: {' → '.join(term.qualified for term in one.path)}"),
        Cell(),
    )


def build_unmatched(book: Book) -> Sheet:
    """Build the sheet of what has no counterpart: searched for in vain, or not mapped yet, of either document."""
    rows = [_unmatched(one, other, book) for other in book.counterparts for one in other.crosswalk.unmatched]
    return Sheet(
        book.words("sides.without"),
        (
            book.heading("crosswalk.document", 16),
            book.heading("column.id", 10),
            book.heading("column.title", 52),
            book.heading("crosswalk.kind", 14),
            book.heading("sides.in", 16),
            book.heading("crosswalk.standing", 26),
            book.heading("sides.remark", 64),
        ),
        tuple(rows),
        above=() if rows else (Cell(book.words("crosswalk.all_matched"), "note"),),
        fixed=3,
    )


def _unmatched(one: Unmatched, other: Counterpart, book: Book) -> Row:
    words, is_own = book.words, one.term.document == book.document.document.id
    labels = book.labels if is_own else Labels(other.document, words)
    notes = [one.search.mapping.comment] if one.search is not None and one.search.mapping.comment else []
    for key, terms in (("crosswalk.by_chain", one.derived), ("crosswalk.in_tension", one.tensions)):
        if terms:
            notes.append(words(key, ids=", ".join(term.qualified for term in terms)))
    if one.search is not None:
        standing = Cell(words("sides.none_found"))
    else:
        standing = Cell(words("sides.tense" if one.tensions else "sides.open"), "partial")
    return (
        Cell(one.term.document),
        book.id(one.term.id) if is_own else Cell(one.term.id),
        Cell(labels.title(one.term.id)),
        Cell(words(f"kind.{one.kind}")),
        Cell(other.id if is_own else book.document.document.id),
        standing,
        Cell(JOINT.join(notes)),
    )
