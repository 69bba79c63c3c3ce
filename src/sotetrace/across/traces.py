"""Chains that cross from one document into another: up to a mapping, over it, and on to measures and the vision.

Each step keeps its document. Beyond a mapping, chains are those of the other document, by its own links alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from sotetrace.across.backing import Backings, tier_of_links
from sotetrace.across.bridges import CLOSENESS, find_bridges
from sotetrace.across.member import name_of
from sotetrace.coverage.tiers import RANK, Tier
from sotetrace.crosswalk import Term, evaluate_crosswalk
from sotetrace.graph import Strength
from sotetrace.graph.traces import find_steps
from sotetrace.model.ids import natural_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sotetrace.across.backing import Backing
    from sotetrace.across.member import Member
    from sotetrace.across.results import Bridge
    from sotetrace.crosswalk import Crosswalks, MappingRow, Match
    from sotetrace.graph import TraceGraph, TraceLink
    from sotetrace.model.kinds import Kind
    from sotetrace.model.links import LinkType

_CHAINED: tuple[LinkType, ...] = ("answers", "part_of", "advances", "serves")
"""The links that lead between the vision and the measures; the rest is about actors, dates and needs."""
_AIMS: tuple[Kind, ...] = ("core_problem", "goal", "sub_goal")
"""The kinds by way of which, and to which, a chain leads back into another document."""

Links = tuple["TraceLink", ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One way into another document.

    `approach` are the links by which the element that was asked about leads up to the start of the bridge; there are
    none when it starts at the element itself, and then `backing` is what reaches its end in the other document, and
    `up` the best chain from there to a vision sentence, if there is one.
    """

    bridge: Bridge
    approach: Links = ()
    backing: Backing | None = None
    up: Links = ()

    @property
    def tier(self) -> Tier:
        """The tier of the weakest link of the approach; of none, the best there is."""
        return tier_of_links(self.approach)


@dataclass(frozen=True, slots=True)
class TraceAcross:
    """Every chain from an element into other documents.

    `into` begin at the element itself or a part of it; `back` begin at a goal or core problem that it serves in its own
    document, and end at a counterpart of that. `searches` are the rows that say that another document has nothing for
    it; `tensions` never carry a chain.
    """

    term: Term
    into: tuple[Passage, ...]
    back: tuple[Passage, ...]
    searches: tuple[MappingRow, ...] = ()
    tensions: tuple[Match, ...] = ()


def find_trace_across(crosswalks: Crosswalks, member: Member, others: Sequence[Member], identifier: str) -> TraceAcross:
    """Find every chain from an element of a document into others. Raises KeyError for an unknown id."""
    element, name = member.graph.element(identifier), name_of(member)
    own = Term(name, identifier)
    starts = {own, *(Term(name, part.id) for part in element.parts)}
    above = find_ways_up(member.graph, identifier)
    found = [evaluate_crosswalk(crosswalks, name, name_of(other)) for other in others]
    into: list[Passage] = []
    back: list[Passage] = []
    for crosswalk, other in zip(found, others, strict=True):
        bridges, backings = find_bridges(crosswalk), Backings(other)
        into += sorted((_lead_on(one, backings) for one in bridges if one.start in starts), key=_rank)
        aims = [one for one in bridges if one.start not in starts and _joins_aims(crosswalks, one)]
        approaches = ((one, _approach(above, one.start.id, member.graph)) for one in aims)
        back += sorted((Passage(one, approach) for one, approach in approaches if approach), key=_rank)
    unmatched = (one for crosswalk in found for one in crosswalk.unmatched if one.term == own)
    tensions = (match for crosswalk in found for match in crosswalk.tensions if match.subject in starts)
    searches = tuple(one.search for one in unmatched if one.search is not None)
    return TraceAcross(own, tuple(into), tuple(back), searches, tuple(tensions))


def _joins_aims(crosswalks: Crosswalks, bridge: Bridge) -> bool:
    return all(crosswalks.kind_of(term) in _AIMS for term in (bridge.start, bridge.end))


