"""How far the elements of one document meet the measures of another, through the crosswalks between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.across.backing import Backings
from sotetrace.across.bridges import CLOSENESS, find_bridges, group_by_start
from sotetrace.across.indicators import INDICATED, find_gained
from sotetrace.across.member import name_of
from sotetrace.across.results import AcrossResult, Crossing, ElementAcross
from sotetrace.across.standings import STANDINGS, best_of, carry_over, whole_of_parts
from sotetrace.crosswalk import Term, evaluate_crosswalk
from sotetrace.crosswalk.results import MAPPED_KINDS
from sotetrace.model.ids import natural_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sotetrace.across.member import Member
    from sotetrace.across.results import Bridge
    from sotetrace.across.standings import Standing
    from sotetrace.crosswalk import Crosswalks, MappingRow, Match
    from sotetrace.model.elements import Element


def evaluate_across(crosswalks: Crosswalks, first: Member, second: Member) -> AcrossResult:
    """Evaluate what the first document has in the second.

    Neither coverage changes by it: what comes from another document stands beside it. Raises KeyError for a document
    that is not among the crosswalks.
    """
    names = (name_of(first), name_of(second))
    crosswalk = evaluate_crosswalk(crosswalks, *names)
    bridges = find_bridges(crosswalk)
    asked = _Asked(
        names[0],
        group_by_start(bridges),
        crosswalk.tensions,
        {one.term: one.search for one in crosswalk.unmatched},
        Backings(second),
    )
    elements = tuple(asked.evaluate(element) for kind in MAPPED_KINDS for element in first.graph.find_elements(kind))
    return AcrossResult(*names, elements, find_gained(first, second, bridges), _find_bare(second))


def _find_bare(member: Member) -> frozenset[str]:
    """Return the ids of the elements that an indicator could tell of, and none of their own document does."""
    elements = (element for kind in INDICATED for element in member.graph.find_elements(kind))
    return frozenset(e.id for e in elements if not member.graph.find_links_to(e.id, ("indicates",)))


class _Asked:
    """One question: the elements of a document, and what they lead to in another."""

    def __init__(
        self,
        document: str,
        bridges: Mapping[Term, Sequence[Bridge]],
        tensions: Iterable[Match],
        searches: Mapping[Term, MappingRow | None],
        backings: Backings,
    ) -> None:
        self._document = document
        self._bridges = bridges
        self._tensions: dict[Term, list[Match]] = {}
        for match in tensions:
            self._tensions.setdefault(match.subject, []).append(match)
        self._searches = searches
        self._backings = backings

    def evaluate(self, element: Element) -> ElementAcross:
        """Evaluate one element."""
        own = Term(self._document, element.id)
        parts = [Term(self._document, part.id) for part in element.parts]
        crossings = {term: list(self._cross(term)) for term in (own, *parts)}
        tensions = tuple(match for term in (own, *parts) for match in self._tensions.get(term, ()))
        search = self._searches.get(own)
        standing = _stand(crossings, own, parts)
        direct = _stand(crossings, own, parts, has_derived=False)
        silent: Standing = "tension" if tensions else "none_found" if search is not None else "unmapped"
        return ElementAcross(
            own,
            element.kind,
            standing or silent,
            tuple(sorted((one for found in crossings.values() for one in found), key=_rank)),
            tensions,
            search if standing is None else None,
            is_derived=standing != direct,
        )

    def _cross(self, term: Term) -> Iterator[Crossing]:
        for bridge in self._bridges.get(term, ()):
            backing = self._backings.find(bridge.end.id)
            yield Crossing(bridge, backing, carry_over(bridge.relation, backing.extent))


def _stand(
    crossings: Mapping[Term, Sequence[Crossing]], own: Term, parts: Sequence[Term], *, has_derived: bool = True
) -> Standing | None:
    """Return what the counterparts of an element and of its parts give it; None when there are none."""

    def best(term: Term) -> Standing | None:
        return best_of(one.standing for one in crossings[term] if has_derived or not one.bridge.is_derived)

    found = (best(own), whole_of_parts([best(part) for part in parts]))
    return best_of(standing for standing in found if standing is not None)


def _rank(crossing: Crossing) -> tuple[object, ...]:
    """Order counterparts: by what they give, how close they are, who made them, how sure they are, and their ids."""
    bridge = crossing.bridge
    confidence = bridge.confidence
    return (
        STANDINGS.index(crossing.standing),
        CLOSENESS.index(bridge.relation),
        bridge.is_derived,
        -confidence if confidence is not None else 1,
        natural_key(bridge.end.id),
        natural_key(bridge.start.id),
        bridge.steps[0].row.file,
        bridge.steps[0].row.index,
    )
