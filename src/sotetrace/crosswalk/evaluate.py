"""How two documents of a workspace relate: matched, unmatched both ways, in tension, derived, in conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.crosswalk.chains import CHAINING, DerivedMapping, derive_mappings, find_chains, orient, steps_from
from sotetrace.crosswalk.conflicts import Conflict, clash, find_conflicts
from sotetrace.crosswalk.results import MAPPED_KINDS, CrosswalkResult, KindCount, Match, Redundancy, Unmatched
from sotetrace.crosswalk.rows import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sotetrace.crosswalk.rows import Crosswalks, MappingRow
    from sotetrace.model.elements import Element


def find_pairs(crosswalks: Crosswalks) -> tuple[tuple[str, str], ...]:
    """Find the pairs of documents here that a row joins or a search sets side by side, as the rows have them."""
    found: list[tuple[str, str]] = []
    for row in crosswalks.rows:
        ends = (
            row.subject.document if row.subject else row.searched,
            row.object.document if row.object else row.searched,
        )
        first, second = ends
        if first is None or second is None or first == second or not {first, second} <= crosswalks.documents.keys():
            continue
        if (first, second) not in found and (second, first) not in found:
            found.append((first, second))
    return tuple(found)


def evaluate_crosswalk(crosswalks: Crosswalks, first: str, second: str) -> CrosswalkResult:
    """Evaluate how the first document relates to the second. Raises KeyError for a document that is not here."""
    every = [match for row in crosswalks.counted if (match := _oriented(row, first, second)) is not None]
    every.sort(
        key=lambda match: (*_order(crosswalks, match.subject), *_order(crosswalks, match.object), match.relation)
    )
    matches = tuple(match for match in every if match.relation != "tension")
    tensions = tuple(match for match in every if match.relation == "tension")
    derived = derive_mappings(crosswalks.counted, first, second)
    unmatched = tuple(_find_unmatched(crosswalks, (first, second), every, derived))
    return CrosswalkResult(
        first,
        second,
        tuple(_count(crosswalks, (first, second), unmatched)),
        matches,
        tensions,
        unmatched,
        derived,
        tuple(_conflicts_between(crosswalks, (first, second), matches, derived)),
        tuple(_find_redundancies(crosswalks, matches)),
    )


def _oriented(row: MappingRow, first: str, second: str) -> Match | None:
    for step in orient(row):
        if (step.subject.document, step.object.document) == (first, second):
            return Match(step.subject, step.relation, step.object, row)
    return None


def _order(crosswalks: Crosswalks, term: Term) -> tuple[int, str]:
    """Order elements as their document has them."""
    ids = list(crosswalks.documents[term.document].elements)
    owner = _owner(crosswalks, term)
    return (ids.index(owner) if owner in ids else len(ids), term.id)


def _owner(crosswalks: Crosswalks, term: Term) -> str:
    """Return the id of the element of a part, or the id itself."""
    elements = crosswalks.documents[term.document].elements
    if term.id in elements:
        return term.id
    owners = (element.id for element in elements.values() if any(part.id == term.id for part in element.parts))
    return next(owners, term.id)


# ---- what has no counterpart -------------------------------------------------------------------------------


def _find_unmatched(
    crosswalks: Crosswalks, pair: tuple[str, str], matches: Sequence[Match], derived: Sequence[DerivedMapping]
) -> Iterator[Unmatched]:
    matched = _partners(match for match in matches if match.relation != "tension")
    tense = _partners(match for match in matches if match.relation == "tension")
    chained = _partners(derived)
    for document, other in (pair, pair[::-1]):
        searches = _searches(crosswalks, document, other)
        for element in _mapped_elements(crosswalks, document):
            own = [Term(document, identifier) for identifier in (element.id, *(part.id for part in element.parts))]
            if any(term in matched for term in own):
                continue
            derived_to, tense_to = (
                tuple(sorted({term for one in own for term in found.get(one, ())})) for found in (chained, tense)
            )
            yield Unmatched(own[0], element.kind, searches.get(own[0]), derived_to, tense_to)


def _partners(found: Iterable[Match | DerivedMapping]) -> dict[Term, set[Term]]:
    """Return, for each element that is mapped, what it is mapped to."""
    partners: dict[Term, set[Term]] = {}
    for one in found:
        partners.setdefault(one.subject, set()).add(one.object)
        partners.setdefault(one.object, set()).add(one.subject)
    return partners


def _searches(crosswalks: Crosswalks, document: str, other: str) -> dict[Term, MappingRow]:
    """Return the rows that say of an element that the whole other document has nothing for it."""
    found: dict[Term, MappingRow] = {}
    for row in crosswalks.rows:
        term = row.subject or row.object
        is_whole = row.is_search and row.relation == "any" and not row.is_denied and row.searched == other
        if is_whole and term is not None and term.document == document:
            found.setdefault(term, row)
    return found


def _mapped_elements(crosswalks: Crosswalks, document: str) -> Iterator[Element]:
    for kind in MAPPED_KINDS:
        yield from crosswalks.documents[document].iter_elements(kind)


def _count(crosswalks: Crosswalks, pair: tuple[str, str], unmatched: Iterable[Unmatched]) -> Iterator[KindCount]:
    left = list(unmatched)
    for document in pair:
        for kind in MAPPED_KINDS:
            total = sum(1 for _ in crosswalks.documents[document].iter_elements(kind))
            mine = [one for one in left if one.kind == kind and one.term.document == document]
            none_found = sum(1 for one in mine if one.search is not None)
            tense = sum(1 for one in mine if one.search is None and one.tensions)
            if total:
                rest = len(mine) - none_found - tense
                yield KindCount(document, kind, total, total - len(mine), none_found, tense, rest)


# ---- what cannot hold together, and what adds nothing ------------------------------------------------------


def _conflicts_between(
    crosswalks: Crosswalks, pair: tuple[str, str], matches: Iterable[Match], derived: Iterable[DerivedMapping]
) -> Iterator[Conflict]:
    for conflict in find_conflicts(crosswalks):
        if {term.document for term in conflict.terms} == set(pair):
            yield conflict
    direct: dict[tuple[Term, Term], list[Match]] = {}
    for match in matches:
        direct.setdefault((match.subject, match.object), []).append(match)
    for one in derived:
        for match in direct.get((one.subject, one.object), ()):
            if clash(one.relation, match.relation):
                relations = (match.relation, one.relation)
                yield Conflict("chain", (one.subject, one.object), relations, (match.row,), one)


def _find_redundancies(crosswalks: Crosswalks, matches: Sequence[Match]) -> Iterator[Redundancy]:
    exact = {(match.subject, match.object): match.row for match in matches if match.relation == "exact"}
    steps = steps_from(crosswalks.counted)
    for match in matches:
        subject, target = match.subject, match.object
        stronger = exact.get((subject, target))
        if match.relation == "close" and stronger is not None:
            yield Redundancy(match, "weaker", stronger=stronger)
        elif match.relation in CHAINING:
            chains = find_chains(subject, steps, end=target.document, without=(subject, target))
            if chain := chains.get((target, match.relation)):
                derived = DerivedMapping(subject, match.relation, target, chain)
                yield Redundancy(match, "chain", derived=derived)