# ---- upwards in one document -------------------------------------------------------------------------------------


class _Place(NamedTuple):
    """Where a chain has come: an element, and the part of it that the last link is about."""

    id: str
    part: str | None


def find_ways_up(graph: TraceGraph, identifier: str, part: str | None = None) -> Mapping[_Place, Links]:
    """Find the best chain up from an element or part to each place above.

    That is one without a blanket claim before one with it, then the strongest, of these a shortest.
    """
    start = _Place(identifier, part)
    found: dict[_Place, Links] = {start: ()}
    for has_blanket, least in product((False, True), sorted(Strength, reverse=True)):
        accepts = partial(_is_enough, least, has_blanket)
        for place, chain in _find_shortest(graph, start, accepts).items():
            found.setdefault(place, chain)
    del found[start]
    return found


def _is_enough(least: Strength, has_blanket: bool, link: TraceLink) -> bool:
    return link.strength >= least and (has_blanket or link.basis != "blanket")


def _find_shortest(graph: TraceGraph, start: _Place, accepts: Callable[[TraceLink], bool]) -> Mapping[_Place, Links]:
    """Find a shortest chain up to each place, by links that are accepted."""
    found: dict[_Place, Links] = {start: ()}
    ahead = [start]
    while ahead:
        place = ahead.pop(0)
        for above, link in _steps_up(graph, place):
            if accepts(link) and above not in found:
                found[above] = (*found[place], link)
                ahead.append(above)
    return found


def _steps_up(graph: TraceGraph, place: _Place) -> Iterator[tuple[_Place, TraceLink]]:
    for above, link in find_steps(graph, place.id, "up"):
        here, there = link.source_part, link.target_part
        if link.source != place.id:
            here, there = there, here
        is_of_part = place.part is None or here in (None, place.part)
        if link.type in _CHAINED and link.is_carrying and is_of_part and not graph.element(above).draft:
            yield _Place(above, there), link


def _approach(ways: Mapping[_Place, Links], start: str, graph: TraceGraph) -> Links | None:
    """Return the best chain to where a mapping starts, an element or part; None when there is none.

    A chain that is about another part of the same element does not lead there.
    """
    fitting = [
        chain
        for place, chain in ways.items()
        if start in (place.id, place.part)
        or (place.part is None and any(part.id == start for part in graph.element(place.id).parts))
    ]
    return max(fitting, key=_worth, default=None)


def _worth(chain: Links) -> tuple[bool, int, int]:
    """Order chains: without a blanket claim, strong, short."""
    tier = tier_of_links(chain)
    return (tier != "blanket", RANK[tier], -len(chain))


# ---- on in the other document ------------------------------------------------------------------------------------


def _lead_on(bridge: Bridge, backings: Backings) -> Passage:
    """Return the way beyond a bridge: down to measures, and up to a vision sentence."""
    end, graph = bridge.end.id, backings.graph
    backing = backings.find(end)
    owner = next((e for e in graph.document.iter_elements() if end in (e.id, *(part.id for part in e.parts))), None)
    if owner is None or owner.id not in graph:
        return Passage(bridge, backing=backing)
    ways = find_ways_up(graph, owner.id, end if end != owner.id else None)
    ups = [chain for place, chain in ways.items() if getattr(graph.element(place.id), "role", None) == "vision"]
    return Passage(bridge, (), backing, max(ups, key=_worth, default=()))


def _rank(passage: Passage) -> tuple[object, ...]:
    """Order passages into one document: how close the counterpart is, who made the mapping, how sure, and the ids."""
    bridge = passage.bridge
    confidence = bridge.confidence
    return (
        passage.tier == "blanket",
        -RANK[passage.tier],
        len(passage.approach),
        CLOSENESS.index(bridge.relation),
        bridge.is_derived,
        -confidence if confidence is not None else 1,
        natural_key(bridge.start.id),
        natural_key(bridge.end.id),
        bridge.steps[0].row.file,
        bridge.steps[0].row.index,
    )
